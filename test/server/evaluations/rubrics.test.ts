import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const RUBRIC = `rubric: ours
version: 1
grades: [good, poor]
thresholds: { good: 5 }
indicators:
  care: { label: Care }
  speed: { label: Speed }
positions:
  clerk:
    label: Clerk
    points:
      care: 10
      speed: 5
`;

onBothStores('rubrics', (newPlace) => {
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

  it('that come with Evenhand are there from the start, and once however often the server starts', async () => {
    await api.close();
    api = await apiOn(place);
    const { items } = (await api.call('GET', '/rubrics')).body;
    expect(items.map(({ name, version }: Record<string, unknown>) => [name, version]).sort()).toEqual([
      ['fan2022', 1],
      ['fan2022-floors', 1],
    ]);
    const { body } = await api.call('GET', `/rubrics/${items[0].id}`);
    expect(body.document.grades).toEqual(['excellent', 'good', 'qualified', 'poor']);
  });

  it('are added in versions, from YAML or JSON, and not twice where nothing has changed', async () => {
    const first = await api.call('POST', '/rubrics', { text: RUBRIC });
    expect([first.status, first.body.name, first.body.version]).toEqual([201, 'ours', 1]);
    expect((await api.call('POST', '/rubrics', { text: RUBRIC })).status).toBe(200);
    const json = JSON.stringify({ ...first.body.document, thresholds: { good: 6 } });
    const second = await api.call('POST', '/rubrics', { text: json });
    expect([second.status, second.body.version]).toEqual([201, 2]);
    const { items } = (await api.call('GET', '/rubrics?name=ours')).body;
    expect(items.map(({ version }: { version: number }) => version)).toEqual([2, 1]);
  });

  it('are checked before they are added: every mistake with the keys that lead to it, nothing kept', async () => {
    const { document } = (await api.call('POST', '/rubrics', { text: RUBRIC })).body;
    const check = async (rubric: unknown) =>
      (await api.call('POST', '/rubrics/check', { document: rubric })).body.mistakes;
    expect(await check(document)).toEqual([]);
    const before = (await api.call('GET', '/rubrics')).body.items.length;
    const mistakes = await check({
      ...document,
      thresholds: { good: 99 },
      floors: [{ atMost: 'good', atOrBelow: 2 }],
      positions: { clerk: { points: { care: -1, speed: 5 } } },
    });
    const paths = mistakes.map(({ path }: { path: unknown[] }) => path.join('/'));
    expect(paths).toEqual([
      'positions/clerk/points/care',
      'floors/0/atMost',
      'floors/0/atOrBelow',
      'indicators/care',
    ]);
    expect(mistakes[0].reason).toContain('must be above 0');
    expect((await api.call('GET', '/rubrics')).body.items).toHaveLength(before);
  });

  it('with mistakes are refused, all mistakes named with their lines', async () => {
    const text = RUBRIC.replace('good: 5', 'great: 5').replace('care: 10', 'care: -1');
    const { status, body } = await api.call('POST', '/rubrics', { text });
    expect(status).toBe(422);
    const reasons = body.errors.map(({ reason }: { reason: string }) => reason).join('\n');
    expect(reasons).toContain('line 4: ');
    expect(reasons).toContain('line 12: ');
    for (const name of ['"a\\0b"', '"\\ud800"', 'x'.repeat(201)]) {
      const named = RUBRIC.replace('rubric: ours', `rubric: ${name}`);
      expect((await api.call('POST', '/rubrics', { text: named })).status, name).toBe(422);
    }
    expect((await api.call('POST', '/rubrics', { text: '{' })).status).toBe(422);
    expect((await api.call('POST', '/rubrics', { text: 'a: &a [*a, *a]' })).status).toBe(422);
  });
});
