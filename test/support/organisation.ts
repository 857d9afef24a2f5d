import { v7 as newId } from 'uuid';
import { searchText } from '../../src/data/store/employees.ts';
import { insertAll } from '../../src/data/store/insert-all.ts';
import type { Store } from '../../src/data/store/store.ts';

/** Somebody with what is known of the tasks in one period; no tasks where that is left out. */
export interface Worker {
  readonly number: string;
  readonly name?: string | null;
  readonly department?: string;
  readonly position?: string;
  /** The manager's number. */
  readonly manager?: string | undefined;
  readonly active_from?: string;
  readonly active_to?: string;
  /** Completed tasks, tasks given, mean hours. */
  readonly tasks?: readonly [completed: number, total: number, hours: number | null];
}

/** What was made, by what tests call it. */
export interface Made {
  readonly period: string;
  readonly departments: Readonly<Record<string, string>>;
  readonly positions: Readonly<Record<string, string>>;
  readonly people: Readonly<Record<string, string>>;
}

const AT = '2024-04-01T00:00:00.000Z';
const STAMP = { version: 1, created_at: AT, updated_at: AT };

/**
 * Departments (name to the one above, or null), people and what they did in one period, straight into the store; call it
 * again with another period for the same people.
 */
export async function organise(
  store: Store,
  workers: readonly Worker[],
  {
    departments = {},
    period = { name: '2024-Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' },
    known = {},
  }: {
    readonly departments?: Readonly<Record<string, string | null>>;
    readonly period?: { readonly name: string; readonly starts_on: string; readonly ends_on: string };
    /** People made before. */
    readonly known?: Readonly<Record<string, string>>;
  } = {},
): Promise<Made> {
  const ids = (names: Iterable<string>) => Object.fromEntries(Array.from(names, (name) => [name, newId()]));
  const made = {
    period: newId(),
    departments: ids(Object.keys(departments)),
    positions: ids(new Set(workers.flatMap(({ position }) => position ?? []))),
    people: { ...ids(workers.map(({ number }) => number).filter((number) => !(number in known))), ...known },
  };
  await store.change('tester', async ({ db, next }) => {
    await db
      .insertInto('periods')
      .values({ id: made.period, ...period, ...STAMP })
      .execute();
    for (const [name, parent] of Object.entries(departments)) {
      const parent_id = parent === null ? null : made.departments[parent];
      await db
        .insertInto('departments')
        .values({ id: made.departments[name], name, parent_id, ...STAMP })
        .execute();
    }
    for (const [name, id] of Object.entries(made.positions)) {
      await db
        .insertInto('positions')
        .values({ id, name, rubric_name: null, ...STAMP })
        .execute();
    }
    const fresh = workers.filter(({ number }) => !(number in known));
    await insertAll(
      db,
      'employees',
      fresh.map(({ number, name = null, department, position, active_from, active_to }) => ({
        id: made.people[number],
        number,
        name,
        department_id: department === undefined ? null : made.departments[department],
        position_id: position === undefined ? null : made.positions[position],
        manager_id: null,
        active_from: active_from ?? null,
        active_to: active_to ?? null,
        search: searchText(number, name),
        ...STAMP,
      })),
    );
    for (const { number, manager } of fresh) {
      if (manager === undefined) continue;
      const manager_id = made.people[manager];
      await db.updateTable('employees').set({ manager_id }).where('id', '=', made.people[number]).execute();
    }
    const id = newId();
    await db
      .insertInto('imports')
      .values({
        id,
        kind: 'summaries',
        file_name: 'tasks.csv',
        file_hash: id,
        file_size: 1,
        state: 'committed',
        mode: 'replace',
        mapping: '{}',
        options: '{}',
        recognised: null,
        counts: null,
        notes: '[]',
        failure: null,
        commit_number: await next('commits'),
        created_by: 'tester',
        created_at: AT,
        committed_at: AT,
        undone_at: null,
      })
      .execute();
    await insertAll(
      db,
      'task_summaries',
      workers.flatMap(({ number, tasks }) => {
        if (tasks === undefined) return [];
        const [completed_tasks, total_tasks, avg_task_hours] = tasks;
        const employee_id = made.people[number];
        return [
          {
            import_id: id,
            employee_id,
            period_id: made.period,
            completed_tasks,
            total_tasks,
            avg_task_hours,
          },
        ];
      }),
    );
  });
  return made;
}
