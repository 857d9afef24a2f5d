import { setImmediate as others } from 'node:timers/promises';
import { type Insertable, type Kysely, sql } from 'kysely';
import { searchText } from '../../data/store/employees.ts';
import { type ImportRow, type StagedPerson, stagedPeopleAfter } from '../../data/store/imports.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Change } from '../../data/store/store.ts';
import { ApiError } from '../api/problem.ts';
import { type Applied, costsOf, setCosts, upsertEmployees } from './commit.ts';
import type { ImportOptions } from './options.ts';

/** What an undoing did, counted. */
export interface Undone {
  readonly people_removed: number;
  /** Added by the import, and needed by something that came after. */
  readonly people_kept: number;
  readonly people_restored: number;
  /** Changed by somebody since, at least in part. */
  readonly people_not_restored: number;
}

/** People that are looked at together. */
const STEP = 500;

/**
 * Takes back what an import brought: its numbers count no more, people that it added are removed where nothing else
 * holds them, and people that it changed get their former fields back where nobody changed these since. What was not
 * undone is kept with the import. Departments, positions and periods that were made for it go where nothing else uses them. Throws ApiError `conflict` where the import is not committed.
 */
export async function undoImport(change: Change, row: ImportRow): Promise<Undone> {
  const { db, at, audit, tell } = change;
  if (row.state !== 'committed') {
    throw new ApiError('conflict', `an import that is ${row.state} cannot be undone`);
  }
  const options: ImportOptions = JSON.parse(row.options);
  const places = await placesOfPeople(db, row.id);
  const counts = {
    ...(await restorePeople(change, row.id, options)),
    ...(await removePeople(change, row.id)),
  };
  await db
    .updateTable('imports')
    .set({
      state: 'undone',
      undone_at: at,
      counts: JSON.stringify({ ...JSON.parse(row.counts ?? '{}'), undone: counts }),
    })
    .where('id', '=', row.id)
    .execute();
  await db
    .updateTable('import_periods')
    .set({ committed_id: null })
    .where('import_id', '=', row.id)
    .execute();
  await removeMade(change, row, places);
  await audit({ action: 'import.undone', subject: `imports/${row.id}`, detail: { ...counts } });
  await tell({ type: 'import.undone', subject: `imports/${row.id}`, data: { kind: row.kind } });
  return counts;
}

async function restorePeople(
  { db, at }: Change,
  importId: string,
  { period }: ImportOptions,
): Promise<Pick<Undone, 'people_restored' | 'people_not_restored'>> {
  let [restored, not] = [0, 0];
  for (let last = ''; ; ) {
    const people = await stagedPeopleAfter(db, importId, last, STEP, 'changed');
    if (people.length === 0) break;
    last = people[people.length - 1].employee_id;
    const ids = people.map(({ employee_id }) => employee_id);
    const now = new Map(
      (await db.selectFrom('employees').selectAll().where('id', 'in', ids).execute()).map((row) => [
        row.id,
        row,
      ]),
    );
    const costs = await costsOf(db, period ?? '', ids);
    const attributes = await restoreAttributes(db, importId, ids);
    const rows: Insertable<Database['employees']>[] = [];
    const left: StagedPerson[] = [];
    const paid: Insertable<Database['employee_costs']>[] = [];
    const freed: string[] = [];
    for (const person of people) {
      const { employee_id: id } = person;
      const current = now.get(id);
      if (current === undefined) continue;
      const done: Applied = person.applied === null ? { before: {}, after: {} } : JSON.parse(person.applied);
      const fields: Record<string, unknown> = {};
      const kept = [...(attributes.get(id) ?? [])];
      for (const [column, value] of Object.entries(done.after)) {
        if (column === 'cost') continue;
        if (Reflect.get(current, column) === value) fields[column] = Reflect.get(done.before, column);
        else kept.push(column);
      }
      if ('cost' in done.after && period !== null) {
        const { before, after } = done;
        const cost = costs.get(id) ?? null;
        if (cost?.cost !== after.cost?.cost || cost?.currency !== after.cost?.currency) kept.push('cost');
        else if (before.cost) paid.push({ employee_id: id, period_id: period, ...before.cost });
        else freed.push(id);
      }
      const gone = await missing(db, fields);
      for (const column of gone) {
        delete fields[column];
        kept.push(column);
      }
      if (Object.keys(fields).length > 0) {
        const row = { ...current, ...fields };
        rows.push({
          ...row,
          search: searchText(row.number, row.name),
          version: current.version + 1,
          updated_at: at,
        });
      }
      if (kept.length === 0) restored++;
      else {
        not++;
        left.push({ ...person, applied: JSON.stringify({ ...done, not_undone: kept }) });
      }
    }
    await upsertEmployees(db, rows);
    await setCosts(db, period ?? '', paid, freed);
    await keepNotUndone(db, left);
    await others();
  }
  return { people_restored: restored, people_not_restored: not };
}

