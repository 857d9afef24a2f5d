import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise, type Worker } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const PEOPLE: readonly Worker[] = Array.from({ length: 40 }, (_, i) => ({
  number: `P${i}`,
  name: `Person ${i}`,
  ...(i > 0 && { tasks: [(i * 13) % 23, 23 + (i % 3), 1 + ((i * 7) % 11)] as const }),
}));

onBothStores('what other options would change', (newPlace) => {
  let place: Place;
  let api: Api;
  let made: Made;
  let id: string;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    made = await organise(api.services.store, PEOPLE);
    id = (await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: {} })).id;
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });
  const whatIf = (options: object) => api.call('POST', '/what-if', { evaluation_id: id, ...options });
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  const results = async (evaluation: string): Promise<any[]> =>
    (await api.call('GET', `/evaluations/${evaluation}/results?limit=1000&sort=number`)).body.items;

  it('is nothing where nothing changes', async () => {
    const { status, body } = await whatIf({});
    expect(status).toBe(200);
    expect([body.changed, body.changes]).toEqual([0, []]);
    expect(body.summary).toMatchObject({
      people: 40,
      rated_before: 39,
      rated_after: 39,
      largest_score_move: 0,
    });
  });

  it('is just what another evaluation with these options comes to, and nothing is kept', async () => {
    for (const fit of [
      { weights: { completion_rate: 0, task_efficiency: 1, throughput: 0 } },
      { clusters: 4 },
      { contamination: 0.3 },
      { min_tasks: 24 },
    ]) {
      const before = await api.call('GET', '/evaluations');
      const { body } = await whatIf(fit);
      expect((await api.call('GET', '/evaluations')).body.items).toHaveLength(before.body.items.length);
      const other = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit });
      const was = await results(id);
      const is = await results(other.id);
      const expected = was.flatMap((result, i) =>
        result.tier === is[i].tier && result.unusual === is[i].unusual
          ? []
          : [[result.number, result.tier, is[i].tier]],
      );
      expect(expected.length).toBeGreaterThan(0);
      const found = body.changes.map(({ number, tier }: { number: string; tier: Record<string, string> }) => [
        number,
        tier.from,
        tier.to,
      ]);
      expect(found.toSorted()).toEqual(expected.toSorted());
      expect(body.changed).toBe(expected.length);
    }
  });

  it('says how many change where it is asked for fewer of them', async () => {
    const { body } = await whatIf({ clusters: 5, limit: 2 });
    expect(body.changes).toHaveLength(2);
    expect(body.changed).toBeGreaterThan(2);
    expect(body.changes[0]).toMatchObject({
      number: expect.stringMatching(/^P/),
      name: expect.stringMatching(/^Person/),
    });
  });

  it('counts who is in each tier before and after', async () => {
    const { body } = await whatIf({ clusters: 4 });
    const other = await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: { clusters: 4 } });
    // biome-ignore lint/suspicious/noExplicitAny: a summary is what it is.
    const counts = ({ summary }: any) =>
      summary.tiers.map(({ name, people }: { name: string; people: number }) => ({ name, people }));
    const { body: before } = await api.call('GET', `/evaluations/${id}`);
    expect(body.tiers).toEqual({ before: counts(before), after: counts(other) });
  });

  it('is kept as a draft that people can then be held against, and comes to the same', async () => {
    const fit = { weights: { completion_rate: 0, task_efficiency: 1, throughput: 0 }, clusters: 2 };
    const saved = await api.call('POST', '/what-if/standard', {
      evaluation_id: id,
      ...fit,
      name: 'Efficiency',
    });
    expect([saved.status, saved.body.state, saved.body.version]).toEqual([201, 'draft', 1]);
    expect(saved.body.content.options.weights.task_efficiency).toBe(1);
    const applied = await evaluated(api, {
      pipeline: 'tasks',
      period_id: made.period,
      standard_id: saved.body.id,
    });
    const fitted = await evaluated(api, {
      pipeline: 'tasks',
      period_id: made.period,
      fit: { ...fit, min_tasks: 5 },
    });
    const told = (rows: Record<string, unknown>[]) =>
      rows.map(({ number, tier, score, stability }) => [number, tier, score, stability]);
    expect(told(await results(applied.id))).toEqual(told(await results(fitted.id)));
    const { status } = await api.call('POST', '/what-if/standard', {
      evaluation_id: id,
      min_tasks: 1_000_000,
      name: 'Nobody',
    });
    expect(status).toBe(409);
  });

  it('is refused for options that cannot be', async () => {
    expect((await whatIf({ clusters: 1 })).status).toBe(400);
    expect(
      (await whatIf({ weights: { completion_rate: 1, task_efficiency: 1, throughput: 1 } })).status,
    ).toBe(422);
    expect((await whatIf({ evaluation_id: made.period })).status).toBe(404);
  });
});
