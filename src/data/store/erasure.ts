import { type Kysely, sql } from 'kysely';
import { removeAccountsOf } from './accounts.ts';
import type { EmployeeRow } from './employees.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** Tables with rows of a person. */
const OF_PEOPLE = [
  'employee_costs',
  'protected_attributes',
  'import_people',
  'import_protected',
  'import_tiers',
  'task_summaries',
  'tasks',
  'sheets',
  'result_details',
  'results',
  'comments',
  'decisions',
  'live_results',
] as const satisfies readonly (keyof Database)[];

/** What stands in place of a rejected row that told of somebody. */
const ERASED = 'what was here has been erased with a person';

/**
 * Takes a person and everything that is said of them out of the records: numbers, points, results, comments, what
 * imports kept of them. Whoever reported to them reports to nobody then. Answers with the imports that were not
 * committed and are dismissed, because their files tell of the person or may: what waits for them is to be removed.
 */
export async function erasePerson(change: Change, person: EmployeeRow): Promise<readonly string[]> {
  const { db, at, audit, tell } = change;
  const { id, number, name } = person;
  const dismissed = await dismissOpenImports(db, id);
  await forgetInImports(db, person);
  await db
    .updateTable('evaluations')
    .set((is) => ({ results: is('results', '-', 1) }))
    .where('id', 'in', (of) => of.selectFrom('results').select('evaluation_id').where('employee_id', '=', id))
    .execute();
  for (const table of OF_PEOPLE) await db.deleteFrom(table).where('employee_id', '=', id).execute();
  // What the person said of others stays, but not who said it.
  for (const [i, word] of [number, name ?? number].entries()) {
    await db
      .updateTable('sheets')
      .set({ appraiser: `erased ${id} ${i + 1}` })
      .where('appraiser', '=', word)
      .execute();
  }
  await db
    .updateTable('employees')
    .set({ manager_id: null, updated_at: at })
    .set((is) => ({ version: is('version', '+', 1) }))
    .where('manager_id', '=', id)
    .execute();
  // The account tells of the person, too; that of the only admin is for the next one to remove.
  await removeAccountsOf(change, id);
  // Answers that are kept to be given again may name the person; they are kept for a day only.
  await db.deleteFrom('idempotency_keys').execute();
  await db.deleteFrom('employees').where('id', '=', id).execute();
  await audit({ action: 'employee.erased', subject: `employees/${id}` });
  await tell({ type: 'employee.erased', subject: `employees/${id}` });
  return dismissed;
}

async function dismissOpenImports(db: Kysely<Database>, employeeId: string): Promise<readonly string[]> {
  const rows = await db
    .updateTable('imports')
    .set({ state: 'dismissed', recognised: null, notes: '[]', failure: null })
    .where((is) =>
      is.or([
        is('state', 'in', ['reading', 'failed']),
        is.and([is('state', '=', 'ready'), is('id', 'in', importsOf(employeeId))]),
      ]),
    )
    .returning('id')
    .execute();
  return rows.map(({ id }) => id);
}

/** Samples, rejected rows and templates' leftovers of a person in imports that are kept. */
async function forgetInImports(db: Kysely<Database>, { id, number, name }: EmployeeRow): Promise<void> {
  await db.updateTable('imports').set({ recognised: null }).where('id', 'in', importsOf(id)).execute();
  const like = [number, name ?? number].map((text) => `%${text.replace(/[\\%_]/g, '\\$&')}%`);
  for (const pattern of like) {
    await sql`
      update import_rejections set value = null, reason = ${ERASED}
       where value like ${pattern} escape '\\' or reason like ${pattern} escape '\\'`.execute(db);
  }
}

function importsOf(employeeId: string) {
  return sql<string>`(
    select import_id from import_people where employee_id = ${employeeId}
    union select import_id from task_summaries where employee_id = ${employeeId}
    union select import_id from sheets where employee_id = ${employeeId})`;
}
