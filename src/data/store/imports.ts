import { setImmediate as others } from 'node:timers/promises';
import type { Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';

export type ImportRow = Selectable<Database['imports']>;
export type StagedPerson = Selectable<Database['import_people']>;

/** Which imports are asked for; what is left out asks for all but the dismissed ones. */
export interface ImportFilter {
  readonly state?: string | undefined;
  readonly kind?: string | undefined;
  readonly periodId?: string | undefined;
}

/** Imports, newest first, older than one id. */
export async function importsBefore(
  db: Kysely<Database>,
  { state, kind, periodId }: ImportFilter,
  id: string | undefined,
  limit: number,
): Promise<ImportRow[]> {
  let query = db.selectFrom('imports').selectAll();
  query = state === undefined ? query.where('state', '!=', 'dismissed') : query.where('state', '=', state);
  if (kind !== undefined) query = query.where('kind', '=', kind);
  if (periodId !== undefined) {
    query = query.where('id', 'in', (of) =>
      of.selectFrom('import_periods').select('import_id').where('period_id', '=', periodId),
    );
  }
  if (id !== undefined) query = query.where('id', '<', id);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function findImport(db: Kysely<Database>, id: string): Promise<ImportRow | undefined> {
  return db.selectFrom('imports').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest import of a file of this hash that is committed, beside one. */
export async function committedImportOf(
  db: Kysely<Database>,
  hash: string,
  but = '',
): Promise<ImportRow | undefined> {
  return db
    .selectFrom('imports')
    .selectAll()
    .where('file_hash', '=', hash)
    .where('state', '=', 'committed')
    .where('id', '!=', but)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function periodsOfImport(
  db: Kysely<Database>,
  id: string,
): Promise<Selectable<Database['import_periods']>[]> {
  return db
    .selectFrom('import_periods')
    .selectAll()
    .where('import_id', '=', id)
    .orderBy('starts_on')
    .orderBy('period_id')
    .execute();
}

/** Rejected rows in the order of the file, after one. */
export async function rejectionsAfter(
  db: Kysely<Database>,
  id: string,
  ordinal: number,
  limit: number,
): Promise<Selectable<Database['import_rejections']>[]> {
  return db
    .selectFrom('import_rejections')
    .selectAll()
    .where('import_id', '=', id)
    .where('ordinal', '>', ordinal)
    .orderBy('ordinal')
    .limit(limit)
    .execute();
}

/** People that an import adds or changes, by id, after one. */
export async function stagedPeopleAfter(
  db: Kysely<Database>,
  id: string,
  employeeId: string,
  limit: number,
  change?: 'added' | 'changed',
): Promise<StagedPerson[]> {
  let query = db
    .selectFrom('import_people')
    .selectAll()
    .where('import_id', '=', id)
    .where('employee_id', '>', employeeId);
  if (change === 'added') query = query.where('before', 'is', null);
  if (change === 'changed') query = query.where('before', 'is not', null);
  return query.orderBy('employee_id').limit(limit).execute();
}

/** The names of the protected attributes that an import sets, of some people; never the values. */
export async function protectedNames(
  db: Kysely<Database>,
  id: string,
  employeeIds: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const rows = await db
    .selectFrom('import_protected')
    .select(['employee_id', 'name'])
    .where('import_id', '=', id)
    .where('employee_id', 'in', [...employeeIds, ''])
    .orderBy('name')
    .execute();
  const names = new Map<string, string[]>();
  for (const { employee_id, name } of rows) names.set(employee_id, [...(names.get(employee_id) ?? []), name]);
  return names;
}

export interface TierMove {
  readonly period_id: string;
  readonly employee_id: string;
  readonly number: string | null;
  readonly name: string | null;
  readonly from_tier: string | null;
  readonly to_tier: string | null;
}

/** People whose tier an import changes, by period and person, after one. */
export async function tierMovesAfter(
  db: Kysely<Database>,
  id: string,
  [periodId, employeeId]: readonly [string, string],
  limit: number,
): Promise<TierMove[]> {
  return db
    .selectFrom('import_tiers as moved')
    .leftJoin('employees', 'employees.id', 'moved.employee_id')
    .select(['moved.period_id', 'moved.employee_id', 'employees.number', 'employees.name'])
    .select(['moved.from_tier', 'moved.to_tier'])
    .where('moved.import_id', '=', id)
    .where((is) =>
      is.or([
        is('moved.period_id', '>', periodId),
        is.and([is('moved.period_id', '=', periodId), is('moved.employee_id', '>', employeeId)]),
      ]),
    )
    .orderBy('moved.period_id')
    .orderBy('moved.employee_id')
    .limit(limit)
    .execute();
}

/** What an import brought: gone with it when it is dismissed or read again. */
const OWN = [
  ['task_summaries', 'employee_id'],
  ['sheets', 'employee_id'],
  ['import_people', 'employee_id'],
  ['import_protected', 'employee_id'],
  ['import_tiers', 'employee_id'],
  ['import_rejections', 'ordinal'],
  ['import_periods', 'period_id'],
] as const;

/** Rows that one change takes away. */
const STEP = 2000;

/**
 * Takes away what an import brought that does not count: its numbers, and unless `numbersOnly` everything about it. In
 * several changes, so that nobody waits long.
 */
export async function clearImport(store: Store, id: string, numbersOnly = false): Promise<void> {
  for (const [name, column] of numbersOnly ? OWN.slice(0, 2) : OWN) {
    // All of these tables have an import's id; of the other column only the values are compared.
    const table = name as 'task_summaries';
    const key = column as 'employee_id';
    for (;;) {
      const some = await store.read
        .selectFrom(table)
        .select(key)
        .where('import_id', '=', id)
        .orderBy(key)
        .limit(1)
        .offset(STEP)
        .executeTakeFirst();
      await store.change('system', async ({ db }) => {
        let query = db.deleteFrom(table).where('import_id', '=', id);
        if (some !== undefined) query = query.where(key, '<=', some[key]);
        await query.execute();
      });
      if (some === undefined) break;
      await others();
    }
  }
}
