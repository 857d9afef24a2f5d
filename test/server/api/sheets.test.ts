import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const POINTS = { team_spirit: 9, spirit_of_innovation: 6.5, awareness_of_responsibility: 8 };

onBothStores('appraisal sheets entered by hand', (newPlace) => {
  let place: Place;
  let api: Api;
  let made: Made;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    made = await organise(api.services.store, [{ number: 'A' }, { number: 'B' }]);
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });
  const enter = (person: string, body: object) =>
    api.call('POST', `/employees/${made.people[person]}/sheets`, {
      period_id: made.period,
      rubric: 'fan2022',
      position: 'technical',
      points: POINTS,
      ...body,
    });
  const sheets = async (person: string) => {
    const { body } = await api.call('GET', `/employees/${made.people[person]}/sheets?period=${made.period}`);
    return body.items.map((sheet: Record<string, unknown>) => [sheet.appraiser, sheet.role, sheet.points]);
  };

  it('count at once: alone, or beside what is there; of a named appraiser the last one', async () => {
    const first = await enter('A', { appraiser: 'ann', role: 'manager' });
    expect(first.status, JSON.stringify(first.body)).toBe(201);
    expect(first.headers.location).toBe(`/api/v1/imports/${first.body.import_id}`);
    await enter('A', { appraiser: 'bob', role: 'peer', mode: 'add' });
    await enter('A', { appraiser: 'ann', role: 'manager', points: { team_spirit: 1 }, mode: 'add' });
    expect(await sheets('A')).toEqual([
      ['ann', 'manager', { team_spirit: 1 }],
      ['bob', 'peer', POINTS],
    ]);
    const last = await enter('A', {});
    expect(await sheets('A')).toEqual([[null, null, POINTS]]);
    expect(await sheets('B')).toEqual([]);
    const { body } = await api.call('GET', `/imports/${last.body.import_id}`);
    expect(body).toMatchObject({ kind: 'sheets', state: 'committed', counts: { sheets: 1 } });
    expect((await api.call('POST', `/imports/${last.body.import_id}/undo`)).status).toBe(200);
    expect(await sheets('A')).toHaveLength(2);
  });

  it('are refused where they do not fit the rubric, every indicator named', async () => {
    const { status, body } = await enter('B', {
      role: 'boss',
      points: { team_spirit: 13, cost_awareness: -1, 'a/b~c': 1, moral_quality: 10 },
    });
    expect(status).toBe(422);
    expect(body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
      '/role',
      '/points/team_spirit',
      '/points/cost_awareness',
      '/points/a~1b~0c',
    ]);
    expect(body.errors[1].reason).toBe('it must be 0 to 12, not 13');
    const pointer = async (one: object) => (await enter('B', one)).body.errors[0].pointer;
    expect(await pointer({ position: 'nobody' })).toBe('/position');
    expect(await pointer({ rubric: 'nothing' })).toBe('/rubric');
    expect(await pointer({ period_id: made.people.A })).toBe('/period_id');
    expect(await pointer({ points: {} })).toBe('/points');
    expect((await enter('B', { points: { team_spirit: '3' } })).status).toBe(400);
    expect((await api.call('POST', `/employees/${made.period}/sheets`, {})).status).toBe(400);
    expect(await sheets('B')).toEqual([]);
  });

  it('are graded like those of a file', async () => {
    const { document } = (await api.call('GET', '/rubrics?name=fan2022')).body.items[0];
    const most: Record<string, number> = document.positions.technical.points;
    await enter('B', { points: most });
    const { id } = await evaluated(api, {
      pipeline: 'appraisal',
      period_id: made.period,
      fit: { rubric: 'fan2022' },
    });
    const { items } = (await api.call('GET', `/evaluations/${id}/results?search=B`)).body;
    expect(items).toMatchObject([{ tier: 'excellent', score: 100, scoring_grade: 'excellent' }]);
  });
});
