import { setImmediate as others } from 'node:timers/promises';
import {
  type Expression,
  type ExpressionBuilder,
  type Insertable,
  type Kysely,
  type Selectable,
  type SelectQueryBuilder,
  type SqlBool,
  sql,
} from 'kysely';
import { employeeCondition, idsOfFew } from './employees.ts';
import { insertAll } from './insert-all.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';
import { type DepartmentFilter, departmentsWithin, orNobody, peopleBelow } from './trees.ts';

/** What an evaluation says of one person, and who that is. */
export type ResultRow = Selectable<Database['results']> & {
  readonly number: string;
  readonly name: string | null;
};

/** A result to be kept; `detail` is all that does not fit the columns. */
export type NewResult = Omit<Insertable<Database['results']>, 'evaluation_id'> & { readonly detail: unknown };

/** Which results are asked for; what is left out asks for all. Departments are those in which people were evaluated. */
export interface ResultFilter extends DepartmentFilter {
  /** Names of tiers. */
  readonly tiers?: readonly string[] | undefined;
  /** Grades that the total of points alone gives, and keys of the rubric's positions. */
  readonly scoringGrades?: readonly string[] | undefined;
  readonly appraisedAs?: string | undefined;
  readonly positionIds?: readonly string[] | undefined;
  /** Who reports to this person now; `directly` leaves out who reports through others. */
  readonly managerId?: string | undefined;
  readonly directly?: boolean | undefined;
  readonly unusual?: boolean | undefined;
  readonly beyond?: boolean | undefined;
  /** Which way somebody unusual is unusual. */
  readonly direction?: 'better' | 'worse' | 'mixed' | undefined;
  readonly data_error?: boolean | undefined;
  readonly borderline?: boolean | undefined;
  readonly rated?: boolean | undefined;
  readonly scoreFrom?: number | undefined;
  readonly scoreTo?: number | undefined;
  /** Parts of numbers or names, all of which must be found, in any case. */
  readonly search?: string | undefined;
  /** Only these people. */
  readonly ids?: readonly string[] | undefined;
}

export const RESULT_SORTS = [
  'score',
  'name',
  'number',
  'stability',
  'anomaly_score',
  'completed_tasks',
  'total_tasks',
] as const;

/** How results are sorted: ties by the employee's id, both ascending or both descending; who has no value comes last. */
export interface ResultOrder {
  readonly by: (typeof RESULT_SORTS)[number];
  readonly descending: boolean;
}

/** What a result is sorted by, with the employee's id. */
export interface ResultPlace {
  readonly value: string | number | null;
  readonly employeeId: string;
}

export function placeOf(row: ResultRow, { by }: ResultOrder): ResultPlace {
  return { value: row[by], employeeId: row.employee_id };
}

/** At most `limit` of the `total` results that match a filter, behind a place or from the beginning. */
export async function resultsAfter(
  db: Kysely<Database>,
  evaluationId: string,
  filter: ResultFilter,
  order: ResultOrder,
  after: ResultPlace | null,
  { limit, total }: { readonly limit: number; readonly total: number },
): Promise<ResultRow[]> {
  const matches = resultCondition(evaluationId, filter);
  // Two questions, since databases do not agree on where nulls come, nor use an index for what is sorted by two rules.
  const part = async (isThere: boolean, most: number) => {
    const page = { isThere, after, most, total };
    if (filter.search === undefined && hasIndex(order.by, total)) {
      const people = withPeople(db, isOfPeople(order.by) ? 'employees' : 'results').where(matches);
      return shown(sorted(people, order, page)).execute();
    }
    const from = isOfPeople(order.by) ? withPeople(db, 'results') : db.selectFrom('results');
    const found = await sorted(from.where(matches), order, page)
      .select('results.employee_id as id')
      .execute();
    const ids = found.map(({ id }) => id);
    const rows = await rowsOf(db)
      .where('results.evaluation_id', '=', evaluationId)
      .where('results.employee_id', 'in', [...ids, ''])
      .execute();
    const byId = new Map(rows.map((row) => [row.employee_id, row]));
    return ids.flatMap((id) => byId.get(id) ?? []);
  };
  const wanted = after === null ? Math.min(limit, total) : limit;
  const rows = wanted === 0 || (after !== null && after.value === null) ? [] : await part(true, wanted);
  return rows.length < wanted ? [...rows, ...(await part(false, wanted - rows.length))] : rows;
}

