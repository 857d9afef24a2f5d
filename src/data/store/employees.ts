import {
  type Expression,
  type ExpressionBuilder,
  type Kysely,
  type Selectable,
  type SqlBool,
  sql,
} from 'kysely';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';
import { type DepartmentFilter, departmentsWithin, orNobody, peopleBelow } from './trees.ts';

export type EmployeeRow = Selectable<Database['employees']>;

/** Which people are asked for; what is left out asks for all. */
export interface EmployeeFilter extends DepartmentFilter {
  readonly ids?: readonly string[] | undefined;
  /** Parts of numbers or names, all of which must be found, in any case. */
  readonly search?: string | undefined;
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
  // Which people these are is told by an index; the rest is read of these alone.
  const page = db
    .selectFrom('employees')
    .select('id')
    .where(employeeCondition(filter))
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit);
  return db.selectFrom('employees').selectAll().where('id', 'in', page).orderBy('id').execute();
}

/** The same, and how many people match on all pages together. */
export async function pageOfEmployees(
  { read, scan }: Pick<Store, 'read' | 'scan'>,
  filter: EmployeeFilter,
  id: string,
  limit: number,
): Promise<{ readonly rows: EmployeeRow[]; readonly total: number }> {
  const { total, ids } = await foundEmployees(filter.search === undefined ? read : scan, filter);
  const page = ids?.filter((one) => one > id).slice(0, limit);
  if (total === 0 || page?.length === 0) return { rows: [], total };
  return { rows: await employeesAfter(read, page === undefined ? filter : { ids: page }, id, limit), total };
}

/** How many people match; and of a search, which goes through everybody, the ids of all, ascending, where they are few. */
async function foundEmployees(
  db: Kysely<Database>,
  filter: EmployeeFilter,
): Promise<{ readonly total: number; readonly ids: readonly string[] | undefined }> {
  const { total, ids } = await db
    .selectFrom('employees')
    .select((of) => of.fn.countAll<number>().as('total'))
    .select((filter.search === undefined ? sql<null>`null` : idsOfFew('id')).as('ids'))
    .where(employeeCondition(filter))
    .executeTakeFirstOrThrow();
  return { total, ids: filter.search === undefined ? undefined : ids?.split(',').sort() };
}

/** Up to so many people are told by their ids. */
const FEW = 1000;

/** All ids of a query with commas between, where they are few; else null. One row is handed over many times faster than a thousand. */
export function idsOfFew(id: string) {
  return sql<
    string | null
  >`case when count(*) <= ${FEW} then coalesce(string_agg(${sql.ref(id)}, ','), '') end`;
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
  inDepartments,
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
    if (inDepartments) all.push(is('employees.department_id', 'in', orNobody(inDepartments)));
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
