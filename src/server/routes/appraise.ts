import type { FastifyInstance } from 'fastify';
import { appraisalOptionsFrom } from '../appraise-query.ts';
import { type EvaluationOptions, evaluationRoutes } from './evaluation.ts';

export const APPRAISE_PATHS = ['/api/v1/appraise'];

/** POST /api/v1/appraise */
export function appraiseRoutes(app: FastifyInstance, options: EvaluationOptions): void {
  evaluationRoutes(app, options, {
    operation: 'appraise',
    paths: APPRAISE_PATHS,
    wanted: 'a JSON array of appraisals',
    task: (body, query, maxPeople) => ({
      pipeline: 'appraisal',
      body,
      options: appraisalOptionsFrom(query),
      maxPeople,
    }),
  });
}
