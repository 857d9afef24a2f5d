import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise, type Worker } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

/** Weighted 1, 0.51 and 0.1 by the standard that is fitted on them: scores of 100, 45.56 and 0. */
const BEST = [10, 10, 2] as const;
const MIDDLE = [6, 8, 6] as const;
const WORST = [5, 20, 10] as const;
const MIDDLE_SCORE = (100 * 0.41) / 0.9;

const DEPARTMENTS = { West: null, 'Far west': 'West', East: null };
const FIRST: readonly Worker[] = [
  { number: 'A', name: 'Ada', department: 'Far west', manager: 'M', tasks: BEST },
  { number: 'B', department: 'Far west', active_to: '2023-03-31', tasks: BEST },
  { number: 'M', department: 'West', tasks: MIDDLE },
  { number: 'C', department: 'East', tasks: WORST },
  { number: 'D', department: 'East', tasks: WORST },
  { number: 'Z', department: 'East' },
];
const SECOND: readonly Worker[] = [
  { number: 'A', tasks: MIDDLE },
  { number: 'M', tasks: BEST },
  { number: 'C', tasks: [2, 4, 10] },
  { number: 'D', tasks: WORST },
  { number: 'N', name: 'Noa', active_from: '2023-04-01', tasks: BEST },
  { number: 'O', active_from: '2023-05-01' },
];

const quarter = (name: string) => {
  const [year, number] = name.split('-Q').map(Number);
  const day = (month: number, date: number) =>
    new Date(Date.UTC(year, month, date)).toISOString().slice(0, 10);
  return { name, starts_on: day(number * 3 - 3, 1), ends_on: day(number * 3, 0) };
};

