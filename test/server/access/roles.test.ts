import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { organise } from '../../support/organisation.ts';
import { loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('everyone sees exactly what is theirs', (newPlace) => {
  let place: Place;
  let api: Api;
  let people: Readonly<Record<string, string>>;
  let evaluation: string;

  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    const workers = Array.from({ length: 12 }, (_, i) => ({
      number: String(101 + i),
      name: `Person ${i}`,
      department: ['Lab', 'Sales'][i % 2],
      // 101 is above 102 and 103, and 103 above 104.
      manager: { 1: '101', 2: '101', 3: '103' }[i],
      tasks: [90 - 7 * i, 100, 1 + (i % 5)] as const,
    }));
    const made = await organise(api.services.store, workers);
    people = made.people;
    ({ id: evaluation } = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: {} }));
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  async function numbersSeen(who: Awaited<ReturnType<typeof loggedIn>>, path: string): Promise<string[]> {
    const { status, body } = await who.call('GET', path);
    expect(status).toBe(200);
    return body.items.map(({ number }: { number: string }) => number).toSorted();
  }

  it('a manager sees the people below and themselves, once results are released', async () => {
    const manager = await loggedIn(api, 'manager', people['101']);
    const analyst = await loggedIn(api, 'analyst');
    const results = `/evaluations/${evaluation}/results`;
    expect(await numbersSeen(manager, '/employees')).toEqual(['101', '102', '103', '104']);
    expect((await manager.call('GET', results)).status).toBe(404);
    expect(await numbersSeen(analyst, results)).toHaveLength(12);

    const released = await analyst.call('POST', `/evaluations/${evaluation}/release`, { review: 'Looked.' });
    expect(released).toMatchObject({ status: 200, body: { released_by: analyst.id, review: 'Looked.' } });
    expect(await numbersSeen(manager, results)).toEqual(['101', '102', '103', '104']);
    expect((await manager.call('GET', `${results}/${people['105']}`)).status).toBe(404);
    expect((await manager.call('GET', `${results}/${people['104']}`)).status).toBe(200);
    const { body } = await manager.call('GET', `/evaluations/${evaluation}`);
    expect(body).toMatchObject({
      people: 4,
      results: 4,
      tiers: ['High', 'Medium', 'Low'],
      summary: null,
      notes: null,
    });
    const { body: csv } = await manager.call('GET', `/evaluations/${evaluation}/export?format=csv`);
    expect(csv.trim().split('\n')).toHaveLength(5);

    await analyst.call('POST', `/evaluations/${evaluation}/withdrawal`);
    expect((await manager.call('GET', results)).status).toBe(404);
  });

  it('an employee sees themselves, and may contest but not decide', async () => {
    const employee = await loggedIn(api, 'employee', people['102']);
    const analyst = await loggedIn(api, 'analyst');
    await analyst.call('POST', `/evaluations/${evaluation}/release`, { review: 'Looked.' });
    const results = `/evaluations/${evaluation}/results`;
    expect(await numbersSeen(employee, '/employees')).toEqual(['102']);
    expect(await numbersSeen(employee, results)).toEqual(['102']);
    const own = `${results}/${people['102']}`;
    const contest = { kind: 'contest', text: 'I was on leave.' };
    expect((await employee.call('POST', `${own}/comments`, contest)).status).toBe(201);
    expect((await employee.call('POST', `${results}/${people['101']}/comments`, contest)).status).toBe(404);
    const decision = { kind: 'training', text: 'A course.' };
    expect((await employee.call('POST', `${own}/decisions`, decision)).status).toBe(403);
    expect(await analyst.call('POST', `${own}/decisions`, decision)).toMatchObject({
      status: 201,
      body: { decided_by: analyst.id, decided_by_name: 'The analyst' },
    });
    expect((await employee.call('GET', `${own}/decisions`)).body.items).toHaveLength(1);
  });

  it('nobody sees anything who has not said who they are, once there is an account', async () => {
    expect((await api.call('GET', '/employees')).status).toBe(200);
    await loggedIn(api, 'admin');
    expect(await api.call('GET', '/employees')).toMatchObject({
      status: 401,
      body: { type: '/problems/not-signed-in' },
    });
  });
});
