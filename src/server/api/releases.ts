import { z } from 'zod';
import { findEvaluation, updateEvaluation } from '../../data/store/evaluations.ts';
import { EvaluationShape, shownEvaluation } from './evaluations.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { ById, text } from './shapes.ts';
import { requireFound, requireVersion } from './versions.ts';

const common = { tag: 'evaluations', params: ById, versioned: true };
const answer = { description: 'The evaluation.', schema: EvaluationShape };

/** When results are for managers and employees to see. */
export const RELEASE_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'releaseEvaluation',
    method: 'POST',
    path: '/evaluations/{id}/release',
    summary: 'Release results',
    description:
      'Before it nobody but analysts, admins and auditors sees them. Whoever releases says that they have looked the results through, and is named.',
    body: z.strictObject({
      review: text(2000).describe('What was looked at: anomalies, likely data errors, people on a border.'),
    }),
    examples: {
      looked: {
        summary: 'Looked through',
        value: { review: 'All anomalies and data errors looked at with their managers; two corrected.' },
      },
    },
    answers: { 200: answer },
    problems: ['changed', 'conflict'],
    handle: ({ params: { id }, body: { review }, version, change }) =>
      change(async (made) => {
        const before = requireFound(await findEvaluation(made.db, id), 'evaluation');
        requireVersion(version, before.version);
        if (before.state !== 'done') {
          throw new ApiError(
            'conflict',
            `the evaluation is ${before.state}: there are no results to release`,
          );
        }
        if (before.released_at !== null) throw new ApiError('conflict', 'the results are released already');
        const row = requireFound(
          await updateEvaluation(made, id, { released_at: made.at, released_by: made.actor, review }),
          'evaluation',
        );
        await made.audit({ action: 'evaluation.released', subject: `evaluations/${id}` });
        await made.tell({ type: 'evaluation.released', subject: `evaluations/${id}` });
        return { body: shownEvaluation(row), version: row.version };
      }),
  }),
  route({
    ...common,
    operation: 'withdrawEvaluation',
    method: 'POST',
    path: '/evaluations/{id}/withdrawal',
    summary: 'Withdraw released results',
    description: 'Managers and employees see them no longer. What was said and decided stays on record.',
    answers: { 200: answer },
    problems: ['changed', 'conflict'],
    handle: ({ params: { id }, version, change }) =>
      change(async (made) => {
        const before = requireFound(await findEvaluation(made.db, id), 'evaluation');
        requireVersion(version, before.version);
        if (before.released_at === null) throw new ApiError('conflict', 'the results are not released');
        const row = requireFound(
          await updateEvaluation(made, id, { released_at: null, released_by: null, review: null }),
          'evaluation',
        );
        await made.audit({ action: 'evaluation.withdrawn', subject: `evaluations/${id}` });
        await made.tell({ type: 'evaluation.withdrawn', subject: `evaluations/${id}` });
        return { body: shownEvaluation(row), version: row.version };
      }),
  }),
];
