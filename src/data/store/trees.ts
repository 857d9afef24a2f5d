import { type Kysely, type RawBuilder, sql } from 'kysely';
import type { Database } from './schema.ts';

/** A query of ids: the departments given and all that belong to them. */
export function departmentsWithin(ids: readonly string[]): RawBuilder<string> {
  return sql<string>`(
    with recursive within(id) as (
      select id from departments where id in (${sql.join([...ids, ''])})
      union
      select departments.id from departments join within on departments.parent_id = within.id
    )
    select id from within)`;
}

/** Departments of which people are asked for: `departmentIds` with those below them, or `inDepartments` without. */
export interface DepartmentFilter {
  readonly departmentIds?: readonly string[] | undefined;
  readonly inDepartments?: readonly string[] | undefined;
}

/**
 * The departments given and all that belong to them, as a filter. They are looked up first: of departments that it is told
 * the database knows how many people they have, and where to find these.
 */
export async function departmentFilter(
  db: Kysely<Database>,
  ids: readonly string[] | undefined,
): Promise<DepartmentFilter> {
  if (ids === undefined) return {};
  const { rows } = await sql<{ id: string }>`
    select id from departments where id in ${departmentsWithin(ids)} order by id limit ${MOST_TOLD + 1}`.execute(
    db,
  );
  return rows.length > MOST_TOLD ? { departmentIds: ids } : { inDepartments: rows.map(({ id }) => id) };
}

/** Ids for a condition, of which there must be one: of one alone, the databases go through an index in order. */
export function orNobody(ids: readonly string[]): string[] {
  return ids.length === 0 ? [''] : [...ids];
}

/** Departments that a query is told one by one. */
const MOST_TOLD = 1000;

/** A query of ids: everybody who reports to the person, directly or not. */
export function peopleBelow(id: string): RawBuilder<string> {
  return sql<string>`(
    with recursive below(id) as (
      select id from employees where manager_id = ${id}
      union
      select employees.id from employees join below on employees.manager_id = below.id
    )
    select id from below)`;
}

/** Whether `above` may not stand over `id`, because it is the same or stands below it. */
export function wouldCircle(
  id: string,
  above: string | null,
  parentOf: ReadonlyMap<string, string | null>,
): boolean {
  const seen = new Set<string>();
  for (let at: string | null | undefined = above; at; at = parentOf.get(at)) {
    if (at === id) return true;
    if (seen.has(at)) return false;
    seen.add(at);
  }
  return false;
}