/** A query's rows that have a value to be sorted by, or those that have none, in their order. */
function sorted<T extends keyof Database, O>(
  query: SelectQueryBuilder<Database, T, O>,
  { by, descending }: ResultOrder,
  { isThere, after, most, total }: Page,
): SelectQueryBuilder<Database, T, O> {
  const keys = keysOf(by, total).slice(isThere ? 0 : -1);
  let part = query.where(sortedValue(by, total), isThere ? 'is not' : 'is', null).limit(most);
  if (after !== null && isThere === (after.value !== null)) {
    const values = [...keyValues(by, after.value), after.employeeId];
    part = part.where(
      sql<SqlBool>`(${sql.join(keys)}) ${sql.raw(descending ? '<' : '>')} (${sql.join(values)})`,
    );
  }
  for (const key of keys) part = part.orderBy(key, descending ? 'desc' : 'asc');
  return part;
}

interface Page {
  readonly isThere: boolean;
  readonly after: ResultPlace | null;
  readonly most: number;
  readonly total: number;
}

/** From this many results, it is less work to look up people in order than to put results in order. */
const MANY = 2000;

/** Whether results are sorted by something of the people whose they are. */
function isOfPeople(by: ResultOrder['by']): boolean {
  return by === 'name' || by === 'number';
}

/** Whether the databases go through so many results in this order by an index. */
function hasIndex(by: ResultOrder['by'], total: number): boolean {
  return total >= MANY && by !== 'completed_tasks' && by !== 'total_tasks';
}

/** Results and whose they are. SQLite goes through the first table, and looks the other one up. */
function withPeople(db: Kysely<Database>, first: 'results' | 'employees') {
  return db
    .selectFrom(first)
    .crossJoin(first === 'results' ? 'employees' : 'results')
    .whereRef('employees.id', '=', 'results.employee_id');
}

/** Who stands before and behind one result, where results are filtered and sorted so; null at either end. */
export async function neighboursOf(
  db: Kysely<Database>,
  evaluationId: string,
  filter: ResultFilter,
  order: ResultOrder,
  row: ResultRow,
  total: number,
): Promise<{ readonly previous: ResultRow | null; readonly next: ResultRow | null }> {
  const place = placeOf(row, order);
  const one = { limit: 1, total };
  const back = { ...order, descending: !order.descending };
  const behind = (by: ResultOrder, from: ResultPlace | null) =>
    resultsAfter(db, evaluationId, filter, by, from, one);
  const [next = null] = await behind(order, place);
  const [before = null] = await behind(back, place);
  // Who has no value comes last in either order: behind somebody with one, such a person is none before.
  const isBefore = before !== null && (place.value === null) === (placeOf(before, order).value === null);
  if (isBefore) return { previous: before, next };
  if (place.value !== null) return { previous: null, next };
  const [last = null] = await behind(back, null);
  return { previous: last === null || placeOf(last, order).value === null ? null : last, next };
}

export async function countResults(
  db: Kysely<Database>,
  evaluationId: string,
  filter: ResultFilter,
): Promise<number> {
  const { search, ...rest } = filter;
  const found =
    search === undefined
      ? db.selectFrom('results')
      : withPeople(db, 'employees').where(employeeCondition({ search }));
  const { people } = await found
    .select((of) => of.fn.countAll<number>().as('people'))
    .where(resultCondition(evaluationId, rest))
    .executeTakeFirstOrThrow();
  return people;
}

/**
 * How many results match a filter that searches, and the filter with the people who are found in place of the search, where
 * they are few; `db` is for scans.
 */
export async function searchedResults(
  db: Kysely<Database>,
  evaluationId: string,
  { search, ...rest }: ResultFilter,
): Promise<{ readonly total: number; readonly filter: ResultFilter }> {
  const { total, ids } = await withPeople(db, 'employees')
    .where(employeeCondition({ search }))
    .where(resultCondition(evaluationId, rest))
    .select((of) => of.fn.countAll<number>().as('total'))
    .select(idsOfFew('results.employee_id').as('ids'))
    .executeTakeFirstOrThrow();
  return { total, filter: ids === null ? { search, ...rest } : { ...rest, ids: ids.split(',') } };
}

/** A result with its detail, and whether anybody contested it or decided anything on it: of most, nobody has. */
export type FoundResult = ResultRow & {
  readonly detail: string;
  readonly contested: SqlBool;
  readonly decided: SqlBool;
};

