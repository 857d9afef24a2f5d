import { setImmediate as others } from 'node:timers/promises';
import type { Insertable, Kysely, Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { EmployeeFields } from '../../data/imports/kinds.ts';
import { searchText } from '../../data/store/employees.ts';
import {
  committedImportOf,
  type ImportRow,
  periodsOfImport,
  stagedPeopleAfter,
} from '../../data/store/imports.ts';
import { insertAll } from '../../data/store/insert-all.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Change } from '../../data/store/store.ts';
import { ApiError } from '../api/problem.ts';
import type { ImportOptions } from './options.ts';

/** People that are written together. */
const STEP = 500;

/**
 * Makes what an import brought count, all of it or nothing: adds and changes its people, makes the periods that it
 * needs, and gives it its place in the order of commits. Throws ApiError `conflict` where that cannot be.
 */
export async function commitImport(change: Change, row: ImportRow): Promise<void> {
  const { db, at, audit, tell } = change;
  const options: ImportOptions = JSON.parse(row.options);
  if (row.state !== 'ready') {
    throw new ApiError('conflict', `an import that is ${row.state} cannot be committed`);
  }
  if (!options.again) {
    const twin = await committedImportOf(db, row.file_hash, row.id);
    if (twin !== undefined) {
      throw new ApiError(
        'conflict',
        `the same file was committed before, as import ${twin.id}: undo that one first, or say "again": true to import it once more`,
      );
    }
  }
  await settlePeriods(change, row.id);
  await settleNewcomers(change, row.id);
  await applyPeople(change, row, options);
  await forgetGone(change, row.id);
  await applyProtected(change, row.id);
  await db
    .updateTable('imports')
    .set({ state: 'committed', commit_number: await change.next('commits'), committed_at: at })
    .where('id', '=', row.id)
    .execute();
  await audit({
    action: 'import.committed',
    subject: `imports/${row.id}`,
    detail: { kind: row.kind, mode: row.mode, counts: JSON.parse(row.counts ?? '{}') },
  });
  await tell({ type: 'import.committed', subject: `imports/${row.id}`, data: { kind: row.kind } });
}

/** Makes the periods that are needed and not there. */
async function settlePeriods({ db, at }: Change, importId: string): Promise<void> {
  for (const { period_id, name, starts_on, ends_on, is_new } of await periodsOfImport(db, importId)) {
    const there = await db.selectFrom('periods').select('id').where('id', '=', period_id).executeTakeFirst();
    let id = there?.id;
    if (id === undefined && is_new === 0) {
      throw new ApiError(
        'conflict',
        `the period ${name} is no longer there: name another one, and the file is read again`,
      );
    }
    if (id === undefined) {
      const same = await db
        .selectFrom('periods')
        .select('id')
        .where('starts_on', '=', starts_on)
        .where('ends_on', '=', ends_on)
        .orderBy('id')
        .limit(1)
        .executeTakeFirst();
      id = same?.id ?? period_id;
      if (same === undefined) {
        const free = await freeName(db, name);
        const stamp = { version: 1, created_at: at, updated_at: at };
        await db
          .insertInto('periods')
          .values({ id, name: free, starts_on, ends_on, ...stamp })
          .execute();
      } else {
        for (const table of ['task_summaries', 'sheets', 'import_tiers', 'import_periods'] as const) {
          await db
            .updateTable(table as 'import_periods')
            .set({ period_id: id })
            .where('import_id', '=', importId)
            .where('period_id', '=', period_id)
            .execute();
        }
      }
    }
    await db
      .updateTable('import_periods')
      .set({ committed_id: id })
      .where('import_id', '=', importId)
      .where('period_id', '=', id)
      .execute();
  }
}

async function freeName(db: Kysely<Database>, name: string): Promise<string> {
  for (let i = 1; ; i++) {
    const candidate = i === 1 ? name : `${name} (${i})`;
    const taken = await db
      .selectFrom('periods')
      .select('id')
      .where('name', '=', candidate)
      .executeTakeFirst();
    if (taken === undefined) return candidate;
  }
}

/** Who was to be added and has come by another way since is the one who is there. */
async function settleNewcomers({ db }: Change, importId: string): Promise<void> {
  const met = await db
    .selectFrom('import_people')
    .innerJoin('employees', 'employees.number', 'import_people.number')
    .select(['import_people.employee_id as staged', 'employees.id'])
    .where('import_people.import_id', '=', importId)
    .whereRef('employees.id', '!=', 'import_people.employee_id')
    .execute();
  for (const { staged, id } of met) {
    for (const table of ['task_summaries', 'sheets', 'import_people', 'import_protected', 'import_tiers']) {
      await db
        .updateTable(table as 'import_people')
        .set({ employee_id: id })
        .where('import_id', '=', importId)
        .where('employee_id', '=', staged)
        .execute();
    }
    // Changed at the most, and so not taken away where the import is undone.
    await db
      .updateTable('import_people')
      .set({ before: '{}' })
      .where('import_id', '=', importId)
      .where('employee_id', '=', id)
      .execute();
  }
}

/** Numbers of people who have gone since do not count. */
async function forgetGone({ db }: Change, importId: string): Promise<void> {
  for (const table of ['task_summaries', 'sheets', 'import_tiers', 'import_protected'] as const) {
    await db
      .deleteFrom(table as 'task_summaries')
      .where('import_id', '=', importId)
      .where('employee_id', 'not in', (of) => of.selectFrom('employees').select('id'))
      .execute();
  }
}

/** What the columns of a person are to be. */
type Columns = Partial<
  Pick<
    Selectable<Database['employees']>,
    'name' | 'department_id' | 'position_id' | 'manager_id' | 'active_from' | 'active_to'
  >
>;

interface Cost {
  readonly cost: number;
  readonly currency: string;
}

/** What was set when an import was committed, and what had been there: what an undoing needs. */
export interface Applied {
  readonly before: Columns & { readonly cost?: Cost | null };
  readonly after: Columns & { readonly cost?: Cost | null };
  /** Why a person was not taken away again, or which fields were not set back, once the import was undone. */
  readonly not_undone?: readonly string[];
}

async function applyPeople(change: Change, row: ImportRow, options: ImportOptions): Promise<void> {
  const { db } = change;
  const names = { departments: new Names(change, 'departments'), positions: new Names(change, 'positions') };
  // New people first, managers before those who report to them, which is the order of their ids.
  for (const added of [true, false]) {
    for (let last = ''; ; ) {
      const people = await stagedPeopleAfter(db, row.id, last, STEP, added ? 'added' : 'changed');
      if (people.length === 0) break;
      last = people[people.length - 1].employee_id;
      await applySlice(change, people, names, row.kind === 'employees', options);
      await others();
    }
  }
}

async function applySlice(
  { db, at }: Change,
  people: readonly Selectable<Database['import_people']>[],
  names: { readonly departments: Names; readonly positions: Names },
  setsFields: boolean,
  options: ImportOptions,
): Promise<void> {
  const ids = people.map(({ employee_id }) => employee_id);
  const now = new Map(
    (await db.selectFrom('employees').selectAll().where('id', 'in', ids).execute()).map((row) => [
      row.id,
      row,
    ]),
  );
  const said = people.map(({ after }): EmployeeFields => JSON.parse(after));
  const managers = await idsOfNumbers(
    db,
    said.flatMap(({ manager }) => manager ?? []),
    people,
  );
  const costs = await costsOf(db, options.period ?? '', ids);
  const rows: Insertable<Database['employees']>[] = [];
  const applied: Selectable<Database['import_people']>[] = [];
  const paid: Insertable<Database['employee_costs']>[] = [];
  const freed: string[] = [];
  for (const [i, person] of people.entries()) {
    const { employee_id: id, number } = person;
    const before = now.get(id);
    const { name, department, position, manager, active_from, active_to, cost } = said[i];
    // Who has gone since does not come back; who has come since keeps what is known, unless the file is about people.
    if (person.before !== null && (before === undefined || !setsFields)) continue;
    const after: Columns = {
      ...(name !== undefined && { name }),
      ...(department !== undefined && { department_id: await names.departments.idOf(department) }),
      ...(position !== undefined && { position_id: await names.positions.idOf(position) }),
      ...(manager !== undefined && { manager_id: manager === null ? null : managerId(managers, manager) }),
      ...(active_from !== undefined && { active_from }),
      ...(active_to !== undefined && { active_to }),
    };
    const newCost = cost === undefined || cost === null ? null : { cost, currency: options.currency };
    if (cost !== undefined && options.period !== null) {
      if (newCost === null) freed.push(id);
      else paid.push({ employee_id: id, period_id: options.period, ...newCost });
    }
    const shown = { name: null, ...before, ...after }.name;
    rows.push({
      ...(before ?? EMPTY),
      ...after,
      id,
      number,
      search: searchText(number, shown),
      version: (before?.version ?? 0) + 1,
      created_at: before?.created_at ?? at,
      updated_at: at,
    });
    if (before !== undefined) {
      const former = Object.fromEntries(
        Object.keys(after).map((column) => [column, Reflect.get(before, column)]),
      );
      const withCost = (value: Cost | null) => (cost === undefined ? {} : { cost: value });
      const done: Applied = {
        before: { ...former, ...withCost(costs.get(id) ?? null) },
        after: { ...after, ...withCost(newCost) },
      };
      applied.push({ ...person, applied: JSON.stringify(done) });
    }
  }
  await upsertEmployees(db, rows);
  if (applied.length > 0) {
    await db
      .insertInto('import_people')
      .values(applied)
      .onConflict((conflict) =>
        conflict.columns(['import_id', 'employee_id']).doUpdateSet(({ ref }) => ({
          applied: ref('excluded.applied'),
        })),
      )
      .execute();
  }
  await setCosts(db, options.period ?? '', paid, freed);
}

const EMPTY = {
  name: null,
  department_id: null,
  position_id: null,
  manager_id: null,
  active_from: null,
  active_to: null,
};

/** Writes whole rows of people, new or changed. */
export async function upsertEmployees(
  db: Kysely<Database>,
  rows: readonly Insertable<Database['employees']>[],
): Promise<void> {
  if (rows.length === 0) return;
  await db
    .insertInto('employees')
    .values([...rows])
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet(({ ref }) => ({
        name: ref('excluded.name'),
        department_id: ref('excluded.department_id'),
        position_id: ref('excluded.position_id'),
        manager_id: ref('excluded.manager_id'),
        active_from: ref('excluded.active_from'),
        active_to: ref('excluded.active_to'),
        search: ref('excluded.search'),
        version: ref('excluded.version'),
        updated_at: ref('excluded.updated_at'),
      })),
    )
    .execute();
}

