import { afterEach, expect, it } from 'vitest';
import { pageOfEmployees, searchText } from '../../../src/data/store/employees.ts';
import { insertAll } from '../../../src/data/store/insert-all.ts';
import { numbersOfPeriod } from '../../../src/data/store/period-numbers.ts';
import {
  countResults,
  placeOf,
  type ResultOrder,
  type ResultPlace,
  resultsAfter,
  searchedResults,
  writeResults,
} from '../../../src/data/store/results.ts';
import type { Store } from '../../../src/data/store/store.ts';
import { onBothStores } from '../../support/stores.ts';

const AT = '2024-04-01T00:00:00.000Z';
const STAMP = { version: 1, created_at: AT, updated_at: AT };
/** Of these everybody's third is Ada: more than are told by their ids. Every hundredth is Bea as well. */
const PEOPLE = Array.from({ length: 3300 }, (_, i) => ({
  id: `p${String(i).padStart(4, '0')}`,
  number: `E${i}`,
  name: `${i % 3 === 0 ? 'Ada' : 'Cem'}${i % 100 === 0 ? ' Bea' : ''}`,
}));
const named = (name: string) => PEOPLE.filter((person) => person.name.includes(name)).map(({ id }) => id);

onBothStores('finding people', (newPlace) => {
  let end: () => Promise<void>;
  afterEach(() => end());

  async function company(): Promise<Store> {
    const place = await newPlace();
    const store = await place.open();
    end = async () => {
      await store.close();
      await place.remove();
    };
    await store.change('tester', async ({ db }) => {
      const nothing = { department_id: null, position_id: null, manager_id: null };
      const people = PEOPLE.map(({ id, number, name }) => ({
        ...{ id, number, name, ...nothing, ...STAMP, active_from: null, active_to: null },
        search: searchText(number, name),
      }));
      await insertAll(db, 'employees', people);
      const days = { starts_on: '2024-01-01', ends_on: '2024-03-31' };
      await db
        .insertInto('periods')
        .values({ id: 'q1', name: 'Q1', ...days, ...STAMP })
        .execute();
    });
    return store;
  }

  for (const [what, search, ids] of [
    ['many', 'ada', named('Ada')],
    ['few', 'BEA', named('Bea')],
    ['one', 'e3299', ['p3299']],
    ['nobody', 'ada nobody', []],
    ['of one character many', '1', PEOPLE.filter(({ number }) => number.includes('1')).map(({ id }) => id)],
  ] as const) {
    it(`pages through all of a search that finds ${what}, and counts them`, async () => {
      const store = await company();
      const found: string[] = [];
      for (let last = ''; ; last = found[found.length - 1]) {
        const { rows, total } = await pageOfEmployees(store, { search }, last, 700);
        expect(total).toBe(ids.length);
        found.push(...rows.map(({ id }) => id));
        if (rows.length < 700) break;
      }
      expect(found).toEqual(ids);
      const without = await pageOfEmployees(store, { search, ids: ['p0000', 'p3299'] }, '', 10);
      expect(without.rows.map(({ id }) => id)).toEqual(ids.filter((id) => id === 'p0000' || id === 'p3299'));
    });
  }

  it('finds the results of the same people, in every order', async () => {
    const store = await company();
    await store.change('tester', async (change) => {
      const none = {
        standard_id: null,
        job_id: null,
        failure: null,
        summary: null,
        notes: null,
        drift: null,
      };
      const counts = { fitted: 1, people: PEOPLE.length, results: PEOPLE.length };
      const said = { scope: '{}', options: '{}', state: 'done', created_by: 'tester', finished_at: AT };
      await change.db
        .insertInto('evaluations')
        .values({
          id: 'e',
          name: 'E',
          pipeline: 'tasks',
          period_id: 'q1',
          ...none,
          ...counts,
          ...said,
          ...STAMP,
        })
        .execute();
      const empty = { department_id: null, position_id: null, manager_id: null, tier_rank: 0, tier: 'High' };
      const flags = { unusual: 0, beyond: 0, anomaly_score: 0.5, direction: null, data_error: 0 };
      const more = { stability: null, borderline: null, completed_tasks: 1, total_tasks: 1 };
      await writeResults(
        change,
        'e',
        // Every tenth has no score.
        PEOPLE.map(({ id }, i) => ({
          ...{ employee_id: id, ...empty, ...flags, ...more, avg_task_hours: 1, unrated_reason: null },
          ...{ score: i % 10 === 0 ? null : (i * 7) % 100, detail: {} },
        })),
      );
    });
    const orders: ResultOrder[] = [
      { by: 'score', descending: true },
      { by: 'score', descending: false },
      { by: 'name', descending: false },
      { by: 'number', descending: true },
    ];
    for (const [search, ids] of [
      ['ada', named('Ada')],
      ['bea', named('Bea')],
    ] as const) {
      const { total, filter } = await searchedResults(store.scan, 'e', { search });
      expect(total).toBe(ids.length);
      expect(await countResults(store.read, 'e', { search })).toBe(ids.length);
      const none = await searchedResults(store.scan, 'e', { search, tiers: ['Low'] });
      expect(none.total).toBe(0);
      const place = { by: 'score', descending: true } as const;
      expect(await resultsAfter(store.read, 'e', none.filter, place, null, { limit: 9, total: 0 })).toEqual(
        [],
      );
      expect(await countResults(store.read, 'e', { ...filter, scoreFrom: 50 })).toBe(
        ids.filter((id) => Number(id.slice(1)) % 10 > 0 && (Number(id.slice(1)) * 7) % 100 >= 50).length,
      );
      for (const order of orders) {
        const found: string[] = [];
        for (let place: ResultPlace | null = null; ; ) {
          const page = await resultsAfter(store.read, 'e', filter, order, place, { limit: 300, total });
          found.push(...page.map(({ employee_id }) => employee_id));
          if (page.length < 300) break;
          place = placeOf(page[299], order);
        }
        expect(found.toSorted()).toEqual(ids);
      }
    }
  });

  it('pages through the people with numbers of a period, whether imported, reported or both', async () => {
    const store = await company();
    await store.change('tester', async ({ db }) => {
      const file = { kind: 'summaries', file_name: 'f.csv', file_size: 1, mode: 'replace', mapping: '{}' };
      const nothing = { recognised: null, counts: null, failure: null, committed_at: null, undone_at: null };
      const texts = { options: '{}', notes: '[]', created_by: 'tester', created_at: AT };
      const brought = async (id: string, state: string, commit_number: number | null, people: string[]) => {
        await db
          .insertInto('imports')
          .values({ id, file_hash: id, ...file, ...nothing, ...texts, state, commit_number })
          .execute();
        const numbers = { period_id: 'q1', completed_tasks: 1, total_tasks: 2, avg_task_hours: 3 };
        const rows = people.map((employee_id) => ({ import_id: id, employee_id, ...numbers }));
        await insertAll(db, 'task_summaries', rows);
      };
      await brought('first', 'committed', 1, ['p0001', 'p0002', 'p0005']);
      await brought('second', 'committed', 2, ['p0002', 'p0004']);
      await brought('undone', 'undone', 3, ['p0003']);
      const tasks = [
        ['p0000', '2024-01-01'],
        ['p0004', '2024-02-01'],
        ['p0006', '2024-03-31'],
        ['p0006', '2024-02-01'],
        ['p0007', '2024-04-01'],
      ].map(([employee_id, day], i) => ({
        ...{ task_key: `t${i}`, employee_id, day, completed: 1, hours: 1, commit_number: 4, received_at: AT },
      }));
      await insertAll(db, 'tasks', tasks);
    });
    for (const limit of [1, 2, 3, 100]) {
      const found: string[] = [];
      for (let after = ''; ; after = found[found.length - 1]) {
        const page = await numbersOfPeriod(store.read, 'q1', { employeeIds: undefined, after, limit });
        found.push(...page.map(({ employee_id }) => employee_id));
        if (page.length < limit) break;
      }
      expect(found).toEqual(['p0000', 'p0001', 'p0002', 'p0004', 'p0005', 'p0006']);
    }
    const some = await numbersOfPeriod(store.read, 'q1', {
      employeeIds: ['p0006', 'p0002', 'p0003', 'p0007'],
      after: '',
      limit: 10,
    });
    expect(some.map(({ number, total_tasks }) => [number, total_tasks])).toEqual([
      ['E2', 2],
      ['E6', 2],
    ]);
  });
});
