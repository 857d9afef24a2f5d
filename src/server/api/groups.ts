import { z } from 'zod';
import { GROUPINGS } from '../../data/store/grouped-results.ts';
import { sightOf } from '../access/principal.ts';
import { requireDone } from './results.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id } from './shapes.ts';

const Count = z.int().nullable();
const Points = z.int().min(0).max(100);

const Group = z.strictObject({
  id: Id.nullable().describe('Of the department or position; null for people who had none, and for all.'),
  name: z.string().nullable(),
  people: z.int().describe('Who is rated.'),
  tiers: z.array(Count).describe('People in each tier, best first.'),
  score: z
    .strictObject({ lower_quartile: Points, median: Points, upper_quartile: Points })
    .describe("In whole points, so that none is anybody's own score."),
  deciles: z
    .array(Count)
    .describe('People with a score from 0, 10, 20 and so on to 90 points; the last ones up to 100.'),
  tier_deciles: z
    .array(z.array(Count))
    .nullable()
    .describe('The same for each tier by itself, best first; null where there are several groups.'),
  unusual: z.number().nullable().describe('Share of the people who are among the most unusual.'),
});

const Groups = z
  .strictObject({
    by: z.enum(GROUPINGS),
    tiers: z.array(z.string()).describe('Best first.'),
    groups: z.array(Group).describe('The largest first.'),
    others: z.int().describe('People of groups that are too small to be told of, together.'),
    withheld: z.string().nullable().describe('Why nothing is told; null where something is.'),
  })
  .register(API_SHAPES, {
    id: 'EvaluationGroups',
    description:
      'Where groups of people stand. Null stands for counts of fewer people than the setting small_group, and for those by which such a count could be computed.',
  });

/** How groups compare, and where somebody stands among all. */
export const GROUP_ROUTES: readonly Route[] = [
  route({
    operation: 'getEvaluationGroups',
    method: 'GET',
    path: '/evaluations/{id}/groups',
    rate: 'heavy',
    tag: 'results',
    summary: 'Departments or positions beside each other, or all people together',
    description:
      'Of everybody in the evaluation, for whoever sees a result of it: whom a reader does not see one by one stays unknown. Groups as they were when people were evaluated, without those below them.',
    params: ById,
    query: z.strictObject({ by: z.enum(GROUPINGS).default('all') }),
    answers: { 200: { description: 'The groups.', schema: Groups } },
    problems: ['conflict'],
    handle: async ({ params: { id }, query: { by }, principal, signal }, { store, groups }) => {
      await requireDone(store, id);
      const reader = principal && sightOf(principal);
      return { body: { by, ...(await groups.of({ evaluationId: id, by, reader }, signal)) } };
    },
  }),
];