/** One person's result. */
export async function findResult(
  db: Kysely<Database>,
  evaluationId: string,
  employeeId: string,
): Promise<FoundResult | undefined> {
  const ofResult = (is: ExpressionBuilder<Database, 'results'>, table: 'comments' | 'decisions') =>
    is
      .selectFrom(table)
      .select(`${table}.id`)
      .whereRef(`${table}.evaluation_id`, '=', 'results.evaluation_id')
      .whereRef(`${table}.employee_id`, '=', 'results.employee_id');
  return rowsOf(db)
    .innerJoin('result_details', (join) =>
      join
        .onRef('result_details.evaluation_id', '=', 'results.evaluation_id')
        .onRef('result_details.employee_id', '=', 'results.employee_id'),
    )
    .select('result_details.detail')
    .select((is) => [
      is.exists(ofResult(is, 'comments').where('comments.kind', '=', 'contest')).as('contested'),
      is.exists(ofResult(is, 'decisions')).as('decided'),
    ])
    .where('results.evaluation_id', '=', evaluationId)
    .where('results.employee_id', '=', employeeId)
    .executeTakeFirst();
}

/** The details of some people's results, as JSON, by employee id. */
export async function resultDetails(
  db: Kysely<Database>,
  evaluationId: string,
  employeeIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const rows = await db
    .selectFrom('result_details')
    .select(['employee_id', 'detail'])
    .where('evaluation_id', '=', evaluationId)
    .where('employee_id', 'in', [...employeeIds, ''])
    .execute();
  return new Map(rows.map(({ employee_id, detail }) => [employee_id, detail]));
}

/** The numbers that an evaluation was made of, and whose they are. */
export async function numbersOfResults(db: Kysely<Database>, evaluationId: string) {
  return db
    .selectFrom('results')
    .innerJoin('employees', 'employees.id', 'results.employee_id')
    .select([
      'results.employee_id',
      'employees.number',
      'employees.name',
      'results.completed_tasks',
      'results.total_tasks',
      'results.avg_task_hours',
    ])
    .where('results.evaluation_id', '=', evaluationId)
    .orderBy('results.employee_id')
    .execute();
}

/** Everything that was ever found of one person: results of evaluations that are done, newest evaluation first. */
export async function resultsOfEmployee(
  db: Kysely<Database>,
  employeeId: string,
  before: string,
  limit: number,
) {
  return rowsOf(db)
    .innerJoin('evaluations', 'evaluations.id', 'results.evaluation_id')
    .select([
      'evaluations.name as evaluation_name',
      'evaluations.pipeline',
      'evaluations.period_id',
      'evaluations.standard_id',
      'evaluations.finished_at',
    ])
    .where('results.employee_id', '=', employeeId)
    .where('evaluations.state', '=', 'done')
    .where('results.evaluation_id', '<', before)
    .orderBy('results.evaluation_id', 'desc')
    .limit(limit)
    .execute();
}

/**
 * Keeps results of an evaluation that is not done yet, but for people who were taken away since they were read. To be
 * called with at most some thousand at once.
 */
export async function writeResults(
  { db }: Change,
  evaluationId: string,
  results: readonly NewResult[],
): Promise<void> {
  for (let from = 0; from < results.length; from += SLICE) {
    if (from > 0) await others();
    const people = results.slice(from, from + SLICE).map(({ employee_id }) => employee_id);
    const found = await db.selectFrom('employees').select('id').where('id', 'in', people).execute();
    const there = new Set(found.map(({ id }) => id));
    const slice = results.slice(from, from + SLICE).filter(({ employee_id }) => there.has(employee_id));
    await insertAll(
      db,
      'results',
      slice.map(({ detail: _, ...result }) => ({ evaluation_id: evaluationId, ...result })),
    );
    await insertAll(
      db,
      'result_details',
      slice.map(({ employee_id, detail }) => ({
        evaluation_id: evaluationId,
        employee_id,
        detail: JSON.stringify(detail),
      })),
    );
  }
}

/** Results have many columns: so few rows at once that nobody waits long for them. */
const SLICE = 200;