/** Sets what people cost in a period, and takes it away from some. */
export async function setCosts(
  db: Kysely<Database>,
  periodId: string,
  paid: readonly Insertable<Database['employee_costs']>[],
  freed: readonly string[],
): Promise<void> {
  const ids = [...paid.map(({ employee_id }) => employee_id), ...freed];
  if (ids.length === 0) return;
  await db
    .deleteFrom('employee_costs')
    .where('period_id', '=', periodId)
    .where('employee_id', 'in', ids)
    .execute();
  await insertAll(db, 'employee_costs', paid);
}

/** What people cost in a period. */
export async function costsOf(
  db: Kysely<Database>,
  periodId: string,
  ids: readonly string[],
): Promise<ReadonlyMap<string, { cost: number; currency: string }>> {
  const rows = await db
    .selectFrom('employee_costs')
    .selectAll()
    .where('period_id', '=', periodId)
    .where('employee_id', 'in', [...ids, ''])
    .execute();
  return new Map(rows.map(({ employee_id, cost, currency }) => [employee_id, { cost, currency }]));
}

async function applyProtected({ db }: Change, importId: string): Promise<void> {
  for (let last = ''; ; ) {
    const rows = await db
      .selectFrom('import_protected')
      .select(['employee_id', 'name', 'value'])
      .where('import_id', '=', importId)
      .where('employee_id', '>', last)
      .orderBy('employee_id')
      .orderBy('name')
      .limit(STEP)
      .execute();
    if (rows.length === 0) return;
    // The attributes of one person stay together.
    const whole =
      rows.length < STEP || rows[0].employee_id === rows[rows.length - 1].employee_id
        ? rows
        : rows.filter(({ employee_id }) => employee_id !== rows[rows.length - 1].employee_id);
    last = whole[whole.length - 1].employee_id;
    await db
      .insertInto('protected_attributes')
      .values(whole)
      .onConflict((conflict) =>
        conflict
          .columns(['employee_id', 'name'])
          .doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
      )
      .execute();
    await others();
  }
}

