import type { Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

export type LiveResult = Selectable<Database['live_results']>;

/** Where people of a period stand by a standard; people without an entry have not been computed yet. */
export async function liveResultsOf(
  db: Kysely<Database>,
  periodId: string,
  employeeIds: readonly string[],
): Promise<ReadonlyMap<string, LiveResult>> {
  const rows = await db
    .selectFrom('live_results')
    .selectAll()
    .where('period_id', '=', periodId)
    .where('employee_id', 'in', [...employeeIds, ''])
    .execute();
  return new Map(rows.map((row) => [row.employee_id, row]));
}

/** Keeps where people stand now, in place of where they stood. */
export async function writeLiveResults({ db }: Change, rows: readonly LiveResult[]): Promise<void> {
  for (const row of rows) {
    await db
      .insertInto('live_results')
      .values(row)
      .onConflict((conflict) => conflict.columns(['period_id', 'employee_id']).doUpdateSet(row))
      .execute();
  }
}

/** Takes away what was computed by other standards than the active one, or for people whose numbers have gone. */
export async function removeLiveResults(
  { db }: Change,
  periodId: string,
  employeeIds: readonly string[],
): Promise<void> {
  await db
    .deleteFrom('live_results')
    .where('period_id', '=', periodId)
    .where('employee_id', 'in', [...employeeIds, ''])
    .execute();
}
