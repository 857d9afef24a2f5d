import type { Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** Tables that show that something was done with a person, or said of them. */
const HOLDING = [
  'import_people',
  'import_protected',
  'import_tiers',
  'task_summaries',
  'tasks',
  'sheets',
  'results',
  'comments',
  'decisions',
] as const satisfies readonly (keyof Database)[];

/** Whether numbers, sheets, results, imports or people who report to the person are there. */
export async function isInUse(db: Kysely<Database>, employeeId: string): Promise<boolean> {
  const reports = db.selectFrom('employees').select('id').where('manager_id', '=', employeeId).limit(1);
  if ((await reports.executeTakeFirst()) !== undefined) return true;
  for (const table of HOLDING) {
    const row = await db
      .selectFrom(table)
      .select('employee_id')
      .where('employee_id', '=', employeeId)
      .limit(1)
      .executeTakeFirst();
    if (row !== undefined) return true;
  }
  return false;
}

export type EmployeeCost = Omit<Selectable<Database['employee_costs']>, 'employee_id'>;

/** What a person costs, by period, in the order of the periods' ids, after one id. */
export async function costsAfter(
  db: Kysely<Database>,
  employeeId: string,
  periodId: string,
  limit: number,
): Promise<EmployeeCost[]> {
  return db
    .selectFrom('employee_costs')
    .select(['period_id', 'cost', 'currency'])
    .where('employee_id', '=', employeeId)
    .where('period_id', '>', periodId)
    .orderBy('period_id')
    .limit(limit)
    .execute();
}

/** Takes away what a person costs in a period; false where that was not known. */
export async function removeCost(
  db: Kysely<Database>,
  employeeId: string,
  periodId: string,
): Promise<boolean> {
  const { numDeletedRows } = await db
    .deleteFrom('employee_costs')
    .where('employee_id', '=', employeeId)
    .where('period_id', '=', periodId)
    .executeTakeFirst();
  return numDeletedRows > 0n;
}

/** Sets protected attributes of a person; null takes one away. */
export async function setProtected(
  { db }: Change,
  employeeId: string,
  attributes: Readonly<Record<string, string | null>>,
): Promise<void> {
  await db
    .deleteFrom('protected_attributes')
    .where('employee_id', '=', employeeId)
    .where('name', 'in', Object.keys(attributes))
    .execute();
  const rows = Object.entries(attributes).flatMap(([name, value]) =>
    value === null ? [] : [{ employee_id: employeeId, name, value }],
  );
  if (rows.length > 0) await db.insertInto('protected_attributes').values(rows).execute();
}
