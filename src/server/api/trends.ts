import { z } from 'zod';
import { type EmployeeFilter, findEmployee } from '../../data/store/employees.ts';
import { organisationOf } from '../../data/store/organisation.ts';
import { readSettings } from '../../data/store/settings.ts';
import type { StandardRow } from '../../data/store/standards.ts';
import type { Work, WorkName } from '../evaluations/work.ts';
import { choosePair, choosePeriods, chooseStandard } from '../trends/choose.ts';
import { MOVES } from '../trends/moves.ts';
import type { TrendAnswer, TrendTask } from '../trends/trend.ts';
import { idIn, pageFrom } from './cursor.ts';
import { type Call, type Route, route } from './route.ts';
import type { Services } from './services.ts';
import { ById, Day, Id, idList, Paging, pageOf, text } from './shapes.ts';
import { GroupTrend, Mover, Moves, PersonTrend } from './trend-shapes.ts';
import { requireFound } from './versions.ts';

const StandardQuery = z.strictObject({
  standard: Id.optional().describe(
    'The standard to hold every period against. Default: the active one for tasks.',
  ),
});

const TrendQuery = StandardQuery.extend({
  from: Day.optional().describe('Only periods that begin on this day or later.'),
  to: Day.optional().describe(
    'Only periods that end on this day or earlier. Default: yesterday, as a period that still runs has not all of its tasks.',
  ),
  length: z
    .enum(['day', 'week', 'month', 'quarter', 'half-year', 'year'])
    .optional()
    .describe('Only periods of this length. Default: the most common one.'),
  periods: idList
    .optional()
    .describe('Just these periods, instead of from, to and length; ids with commas between.'),
});

const MovesQuery = StandardQuery.extend({
  from: Id.describe('The earlier period.'),
  to: Id.describe('The later period, of the same length.'),
  department: idList.optional().describe('Departments that people are in now, those below them included.'),
  position: idList.optional().describe('Positions that people have now.'),
  manager: Id.optional().describe('Only people who report to this one now, directly or not.'),
});

const ABOUT =
  'Every period is held against one standard, so that periods can be compared; this is computed from the numbers as they are now, without evaluations, and nothing is kept. Only periods of one length stand in a series; `gaps` and `left_out` say what is missing.';
const ABOUT_GROUPS =
  ' The people are those who belong to the group now. Numbers that fewer people make up than the setting small_group are withheld.';

/** How people and groups do from period to period. */
export const TREND_ROUTES: readonly Route[] = [
  route({
    operation: 'getEmployeeTrend',
    method: 'GET',
    path: '/trends/employees/{id}',
    tag: 'trends',
    summary: 'One person from period to period',
    description: ABOUT,
    params: ById,
    query: TrendQuery,
    answers: { 200: { description: 'The trend.', schema: PersonTrend } },
    problems: ['not-found', 'conflict', 'unprocessable'],
    handle: async (call, services) => {
      const { id } = requireFound(await findEmployee(services.store.read, call.params.id), 'person');
      return trend(call, services, (base) =>
        computed(services, 'personTrend', { ...base, employeeId: id }, call.signal),
      );
    },
  }),
  route({
    operation: 'getDepartmentTrend',
    method: 'GET',
    path: '/trends/departments/{id}',
    rate: 'heavy',
    tag: 'trends',
    summary: 'A department from period to period',
    description: `With the departments below it. ${ABOUT}${ABOUT_GROUPS}`,
    params: ById,
    query: TrendQuery,
    answers: { 200: { description: 'The trend.', schema: GroupTrend } },
    problems: ['not-found', 'conflict', 'unprocessable'],
    handle: async (call, services) => {
      const found = await organisationOf('departments').find(services.store.read, call.params.id);
      const { id } = requireFound(found, 'department');
      return groupTrend(call, services, { departmentIds: [id] });
    },
  }),
  route({
    operation: 'getCompanyTrend',
    method: 'GET',
    path: '/trends/company',
    rate: 'heavy',
    tag: 'trends',
    summary: 'Everybody from period to period',
    description: `${ABOUT}${ABOUT_GROUPS}`,
    query: TrendQuery,
    answers: { 200: { description: 'The trend.', schema: GroupTrend } },
    problems: ['conflict', 'unprocessable'],
    handle: (call, services) => groupTrend(call, services, {}),
  }),
  route({
    operation: 'getMoves',
    method: 'GET',
    path: '/trends/moves',
    rate: 'heavy',
    tag: 'trends',
    summary: 'Moves between the tiers from one period to another',
    description: `Both periods are held against one standard, on the numbers as they are now.${ABOUT_GROUPS}`,
    query: MovesQuery,
    answers: { 200: { description: 'The moves.', schema: Moves } },
    problems: ['conflict', 'unprocessable'],
    handle: async ({ query, signal }, services) => {
      const { standard, task } = await movesTask(query, services);
      const answer = await computed(services, 'moves', task, signal);
      return { body: { standard: named(standard), from: task.from, to: task.to, ...answer } };
    },
  }),
  route({
    operation: 'listMovers',
    method: 'GET',
    path: '/trends/moves/people',
    rate: 'heavy',
    tag: 'trends',
    summary: 'The people behind the moves',
    description:
      'Those of a cell of the matrix (`from_tier` and `to_tier`), of a count beside it (`move`), or all.',
    query: MovesQuery.extend({
      ...Paging.shape,
      from_tier: text(100).optional().describe('Only people who were in this tier.'),
      to_tier: text(100).optional().describe('Only people who are in this tier in the later period.'),
      move: z.enum(MOVES).optional(),
    }),
    answers: { 200: { description: 'A page of people, in the order of their ids.', schema: pageOf(Mover) } },
    problems: ['conflict', 'unprocessable'],
    handle: async ({ query: { limit, cursor, from_tier, to_tier, move, ...query }, signal }, services) => {
      const after = idIn(cursor);
      const { task } = await movesTask(query, services);
      const wanted = { ...task, move, fromTier: from_tier, toTier: to_tier, after, limit: limit + 1 };
      const rows = await computed(services, 'movers', wanted, signal);
      return {
        body: pageFrom(
          rows,
          limit,
          ({ employee_id }) => [employee_id],
          (row) => row,
        ),
      };
    },
  }),
];

