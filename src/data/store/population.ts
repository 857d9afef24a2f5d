import type { Kysely, Selectable } from 'kysely';
import { type EmployeeFilter, employeeCondition } from './employees.ts';
import type { Database } from './schema.ts';

/** Whom an evaluation is of: empty lists mean all. Departments stand for those below them, too. */
export interface Scope {
  readonly department_ids: readonly string[];
  readonly position_ids: readonly string[];
}

export type ScopedPerson = Pick<
  Selectable<Database['employees']>,
  'id' | 'department_id' | 'position_id' | 'manager_id'
>;

/** The people of a scope who are active on some day of a period, ascending by id. */
export async function peopleInScope(
  db: Kysely<Database>,
  { department_ids, position_ids }: Scope,
  { starts_on, ends_on }: { readonly starts_on: string; readonly ends_on: string },
): Promise<ScopedPerson[]> {
  const matches = employeeCondition({
    ...(department_ids.length > 0 && { departmentIds: department_ids }),
    ...(position_ids.length > 0 && { positionIds: position_ids }),
    active: { from: starts_on, to: ends_on },
  });
  return db
    .selectFrom('employees')
    .select(['id', 'department_id', 'position_id', 'manager_id'])
    .where(matches)
    .orderBy('id')
    .execute();
}

/** Somebody, and when this person was here; null where nobody said. */
export type DatedPerson = Pick<Selectable<Database['employees']>, 'id' | 'active_from' | 'active_to'>;

/** Everybody whom a filter names, whenever they were here, ascending by id. */
export async function peopleEver(db: Kysely<Database>, filter: EmployeeFilter): Promise<DatedPerson[]> {
  return db
    .selectFrom('employees')
    .select(['id', 'active_from', 'active_to'])
    .where(employeeCondition(filter))
    .orderBy('id')
    .execute();
}