/** Removes some results of an evaluation; false where there are none left. */
export async function removeSomeResults({ db }: Change, evaluationId: string): Promise<boolean> {
  const some = await db
    .selectFrom('results')
    .select('employee_id')
    .where('evaluation_id', '=', evaluationId)
    .orderBy('employee_id')
    .limit(SOME)
    .execute();
  const last = some.at(-1);
  if (last === undefined) return false;
  for (const table of ['result_details', 'results'] as const) {
    await db
      .deleteFrom(table)
      .where('evaluation_id', '=', evaluationId)
      .where('employee_id', '<=', last.employee_id)
      .execute();
  }
  return some.length === SOME;
}

const SOME = 2000;

const COLUMNS = {
  score: 'results.score',
  name: 'employees.name',
  number: 'employees.number',
  stability: 'results.stability',
  anomaly_score: 'results.anomaly_score',
  completed_tasks: 'results.completed_tasks',
  total_tasks: 'results.total_tasks',
} as const;

/** What results are in the order of, the employee's id last. Shorter numbers go before longer ones: 99 before 101. */
function keysOf(by: ResultOrder['by'], total: number): readonly Expression<unknown>[] {
  const key = sortedValue(by, total);
  if (by === 'number') return [sql`length(${key})`, key, sql.ref('employees.id')];
  return [key, sql.ref(by === 'name' ? 'employees.id' : 'results.employee_id')];
}

/**
 * What results are sorted by. Few of them are found by the filter's index and then put in order; without the sign, SQLite
 * would go through all in the order of the value and look at each.
 */
function sortedValue(by: ResultOrder['by'], total: number): Expression<unknown> {
  const value = sql.ref(COLUMNS[by]);
  return total < MANY && !isOfPeople(by) ? sql`+${value}` : value;
}

function keyValues(by: ResultOrder['by'], value: ResultPlace['value']): readonly unknown[] {
  if (value === null) return [];
  return by === 'number' ? [[...String(value)].length, value] : [value];
}

function rowsOf(db: Kysely<Database>) {
  return shown(db.selectFrom('results').innerJoin('employees', 'employees.id', 'results.employee_id'));
}

/** What is shown of results and of the people whose they are. */
function shown<O>(query: SelectQueryBuilder<Database, 'results' | 'employees', O>) {
  return query.selectAll('results').select(['employees.number', 'employees.name']);
}

/** A filter as a condition on the table `results`, which every query on results uses. */
function resultCondition(evaluationId: string, filter: ResultFilter) {
  const {
    direction,
    tiers,
    scoringGrades,
    appraisedAs,
    departmentIds,
    inDepartments,
    positionIds,
    managerId,
    directly,
    search,
    ids,
    scoreFrom,
    scoreTo,
    rated,
  } = filter;
  return (is: ExpressionBuilder<Database, 'results'>): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [is('results.evaluation_id', '=', evaluationId)];
    for (const column of ['unusual', 'beyond', 'data_error', 'borderline'] as const) {
      const wanted = filter[column];
      if (wanted !== undefined) all.push(is(`results.${column}`, '=', wanted ? 1 : 0));
    }
    if (direction) all.push(is('results.direction', '=', direction));
    if (tiers) all.push(is('results.tier', 'in', [...tiers]));
    if (scoringGrades) all.push(is('results.scoring_grade', 'in', [...scoringGrades]));
    if (appraisedAs !== undefined) all.push(is('results.appraised_as', '=', appraisedAs));
    if (departmentIds) all.push(is('results.department_id', 'in', departmentsWithin(departmentIds)));
    if (inDepartments) all.push(is('results.department_id', 'in', orNobody(inDepartments)));
    if (positionIds) all.push(is('results.position_id', 'in', [...positionIds]));
    if (rated !== undefined) all.push(is('results.tier_rank', rated ? 'is not' : 'is', null));
    if (scoreFrom !== undefined) all.push(is('results.score', '>=', scoreFrom));
    if (scoreTo !== undefined) all.push(is('results.score', '<=', scoreTo));
    if (ids) all.push(is('results.employee_id', 'in', [...ids, '']));
    if (search !== undefined) {
      // Of each result's person, not of everybody: where a search finds many, a page of results is soon full.
      const person = is.selectFrom('employees').whereRef('employees.id', '=', 'results.employee_id');
      all.push(is.exists(person.select('employees.id').where(employeeCondition({ search }))));
    }
    if (managerId !== undefined) {
      const reports = is.selectFrom('employees').select('employees.id').where('manager_id', '=', managerId);
      all.push(is('results.employee_id', 'in', directly ? reports : peopleBelow(managerId)));
    }
    return is.and(all);
  };
}
