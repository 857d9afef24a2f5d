import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { organise, type Worker } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

/** Three pairs that nobody could sort otherwise, one with too few tasks, one with none and one who had left. */
const COMPANY: readonly Worker[] = [
  { number: '1', name: 'Ada', tasks: [100, 100, 1] },
  { number: '2', name: 'Bea', tasks: [98, 100, 1] },
  { number: '3', name: 'Cem', tasks: [60, 100, 5] },
  { number: '4', name: 'Dea', tasks: [58, 100, 5] },
  { number: '5', name: 'Eli', tasks: [10, 100, 9] },
  { number: '6', name: 'Fay', tasks: [8, 100, 9] },
  { number: '7', name: 'Gus', tasks: [1, 1, 1] },
  { number: '8', name: 'Hal' },
  { number: '9', name: 'Ida', tasks: [50, 50, 2], active_to: '2023-12-31' },
];

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
  const ended = async (id: string) => {
    await expect
      .poll(async () => (await api.call('GET', `/evaluations/${id}`)).body.state, { timeout: 20_000 })
      .toMatch(/done|failed|cancelled/);
    return (await api.call('GET', `/evaluations/${id}`)).body;
  };
  const evaluated = async (body: unknown) => {
    const { status, body: started } = await api.call('POST', '/evaluations', body);
    expect(status, JSON.stringify(started)).toBe(202);
    return ended(started.id);
  };

  it('sorts people into tiers, scores them, and says who is unrated and why', async () => {
    const { period, people } = await organise(api.services.store, COMPANY);
    const evaluation = await evaluated({ pipeline: 'tasks', period_id: period, fit: {} });
    expect(evaluation).toMatchObject({ state: 'done', people: 8, fitted: true, name: '2024-Q1' });
    expect(evaluation.summary.coverage).toEqual({
      people: 8,
      rated: 6,
      share: 0.75,
      unrated: [
        { reason: 'fewer than 5 tasks', people: 1 },
        { reason: 'no tasks', people: 1 },
      ],
    });
    const { body } = await api.call('GET', `/evaluations/${evaluation.id}/results`);
    expect(body.total).toBe(8);
    expect(body.items.map(({ name, tier }: Record<string, string>) => [name, tier])).toEqual([
      ['Ada', 'High'],
      ['Bea', 'High'],
      ['Cem', 'Medium'],
      ['Dea', 'Medium'],
      ['Eli', 'Low'],
      ['Fay', 'Low'],
      ['Hal', null],
      ['Gus', null],
    ]);
    expect(body.items[0].score).toBe(100);
    expect(body.items[5].score).toBe(0);
    // 0.4 x 0.6 + 0.3 x (1 - 4/8) + 0.3 x (60 - 8)/92, between 0.032 and 1.
    const weighted = 0.24 + 0.15 + (0.3 * 52) / 92;
    expect(body.items[2].score).toBeCloseTo((100 * (weighted - 0.032)) / 0.968, 9);
    const one = await api.call('GET', `/evaluations/${evaluation.id}/results/${people['3']}`);
    expect(one.body.detail.tier).toMatchObject({ next: 'High', next_is_better: true });
  });
});
