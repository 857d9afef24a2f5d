import { sql } from 'kysely';
import { afterEach, expect, it } from 'vitest';
import { hashOf, verifyAudit } from '../../../src/data/store/audit.ts';
import { eventsAfter } from '../../../src/data/store/events.ts';
import type { Store } from '../../../src/data/store/store.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('a store', (newPlace) => {
  const opened: { place: Place; store: Store }[] = [];
  afterEach(async () => {
    for (const { store, place } of opened.splice(0)) {
      await store.close();
      await place.remove();
    }
  });
  async function fresh() {
    const place = await newPlace();
    const store = await place.open();
    opened.push({ place, store });
    return store;
  }
  const settings = (store: Store) => store.read.selectFrom('settings').selectAll().orderBy('name').execute();

  it('keeps what a change did, and nothing of a change that failed', async () => {
    const store = await fresh();
    await store.change('tester', ({ db }) =>
      db.insertInto('settings').values({ name: 'currency', value: '"EUR"' }).execute(),
    );
    await expect(
      store.change('tester', async ({ db, audit, tell }) => {
        await db.insertInto('settings').values({ name: 'language', value: '"de"' }).execute();
        await audit({ action: 'settings.updated', subject: 'settings' });
        await tell({ type: 'settings.updated', subject: 'settings' });
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await settings(store)).toEqual([{ name: 'currency', value: '"EUR"' }]);
    expect(await store.read.selectFrom('audit').selectAll().execute()).toEqual([]);
    expect(await eventsAfter(store.read, 0, 10)).toEqual([]);
  });

  it('orders text by its bytes', async () => {
    const store = await fresh();
    const names = ['a', 'B', 'ä', '_', '10', '9', 'Z', '\u{1F600}', '\uFF5E'];
    await store.change('tester', ({ db }) =>
      db
        .insertInto('settings')
        .values(names.map((name) => ({ name, value: '' })))
        .execute(),
    );
    const bytewise = names.toSorted((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b)));
    expect((await settings(store)).map(({ name }) => name)).toEqual(bytewise);
  });

  it('numbers changes that run at once in one order, chained in the audit log', async () => {
    const store = await fresh();
    let heard = 0;
    const stop = store.onEvents(() => heard++);
    await Promise.all(
      Array.from({ length: 40 }, (_, i) =>
        store.change(`actor ${i}`, async ({ audit, tell }) => {
          await audit({ action: 'settings.updated', subject: 'settings', detail: { i } });
          await tell({ type: 'settings.updated', subject: 'settings', data: { i } });
        }),
      ),
    );
    const entries = await store.read.selectFrom('audit').selectAll().orderBy('sequence').execute();
    expect(entries.map(({ sequence }) => sequence)).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    entries.forEach((entry, i) => {
      expect(entry.previous_hash).toBe(i === 0 ? '0'.repeat(64) : entries[i - 1].hash);
      expect(entry.hash).toBe(hashOf(entry));
    });
    const events = await eventsAfter(store.read, 30, 5);
    expect(events.map(({ sequence }) => sequence)).toEqual([31, 32, 33, 34, 35]);
    await expect.poll(() => heard).toBeGreaterThan(0);
    stop();
  });

  it('makes changes that wait together, each of them whole or not at all', async () => {
    const store = await fresh();
    const insert = (name: string, fails: boolean) =>
      store.change('tester', async ({ db, audit }) => {
        await db.insertInto('settings').values({ name, value: '1' }).execute();
        await audit({ action: 'settings.updated', subject: name });
        if (fails) throw new Error(`no ${name}`);
        return name;
      });
    const names = Array.from({ length: 100 }, (_, i) => `n${String(i).padStart(2, '0')}`);
    const ends = await Promise.allSettled(names.map((name, i) => insert(name, i % 3 === 1)));
    ends.forEach((end, i) => {
      expect(end).toEqual(
        i % 3 === 1
          ? { status: 'rejected', reason: new Error(`no ${names[i]}`) }
          : { status: 'fulfilled', value: names[i] },
      );
    });
    const kept = names.filter((_, i) => i % 3 !== 1);
    expect((await settings(store)).map(({ name }) => name)).toEqual(kept);
    expect(await verifyAudit(store.read)).toMatchObject({ entries: kept.length, broken: null });
    const twice = await Promise.allSettled([
      insert('again', false),
      insert('again', false),
      insert('other', false),
    ]);
    expect(twice.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
  });

  it('acknowledges nothing that the database took back, however quiet a change keeps about it', async () => {
    const store = await fresh();
    const insert = (db: Store['read'], name: string) =>
      db.insertInto('settings').values({ name, value: '1' }).execute();
    const isKept = await store
      .change('tester', async ({ db }) => {
        await insert(db, 'language');
        await insert(db, 'language').catch(() => {});
      })
      .then(
        () => true,
        () => false,
      );
    expect((await settings(store)).length).toBe(isKept ? 1 : 0);
    await store.change('tester', ({ db }) => insert(db, 'currency'));
    expect((await settings(store)).map(({ name }) => name)).toContain('currency');
  });

  it('knows how many rows there are once it has been told that many have come', async () => {
    const store = await fresh();
    const rows = Array.from({ length: 500 }, (_, i) => ({ name: `setting ${i}`, value: '1' }));
    await store.change('tester', ({ db }) => db.insertInto('settings').values(rows).execute());
    await store.survey(['settings', 'results']);
    if (store.kind === 'postgresql') {
      const known = sql<{ rows: number }>`select reltuples as rows from pg_class where relname = 'settings'`;
      expect((await known.execute(store.read)).rows).toEqual([{ rows: 500 }]);
    }
    expect((await settings(store)).length).toBe(500);
  });

  it('answers the same question the same way however often it is asked, and whatever was changed in between', async () => {
    const store = await fresh();
    for (let i = 0; i < 12; i++) {
      await store.change('tester', ({ db }) =>
        db
          .insertInto('settings')
          .values({ name: `setting ${i}`, value: String(i % 2) })
          .execute(),
      );
      const even = await store.read.selectFrom('settings').select('name').where('value', '=', '0').execute();
      expect(even.length).toBe(Math.floor(i / 2) + 1);
    }
  });

  it('holds what was there when it is opened again', async () => {
    const place = await newPlace();
    const first = await place.open();
    await first.change('tester', ({ db }) =>
      db.insertInto('settings').values({ name: 'currency', value: '"EUR"' }).execute(),
    );
    await first.close();
    const store = await place.open();
    opened.push({ place, store });
    expect(await settings(store)).toEqual([{ name: 'currency', value: '"EUR"' }]);
    expect(await store.read.selectFrom('migrations').select('number').execute()).not.toEqual([]);
  });
});
