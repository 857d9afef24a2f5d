import { z } from 'zod';
import { addStandard } from '../../data/store/standards.ts';
import { evaluationOptions } from '../../evaluation/options.ts';
import { evaluateOptions, TaskFitShape } from '../evaluations/options.ts';
import type { WhatIfTask } from '../evaluations/what-if.ts';
import type { WhatIfFloorsTask } from '../evaluations/what-if-floors.ts';
import { ApiError } from './problem.ts';
import { requireDone } from './results.ts';
import { type Route, route } from './route.ts';
import type { Services } from './services.ts';
import { API_SHAPES, Id, text } from './shapes.ts';
import { StandardShape, shownStandard } from './standards.ts';

const { weights, clusters, tier_names, contamination, min_tasks } = TaskFitShape.shape;

const Share = z.number().min(0).max(1);

const Options = z.strictObject({
  evaluation_id: Id,
  weights,
  clusters,
  tier_names,
  contamination,
  min_tasks: min_tasks.describe('Tasks below which a person is unrated.'),
  floors: z
    .array(
      z.strictObject({
        at_most: z.string().trim().min(1).max(200).describe('The best grade that is open.'),
        at_or_below: Share.describe('Share of the points on an indicator, 0 to 1.'),
        indicators: z.array(text(200)).min(1).max(200).optional().describe('Default: all.'),
      }),
    )
    .max(50)
    .optional()
    .describe('For appraisals: floors that hold instead of those of the rubric; none for an empty list.'),
});

const WhatIfRequest = Options.extend({
  limit: z.number().int().min(0).max(100_000).default(1000).describe('Most people in the answer.'),
});

const Counts = z.array(z.strictObject({ name: z.string(), people: z.int() }));
const Tiers = z
  .strictObject({ before: Counts, after: Counts })
  .describe('How many people are in each tier or have each grade, best first.');

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
    tiers: Tiers,
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

const WhatIfFloors = z
  .strictObject({
    summary: z.strictObject({
      people: z.int(),
      rated: z.int(),
      grade_changed: z.int(),
      rose: z.int(),
      fell: z.int(),
    }),
    tiers: Tiers,
    changed: z.int(),
    changes: z.array(
      z.strictObject({
        employee_id: Id,
        number: z.string(),
        name: z.string().nullable(),
        position: z.string(),
        grade: fromTo(z.string()),
      }),
    ),
  })
  .register(API_SHAPES, {
    id: 'WhatIfFloors',
    description: 'Whose grade would be another under other floors.',
  });

/** What would be, without anything being kept. */
export const WHAT_IF_ROUTES: readonly Route[] = [
  route({
    operation: 'whatIf',
    method: 'POST',
    path: '/what-if',
    rate: 'heavy',
    tag: 'evaluations',
    summary: 'What other options would change',
    description:
      'The people of an evaluation are evaluated again, on the numbers that it was made of, with other weights, numbers of tiers, shares of anomalies or a minimum of tasks, and appraisals with other floors; what is not named stays. Nothing is kept.',
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
    answers: { 200: { description: 'Who would change.', schema: z.union([WhatIf, WhatIfFloors]) } },
    problems: ['not-found', 'conflict', 'unprocessable'],
    handle: async ({ body: { limit, ...options }, signal }, services) => {
      const asked = await askedOf(options, limit, services);
      const answer =
        'floors' in asked
          ? await only(services.calculator.run('whatIfFloors', asked, signal))
          : await only(services.calculator.run('whatIf', asked, signal));
      return { body: answer };
    },
  }),
  route({
    operation: 'saveWhatIf',
    method: 'POST',
    path: '/what-if/standard',
    rate: 'heavy',
    tag: 'evaluations',
    summary: 'Keep what a what-if fitted as a draft of a standard',
    description:
      'The options are fitted on the numbers that the evaluation was made of, just as the what-if does; the evaluation stays as it is. The standard is a draft: approve and activate it to have people held against it.',
    body: Options.extend({
      name: text(200).describe('What the standard is called: it becomes the next version of this name.'),
    }),
    answers: { 201: { description: 'The draft.', schema: StandardShape } },
    problems: ['not-found', 'conflict', 'unprocessable'],
    handle: async ({ body: { name, ...options }, signal, change }, services) => {
      const asked = await askedOf(options, 0, services);
      const { standard: kept } =
        'floors' in asked
          ? await only(services.calculator.run('fitWhatIfFloors', asked, signal))
          : await only(services.calculator.run('fitWhatIf', asked, signal));
      if (kept === null)
        throw new ApiError('conflict', 'nobody could be rated by this: there is nothing to keep');
      return change(async (made) => {
        const row = await addStandard(made, { name, evaluationId: null, ...kept });
        return {
          status: 201,
          body: await shownStandard(row, services.access),
          headers: { location: `/api/v1/standards/${row.id}` },
        };
      });
    },
  }),
];

/** What is to be computed. Throws ApiError where the options are not of the evaluation's pipeline. */
async function askedOf(
  { evaluation_id, floors, ...changes }: z.output<typeof Options>,
  limit: number,
  { store, config: { dataFolder, databaseUrl } }: Services,
): Promise<WhatIfTask | WhatIfFloorsTask> {
  const { pipeline, standard_id } = await requireDone(store, evaluation_id);
  const common = { place: { dataFolder, databaseUrl }, evaluationId: evaluation_id, limit };
  if (pipeline === 'appraisal') {
    if (floors === undefined || Object.keys(changes).length > 0) {
      throw new ApiError('unprocessable', 'of appraisals only the floors can be other ones');
    }
    if (standard_id === null) throw new ApiError('conflict', 'the evaluation graded nobody');
    const others = floors.map(({ at_most, at_or_below, indicators }) => ({
      atMost: at_most,
      atOrBelow: at_or_below,
      ...(indicators && { indicators }),
    }));
    return { ...common, standardId: standard_id, floors: others };
  }
  if (floors !== undefined) throw new ApiError('unprocessable', 'floors belong to appraisals');
  const options = evaluateOptions(changes);
  evaluationOptions(options);
  return { ...common, standardId: standard_id, options };
}

async function only<T>(parts: AsyncIterable<T>): Promise<T> {
  for await (const part of parts) return part;
  throw new Error('the calculator gave no answer');
}
