import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { verifyAudit } from '../../../src/data/store/audit.ts';
import { backUp, restore } from '../../../src/data/store/backup.ts';
import { TABLES } from '../../../src/data/store/tables.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place, sqlitePlace } from '../../support/stores.ts';

onBothStores('a backup', (newPlace) => {
  let place: Place;
  let api: Api;
  let file: string;
  const others: { api?: Api; place: Place }[] = [];
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    file = join(place.dataFolder, 'backup.db');
    const top = (await api.call('POST', '/departments', { name: 'Top ☃' })).body;
    const leaf = (await api.call('POST', '/departments', { name: 'Leaf', parent_id: top.id })).body;
    // Made in an order in which a manager comes after who reports to him.
    const ada = (await api.call('POST', '/employees', { number: '1', name: 'Ada', department_id: leaf.id }))
      .body;
    const boss = (await api.call('POST', '/employees', { number: '2' })).body;
    await api.call('PATCH', `/employees/${ada.id}`, { manager_id: boss.id });
    await api.call('POST', '/tasks', {
      task_key: 'T',
      employee_number: '1',
      day: '2024-03-31',
      completed: true,
      hours: 0.1,
    });
  });
  afterEach(async () => {
    for (const other of others.splice(0)) {
      await other.api?.close();
      await other.place.remove();
    }
    await api.close();
    await place.remove();
  });
  const everything = async ({ services }: Api) => {
    const found: Record<string, unknown[]> = {};
    for (const table of TABLES) {
      const { rows } = await sql<object>`select * from ${sql.table(table)}`.execute(services.store.read);
      found[table] = rows.map((row) => JSON.stringify(Object.entries(row).sort())).sort();
    }
    return found;
  };

  it('has every table of the store', async () => {
    const { read } = api.services.store;
    const tables = (await read.introspection.getTables()).map(({ name }) => name);
    expect([...TABLES, 'migrations'].sort()).toEqual(tables.sort());
  });

  it('holds everything, and is put in place of what is there while the server runs', async () => {
    const before = await everything(api);
    await backUp(place, file);
    await api.call('POST', '/employees', { number: '3' });
    await api.call('POST', '/departments', { name: 'Later' });
    await restore(place, file, 'tester');
    const after = await everything(api);
    for (const table of TABLES) {
      if (!['audit', 'events', 'counters'].includes(table))
        expect(after[table], table).toEqual(before[table]);
    }
    expect(after.audit.filter((entry) => !String(entry).includes('store.restored'))).toEqual(before.audit);
    expect(await verifyAudit(api.services.store.read)).toMatchObject({ broken: null });
    expect((await api.call('POST', '/departments', { name: 'Later' })).status).toBe(201);
  });

  it('tells whoever listens that everything is to be read again', async () => {
    await backUp(place, file);
    for (const number of ['3', '4', '5']) await api.call('POST', '/employees', { number });
    const stream = await api.services.streams.open(undefined);
    const heard: string[] = [];
    stream.on('data', (data) => heard.push(String(data)));
    await restore(place, file, 'tester');
    await expect.poll(() => heard.join(''), { timeout: 5000 }).toContain('event: store.restored');
    stream.destroy();
  });

  it('of one store can be restored into the other', async () => {
    await backUp(place, file);
    const other = await sqlitePlace();
    const entry: { api?: Api; place: Place } = { place: other };
    others.push(entry);
    await restore(other, file, 'tester');
    entry.api = await apiOn(other);
    const back = join(place.dataFolder, 'back.db');
    await backUp(other, back);
    await restore(place, back, 'tester');
    const { body } = await api.call('GET', '/employees');
    expect(body.items).toMatchObject([{ number: '1', name: 'Ada' }, { number: '2' }]);
    expect(body.items[0].manager_id).toBe(body.items[1].id);
  });

  it('goes to a new file only, and nothing else is taken for one', async () => {
    writeFileSync(file, 'precious');
    await expect(backUp(place, file)).rejects.toThrow('is there already');
    const before = await everything(api);
    await expect(restore(place, file, 'tester')).rejects.toThrow('no SQLite database');
    await expect(restore(place, join(place.dataFolder, 'none.db'), 'tester')).rejects.toThrow(
      'cannot be read',
    );
    writeFileSync(file, `SQLite format 3\0${'x'.repeat(5000)}`);
    await expect(restore(place, file, 'tester')).rejects.toThrow('no backup');
    expect(await everything(api)).toEqual(before);
  });
});
