import { afterEach, beforeEach, expect, it } from 'vitest';
import { periodSheets } from '../../../src/data/store/period-sheets.ts';
import { requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { committed, importOf, send } from '../../support/imports.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const RUBRIC = 'fan2022';

onBothStores('imports of appraisal sheets', (newPlace) => {
  let place: Place;
  let api: Api;
  let q1: string;
  beforeEach(async () => {
    requireBuilt();
    place = await newPlace();
    api = await apiOn(place);
    const days = { starts_on: '2024-01-01', ends_on: '2024-03-31' };
    q1 = (await api.call('POST', '/periods', { name: 'Q1', ...days })).body.id;
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const points = async () =>
    (await periodSheets(api.services.store.read, q1, RUBRIC)).map((sheet) => [sheet.appraiser, sheet.points]);
  const long = (rows: string) => `employee_id,position,appraiser,indicator,points\n${rows}`;

  it('keep what each appraiser gave; a later one of a person replaces the earlier, or adds to it', async () => {
    const rubric = await firstIndicators();
    const [a, b] = rubric.indicators;
    const fields = { period: q1, rubric: RUBRIC };
    const first = await importOf(
      api,
      'a.csv',
      long(
        `1,${rubric.position},ann,${a},3\n1,${rubric.position},ann,${b},2\n1,${rubric.position},bob,${a},1\n1,${rubric.position},bob,${b},999\n`,
      ),
      fields,
    );
    expect(first).toMatchObject({
      state: 'ready',
      kind: 'sheets',
      counts: { sheets: 2, rejected: 1, people_added: 1 },
    });
    expect(await points()).toEqual([]);
    await committed(api, first.id);
    expect(await points()).toEqual([
      ['ann', { [a]: 3, [b]: 2 }],
      ['bob', { [a]: 1 }],
    ]);
    const added = await importOf(api, 'b.csv', long(`1,${rubric.position},bob,${a},2\n`), {
      ...fields,
      mode: 'add',
    });
    await committed(api, added.id);
    expect(await points()).toEqual([
      ['ann', { [a]: 3, [b]: 2 }],
      ['bob', { [a]: 2 }],
    ]);
    const replaced = await importOf(api, 'c.csv', long(`1,${rubric.position},cay,${b},1\n`), fields);
    await committed(api, replaced.id);
    expect(await points()).toEqual([['cay', { [b]: 1 }]]);
    await api.call('POST', `/imports/${replaced.id}/undo`);
    expect(await points()).toHaveLength(2);
    expect(await periodSheets(api.services.store.read, q1, 'another')).toEqual([]);
    expect(await periodSheets(api.services.store.read, q1, RUBRIC, [])).toEqual([]);
  });

  it('ask for the rubric and the period', async () => {
    const asked = await importOf(api, 'a.csv', long('1,x,ann,y,3\n'), { kind: 'sheets', period: q1 });
    expect(asked.state).toBe('failed');
    expect(asked.failure).toContain('rubric');
    expect((await send(api, 'a.csv', long('1,x,ann,y,3\n'), { rubric: 'none' })).status).toBe(422);
  });
});

async function firstIndicators(): Promise<{ position: string; indicators: string[] }> {
  const { bundledRubric } = await import('../../../src/data/rubrics.ts');
  const [position] = (await bundledRubric(RUBRIC)).positions;
  return { position: position.key, indicators: position.indicators.slice(0, 2).map(({ key }) => key) };
}
