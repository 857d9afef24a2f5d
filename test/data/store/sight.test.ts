import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { inSight } from '../../../src/data/store/sight.ts';
import type { Store } from '../../../src/data/store/store.ts';
import { TABLES } from '../../../src/data/store/tables.ts';
import { organise } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('in sight', (newPlace) => {
  let place: Place;
  let store: Store;
  let people: Readonly<Record<string, string>>;
  const seenBy = (employeeId: string, withTeam = true) =>
    inSight(store.read, { employeeId, withTeam }, place.databaseUrl ? 'public' : 'main');

  beforeEach(async () => {
    place = await newPlace();
    store = await place.open();
    ({ people } = await organise(store, [
      { number: '1' },
      { number: '2', manager: '1', tasks: [5, 10, 2] },
      { number: '3', manager: '2', tasks: [5, 10, 2] },
      { number: '4', manager: '1', tasks: [5, 10, 2] },
    ]));
  });
  afterEach(async () => {
    await store.close();
    await place.remove();
  });

  it('every table has all of its columns, and nothing of people for somebody who is not there', async () => {
    const empty = await seenBy('nobody').selectFrom('employees').selectAll().execute();
    expect(empty).toEqual([]);
    const shared = ['settings', 'departments', 'positions', 'periods', 'imports', 'rubrics'];
    for (const table of TABLES) {
      const seen = await seenBy('nobody').selectFrom(table).selectAll().execute();
      if (!shared.includes(table)) expect(seen, table).toEqual([]);
      const columns = async (db: Store['read']) => {
        const there = sql`select t.* from (select 1 as one) one left join ${sql.table(table)} t on 1 = 0`;
        const {
          rows: [row],
        } = await there.execute(db);
        return Object.keys(row ?? {}).toSorted();
      };
      expect(await columns(seenBy('nobody')), table).toEqual(await columns(store.read));
    }
  });

  it('a query finds the same whatever its form', async () => {
    const db = seenBy(people['2']);
    const theirs = [people['2'], people['3']].toSorted();
    const ids = (rows: readonly { id: string }[]) => rows.map(({ id }) => id).toSorted();
    expect(ids(await db.selectFrom('employees').select('id').execute())).toEqual(theirs);
    const raw = await sql<{ id: string }>`select id from employees`.execute(db);
    expect(ids(raw.rows)).toEqual(theirs);
    const within = await sql<{ id: string }>`with x as (select * from employees) select id from x`.execute(
      db,
    );
    expect(ids(within.rows)).toEqual(theirs);
    const joined = db.selectFrom('periods').innerJoin('employees', (join) => join.onTrue());
    expect(ids(await joined.select('employees.id').execute())).toEqual(theirs);
    const union = db
      .selectFrom('employees')
      .select('id')
      .where(
        'id',
        'in',
        db.selectFrom('tasks').select('employee_id as id').union(db.selectFrom('employees').select('id')),
      );
    expect(ids(await union.execute())).toEqual(theirs);
    const hits = db.selectFrom(db.selectFrom('employees').select('id').limit(9).as('hits')).select('hits.id');
    expect(ids(await hits.execute())).toEqual(theirs);
    await expect(sql`update employees set name = 'x'`.execute(db)).rejects.toThrow('not for those');
  });

  it('a manager who is not in sight is nobody’s, whoever asks', async () => {
    const managers = async (db: Store['read']) =>
      (await db.selectFrom('employees').select('manager_id').orderBy('number').execute()).map(
        ({ manager_id }) => manager_id,
      );
    expect(await managers(seenBy(people['2']))).toEqual([null, people['2']]);
    expect(await managers(seenBy(people['2'], false))).toEqual([null]);
    const ofStranger = seenBy(people['2'], false).selectFrom('employees').selectAll();
    expect(await ofStranger.where('manager_id', '=', people['1']).execute()).toEqual([]);
  });

  it('numbers are not there before results of them are released', async () => {
    expect(await seenBy(people['2']).selectFrom('task_summaries').selectAll().execute()).toEqual([]);
  });
});
