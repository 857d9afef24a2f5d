import { afterEach, expect, it } from 'vitest';
import { periodSummaries } from '../../../src/data/store/period-summaries.ts';
import type { Change, Store } from '../../../src/data/store/store.ts';
import { onBothStores } from '../../support/stores.ts';

const AT = '2024-04-01T00:00:00.000Z';

onBothStores('what is known of a period', (newPlace) => {
  let end: () => Promise<void>;
  afterEach(() => end());

  async function storeWith(fill: (change: Change) => Promise<void>): Promise<Store> {
    const place = await newPlace();
    const store = await place.open();
    end = async () => {
      await store.close();
      await place.remove();
    };
    await store.change('tester', async (change) => {
      const stamp = { version: 1, created_at: AT, updated_at: AT };
      await change.db
        .insertInto('periods')
        .values({ id: 'q1', name: 'Q1', starts_on: '2024-01-01', ends_on: '2024-03-31', ...stamp })
        .execute();
      for (const id of ['ada', 'bea']) {
        const empty = { name: null, department_id: null, position_id: null, manager_id: null };
        await change.db
          .insertInto('employees')
          .values({ id, number: id, ...empty, active_from: null, active_to: null, search: id, ...stamp })
          .execute();
      }
      await fill(change);
    });
    return store;
  }
  async function brought(
    { db }: Change,
    id: string,
    commit: number | null,
    mode: 'replace' | 'add',
    people: Record<string, [completed: number, total: number, hours: number | null]>,
    state = commit === null ? 'ready' : 'committed',
  ): Promise<void> {
    const file = { kind: 'summaries', file_name: 'f.csv', file_hash: id, file_size: 1 };
    const nothing = { recognised: null, counts: null, failure: null, committed_at: null, undone_at: null };
    const texts = { mapping: '{}', options: '{}', notes: '[]', created_by: 'tester', created_at: AT };
    await db
      .insertInto('imports')
      .values({ id, ...file, ...nothing, ...texts, state, mode, commit_number: commit })
      .execute();
    for (const [employee_id, [completed_tasks, total_tasks, avg_task_hours]] of Object.entries(people)) {
      await db
        .insertInto('task_summaries')
        .values({ import_id: id, employee_id, period_id: 'q1', completed_tasks, total_tasks, avg_task_hours })
        .execute();
    }
  }
  const found = async (store: Store) =>
    Object.fromEntries(
      (await periodSummaries(store.read, 'q1')).map((row) => [
        row.employee_id,
        [row.completed_tasks, row.total_tasks, row.avg_task_hours],
      ]),
    );

  it('is the last import that replaces, and what was added since', async () => {
    const store = await storeWith(async (change) => {
      await brought(change, 'first', 1, 'replace', { ada: [100, 100, 9], bea: [7, 9, 0.1] });
      await brought(change, 'second', 2, 'replace', { ada: [4, 8, 2] });
      await brought(change, 'third', 3, 'add', { ada: [4, 4, 5] });
      await brought(change, 'not committed', null, 'replace', { ada: [1, 1, 1] });
      await brought(change, 'undone', 4, 'replace', { bea: [1, 1, 1] }, 'undone');
    });
    expect(await found(store)).toEqual({ ada: [8, 12, 3.5], bea: [7, 9, 0.1] });
    expect(await periodSummaries(store.read, 'q1', ['bea'])).toHaveLength(1);
    expect(await periodSummaries(store.read, 'q1', [])).toEqual([]);
  });

  it('counts tasks reported one by one, but not those that a later import replaces', async () => {
    const store = await storeWith(async (change) => {
      const task = (task_key: string, employee_id: string, commit_number: number, hours: number | null) => ({
        task_key,
        employee_id,
        day: '2024-03-31',
        completed: hours === null ? 0 : 1,
        hours,
        commit_number,
        received_at: AT,
      });
      await change.db
        .insertInto('tasks')
        .values([
          task('1', 'ada', 1, 3),
          task('2', 'ada', 3, 4),
          task('3', 'ada', 4, null),
          task('3', 'bea', 4, null),
        ])
        .execute();
      await brought(change, 'import', 2, 'replace', { ada: [1, 1, 2] });
    });
    expect(await found(store)).toEqual({ ada: [2, 3, 3], bea: [0, 1, null] });
  });

  it('averages hours over the completed tasks that have hours', async () => {
    const store = await storeWith(async (change) => {
      await brought(change, 'one', 1, 'add', { ada: [2, 2, 6] });
      await brought(change, 'two', 2, 'add', { ada: [5, 5, null] });
    });
    expect(await found(store)).toEqual({ ada: [7, 7, 6] });
  });
});
