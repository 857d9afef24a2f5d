import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Calculator } from '../../../src/server/evaluations/calculator.ts';
import { type Api, apiOn, inlineCalculator } from '../../support/api.ts';
import { ended, evaluated } from '../../support/evaluate.ts';
import { organise, type Worker } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

/** Three pairs that nobody could sort otherwise, one with too few tasks, one with none and one who had left. */
const COMPANY: readonly Worker[] = [
  { number: '1', name: 'Ada', department: 'Lab', tasks: [100, 100, 1] },
  { number: '2', name: 'Bea', department: 'Lab', tasks: [98, 100, 1] },
  { number: '3', name: 'Cem', department: 'Optics', tasks: [60, 100, 5] },
  { number: '4', name: 'Dea', department: 'Optics', tasks: [58, 100, 5] },
  { number: '5', name: 'Eli', department: 'Sales', tasks: [10, 100, 9] },
  { number: '6', name: 'Fay', department: 'Sales', tasks: [8, 100, 9] },
  { number: '7', name: 'Gus', department: 'Lab', tasks: [1, 1, 1] },
  { number: '8', name: 'Hal', department: 'Lab', position: 'Engineer' },
  { number: '9', name: 'Ida', department: 'Lab', tasks: [50, 50, 2], active_to: '2023-12-31' },
];
const DEPARTMENTS = { Lab: null, Optics: 'Lab', Sales: null };

