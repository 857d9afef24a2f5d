import { z } from 'zod';
import { evaluationOptions } from '../../evaluation/options.ts';
import { evaluateOptions, TaskFitShape } from '../evaluations/options.ts';
import { ApiError } from './problem.ts';
import { requireDone } from './results.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, Id } from './shapes.ts';

const { weights, clusters, tier_names, contamination, min_tasks } = TaskFitShape.shape;

const WhatIfRequest = z.strictObject({
  evaluation_id: Id,
  weights,
  clusters,
  tier_names,
  contamination,
  min_tasks: min_tasks.describe('Tasks below which a person is unrated.'),
  limit: z.number().int().min(0).max(100_000).default(1000).describe('Most people in the answer.'),
});

function fromTo<T extends z.ZodType>(value: T) {
  return z.strictObject({ from: value.nullable(), to: value.nullable() });
}

const WhatIf = z
  .strictObject({
    summary: z
      .strictObject({
        people: z.int(),
        rated_before: z.int(),
        rated_after: z.int(),
        tier_changed: z.int(),
        rose: z.int().describe('Of these, whose tier would be better, where the tiers keep their names.'),
        fell: z.int(),
        anomaly_changed: z.int(),
        newly_rated: z.int(),
        no_longer_rated: z.int(),
        mean_score_move: z.number().nullable(),
        largest_score_move: z.number().nullable(),
      })
      .describe('Of everybody, also where `changes` is cut off.'),
    changed: z.int().describe('How many people would change.'),
    changes: z.array(
      z.strictObject({
        employee_id: Id,
        number: z.string(),
        name: z.string().nullable(),
        tier: fromTo(z.string()),
        is_anomaly: fromTo(z.boolean()),
        performance_score: z.strictObject({
          from: z.number().nullable(),
          to: z.number().nullable(),
          move: z.number().nullable(),
        }),
      }),
    ),
  })
  .register(API_SHAPES, { id: 'WhatIf', description: 'Who would be rated differently under other options.' });

/** What would be, without anything being kept. */
export const WHAT_IF_ROUTES: readonly Route[] = [
  route({
    operation: 'whatIf',
    method: 'POST',
    path: '/what-if',
    tag: 'evaluations',
    summary: 'What other options would change',
    description:
      'The people of an evaluation are evaluated again, on the numbers that it was made of, with other weights, numbers of tiers, shares of anomalies or a minimum of tasks; what is not named stays. Nothing is kept.',
    body: WhatIfRequest,
    examples: {
      weights: {
        summary: 'Completion counts twice as much as each of the others',
        value: {
          evaluation_id: '01920000-0000-7000-8000-000000000001',
          weights: { completion_rate: 0.5, task_efficiency: 0.25, throughput: 0.25 },
        },
      },
    },
    answers: { 200: { description: 'Who would change.', schema: WhatIf } },
    problems: ['not-found', 'conflict', 'unprocessable'],
    handle: async ({ body, signal }, { store, config, calculator }) => {
      const { evaluation_id, limit, ...changes } = body;
      const { pipeline, standard_id } = await requireDone(store, evaluation_id);
      if (pipeline !== 'tasks') {
        throw new ApiError('unprocessable', 'these options belong to evaluations of tasks');
      }
      const options = evaluateOptions(changes);
      evaluationOptions(options);
      const { dataFolder, databaseUrl } = config;
      const place = { dataFolder, databaseUrl };
      const task = { place, evaluationId: evaluation_id, standardId: standard_id, options, limit };
      for await (const answer of calculator.run('whatIf', task, signal)) return { body: answer };
      throw new Error('the calculator gave no answer');
    },
  }),
];