/** Of fields that refer to something, those whose former value is no longer there. */
async function missing(db: Kysely<Database>, fields: Readonly<Record<string, unknown>>): Promise<string[]> {
  const gone: string[] = [];
  for (const [column, table] of [
    ['department_id', 'departments'],
    ['position_id', 'positions'],
    ['manager_id', 'employees'],
  ] as const) {
    const id = fields[column];
    if (typeof id !== 'string') continue;
    const there = await db
      .selectFrom(table as 'departments')
      .select('id')
      .where('id', '=', id)
      .executeTakeFirst();
    if (there === undefined) gone.push(column);
  }
  return gone;
}

/** Sets protected attributes back; answers, by person, those that somebody has changed since. */
async function restoreAttributes(
  db: Kysely<Database>,
  importId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const set = await db
    .selectFrom('import_protected as brought')
    .leftJoin('protected_attributes as now', (join) =>
      join.onRef('now.employee_id', '=', 'brought.employee_id').onRef('now.name', '=', 'brought.name'),
    )
    .select([
      'brought.employee_id',
      'brought.name',
      'brought.before',
      'brought.value',
      'now.value as current',
    ])
    .where('brought.import_id', '=', importId)
    .where('brought.employee_id', 'in', [...ids, ''])
    .execute();
  const kept = new Map<string, string[]>();
  for (const { employee_id, name, before, value, current } of set) {
    if (current !== value) {
      kept.set(employee_id, [...(kept.get(employee_id) ?? []), `protected:${name}`]);
      continue;
    }
    const one = { employee_id, name };
    if (before === null) {
      await db
        .deleteFrom('protected_attributes')
        .where('employee_id', '=', employee_id)
        .where('name', '=', name)
        .execute();
    } else {
      await db
        .updateTable('protected_attributes')
        .set({ value: before })
        .where('employee_id', '=', one.employee_id)
        .where('name', '=', one.name)
        .execute();
    }
  }
  return kept;
}

async function keepNotUndone(db: Kysely<Database>, people: readonly StagedPerson[]): Promise<void> {
  if (people.length === 0) return;
  await db
    .insertInto('import_people')
    .values([...people])
    .onConflict((conflict) =>
      conflict
        .columns(['import_id', 'employee_id'])
        .doUpdateSet(({ ref }) => ({ applied: ref('excluded.applied') })),
    )
    .execute();
}

async function removePeople(
  { db }: Change,
  importId: string,
): Promise<Pick<Undone, 'people_removed' | 'people_kept'>> {
  const free = new Set<string>();
  const held = new Map<string, StagedPerson>();
  for (let last = ''; ; ) {
    const people = await stagedPeopleAfter(db, importId, last, STEP, 'added');
    if (people.length === 0) break;
    last = people[people.length - 1].employee_id;
    const ids = people.map(({ employee_id }) => employee_id);
    const holding = await heldAmong(db, importId, ids);
    const there = await db.selectFrom('employees').select('id').where('id', 'in', ids).execute();
    const present = new Set(there.map(({ id }) => id));
    for (const person of people) {
      const id = person.employee_id;
      if (!present.has(id)) continue;
      if (holding.has(id)) held.set(id, person);
      else free.add(id);
    }
    await others();
  }
  const reports = await db
    .selectFrom('employees')
    .select(['id', 'manager_id'])
    .where('manager_id', 'is not', null)
    .execute();
  for (let before = -1; before !== free.size; ) {
    before = free.size;
    for (const { id, manager_id } of reports) {
      if (manager_id !== null && free.has(manager_id) && !free.has(id)) free.delete(manager_id);
    }
  }
  const removed = [...free];
  for (let from = 0; from < removed.length; from += STEP) {
    const ids = removed.slice(from, from + STEP);
    await db.updateTable('employees').set({ manager_id: null }).where('id', 'in', ids).execute();
    await others();
  }
  for (let from = 0; from < removed.length; from += STEP) {
    await db
      .deleteFrom('employees')
      .where('id', 'in', removed.slice(from, from + STEP))
      .execute();
    await others();
  }
  const { kept } = await db
    .selectFrom('import_people')
    .innerJoin('employees', 'employees.id', 'import_people.employee_id')
    .select((of) => of.fn.countAll<number>().as('kept'))
    .where('import_id', '=', importId)
    .where('before', 'is', null)
    .executeTakeFirstOrThrow();
  return { people_removed: removed.length, people_kept: kept };
}

