import { type Kysely, type Selectable, sql } from 'kysely';
import { v7 as newId } from 'uuid';
import { searchText } from './employees.ts';
import { insertAll } from './insert-all.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** A task as another system reports it. */
export interface ReportedTask {
  readonly task_key: string;
  readonly number: string;
  readonly name: string | null;
  readonly day: string;
  readonly completed: boolean;
  readonly hours: number | null;
}

/** Who got which number in the numbers of which periods. */
export interface ReportedChanges {
  /** People that were not known before, by number. */
  readonly added: number;
  readonly employeeIds: readonly string[];
  readonly periodIds: readonly string[];
}

/**
 * Keeps reported tasks. The same task of the same person, reported again, is what it was said to be last; people who are
 * not known are added. All of one call count as committed at once.
 */
export async function keepTasks(change: Change, tasks: readonly ReportedTask[]): Promise<ReportedChanges> {
  const { db, at } = change;
  const known = await knownOf(
    db,
    tasks.map(({ number }) => number),
    tasks.map(({ task_key }) => task_key),
  );
  const idOf = new Map(known.people);
  const unknown = new Map(tasks.filter(({ number }) => !idOf.has(number)).map((task) => [task.number, task]));
  const people = Array.from(unknown.values(), ({ number, name }) => ({
    id: newId(),
    number,
    name,
    department_id: null,
    position_id: null,
    manager_id: null,
    active_from: null,
    active_to: null,
    search: searchText(number, name),
    version: 1,
    created_at: at,
    updated_at: at,
  }));
  await insertAll(db, 'employees', people);
  for (const { number, id } of people) idOf.set(number, id);

  const commit_number = await change.next('commits');
  const rows = new Map(
    tasks.map(({ task_key, number, day, completed, hours }) => {
      const employee_id = idOf.get(number) ?? '';
      const row = {
        task_key,
        employee_id,
        day,
        completed: completed ? 1 : 0,
        hours,
        commit_number,
        received_at: at,
      };
      return [nameOf(row), row];
    }),
  );
  const former = known.tasks.filter((task) => rows.has(nameOf(task)));
  const days = [...tasks, ...former].map(({ day }) => day);
  await upsertTasks(db, [...rows.values()]);
  return {
    added: people.length,
    employeeIds: [...new Set(Array.from(rows.values(), ({ employee_id }) => employee_id))],
    periodIds: known.periods
      .filter(({ starts_on, ends_on }) => days.some((day) => starts_on <= day && day <= ends_on))
      .map(({ id }) => id)
      .sort(),
  };
}

/**
 * People by number, tasks by key, whoever they are of, and all periods: in one question, since changes wait for each other,
 * and most of a question's time is the way to the database.
 */
async function knownOf(db: Kysely<Database>, numbers: readonly string[], keys: readonly string[]) {
  const rows = await db
    .selectFrom('employees')
    .select(['id', 'number as name', sql<string>`''`.as('day'), sql<string>`'person'`.as('what')])
    .where('number', 'in', [...new Set(numbers), ''])
    .unionAll(
      db
        .selectFrom('tasks')
        .select(['employee_id as id', 'task_key as name', 'day', sql<string>`'task'`.as('what')])
        .where('task_key', 'in', [...new Set(keys), '']),
    )
    .unionAll(
      db
        .selectFrom('periods')
        .select(['id', 'starts_on as name', 'ends_on as day', sql<string>`'period'`.as('what')]),
    )
    .execute();
  const those = (wanted: string) => rows.filter(({ what }) => what === wanted);
  return {
    people: those('person').map(({ id, name }) => [name, id] as const),
    tasks: those('task').map(({ id, name, day }) => ({ employee_id: id, task_key: name, day })),
    periods: those('period').map(({ id, name, day }) => ({ id, starts_on: name, ends_on: day })),
  };
}

async function upsertTasks(db: Kysely<Database>, rows: readonly TaskRow[]): Promise<void> {
  for (let from = 0; from < rows.length; from += STEP) {
    await db
      .insertInto('tasks')
      .values(rows.slice(from, from + STEP))
      .onConflict((conflict) =>
        conflict.columns(['task_key', 'employee_id']).doUpdateSet(({ ref }) => ({
          day: ref('excluded.day'),
          completed: ref('excluded.completed'),
          hours: ref('excluded.hours'),
          commit_number: ref('excluded.commit_number'),
          received_at: ref('excluded.received_at'),
        })),
      )
      .execute();
  }
}

type TaskRow = Selectable<Database['tasks']>;

/** Rows written together. */
const STEP = 250;

/** What makes a task one: its key and its person. */
function nameOf({ task_key, employee_id }: Pick<TaskRow, 'task_key' | 'employee_id'>): string {
  return JSON.stringify([task_key, employee_id]);
}