onBothStores('trends', (newPlace) => {
  let place: Place;
  let api: Api;
  let one: Made;
  let two: Made;
  let standard: string;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    await api.call('PATCH', '/settings', { small_group: 1 });
    one = await organise(api.services.store, FIRST, { departments: DEPARTMENTS, period: quarter('2023-Q1') });
    two = await organise(api.services.store, SECOND, { period: quarter('2023-Q2'), known: one.people });
    await organise(api.services.store, [], {
      period: { ...quarter('2023-Q1'), name: '2023', ends_on: '2023-12-31' },
    });
    await organise(api.services.store, [], {
      period: { name: 'still runs', starts_on: '2023-07-01', ends_on: '2999-09-30' },
    });
    standard = (await evaluated(api, { pipeline: 'tasks', period_id: one.period, fit: {} })).standard_id;
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });

  const get = async (path: string) => {
    const { status, body } = await api.call('GET', path);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };
  const moves = (query: string, path = '') =>
    get(`/trends/moves${path}?standard=${standard}&from=${one.period}&to=${two.period}&${query}`);

  it('of a person are the scores that evaluations by the standard give, with the numbers they are made of', async () => {
    const { id } = await evaluated(api, { pipeline: 'tasks', period_id: two.period, standard_id: standard });
    const { items } = await get(`/evaluations/${id}/results`);
    for (const { employee_id, score, tier, unrated_reason } of items) {
      const { periods } = await get(`/trends/employees/${employee_id}?standard=${standard}`);
      if (periods[1].presence !== 'absent') expect(periods[1]).toMatchObject({ score, tier, unrated_reason });
      else expect(unrated_reason).toBe('no tasks');
    }
    const { periods, trend, reasons, length, left_out, gaps } = await get(
      `/trends/employees/${one.people.M}?standard=${standard}`,
    );
    expect(periods).toEqual([
      {
        period: { id: one.period, ...quarter('2023-Q1') },
        presence: 'rated',
        score: expect.closeTo(MIDDLE_SCORE, 9),
        tier: 'Medium',
        completed_tasks: 6,
        total_tasks: 8,
        avg_task_hours: 6,
        unrated_reason: null,
      },
      expect.objectContaining({ presence: 'rated', score: 100, tier: 'High' }),
    ]);
    expect(trend).toMatchObject({ slope: expect.closeTo(100 - MIDDLE_SCORE, 9), interval: null, values: 2 });
    expect(reasons).toEqual({
      trend: null,
      interval: 'an interval needs 5 periods with a score, there are 2',
      changes: 'a search for changes needs 10 periods with a score, there are 2',
      forecast: 'a forecast needs 8 periods with a score, there are 2',
    });
    expect({ length, gaps }).toEqual({ length: 'quarter', gaps: [] });
    expect(left_out).toEqual([
      expect.objectContaining({ name: '2023', reason: 'it is no quarter, as the others are' }),
    ]);
  });

  it('tell who was not rated from who was not there', async () => {
    const presence = async (number: string) =>
      (await get(`/trends/employees/${two.people[number]}?standard=${standard}`)).periods.map(
        (point: { presence: string; unrated_reason: string }) => [point.presence, point.unrated_reason],
      );
    expect(await presence('B')).toEqual([
      ['rated', null],
      ['absent', 'not here'],
    ]);
    expect(await presence('C')).toEqual([
      ['rated', null],
      ['unrated', '4 tasks, fewer than the 5 that a rating needs'],
    ]);
    expect(await presence('O')).toEqual([
      ['absent', 'not here'],
      ['unrated', 'no tasks'],
    ]);
    expect(await presence('Z')).toEqual([
      ['absent', 'not here'],
      ['absent', 'not here'],
    ]);
  });

  it('of the company are quartiles, tiers and coverage', async () => {
    const { periods, trend } = await get(`/trends/company?standard=${standard}`);
    expect(periods[0]).toMatchObject({
      people: 5,
      rated: 5,
      coverage: 1,
      score: { lower_quartile: 0, median: expect.closeTo(MIDDLE_SCORE, 9), upper_quartile: 100 },
      tiers: [
        { tier: 'High', people: 2 },
        { tier: 'Medium', people: 1 },
        { tier: 'Low', people: 2 },
      ],
      drift: [],
      withheld: null,
    });
    const median = (100 + MIDDLE_SCORE) / 2;
    expect(periods[1]).toMatchObject({
      people: 6,
      rated: 4,
      coverage: 4 / 6,
      score: {
        lower_quartile: expect.closeTo(0.75 * MIDDLE_SCORE, 9),
        median: expect.closeTo(median, 9),
        upper_quartile: 100,
      },
    });
    expect(trend.slope).toBeCloseTo(median - MIDDLE_SCORE, 9);
  });

  it('count no tier of few people, nor one by which these could be counted', async () => {
    await api.call('PATCH', '/settings', { small_group: 3 });
    const { periods } = await get(`/trends/company?standard=${standard}`);
    expect(periods[0].tiers.map(({ people }: { people: number | null }) => people)).toEqual([
      null,
      null,
      null,
    ]);
    const { matrix, counts } = await moves('');
    expect(matrix.flat()).toEqual(Array(9).fill(null));
    expect(Object.values(counts).filter((count) => count !== null && count !== 0)).toEqual([]);
    await api.call('PATCH', '/settings', { small_group: 1 });
  });

  it('of a department are those of everybody below it, and a small one’s are withheld with the reason', async () => {
    await api.call('PATCH', '/settings', { small_group: 3 });
    const west = await get(`/trends/departments/${one.departments.West}?standard=${standard}`);
    expect(west.periods[0]).toMatchObject({ people: 3, rated: 3, score: { median: 100 }, withheld: null });
    const nothing = { people: null, rated: null, coverage: null, score: null, tiers: null, drift: [] };
    expect(west.periods[1]).toMatchObject({ ...nothing, withheld: 'fewer than 3 people' });
    expect(west.trend).toBeNull();
    const east = await get(`/trends/departments/${one.departments.East}?standard=${standard}`);
    expect(east.periods.map(({ withheld }: { withheld: string }) => withheld)).toEqual(
      Array(2).fill('fewer than 3 people'),
    );
    await api.call('PATCH', '/settings', { small_group: 5 });
    const company = await get(`/trends/company?standard=${standard}`);
    expect(company.periods[1]).toMatchObject({
      people: 6,
      rated: 4,
      score: null,
      tiers: null,
      withheld: 'fewer than 5 rated people',
    });
    await api.call('PATCH', '/settings', { small_group: 1 });
  });

  it('tell who moved from which tier to which', async () => {
    const all = await moves('');
    expect(all).toMatchObject({
      tiers: ['High', 'Medium', 'Low'],
      people: 7,
      matrix: [
        [0, 1, 0],
        [1, 0, 0],
        [0, 0, 1],
      ],
      counts: {
        rose: 1,
        stayed: 1,
        fell: 1,
        added: 2,
        gone: 1,
        newly_rated: 0,
        no_longer_rated: 1,
        unrated: 0,
      },
      withheld: null,
    });
    expect(await moves(`department=${one.departments.West}`)).toMatchObject({
      people: 3,
      counts: { gone: 1, fell: 1 },
    });
    await api.call('PATCH', '/settings', { small_group: 3 });
    expect(await moves(`department=${one.departments.East}`)).toMatchObject({
      people: null,
      matrix: null,
      counts: null,
      withheld: 'fewer than 3 people',
    });
    await api.call('PATCH', '/settings', { small_group: 1 });
  });

  it('name the people behind the moves, page by page', async () => {
    const numbers = async (query: string) =>
      (await moves(query, '/people')).items.map(({ number }: { number: string }) => number);
    expect((await moves('from_tier=High&to_tier=Medium', '/people')).items).toEqual([
      {
        employee_id: one.people.A,
        number: 'A',
        name: 'Ada',
        move: 'fell',
        from: { tier: 'High', score: 100 },
        to: { tier: 'Medium', score: expect.closeTo(MIDDLE_SCORE, 9) },
      },
    ]);
    expect(await numbers('from_tier=High')).toEqual(['A', 'B']);
    expect(await numbers('move=added')).toEqual(['N', 'O']);
    expect(await numbers('move=no_longer_rated')).toEqual(['C']);
    expect(await numbers(`manager=${one.people.M}`)).toEqual(['A']);
    expect(await numbers('from_tier=%27%3B--')).toEqual([]);
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const page = await moves(`limit=2${cursor}`, '/people');
      seen.push(...page.items.map(({ number }: { number: string }) => number));
      if (page.next === null) break;
      cursor = `&cursor=${page.next}`;
    }
    expect(seen).toEqual(['A', 'B', 'M', 'C', 'D', 'N', 'O']);
  });

  it('are of the periods that are asked for, which must fit together', async () => {
    const names = async (query: string) =>
      (await get(`/trends/company?standard=${standard}&${query}`)).periods.map(
        ({ period }: { period: { name: string } }) => period.name,
      );
    expect(await names('from=2023-02-01')).toEqual(['2023-Q2']);
    expect(await names('to=2023-03-31')).toEqual(['2023-Q1']);
    expect(await names('length=year')).toEqual(['2023']);
    expect(await names('length=week')).toEqual([]);
    expect(await names(`periods=${two.period}`)).toEqual(['2023-Q2']);
    const { items } = await get('/periods');
    const year = items.find(({ name }: { name: string }) => name === '2023').id;
    const refused = async (path: string, status: number, detail: string) => {
      const answer = await api.call('GET', path);
      expect([answer.status, answer.body.detail]).toEqual([status, detail]);
    };
    const company = `/trends/company?standard=${standard}`;
    const unknown = '01920000-0000-7000-8000-000000000001';
    await refused(
      `${company}&periods=${one.period},${year},${two.period}`,
      422,
      'query/periods: 2023 cannot be compared: it is no quarter, as the others are',
    );
    await refused(`${company}&periods=${unknown}`, 422, 'query/periods: there is no such period among them');
    await refused(
      `${company}&periods=${one.period}&length=year`,
      422,
      'query/periods: name periods, or say from, to and length; not both',
    );
    await refused(`/trends/company?standard=${unknown}`, 422, 'query/standard: there is no such standard');
    await refused(
      '/trends/company',
      409,
      'no standard for tasks is active: activate one, or name one as standard',
    );
    await refused(`/trends/employees/${unknown}`, 404, 'there is no such person');
    await refused(`/trends/departments/${unknown}`, 404, 'there is no such department');
    const pair = (from: string, to: string) => `/trends/moves?standard=${standard}&from=${from}&to=${to}`;
    await refused(
      pair(two.period, one.period),
      422,
      'query/to: it must begin after the earlier period has ended',
    );
    await refused(pair(one.period, unknown), 422, 'query/to: there is no such period');
  });

  it('show when a person changed for good, over a gap, and what comes next with its error', async () => {
    const steady = { number: 'S', department: 'West' };
    const quarters = [2018, 2019, 2020].flatMap((year) => [1, 2, 3, 4].map((q) => `${year}-Q${q}`));
    let known: Made['people'] = one.people;
    for (const [i, name] of quarters.entries()) {
      if (name === '2019-Q1') continue;
      const tasks = i < 6 ? MIDDLE : BEST;
      known = (await organise(api.services.store, [{ ...steady, tasks }], { period: quarter(name), known }))
        .people;
    }
    const { periods, gaps, changes, forecast, trend } = await get(
      `/trends/employees/${known.S}?standard=${standard}&to=2020-12-31`,
    );
    expect(periods).toHaveLength(11);
    expect(gaps).toEqual([{ starts_on: '2019-01-01', ends_on: '2019-03-31' }]);
    expect(changes.changes).toEqual([
      {
        period: expect.objectContaining({ name: '2019-Q3' }),
        before: expect.closeTo(MIDDLE_SCORE, 9),
        after: 100,
        p: expect.any(Number),
      },
    ]);
    expect(trend).toMatchObject({ slope: expect.closeTo((100 - MIDDLE_SCORE) / 10, 9), values: 11 });
    expect(forecast).toMatchObject({
      starts_on: '2021-01-01',
      ends_on: '2021-03-31',
      value: 100,
      interval: { high: 100, level: 0.8 },
      backtest: { forecasts: 4, error: expect.any(Number) },
    });
  });

  it('are of the active standard unless another is named, and of no retired one', async () => {
    await api.call('POST', `/standards/${standard}/approve`);
    await api.call('POST', `/standards/${standard}/activate`);
    const named = await get(`/trends/company?standard=${standard}`);
    expect(await get('/trends/company')).toEqual(named);
    expect(named.standard.id).toBe(standard);
    await api.call('POST', `/standards/${standard}/retire`);
    expect((await api.call('GET', `/trends/company?standard=${standard}`)).status).toBe(409);
  });
});
