import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import type { Store } from '../../../src/data/store/store.ts';
import { onBothStores } from '../../support/stores.ts';

onBothStores('scans', (newPlace) => {
  let end = async () => {};
  afterEach(() => end());

  async function opened(): Promise<Store> {
    const place = await newPlace();
    const store = await place.open();
    end = async () => {
      await store.close();
      await place.remove();
    };
    return store;
  }

  const keep = (store: Store, name: string, value: string) =>
    store.change('tester', ({ db }) => db.insertInto('settings').values({ name, value }).execute());

  it('see what was changed just before, as reading does, in the order of the questions', async () => {
    const store = await opened();
    for (const name of ['one', 'two', 'three']) {
      await keep(store, name, `${name} "é\u{1f600}`);
      const names = store.scan.selectFrom('settings').selectAll().orderBy('name').execute();
      const count = store.scan.selectFrom('settings').select((of) => of.fn.countAll<number>().as('rows'));
      expect(await names).toEqual(
        await store.read.selectFrom('settings').selectAll().orderBy('name').execute(),
      );
      expect(await count.executeTakeFirst()).toEqual({ rows: (await names).length });
    }
  });

  it('answer many who ask at once, each with what was asked', async () => {
    const store = await opened();
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    const answers = await Promise.all(
      numbers.map((i) => sql<{ n: number }>`select cast(${i} as integer) as n`.execute(store.scan)),
    );
    expect(answers.map(({ rows }) => rows[0].n)).toEqual(numbers);
  });

  it('say what is wrong with a question, and answer the next one', async () => {
    const store = await opened();
    await expect(sql`select a from nowhere`.execute(store.scan)).rejects.toThrow(/nowhere/);
    expect((await sql<{ one: number }>`select 1 as one`.execute(store.scan)).rows).toEqual([{ one: 1 }]);
  });

  it('see nothing that is not in sight', async () => {
    const store = await opened();
    const stamp = { version: 1, created_at: '', updated_at: '' };
    const nothing = { department_id: null, position_id: null, manager_id: null, active_from: null };
    await store.change('tester', ({ db }) =>
      db
        .insertInto('employees')
        .values(
          ['a', 'b'].map((id) => ({
            ...{ id, number: id, name: id, search: id },
            ...nothing,
            ...stamp,
            active_to: null,
          })),
        )
        .execute(),
    );
    const { scan } = store.seenBy({ employeeId: 'a', withTeam: false });
    expect(await scan.selectFrom('employees').select('id').execute()).toEqual([{ id: 'a' }]);
  });

  it('are over when the store is closed', async () => {
    const place = await newPlace();
    end = () => place.remove();
    const store = await place.open();
    const asked = sql<{ one: number }>`select 1 as one`.execute(store.scan);
    expect((await asked).rows).toEqual([{ one: 1 }]);
    await store.close();
    await expect(sql`select 1`.execute(store.scan)).rejects.toThrow();
  });
});
