import { Readable } from 'node:stream';
import { z } from 'zod';
import { FEATURES } from '../../evaluation/features.ts';
import { isKnown } from './etag.ts';
import { ApiError } from './problem.ts';
import { requireDone } from './results.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id } from './shapes.ts';

const Flag = z.int().min(0).max(1);

const PeopleMap = z
  .strictObject({
    evaluation_id: Id,
    tiers: z.array(z.string()).describe('Best first.'),
    features: z
      .array(
        z.strictObject({
          name: z.enum(FEATURES),
          origin: z.number(),
          unit: z
            .number()
            .nullable()
            .describe('Below 0 where less is better; null where everybody counts as alike.'),
        }),
      )
      .describe(
        'How features are scaled: (value - origin) / unit. As the standard scales them; for those who do not see everybody, by what they see.',
      ),
    people: z
      .strictObject({
        employee_id: z.array(Id),
        number: z.array(z.string()),
        name: z.array(z.string().nullable()),
        tier_rank: z.array(z.int()),
        score: z.array(z.number()),
        unusual: z.array(Flag),
        borderline: z.array(Flag),
        values: z.array(z.array(z.number())).describe('A column for each feature, in natural units.'),
      })
      .describe('Everybody who is rated: entry i of each column is of one person.'),
    centres: z
      .array(z.strictObject({ tier_rank: z.int(), at: z.array(z.number()) }))
      .nullable()
      .describe(
        "The tiers' centres, scaled: whoever is nearest to one is in its tier. Null for those who do not see everybody.",
      ),
    means: z.array(z.number()).describe('Of the scaled features: where the components meet.'),
    components: z
      .array(z.strictObject({ loadings: z.array(z.number()), share: z.number() }))
      .describe(
        'The two directions in which the people differ most, in scaled features, and how much of it all each tells. None where all are alike.',
      ),
  })
  .register(API_SHAPES, { id: 'PeopleMap', description: 'People as points of their features.' });

/** People as points, all at once. */
export const MAP_ROUTES: readonly Route[] = [
  route({
    operation: 'getEvaluationMap',
    method: 'GET',
    path: '/evaluations/{id}/map',
    rate: 'heavy',
    tag: 'results',
    summary: 'Everybody who is rated, as columns of features, to be drawn as points',
    description: 'Of evaluations of tasks. Small enough for a hundred thousand people in one answer.',
    params: ById,
    versioned: true,
    answers: { 200: { description: 'The people.', schema: PeopleMap } },
    problems: ['conflict', 'unprocessable'],
    handle: async ({ params: { id }, request, signal }, { store, calculator, config }) => {
      const { pipeline } = await requireDone(store, id);
      if (pipeline !== 'tasks') throw new ApiError('unprocessable', 'only evaluations of tasks have a map');
      const { dataFolder, databaseUrl } = config;
      const task = { place: { dataFolder, databaseUrl }, evaluationId: id };
      let tag = '';
      for await (const part of calculator.run('peopleMap', task, signal)) {
        if (part.kind === 'map') {
          return {
            tag,
            stream: Readable.from([part.json]),
            headers: {
              'content-type': 'application/json; charset=utf-8',
              'content-length': String(part.json.byteLength),
            },
          };
        }
        tag = part.tag;
        if (isKnown(tag, request.headers['if-none-match'])) return { tag };
      }
      throw new Error('the calculator gave no answer');
    },
  }),
];
