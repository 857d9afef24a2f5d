import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Principal } from '../../../src/server/access/principal.ts';
import { Sightings } from '../../../src/server/access/sightings.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { organise } from '../../support/organisation.ts';
import { type LoggedIn, loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('who saw whose results', (newPlace) => {
  let place: Place;
  let api: Api;
  let people: Readonly<Record<string, string>>;
  let results: string;
  let analyst: LoggedIn;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    const workers = Array.from({ length: 12 }, (_, i) => ({
      number: `N${101 + i}`,
      name: `Zerlinde Quax ${i}`,
      tasks: [90 - 7 * i, 100, 1 + (i % 5)] as const,
    }));
    const made = await organise(api.services.store, workers);
    people = made.people;
    const { id } = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: {} });
    results = `/evaluations/${id}/results`;
    analyst = await loggedIn(api, 'analyst');
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  /** What is on record, as who and what. */
  async function onRecord(): Promise<string[]> {
    await api.services.access.sightings.flush();
    const rows = await api.services.store.read
      .selectFrom('audit')
      .selectAll()
      .where('action', '=', 'records.seen')
      .orderBy('sequence')
      .execute();
    return rows.flatMap(({ actor, detail }) =>
      JSON.parse(detail).seen.map((seen: string) => `${actor} ${seen}`),
    );
  }

  it('is on record: by whom, and of whom', async () => {
    const employee = await loggedIn(api, 'employee', people.N102);
    await analyst.call('POST', `${results.replace('/results', '')}/release`, { review: 'Looked.' });
    await analyst.call('GET', `${results}/${people.N101}`);
    await analyst.call('GET', `${results}/${people.N101}`);
    await employee.call('GET', `${results}/${people.N102}`);
    await analyst.call('GET', '/departments');
    expect(await onRecord()).toEqual([
      `${analyst.id} getResult /api/v1${results}/${people.N101}`,
      `${employee.id} getResult /api/v1${results}/${people.N102}`,
    ]);
  });

  it('is not what somebody asked for and was not given', async () => {
    const employee = await loggedIn(api, 'employee', people.N102);
    expect((await employee.call('GET', `${results}/${people.N101}`)).status).toBe(404);
    expect((await employee.call('GET', '/accounts')).status).toBe(403);
    expect((await api.call('GET', `${results}/${people.N101}`)).status).toBe(401);
    expect(await onRecord()).toEqual([]);
  });

  it('has no names and no numbers, whatever was searched for', async () => {
    await analyst.call('GET', '/employees?search=Zerlinde%20Quax');
    await analyst.call('GET', `${results}?search=N104&sort=name`);
    await analyst.call('GET', `${results.replace('/results', '/export')}?format=csv&search=quax`);
    const seen = await onRecord();
    expect(seen.map((one) => one.split(' ')[1])).toEqual(['listEmployees', 'listResults', 'exportResults']);
    expect(seen.join()).not.toMatch(/quax|zerlinde|N10|\?/i);
  });

  it('is on record when the server ends, and when the store was away meanwhile', async () => {
    await analyst.call('GET', `${results}/${people.N101}`);
    await api.services.access.close();
    const { store } = api.services;
    const count = async () =>
      (await store.read.selectFrom('audit').select('sequence').where('action', '=', 'records.seen').execute())
        .length;
    expect(await count()).toBe(1);

    const faults: unknown[] = [];
    let isAway = true;
    const away = { ...store, change: isAwayOr(store.change) };
    function isAwayOr(change: typeof store.change): typeof store.change {
      return (actor, work) => (isAway ? Promise.reject(new Error('away')) : change(actor, work));
    }
    const sightings = new Sightings(away, (fault) => faults.push(fault));
    const principal: Principal = {
      actor: analyst.id,
      role: 'analyst',
      employeeId: null,
      accountId: analyst.id,
      credential: 'sessions/1',
      operations: null,
    };
    for (let i = 0; i < 450; i++) sightings.note(principal, 'getResult', `/results/${i}`);
    await sightings.flush();
    expect([faults.length, await count()]).toEqual([1, 1]);
    isAway = false;
    await sightings.flush();
    // Two hundred in an entry.
    expect(await count()).toBe(4);
    expect(await onRecord()).toHaveLength(451);
  });
});