async function idsOfNumbers(
  db: Kysely<Database>,
  numbers: readonly string[],
  slice: readonly { readonly number: string; readonly employee_id: string }[],
): Promise<ReadonlyMap<string, string>> {
  const found = await db
    .selectFrom('employees')
    .select(['id', 'number'])
    .where('number', 'in', [...new Set(numbers), ''])
    .execute();
  return new Map([
    ...slice.map(({ number, employee_id }) => [number, employee_id] as const),
    ...found.map(({ number, id }) => [number, id] as const),
  ]);
}

function managerId(managers: ReadonlyMap<string, string>, number: string): string {
  const id = managers.get(number);
  if (id !== undefined) return id;
  throw new ApiError(
    'conflict',
    'a manager that the file names is no longer among the people: read the file again',
  );
}

/** Ids of departments or positions by name; a new name makes a new one. */
class Names {
  readonly #change: Change;
  readonly #table: 'departments' | 'positions';
  #ids: Map<string, string> | null = null;

  constructor(change: Change, table: 'departments' | 'positions') {
    this.#change = change;
    this.#table = table;
  }

  async idOf(name: string | null): Promise<string | null> {
    if (name === null) return null;
    const { db, at } = this.#change;
    if (this.#ids === null) {
      const rows = await db.selectFrom(this.#table).select(['id', 'name']).execute();
      this.#ids = new Map(rows.map((row) => [row.name, row.id]));
    }
    const known = this.#ids.get(name);
    if (known !== undefined) return known;
    const id = newId();
    const stamp = { version: 1, created_at: at, updated_at: at };
    if (this.#table === 'departments') {
      await db
        .insertInto('departments')
        .values({ id, name, parent_id: null, ...stamp })
        .execute();
    } else {
      await db
        .insertInto('positions')
        .values({ id, name, rubric_name: null, ...stamp })
        .execute();
    }
    this.#ids.set(name, id);
    return id;
  }
}