/** Who of some people is held by something beside the import: edited since, evaluated, or in other numbers. */
async function heldAmong(
  db: Kysely<Database>,
  importId: string,
  ids: readonly string[],
): Promise<ReadonlySet<string>> {
  const held = new Set<string>();
  const add = (rows: readonly { employee_id: string }[]) => {
    for (const { employee_id } of rows) held.add(employee_id);
  };
  for (const table of ['tasks', 'results', 'comments'] as const) {
    add(
      await db
        .selectFrom(table as 'tasks')
        .select('employee_id')
        .distinct()
        .where('employee_id', 'in', ids)
        .execute(),
    );
  }
  for (const table of ['task_summaries', 'sheets', 'import_people'] as const) {
    add(
      await db
        .selectFrom(table as 'task_summaries')
        .innerJoin('imports', 'imports.id', `${table as 'task_summaries'}.import_id`)
        .select('employee_id')
        .distinct()
        .where('employee_id', 'in', ids)
        .where('import_id', '!=', importId)
        .where('imports.state', 'in', ['reading', 'ready', 'committed'])
        .execute(),
    );
  }
  const edited = await db
    .selectFrom('employees')
    .select('id as employee_id')
    .where('id', 'in', ids)
    .where('version', '>', 1)
    .execute();
  add(edited);
  return held;
}

/** The departments and positions of the people whom an import added or changed. */
async function placesOfPeople(
  db: Kysely<Database>,
  importId: string,
): Promise<Readonly<Record<'departments' | 'positions', readonly string[]>>> {
  const idsOf = async (column: 'department_id' | 'position_id') => {
    const rows = await db
      .selectFrom('employees')
      .innerJoin('import_people', 'import_people.employee_id', 'employees.id')
      .select(`employees.${column} as id`)
      .distinct()
      .where('import_people.import_id', '=', importId)
      .execute();
    return rows.flatMap(({ id }) => id ?? []);
  };
  return { departments: await idsOf('department_id'), positions: await idsOf('position_id') };
}

/** What uses a department, a position or a period: the table, and its column. */
const USES = {
  departments: [
    ['employees', 'department_id'],
    ['departments', 'parent_id'],
  ],
  positions: [['employees', 'position_id']],
  periods: [
    ['import_periods', 'committed_id'],
    ['evaluations', 'period_id'],
    ['employee_costs', 'period_id'],
    ['live_results', 'period_id'],
  ],
} as const;

/** Removes what was made for an import, in the same change that committed it, where nobody has changed it and nothing uses it. */
async function removeMade(
  { db }: Change,
  { id, committed_at }: ImportRow,
  places: Readonly<Record<'departments' | 'positions', readonly string[]>>,
): Promise<void> {
  const periods = await db
    .selectFrom('import_periods')
    .select('period_id')
    .where('import_id', '=', id)
    .where('is_new', '=', 1)
    .execute();
  const made = { ...places, periods: periods.map(({ period_id }) => period_id) };
  for (const table of ['departments', 'positions', 'periods'] as const) {
    const used = USES[table].map(
      ([by, column]) =>
        sql`not exists (select 1 from ${sql.table(by)} as u where u.${sql.ref(column)} = ${sql.table(table)}.id)`,
    );
    for (const one of made[table]) {
      await sql`delete from ${sql.table(table)} where id = ${one} and version = 1 and created_at = ${committed_at}
        and ${sql.join(used, sql` and `)}`.execute(db);
    }
  }
}