type TrendCall = Pick<Call<unknown, z.output<typeof TrendQuery>>, 'query' | 'signal'>;

async function groupTrend(call: TrendCall, services: Services, people: EmployeeFilter) {
  const { small_group } = await readSettings(services.store.read);
  return trend(call, services, (base) =>
    computed(services, 'groupTrend', { ...base, people, smallGroup: small_group }, call.signal),
  );
}

async function trend<Point>(
  { query: { standard: standardId, ...wanted } }: TrendCall,
  services: Services,
  compute: (task: TrendTask) => Promise<TrendAnswer<Point>>,
) {
  const { read } = services.store;
  const standard = await chooseStandard(read, standardId);
  const series = await choosePeriods(read, wanted, new Date().toISOString().slice(0, 10));
  const periods = series?.periods ?? [];
  const there = periods.filter((period) => period !== null);
  const answer = await compute({
    place: placeOf(services),
    standardId: standard.id,
    periods,
    season: series?.season ?? null,
  });
  const { trend, changes, forecast, reasons } = answer.outlook;
  return {
    body: {
      standard: named(standard),
      length: series?.length ?? null,
      periods: there.map((period, i) => ({ period, ...answer.points[i] })),
      gaps: periods.flatMap((period, i) => (period === null && series ? [series.daysAt(i)] : [])),
      left_out: (series?.others ?? []).map(({ period, reason }) => ({ ...period, reason })),
      trend,
      changes: changes && {
        ...changes,
        changes: changes.changes.map(({ at, ...change }) => ({ period: periods[at], ...change })),
      },
      forecast: forecast && series && { ...series.daysAt(periods.length), ...forecast },
      reasons,
    },
  };
}

async function movesTask(
  { standard: id, from, to, ...scope }: z.output<typeof MovesQuery>,
  services: Services,
) {
  const { read } = services.store;
  const standard = await chooseStandard(read, id);
  const pair = await choosePair(read, { from, to });
  const { small_group } = await readSettings(read);
  const people = { departmentIds: scope.department, positionIds: scope.position, managerId: scope.manager };
  const task = {
    place: placeOf(services),
    standardId: standard.id,
    ...pair,
    people,
    smallGroup: small_group,
  };
  return { standard, task };
}

async function computed<K extends WorkName>(
  { calculator }: Services,
  name: K,
  task: Work[K]['task'],
  signal: AbortSignal,
): Promise<Work[K]['part']> {
  for await (const answer of calculator.run(name, task, signal)) return answer;
  throw new Error('the calculator gave no answer');
}

function placeOf({ config: { dataFolder, databaseUrl } }: Services) {
  return { dataFolder, databaseUrl };
}

function named({ id, name, version }: StandardRow) {
  return { id, name, version };
}
