import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise } from '../../support/organisation.ts';
import { loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('who comes before and behind somebody', (newPlace) => {
  let place: Place;
  let api: Api;
  let made: Made;
  let results: string;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    // Equal scores, no names, no tasks.
    const workers = Array.from({ length: 24 }, (_, i) => ({
      number: String(i * 7),
      name: i % 4 === 0 ? null : `Name ${i % 6}`,
      position: i % 2 === 0 ? 'Even' : 'Odd',
      ...(i > 1 && { manager: i % 3 === 0 ? '0' : '7' }),
      ...(i % 7 > 0 && { tasks: [i % 5, 5, 1 + (i % 3)] as const }),
    }));
    made = await organise(api.services.store, workers);
    const { id } = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: {} });
    results = `/evaluations/${id}/results`;
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });

  it.each([
    'sort=score&order=desc',
    'sort=score&order=asc',
    'sort=name&order=asc',
    'sort=name&order=desc',
    'sort=number&order=asc',
    'sort=stability&order=asc',
    'sort=score&order=desc&rated=true',
    'sort=number&order=desc&rated=false',
    'sort=name&order=asc&search=name+2',
  ])('are those of the list of %s, to its ends', async (query) => {
    const { items } = (await api.call('GET', `${results}?limit=1000&${query}`)).body;
    expect(items.length).toBeGreaterThan(2);
    const ids = items.map((one: { employee_id: string }) => one.employee_id);
    for (const [i, id] of ids.entries()) {
      const { status, body } = await api.call('GET', `${results}/${id}/neighbours?${query}`);
      expect(status).toBe(200);
      expect([body.previous?.employee_id, body.next?.employee_id]).toEqual([ids[i - 1], ids[i + 1]]);
    }
  });

  it('are only those whom a manager sees', async () => {
    const { id } = { id: results.split('/')[2] };
    const manager = await loggedIn(api, 'manager', made.people['0']);
    const analyst = await loggedIn(api, 'analyst');
    await analyst.call('POST', `/evaluations/${id}/release`, { review: 'Looked through.' });
    const { items } = (await manager.call('GET', `${results}?limit=1000`)).body;
    const ids = items.map((one: { employee_id: string }) => one.employee_id);
    expect(ids.length).toBe(8);
    for (const [i, id] of ids.entries()) {
      const { body } = await manager.call('GET', `${results}/${id}/neighbours`);
      expect([body.previous?.employee_id, body.next?.employee_id]).toEqual([ids[i - 1], ids[i + 1]]);
    }
    const other = await manager.call('GET', `${results}/${made.people['7']}/neighbours`);
    expect(other.status).toBe(404);
  });
});
