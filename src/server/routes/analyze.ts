import type { FastifyInstance } from 'fastify';
import { optionsFrom } from '../query.ts';
import { type EvaluationOptions, evaluationRoutes } from './evaluation.ts';

/** The addresses of the analysis: the article's own, and the ones that APIs usually have. */
export const ANALYZE_PATHS = ['/analyze', '/api/analyze', '/api/v1/analyze'];

/** POST /analyze */
export function analyzeRoutes(app: FastifyInstance, options: EvaluationOptions): void {
  evaluationRoutes(app, options, {
    operation: 'analyze',
    paths: ANALYZE_PATHS,
    wanted: 'a JSON array of summaries',
    task: (body, query, maxPeople) => ({ body, options: optionsFrom(query), maxPeople }),
  });
}