onBothStores('an evaluation', (newPlace) => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const company = () => organise(api.services.store, COMPANY, { departments: DEPARTMENTS });
  const results = async (id: string, query = '') =>
    (await api.call('GET', `/evaluations/${id}/results${query}`)).body;
  const rows = (id: string) =>
    api.services.store.read
      .selectFrom('results')
      .select(({ fn }) => fn.countAll<number>().as('rows'))
      .where('evaluation_id', '=', id)
      .executeTakeFirstOrThrow();

  it('sorts people into tiers, scores them, and says who is unrated and why', async () => {
    const { period, people } = await company();
    const evaluation = await evaluated(api, { pipeline: 'tasks', period_id: period, fit: {} });
    expect(evaluation).toMatchObject({
      state: 'done',
      people: 8,
      fitted: true,
      tiers: ['High', 'Medium', 'Low'],
      name: '2024-Q1',
      drift: null,
    });
    expect(evaluation.summary.coverage).toEqual({
      people: 8,
      rated: 6,
      share: 0.75,
      unrated: [
        {
          reason: 'fewer than 5 tasks',
          reason_said: { code: 'too-few-tasks', values: { needed: 5 } },
          people: 1,
        },
        { reason: 'no tasks', reason_said: { code: 'no-tasks', values: {} }, people: 1 },
      ],
    });
    const { items, total } = await results(evaluation.id);
    expect(total).toBe(8);
    expect(items.map(({ name, tier }: Record<string, string>) => [name, tier])).toEqual([
      ['Ada', 'High'],
      ['Bea', 'High'],
      ['Cem', 'Medium'],
      ['Dea', 'Medium'],
      ['Eli', 'Low'],
      ['Fay', 'Low'],
      ['Hal', null],
      ['Gus', null],
    ]);
    expect(items[0].score).toBe(100);
    expect(items[5].score).toBe(0);
    // 0.4 x 0.6 + 0.3 x (1 - 4/8) + 0.3 x (60 - 8)/92, between 0.032 and 1.
    const weighted = 0.24 + 0.15 + (0.3 * 52) / 92;
    expect(items[2].score).toBeCloseTo((100 * (weighted - 0.032)) / 0.968, 9);
    for (const { stability, borderline, tier } of items) {
      expect(stability === null).toBe(tier === null);
      if (tier !== null) expect(borderline).toBe(stability < 0.8);
    }
    const { body } = await api.call('GET', `/evaluations/${evaluation.id}/results/${people['3']}`);
    expect(body.detail.tier).toMatchObject({ next: 'High', next_is_better: true });
    const jobs = (query: string) => api.call('GET', `/jobs?kind=evaluation&${query}`);
    // The job ends right after what it was for.
    await expect
      .poll(async () => (await jobs(`subject=evaluations/${evaluation.id}`)).body.items)
      .toMatchObject([{ id: evaluation.job_id, state: 'done', progress: 1, failure: null }]);
    expect((await jobs('state=failed')).body.items).toEqual([]);
    const listed = (query: string) => api.call('GET', `/evaluations?${query}`);
    expect((await listed(`state=done&pipeline=tasks&period=${period}`)).body.items).toEqual([evaluation]);
    expect((await listed('pipeline=appraisal')).body.items).toEqual([]);
    const history = await api.call('GET', `/employees/${people['3']}/results`);
    expect(history.body.items).toMatchObject([
      { evaluation_id: evaluation.id, tier: 'Medium', period_id: period },
    ]);
  });

  it('is of the departments in its scope and those below them, and of its positions', async () => {
    const { period, departments, positions } = await company();
    const names = async (scope: unknown) => {
      const { id } = await evaluated(api, { pipeline: 'tasks', period_id: period, scope, fit: {} });
      return (await results(id, '?sort=name&order=asc')).items.map(({ name }: { name: string }) => name);
    };
    expect(await names({ department_ids: [departments.Lab] })).toEqual([
      'Ada',
      'Bea',
      'Cem',
      'Dea',
      'Gus',
      'Hal',
    ]);
    expect(await names({ department_ids: [departments.Optics] })).toEqual(['Cem', 'Dea']);
    expect(await names({ position_ids: [positions.Engineer] })).toEqual(['Hal']);
  });

  it('applies a standard to another period, and says that people have moved away from it', async () => {
    const crowd = (shift: number): Worker[] =>
      Array.from({ length: 120 }, (_, i) => ({
        number: `C${i}`,
        tasks: [10 + ((i * 7) % 40) + shift, 60 + shift, 1 + ((i * 11) % 30) / 10 + shift],
      }));
    const { store } = api.services;
    const q1 = await organise(store, crowd(0));
    const q2 = await organise(store, crowd(0), {
      known: q1.people,
      period: { name: '2024-Q2', starts_on: '2024-04-01', ends_on: '2024-06-30' },
    });
    const q3 = await organise(store, crowd(30), {
      known: q1.people,
      period: { name: '2024-Q3', starts_on: '2024-07-01', ends_on: '2024-09-30' },
    });
    const first = await evaluated(api, { pipeline: 'tasks', period_id: q1.period, fit: {} });
    const standard_id = first.standard_id;
    const again = await evaluated(api, { pipeline: 'tasks', period_id: q2.period, standard_id });
    expect(again).toMatchObject({ fitted: false, standard_id, drift: { proposal: false } });
    const bare = ({ items }: { items: Record<string, unknown>[] }) =>
      items.map(({ evaluation_id: _, ...result }) => result);
    expect(bare(await results(again.id, '?limit=1000'))).toEqual(
      bare(await results(first.id, '?limit=1000')),
    );
    const moved = await evaluated(api, { pipeline: 'tasks', period_id: q3.period, standard_id });
    expect(moved.drift.proposal).toBe(true);
    expect(moved.notes.join(' ')).toContain('standard');
  });

  it('uses the active standard where it is told nothing, and a new one where there is none', async () => {
    const { period } = await company();
    const first = await evaluated(api, { pipeline: 'tasks', period_id: period });
    expect(first.fitted).toBe(true);
    await api.call('POST', `/standards/${first.standard_id}/approve`);
    await api.call('POST', `/standards/${first.standard_id}/activate`);
    const second = await evaluated(api, { pipeline: 'tasks', period_id: period });
    expect(second).toMatchObject({ fitted: false, standard_id: first.standard_id });
    const third = await evaluated(api, { pipeline: 'tasks', period_id: period, fit: { clusters: 2 } });
    expect(third.fitted).toBe(true);
    expect(third.standard_id).not.toBe(first.standard_id);
  });

  it('is refused at once where it cannot be', async () => {
    const { period } = await company();
    const nobody = '01920000-0000-7000-8000-000000000000';
    const refused = async (body: object) => {
      const { status, body: problem } = await api.call('POST', '/evaluations', {
        pipeline: 'tasks',
        period_id: period,
        ...body,
      });
      return [status, problem.detail];
    };
    expect(await refused({ period_id: nobody })).toEqual([422, 'there is no such period']);
    expect(await refused({ scope: { department_ids: [nobody] } })).toEqual([
      422,
      'there is no such department',
    ]);
    expect(await refused({ standard_id: nobody })).toEqual([422, 'there is no such standard']);
    expect((await refused({ standard_id: nobody, fit: {} }))[0]).toBe(422);
    const weights = { completion_rate: 0.5, task_efficiency: 0.5, throughput: 0.5 };
    expect(await refused({ fit: { weights } })).toEqual([422, expect.stringContaining('sum to 1')]);
    expect((await refused({ fit: { clusters: 3, tier_names: ['A', 'B'] } }))[0]).toBe(422);
    expect((await refused({ fit: { clusters: 2, tier_names: ['A', 'B\0'] } }))[0]).toBe(400);
    expect((await refused({ pipeline: 'appraisal', fit: { rubric: 'a\0' } }))[0]).toBe(400);
    expect((await refused({ unknown: 1 }))[0]).toBe(400);
    expect((await api.call('GET', '/evaluations')).body.items).toEqual([]);
  });

  it('is done where nobody can be rated, and says so', async () => {
    const { period } = await organise(api.services.store, [
      { number: '1' },
      { number: '2', tasks: [0, 9, null] },
    ]);
    const evaluation = await evaluated(api, { pipeline: 'tasks', period_id: period, fit: {} });
    expect(evaluation).toMatchObject({ state: 'done', people: 2, standard_id: null });
    expect((await results(evaluation.id)).items.map(({ tier }: { tier: unknown }) => tier)).toEqual([
      null,
      null,
    ]);
    const empty = await organise(api.services.store, [], {
      period: { name: 'empty', starts_on: '1990-01-01', ends_on: '1990-01-02' },
    });
    expect(await evaluated(api, { pipeline: 'tasks', period_id: empty.period, fit: {} })).toMatchObject({
      state: 'done',
      people: 2,
    });
  });

  it('leaves no results when it is cancelled', async () => {
    const { period } = await company();
    await api.close();
    let reached = () => {};
    const atResults = new Promise<void>((resolve) => {
      reached = resolve;
    });
    api = await apiOn(
      place,
      {},
      stoppingAt('results', () => reached()),
    );
    const { body } = await api.call('POST', '/evaluations', {
      pipeline: 'tasks',
      period_id: period,
      fit: {},
    });
    await atResults;
    expect((await api.call('GET', `/evaluations/${body.id}/results`)).status).toBe(409);
    expect((await api.call('POST', `/evaluations/${body.id}/cancel`)).status).toBe(202);
    expect(await ended(api, body.id)).toMatchObject({ state: 'cancelled', failure: null });
    expect(await rows(body.id)).toEqual({ rows: 0 });
    expect((await api.call('POST', `/evaluations/${body.id}/cancel`)).status).toBe(409);
    const job = (await api.call('GET', `/jobs/${body.job_id}`)).body;
    expect(job).toMatchObject({ state: 'cancelled', kind: 'evaluation' });
    expect((await api.call('GET', '/standards')).body.items).toEqual([]);
  });

  it('is begun again after the server stopped in its midst, and has each result once', async () => {
    const { period } = await company();
    await api.close();
    let reached = () => {};
    const written = new Promise<void>((resolve) => {
      reached = resolve;
    });
    api = await apiOn(
      place,
      {},
      stoppingAt('outcome', () => reached()),
    );
    const { body } = await api.call('POST', '/evaluations', {
      pipeline: 'tasks',
      period_id: period,
      fit: {},
    });
    await written;
    await api.close();
    api = await apiOn(place);
    expect(await ended(api, body.id)).toMatchObject({ state: 'done', people: 8 });
    expect(await rows(body.id)).toEqual({ rows: 8 });
    expect((await api.call('GET', '/standards')).body.items).toHaveLength(1);
  });

  it('leaves out who is taken away while it is computed', async () => {
    const { period, people } = await company();
    await api.close();
    api = await apiOn(
      place,
      {},
      {
        ...inlineCalculator,
        async *run(name, task, signal) {
          for await (const part of inlineCalculator.run(name, task, signal)) {
            await api.services.store.change('tester', ({ db }) =>
              db.deleteFrom('employees').where('id', '=', people['8']).execute(),
            );
            yield part;
          }
        },
      },
    );
    const evaluation = await evaluated(api, { pipeline: 'tasks', period_id: period, fit: {} });
    expect(evaluation).toMatchObject({ state: 'done', failure: null });
    const { items } = await results(evaluation.id);
    expect(items.map(({ name }: { name: string }) => name)).not.toContain('Hal');
    expect((await api.call('GET', `/employees/${people['8']}/results`)).status).toBe(404);
  });

  it('is gone for everybody when it is removed, with its results', async () => {
    const { period, people } = await company();
    const { id } = await evaluated(api, { pipeline: 'tasks', period_id: period, fit: {} });
    expect((await api.call('DELETE', `/evaluations/${id}`)).status).toBe(204);
    expect((await api.call('GET', `/evaluations/${id}`)).status).toBe(404);
    expect((await api.call('GET', `/evaluations/${id}/results`)).status).toBe(404);
    expect((await api.call('GET', `/employees/${people['1']}/results`)).body.items).toEqual([]);
    await expect.poll(async () => (await rows(id)).rows).toBe(0);
    await expect
      .poll(
        async () => (await api.services.store.read.selectFrom('evaluations').select('id').execute()).length,
      )
      .toBe(0);
    expect((await api.call('DELETE', `/evaluations/${id}`)).status).toBe(404);
  });
});

/** A calculator that comes to a part of this kind and goes no further until it is aborted. */
function stoppingAt(kind: string, reached: () => void): Calculator {
  return {
    ...inlineCalculator,
    async *run(name, task, signal) {
      for await (const part of inlineCalculator.run(name, task, signal)) {
        if (typeof part === 'object' && 'kind' in part && part.kind === kind) {
          reached();
          await new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
        }
        yield part;
      }
    },
  };
}
