import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely';
import type { Database } from './schema.ts';
import { departmentsWithin, peopleBelow } from './trees.ts';

export type EmployeeRow = Selectable<Database['employees']>;

/** Which people are asked for; what is left out asks for all. */
export interface EmployeeFilter {
  readonly ids?: readonly string[] | undefined;
  /** Parts of numbers or names, all of which must be found, in any case. */
  readonly search?: string | undefined;
  /** These departments and those below them. */
  readonly departmentIds?: readonly string[] | undefined;
  readonly positionIds?: readonly string[] | undefined;
  /** Everybody who reports to this person, directly or not. */
  readonly managerId?: string | undefined;
  /** People who are active on one day from `from` to `to`. */
  readonly active?: { readonly from: string; readonly to: string } | undefined;
}

/** People in the order of their ids, after one id. */
export async function employeesAfter(
  db: Kysely<Database>,
  filter: EmployeeFilter,
  id: string,
  limit: number,
): Promise<EmployeeRow[]> {
  return db
    .selectFrom('employees')
    .selectAll()
    .where(employeeCondition(filter))
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Up to so many people a search is done once, and its hits are looked up from then on. */
const FEW = 1000;

/** The same filter, with the people whom its search finds in place of the search, where they are few. */
export async function searched<F extends Pick<EmployeeFilter, 'search' | 'ids'>>(
  db: Kysely<Database>,
  filter: F,
): Promise<F> {
  const { search, ids } = filter;
  if (search === undefined) return filter;
  const hits = db
    .selectFrom('employees')
    .select('id')
    .where(employeeCondition({ search, ids }))
    .limit(FEW + 1)
    .as('hits');
  // One row is handed over many times faster than a thousand.
  const { found } = await db
    .selectFrom(hits)
    .select(sql<string | null>`string_agg(id, ',')`.as('found'))
    .executeTakeFirstOrThrow();
  const people = found === null ? [] : found.split(',');
  return people.length > FEW ? filter : { ...filter, search: undefined, ids: people };
}

export async function countEmployees(db: Kysely<Database>, filter: EmployeeFilter): Promise<number> {
  const { people } = await db
    .selectFrom('employees')
    .select((of) => of.fn.countAll<number>().as('people'))
    .where(employeeCondition(filter))
    .executeTakeFirstOrThrow();
  return people;
}

export async function findEmployee(db: Kysely<Database>, id: string): Promise<EmployeeRow | undefined> {
  return db.selectFrom('employees').selectAll().where('id', '=', id).executeTakeFirst();
}

/** Who reports to whom: the manager of everybody who has one. */
export async function managersOf(db: Kysely<Database>): Promise<ReadonlyMap<string, string | null>> {
  const rows = await db
    .selectFrom('employees')
    .select(['id', 'manager_id'])
    .where('manager_id', 'is not', null)
    .execute();
  return new Map(rows.map(({ id, manager_id }) => [id, manager_id]));
}

/** What a person is searched by. */
export function searchText(number: string, name: string | null): string {
  return folded(`${number} ${name ?? ''}`);
}

/** A filter as a condition on the table `employees`, which every query on people uses. */
export function employeeCondition({
  ids,
  search,
  departmentIds,
  positionIds,
  managerId,
  active,
}: EmployeeFilter) {
  return (is: ExpressionBuilder<Database, 'employees'>): Expression<SqlBool> => {
    const all: Expression<SqlBool>[] = [];
    for (const word of search === undefined ? [] : folded(search).split(' ').filter(Boolean)) {
      all.push(sql<SqlBool>`employees.search like ${`%${word.replace(/[\\%_]/g, '\\$&')}%`} escape '\\'`);
    }
    if (ids) all.push(is('employees.id', 'in', [...ids, '']));
    if (departmentIds) all.push(is('employees.department_id', 'in', departmentsWithin(departmentIds)));
    if (positionIds) all.push(is('employees.position_id', 'in', [...positionIds, '']));
    if (managerId !== undefined) all.push(is('employees.id', 'in', peopleBelow(managerId)));
    if (active) {
      all.push(
        is.or([is('employees.active_from', 'is', null), is('employees.active_from', '<=', active.to)]),
        is.or([is('employees.active_to', 'is', null), is('employees.active_to', '>=', active.from)]),
      );
    }
    return is.and(all);
  };
}

/** Without case, accents of compatibility and runs of blanks, so that what looks the same is found. */
function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/g, ' ').trim();
}
