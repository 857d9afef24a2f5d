import { afterEach, expect, it } from 'vitest';
import { insertAll } from '../../../src/data/store/insert-all.ts';
import type { Store } from '../../../src/data/store/store.ts';
import { onBothStores } from '../../support/stores.ts';

onBothStores('inserting many rows', (newPlace) => {
  let end: () => Promise<void> = async () => {};
  afterEach(() => end());
  async function freshStore(): Promise<Store> {
    const place = await newPlace();
    const store = await place.open();
    end = async () => {
      await store.close();
      await place.remove();
    };
    return store;
  }
  const settings = (count: number) =>
    Array.from({ length: count }, (_, i) => ({ name: `setting ${i}`, value: String(i) }));
  const count = async (store: Store) =>
    (await store.read.selectFrom('settings').select('value').execute()).length;

  it('takes more rows than one statement may have values, each as it is', async () => {
    const store = await freshStore();
    await store.change('tester', ({ db }) => insertAll(db, 'settings', settings(40_001)));
    expect(await count(store)).toBe(40_001);
    const last = await store.read
      .selectFrom('settings')
      .select('value')
      .where('name', '=', 'setting 40000')
      .executeTakeFirstOrThrow();
    expect(last.value).toBe('40000');
  });

  it('does nothing where there are no rows, and leaves nothing of rows that do not fit', async () => {
    const store = await freshStore();
    await store.change('tester', ({ db }) => insertAll(db, 'settings', []));
    const twice = [...settings(3000), { name: 'setting 7', value: 'again' }];
    await expect(store.change('tester', ({ db }) => insertAll(db, 'settings', twice))).rejects.toThrow();
    expect(await count(store)).toBe(0);
  });
});
