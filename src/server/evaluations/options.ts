import { z } from 'zod';
import type { EvaluateOptions } from '../../evaluation/options.ts';
import { text } from '../api/shapes.ts';

const Share = z.number().min(0).max(1);

/** How a standard for tasks is fitted; what is left out has the published method's default, the minimum of tasks the organisation's. */
export const TaskFitShape = z.strictObject({
  weights: z
    .strictObject({ completion_rate: Share, task_efficiency: Share, throughput: Share })
    .optional()
    .describe('How much each part counts in the score; they sum to 1. Default 0.4, 0.3, 0.3.'),
  clusters: z.number().int().min(2).max(6).optional().describe('Number of tiers. Default 3.'),
  tier_names: z.array(text(100)).min(2).max(6).optional().describe('Names of the tiers, best first.'),
  contamination: z
    .union([z.number().gt(0).max(0.5), z.literal('auto')])
    .optional()
    .describe('Share of people to call unusual, or auto. Default 0.05.'),
  min_tasks: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .optional()
    .describe('Tasks below which a person is unrated. Default: the setting min_tasks, which is 5 at first.'),
  seeding: z.enum(['k-means++', 'density']).optional().describe('How first centres are found.'),
  random_state: z.number().int().min(0).max(0xffffffff).optional().describe('Seed. Default 42.'),
});

/** How a standard for appraisals is fitted. */
export const AppraisalFitShape = z.strictObject({
  rubric: text(200).describe('Name of a rubric, whose newest version is taken.'),
  min_pts: z.number().int().min(1).max(100).optional().describe('Neighbours that density is measured by.'),
  adjust_severity: z
    .boolean()
    .optional()
    .describe("Whether points are adjusted for the appraisers' severity. Default false."),
  random_state: z.number().int().min(0).max(0xffffffff).optional().describe('Seed. Default 42.'),
});

export type AppraisalFit = z.output<typeof AppraisalFitShape>;

export type TaskFit = z.output<typeof TaskFitShape>;

/** The same options in the words of the evaluation; `least` is the minimum of tasks where they do not say one. */
export function evaluateOptions(fit: TaskFit, least?: number): EvaluateOptions {
  const { weights, clusters, tier_names, contamination, min_tasks, seeding, random_state } = fit;
  const minTasks = min_tasks ?? least;
  return {
    ...(weights && {
      weights: {
        completionRate: weights.completion_rate,
        taskEfficiency: weights.task_efficiency,
        throughput: weights.throughput,
      },
    }),
    ...(clusters !== undefined && { clusters }),
    ...(tier_names && { tierNames: tier_names }),
    ...(contamination !== undefined && { contamination }),
    ...(seeding && { seeding }),
    ...(random_state !== undefined && { randomState: random_state }),
    ...(minTasks !== undefined && { minTasks }),
  };
}
