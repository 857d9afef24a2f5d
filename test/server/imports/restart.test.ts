import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { periodSummaries } from '../../../src/data/store/period-summaries.ts';
import { sweepImports } from '../../../src/server/imports/sweep.ts';
import { requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { committed, importOf, send, settled } from '../../support/imports.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const people = (count: number): string =>
  `employee_id,completed_tasks,total_tasks,avg_task_hours\n${Array.from({ length: count }, (_, i) => `${i},${i % 9},9,${1 + (i % 5)}\n`).join('')}`;

onBothStores('imports and a server that ends', (newPlace) => {
  async function opened(): Promise<{ place: Place; api: Api; again: () => Promise<Api> }> {
    requireBuilt();
    const place = await newPlace();
    let api = await apiOn(place);
    onTestFinished(async () => {
      await api.close();
      await place.remove();
    });
    return {
      place,
      api,
      again: async () => {
        await api.close();
        api = await apiOn(place);
        return api;
      },
    };
  }
  const period = async (api: Api): Promise<string> => {
    const days = { starts_on: '2024-01-01', ends_on: '2024-03-31' };
    return (await api.call('POST', '/periods', { name: 'Q1', ...days })).body.id;
  };

  it('are read again from the beginning, whatever had been written', async () => {
    const { api, again } = await opened();
    const q1 = await period(api);
    const { body } = await send(api, 'a.csv', people(3000), { period: q1 });
    const { read } = api.services.store;
    await expect
      .poll(async () => (await read.selectFrom('import_people').select('number').execute()).length, {
        interval: 5,
        timeout: 30_000,
      })
      .toBeGreaterThan(0);
    const later = await again();
    const seen = await settled(later, body.id);
    expect(seen).toMatchObject({ state: 'ready', counts: { summaries: 3000, people_added: 3000 } });
    await committed(later, body.id);
    expect(await periodSummaries(later.services.store.read, q1)).toHaveLength(3000);
  });

  it('that are ready stay ready, and are committed by the next server', async () => {
    const { api, again } = await opened();
    const q1 = await period(api);
    const { id } = await importOf(api, 'a.csv', people(10), { period: q1 });
    const later = await again();
    expect((await later.call('GET', `/imports/${id}`)).body.state).toBe('ready');
    expect((await committed(later, id)).state).toBe('committed');
  });

  it('whose file is gone fail with that', async () => {
    const { place, api } = await opened();
    const q1 = await period(api);
    const { id } = await importOf(api, 'a.csv', people(10), { period: q1 });
    const { rmSync } = await import('node:fs');
    rmSync(join(place.dataFolder, 'uploads', id));
    await api.call('PATCH', `/imports/${id}`, { mode: 'add' });
    const { state, failure } = await settled(api, id);
    expect([state, failure]).toEqual(['failed', 'the file is not here any more: send it again']);
  });

  it('are swept away when nobody came back to them, with files that a crash left', async () => {
    const { place, api } = await opened();
    const q1 = await period(api);
    const { id } = await importOf(api, 'a.csv', people(10), { period: q1 });
    const left = join(place.dataFolder, 'uploads', '01890000-0000-7000-8000-000000000000.part');
    writeFileSync(left, 'x');
    const { store, config } = api.services;
    expect(await sweepImports(store, config, 30)).toBe(0);
    expect(existsSync(left)).toBe(false);
    expect(existsSync(join(place.dataFolder, 'uploads', id))).toBe(true);
    expect(await sweepImports(store, config, 30, Date.now() + 31 * 86_400_000)).toBe(1);
    expect(existsSync(join(place.dataFolder, 'uploads', id))).toBe(false);
    expect(await store.read.selectFrom('import_people').select('number').execute()).toEqual([]);
  });
});
