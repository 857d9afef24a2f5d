import { type RawBuilder, sql } from 'kysely';

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
