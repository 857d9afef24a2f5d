import { z } from 'zod';
import { findEvaluation } from '../../data/store/evaluations.ts';
import {
  countResults,
  findResult,
  neighboursOf,
  placeOf,
  RESULT_SORTS,
  type ResultFilter,
  type ResultOrder,
  type ResultPlace,
  type ResultRow,
  resultsAfter,
  resultsOfEmployee,
  searchedResults,
} from '../../data/store/results.ts';
import type { Store } from '../../data/store/store.ts';
import { departmentFilter } from '../../data/store/trees.ts';
import { EXPORT_FORMATS, type ExportFormat } from '../evaluations/export-results.ts';
import { exportedResults } from '../evaluations/exported.ts';
import { accountOfResult } from '../evaluations/result-account.ts';
import { idIn, keyIn, pageFrom, wrongCursor } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { Said, saidBy } from './sentences.ts';
import { API_SHAPES, ById, Day, Id, idList, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

const Flag = z.enum(['true', 'false']).transform((value) => value === 'true');
const Score = z.coerce.number().min(0).max(100);

const Names = z
  .string()
  .max(2000)
  .transform((list) => list.split(',').map((name) => name.trim()))
  .pipe(z.array(text(100)).min(1).max(20));

/** Which results, in the words of a query. */
export const ResultFilterQuery = z.strictObject({
  tier: Names.optional().describe('Names of tiers or grades, with commas between.'),
  scoring_grade: Names.optional().describe(
    'Of appraisals: grades that the total of points alone gives, with commas between.',
  ),
  appraised_as: text(200).optional().describe('Of appraisals: the key of a position of the rubric.'),
  department: idList
    .optional()
    .describe('Departments that people were in when they were evaluated, those below them included.'),
  position: idList.optional().describe('Positions that people had when they were evaluated.'),
  manager: Id.optional().describe('Only people who report to this one now, directly or not.'),
  directly: Flag.optional().describe('With manager: only people who report to this one directly.'),
  unusual: Flag.optional().describe('Whether the person is among the most unusual share.'),
  beyond: Flag.optional().describe('Whether the anomaly score is beyond the absolute limit.'),
  direction: z
    .enum(['better', 'worse', 'mixed'])
    .optional()
    .describe('Only who is unusual this way: among the most unusual share, or beyond the absolute limit.'),
  data_error: Flag.optional().describe('Whether something in the numbers is likely a mistake.'),
  borderline: Flag.optional().describe('Whether the tier often changes with other colleagues.'),
  rated: Flag.optional(),
  score_from: Score.optional(),
  score_to: Score.optional(),
  search: text(200).optional().describe('Parts of names or numbers, all of which must be found.'),
});

export const ResultOrderQuery = z.strictObject({
  sort: z.enum(RESULT_SORTS).default('score').describe('Ties by employee id; who has no value comes last.'),
  order: z.enum(['asc', 'desc']).default('desc'),
});

const Result = z
  .strictObject({
    evaluation_id: Id,
    employee_id: Id,
    number: z.string(),
    name: z.string().nullable(),
    department_id: Id.nullable().describe('When evaluated, as the next two.'),
    position_id: Id.nullable(),
    manager_id: Id.nullable(),
    tier: z.string().nullable(),
    tier_rank: z.int().nullable().describe('0 is the best tier; null where the person is unrated.'),
    score: z.number().nullable().describe('0 to 100.'),
    unusual: z
      .boolean()
      .nullable()
      .describe('Among the most unusual share of the people, of whom there always are some.'),
    beyond: z.boolean().nullable().describe('Anomaly score at or beyond the absolute limit.'),
    anomaly_score: z.number().nullable().describe('0 to 1; higher is more unusual.'),
    direction: z
      .enum(['better', 'worse', 'mixed'])
      .nullable()
      .describe('Which way somebody unusual is unusual.'),
    data_error: z.boolean().describe('Something in the numbers is likely a mistake: look at that first.'),
    stability: z
      .number()
      .nullable()
      .describe('Share of 200 resamples of colleagues in which the tier stays.'),
    borderline: z.boolean().nullable(),
    completed_tasks: z.number().nullable(),
    total_tasks: z.number().nullable(),
    avg_task_hours: z.number().nullable(),
    unrated_reason: z.string().nullable(),
    unrated_said: Said.nullable().describe('The same, for programs.'),
    appraised_as: z
      .string()
      .nullable()
      .describe('Of appraisals: the key of the position in the rubric; null where there is no sheet.'),
    scoring_grade: z
      .string()
      .nullable()
      .describe('Of appraisals: the grade that the total of points alone gives.'),
  })
  .register(API_SHAPES, { id: 'Result', description: 'What an evaluation says of one person.' });

const PastResult = Result.extend({
  evaluation_name: z.string(),
  pipeline: z.string(),
  period_id: Id,
  standard_id: Id.nullable(),
  finished_at: Moment.nullable(),
}).register(API_SHAPES, { id: 'PastResult', description: 'A result, and the evaluation that it is of.' });

const Account = z
  .strictObject({
    in_words: z
      .array(z.string())
      .describe(
        'How the result came about, what alone would change it, how sure it is, and what is unusual.',
      ),
    used: z.strictObject({
      evaluation: z.string(),
      period: z.strictObject({ id: Id, name: z.string(), starts_on: Day, ends_on: Day }).optional(),
      standard: z
        .strictObject({
          id: Id,
          name: z.string(),
          version: z.int(),
          options: z.looseObject({}).describe('Weights, tiers and everything else that was decided.'),
        })
        .optional(),
      sources: z
        .array(
          z.strictObject({
            kind: z
              .string()
              .describe(
                'A file of summaries, a task log or sheets; or tasks, which another system reported.',
              ),
            at: Moment.describe('Since when it counts; of reported tasks, when the last one came.'),
            tasks: z.int().nullable().describe('How many were reported; null for files.'),
          }),
        )
        .describe('Where the numbers came from, as of the evaluation.'),
    }),
    released: z
      .strictObject({ at: Moment, by_name: z.string().nullable(), review: z.string().nullable() })
      .nullable()
      .describe('Who looked the results through and released them, and what they say of it.'),
    decisions: z
      .array(
        z.strictObject({
          id: Id,
          kind: z.string(),
          text: z.string(),
          decided_by_name: z.string().nullable(),
          decided_at: Moment,
        }),
      )
      .describe('What people decided on it: the first 100.'),
    contest: z.strictObject({
      days_to_answer: z.int().describe('Days in which a contest that is made now is to be answered.'),
      made: z.array(
        z.strictObject({
          id: Id,
          state: z.string(),
          made_at: Moment,
          answer_by: Day.nullable(),
          answer: z.string().nullable(),
          answered_by_name: z.string().nullable(),
        }),
      ),
    }),
  })
  .register(API_SHAPES, {
    id: 'ResultAccount',
    description: 'What a person is owed who is evaluated (GDPR, articles 13 to 15 and 22).',
  });

const Neighbour = z
  .strictObject({ employee_id: Id, number: z.string(), name: z.string().nullable() })
  .nullable();

const ResultPath = z.strictObject({ id: Id, employee_id: Id });

/** What evaluations say of people. */
export const RESULT_ROUTES: readonly Route[] = [
  route({
    operation: 'listResults',
    method: 'GET',
    path: '/evaluations/{id}/results',
    tag: 'results',
    summary: 'Results of an evaluation, filtered and sorted',
    params: ById,
    query: Paging.extend({ ...ResultFilterQuery.shape, ...ResultOrderQuery.shape }),
    answers: {
      200: {
        description: 'A page of results.',
        schema: pageOf(Result).extend({ total: z.int().describe('Results on all pages together.') }),
      },
    },
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id }, query: { limit, cursor, sort, order, ...query } }, { store }) => {
      const evaluation = await requireDone(store, id);
      const { departmentIds, ...others } = filterOf(query);
      const asked = { ...others, ...(await departmentFilter(store.read, departmentIds)) };
      const isAll = Object.values(asked).every((value) => value === undefined);
      const found = asked.search === undefined ? null : await searchedResults(store.scan, id, asked);
      const filter = found?.filter ?? asked;
      const by: ResultOrder = { by: sort, descending: order === 'desc' };
      const at = cursor === undefined ? null : placeIn(cursor, by);
      // Results never change: what was counted for the first page holds for all.
      const count = async () => (isAll ? evaluation.results : countResults(store.read, id, filter));
      const total = at?.total ?? found?.total ?? (await count());
      const most = { limit: limit + 1, total };
      const rows = await resultsAfter(store.read, id, filter, by, at?.place ?? null, most);
      return {
        body: {
          ...pageFrom(
            rows,
            limit,
            (row) => {
              const { value, employeeId } = placeOf(row, by);
              return [total, value, employeeId];
            },
            shownResult,
          ),
          total,
        },
      };
    },
  }),
  route({
    operation: 'exportResults',
    method: 'GET',
    path: '/evaluations/{id}/export',
    rate: 'heavy',
    tag: 'results',
    summary: 'Results as a file',
    description:
      'With what they are made of. Text that a spreadsheet would run as a formula is made harmless.',
    params: ById,
    query: ResultFilterQuery.extend({
      ...ResultOrderQuery.shape,
      format: z.enum(EXPORT_FORMATS).default('csv'),
    }),
    answers: {
      200: {
        description: 'The file, in the format that was asked for.',
        schema: z.string().meta({ format: 'binary' }),
        type: 'application/octet-stream',
      },
    },
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id }, query: { format, sort, order, ...query }, signal }, services) => {
      const { pipeline } = await requireDone(services.store, id);
      const { stream, bytes } = await exportedResults(
        services,
        {
          evaluationId: id,
          pipeline: pipeline === 'appraisal' ? 'appraisal' : 'tasks',
          filter: filterOf(query),
          order: { by: sort, descending: order === 'desc' },
          format,
        },
        signal,
      );
      return {
        stream,
        headers: {
          'content-type': TYPES[format],
          'content-length': String(bytes),
          'content-disposition': `attachment; filename="results-${id}.${format}"`,
        },
      };
    },
  }),
  route({
    operation: 'getResult',
    method: 'GET',
    path: '/evaluations/{id}/results/{employee_id}',
    tag: 'results',
    summary: 'One person’s result with its explanation',
    params: ResultPath,
    answers: {
      200: {
        description: 'The result.',
        schema: Result.extend({
          detail: z.looseObject({}).describe('What it is made of, and why.'),
          account: Account,
        }),
      },
    },
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id, employee_id } }, { store, access }) => {
      const evaluation = await requireDone(store, id);
      const found = requireFound(await findResult(store.read, id, employee_id), 'result');
      const { contested, decided, detail, ...row } = found;
      const result = { ...shownResult(row), detail: JSON.parse(detail) };
      const asked = { ...result, contested, decided };
      const account = await accountOfResult(store.read, evaluation, asked, (ids) => access.namesOf(ids));
      return { body: { ...result, account } };
    },
  }),
  route({
    operation: 'getResultNeighbours',
    method: 'GET',
    path: '/evaluations/{id}/results/{employee_id}/neighbours',
    tag: 'results',
    summary: 'Who comes before and behind somebody in a list of results',
    description: 'The list that the same filter and order give; the person needs not be in it.',
    params: ResultPath,
    query: ResultFilterQuery.extend(ResultOrderQuery.shape),
    answers: {
      200: {
        description: 'Both; null where the list begins or ends.',
        schema: z.strictObject({ previous: Neighbour, next: Neighbour }),
      },
    },
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id, employee_id }, query: { sort, order, ...query } }, { store }) => {
      const { results } = await requireDone(store, id);
      const row = requireFound(await findResult(store.read, id, employee_id), 'result');
      const asked = filterOf(query);
      const { filter } =
        asked.search === undefined ? { filter: asked } : await searchedResults(store.scan, id, asked);
      const by: ResultOrder = { by: sort, descending: order === 'desc' };
      const { previous, next } = await neighboursOf(store.read, id, filter, by, row, results);
      return { body: { previous: previous && shownNeighbour(previous), next: next && shownNeighbour(next) } };
    },
  }),
  route({
    operation: 'listEmployeeResults',
    method: 'GET',
    path: '/employees/{id}/results',
    tag: 'results',
    summary: 'All results of one person',
    params: ById,
    query: Paging,
    answers: {
      200: { description: 'A page of results, newest evaluation first.', schema: pageOf(PastResult) },
    },
    problems: ['not-found'],
    handle: async ({ params: { id }, query: { limit, cursor } }, { store }) => {
      const person = await store.read
        .selectFrom('employees')
        .select('id')
        .where('id', '=', id)
        .executeTakeFirst();
      requireFound(person, 'person');
      const before = cursor === undefined ? LAST : idIn(cursor);
      const rows = await resultsOfEmployee(store.read, id, before, limit + 1);
      return {
        body: pageFrom(
          rows,
          limit,
          ({ evaluation_id }) => [evaluation_id],
          (row) => ({ ...row, ...shownResult(row) }),
        ),
      };
    },
  }),
];

const TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  parquet: 'application/vnd.apache.parquet',
  json: 'application/json; charset=utf-8',
};

/** Behind all ids. */
const LAST = '~';

/** Throws ApiError where there is no such evaluation, or it has no results yet. */
export async function requireDone(store: Store, id: string) {
  const evaluation = requireFound(await findEvaluation(store.read, id), 'evaluation');
  if (evaluation.state !== 'done') {
    throw new ApiError('conflict', `the evaluation has no results: it is ${evaluation.state}`);
  }
  return evaluation;
}

export function filterOf(query: z.output<typeof ResultFilterQuery>): ResultFilter {
  const { tier, scoring_grade, appraised_as, department, position, manager, score_from, score_to, ...rest } =
    query;
  return {
    ...rest,
    tiers: tier,
    scoringGrades: scoring_grade,
    appraisedAs: appraised_as,
    departmentIds: department,
    positionIds: position,
    managerId: manager,
    scoreFrom: score_from,
    scoreTo: score_to,
  };
}

export function shownResult<T extends ResultRow>({ unusual, beyond, data_error, borderline, ...row }: T) {
  return {
    ...row,
    unusual: flag(unusual),
    beyond: flag(beyond),
    data_error: data_error === 1,
    borderline: flag(borderline),
    unrated_said: row.unrated_reason && saidBy(row.unrated_reason),
  };
}

function shownNeighbour({ employee_id, number, name }: ResultRow) {
  return { employee_id, number, name };
}

function flag(value: number | null): boolean | null {
  return value === null ? null : value === 1;
}

function placeIn(cursor: string, { by }: ResultOrder): { total: number; place: ResultPlace } {
  const [total, value, employeeId] = keyIn(cursor, 3);
  const kind = by === 'name' || by === 'number' ? 'string' : 'number';
  const fits = value === null || typeof value === kind;
  if (typeof total !== 'number' || !Number.isSafeInteger(total) || typeof employeeId !== 'string' || !fits) {
    throw wrongCursor();
  }
  return { total, place: { value, employeeId } };
}
