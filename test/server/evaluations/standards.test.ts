import { afterAll, beforeAll, expect, it } from 'vitest';
import { evaluate } from '../../../src/evaluation/pipeline.ts';
import { parseStandard, standardToText } from '../../../src/evaluation/standard.ts';
import { summariesOf } from '../../evaluation/people.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { organise } from '../../support/organisation.ts';
import { loggedIn } from '../../support/people.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const STANDARD = evaluate(
  summariesOf(
    [
      [1, 100, 1],
      [50, 100, 5],
      [9, 100, 9],
    ].map(([completed_tasks, total_tasks, avg_task_hours], i) => ({
      employee_id: i,
      completed_tasks,
      total_tasks,
      avg_task_hours,
    })),
  ),
).standard;
const FILE = STANDARD ? standardToText(STANDARD) : '';

onBothStores('standards', (newPlace) => {
  let place: Place;
  let api: Api;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });
  const upload = async (name: string, document: unknown = JSON.parse(FILE)) =>
    api.call('POST', '/standards', { name, document });
  const step = async (id: string, name: string) => {
    const { status, body } = await api.call('POST', `/standards/${id}/${name}`);
    return status === 200 ? body.state : status;
  };
  const stateOf = async (id: string) => (await api.call('GET', `/standards/${id}`)).body.state;

  it('are uploaded as drafts, each the next version of its name, and come back as the file they were', async () => {
    const { status, body, headers } = await upload('Yearly');
    expect(status).toBe(201);
    expect(headers.location).toBe(`/api/v1/standards/${body.id}`);
    expect(body).toMatchObject({
      name: 'Yearly',
      version: 1,
      state: 'draft',
      pipeline: 'tasks',
      evaluation_id: null,
    });
    expect(body.content.fitted_on.people).toBe(3);
    expect((await upload('Yearly')).body.version).toBe(2);
    const file = await api.app.inject({
      url: `/api/v1/standards/${body.id}/document`,
      headers: { host: 'localhost' },
    });
    expect(file.payload).toBe(FILE);
    expect(parseStandard(file.payload).fittedOn).toEqual(STANDARD?.fittedOn);
    const list = (await api.call('GET', '/standards?name=Yearly')).body.items;
    expect(list.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  });

  it('are removed as drafts that nothing uses; what was approved or used stays on record', async () => {
    const draft = (await upload('Passing')).body.id;
    expect((await api.call('DELETE', `/standards/${draft}`)).status).toBe(204);
    expect((await api.call('GET', `/standards/${draft}`)).status).toBe(404);
    const approved = (await upload('Passing')).body.id;
    await step(approved, 'approve');
    const used = (await upload('Passing')).body.id;
    const { body: period } = await api.call('POST', '/periods', {
      name: 'A week',
      starts_on: '2019-01-01',
      ends_on: '2019-01-07',
    });
    const asked = { pipeline: 'tasks', period_id: period.id, standard_id: used };
    expect((await api.call('POST', '/evaluations', asked)).status).toBe(202);
    for (const id of [approved, used]) {
      const { status, body } = await api.call('DELETE', `/standards/${id}`);
      expect([status, body.detail_said.code]).toEqual([409, 'standard-in-use']);
    }
  });

  it('are refused where they were changed since they were written, or are none', async () => {
    const changed = JSON.parse(FILE);
    changed.options.minTasks = 2;
    const { status, body } = await upload('Changed', changed);
    expect([status, body.detail]).toEqual([422, expect.stringContaining('checksum')]);
    const sealed =
      STANDARD &&
      JSON.parse(
        standardToText({
          ...STANDARD,
          tiers: STANDARD.tiers.map((tier) => ({ ...tier, name: `${tier.name}\0` })),
        }),
      );
    expect((await upload('Nul', sealed)).status).toBe(422);
    expect((await upload('None', {})).status).toBe(422);
    expect(
      (await upload('None', { format: 'evenhand-standard', version: 1, pipeline: 'appraisal' })).status,
    ).toBe(422);
    expect((await upload('None', [])).status).toBe(400);
  });

  it('go from draft to approved, active and retired, one active at a time, and no other way', async () => {
    const first = (await upload('Steps')).body.id;
    const second = (await upload('Steps')).body.id;
    expect(await step(first, 'activate')).toBe(409);
    expect(await step(first, 'approve')).toBe('approved');
    expect(await step(first, 'approve')).toBe(409);
    expect(await step(first, 'activate')).toBe('active');
    expect(await step(first, 'activate')).toBe(409);
    await step(second, 'approve');
    expect(await step(second, 'activate')).toBe('active');
    expect(await stateOf(first)).toBe('approved');
    expect(await step(first, 'activate')).toBe('active');
    expect(await stateOf(second)).toBe('approved');
    expect(await step(first, 'retire')).toBe('retired');
    for (const name of ['approve', 'activate', 'retire']) expect(await step(first, name)).toBe(409);
    const { body } = await api.call('GET', `/standards/${first}`);
    expect(body).toMatchObject({ approved_by: 'local', activated_by: 'local', retired_by: 'local' });
    const actions = await api.services.store.read
      .selectFrom('audit')
      .select('action')
      .where('subject', '=', `standards/${first}`)
      .orderBy('sequence')
      .execute();
    expect(actions.map(({ action }) => action)).toEqual([
      'standard.created',
      'standard.approved',
      'standard.activated',
      'standard.deactivated',
      'standard.activated',
      'standard.retired',
    ]);
    const { period } = await organise(api.services.store, []);
    const asked = { pipeline: 'tasks', period_id: period, standard_id: first };
    expect((await api.call('POST', '/evaluations', asked)).status).toBe(409);
  });

  it('say what differs between two, in numbers and words', async () => {
    const crowd = (hours: number) =>
      Array.from({ length: 30 }, (_, i) => ({
        number: `${hours}-${i}`,
        tasks: [5 + ((i * 7) % 20), 30, hours + (i % 5)] as const,
      }));
    const period = (name: string, year: number) => ({
      name,
      starts_on: `${year}-01-01`,
      ends_on: `${year}-12-31`,
    });
    const one = await organise(api.services.store, crowd(2), { period: period('2030', 2030) });
    const a = await evaluated(api, { pipeline: 'tasks', period_id: one.period, fit: {} });
    const b = await evaluated(api, {
      pipeline: 'tasks',
      period_id: one.period,
      fit: { weights: { completion_rate: 0.6, task_efficiency: 0.2, throughput: 0.2 }, min_tasks: 7 },
    });
    const differences = async (x: string, y: string) =>
      (await api.call('GET', `/standards/${x}/compare/${y}`)).body.differences;
    expect(await differences(a.standard_id, a.standard_id)).toEqual([]);
    const found = await differences(a.standard_id, b.standard_id);
    const minimum = found.find(({ field }: { field: string }) => field === 'options.min_tasks');
    expect(minimum).toEqual({
      field: 'options.min_tasks',
      from: 5,
      to: 7,
      change: 2,
      words: 'options, min tasks: 7 instead of 5, which is more.',
    });
    const fields = found.map(({ field }: { field: string }) => field);
    expect(fields).toContain('options.weights.completion_rate');
    expect(fields).not.toContain('ranges.completed_tasks.minimum');
  });

  it('say how far the people of a period have moved away from theirs, and which evaluations used them', async () => {
    const crowd = (hours: number, year: number) =>
      organise(
        api.services.store,
        Array.from({ length: 60 }, (_, i) => ({
          number: `${year}-${i}`,
          active_from: `${year}-01-01`,
          active_to: `${year}-12-31`,
          tasks: [5 + ((i * 7) % 20), 30, hours + (i % 5)] as const,
        })),
        { period: { name: String(year), starts_on: `${year}-01-01`, ends_on: `${year}-12-31` } },
      );
    const [one, other] = [await crowd(2, 2040), await crowd(9, 2041)];
    const { standard_id, id } = await evaluated(api, {
      pipeline: 'tasks',
      period_id: one.period,
      fit: {},
    });
    const drift = async (period: string) =>
      (await api.call('GET', `/standards/${standard_id}/drift?period=${period}`)).body.drift;
    const none = await drift(one.period);
    expect([none.people_then, none.people_now, none.proposal]).toEqual([60, 60, false]);
    const moved = await drift(other.period);
    const features = Object.fromEntries(
      moved.features.map((one: { feature: string; drift: string }) => [one.feature, one.drift]),
    );
    expect(features).toEqual({ completion_rate: 'none', avg_task_hours: 'large', completed_tasks: 'none' });
    expect(moved.proposal).toBe(true);
    const empty = await organise(api.services.store, [], {
      period: { name: '2042', starts_on: '2042-01-01', ends_on: '2042-12-31' },
    });
    expect(await drift(empty.period)).toBeNull();
    const applied = await evaluated(api, { pipeline: 'tasks', period_id: other.period, standard_id });
    expect(applied.drift).toEqual(moved);
    const used = (await api.call('GET', `/evaluations?standard=${standard_id}`)).body.items;
    expect(used.map((evaluation: { id: string }) => evaluation.id)).toEqual([applied.id, id]);
    const status = async (path: string) => (await api.call('GET', path)).status;
    expect(await status(`/standards/${standard_id}/drift?period=${standard_id}`)).toBe(404);
    expect(await status(`/standards/${one.period}/drift?period=${one.period}`)).toBe(404);
  });

  it('name who took each step', async () => {
    const before = await upload('Signed');
    expect(before.body.created_by_name).toBeNull();
    const analyst = await loggedIn(api, 'analyst');
    const { body } = await analyst.call('POST', `/standards/${before.body.id}/approve`);
    expect([body.approved_by, body.approved_by_name, body.activated_by_name]).toEqual([
      analyst.id,
      'The analyst',
      null,
    ]);
    const { items } = (await analyst.call('GET', '/standards?name=Signed')).body;
    expect(items[0].approved_by_name).toBe('The analyst');
  });
});
