import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const text = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    "'; drop table results; --",
    '../../etc/passwd',
    '\0',
    '\ud800',
    '%00',
    '1e999',
    '-1',
    'null',
    '',
  ),
);
const json = fc.jsonValue({ maxDepth: 3 });

onBothStores('requests that nobody should send', (newPlace) => {
  let place: Place;
  let api: Api;
  let made: Made;
  let id: string;
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    made = await organise(
      api.services.store,
      Array.from({ length: 9 }, (_, i) => ({ number: `${i}`, tasks: [i + 1, 10, i + 1] as const })),
    );
    id = (await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: {} })).id;
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });

  it('are refused, and never a fault of the server, whatever is in their bodies', async () => {
    const result = `/evaluations/${id}/results/${made.people['1']}`;
    const valid: readonly (readonly [string, Record<string, unknown>])[] = [
      [
        '/evaluations',
        { pipeline: 'tasks', period_id: made.period, scope: {}, standard_id: id, fit: {}, name: 'x' },
      ],
      ['/evaluations', { pipeline: 'appraisal', period_id: made.period, fit: { rubric: 'x' } }],
      [
        '/what-if',
        { evaluation_id: id, weights: {}, clusters: 3, contamination: 0.1, min_tasks: 1, floors: [] },
      ],
      ['/standards', { name: 'x', document: { format: 'evenhand-standard', version: 1, pipeline: 'tasks' } }],
      ['/rubrics', { text: 'x' }],
      [`${result}/comments`, { kind: 'contest', text: 'x' }],
    ];
    const changed = fc
      .constantFrom(...valid)
      .chain(([path, body]) =>
        fc
          .tuple(fc.constantFrom(...Object.keys(body), 'other'), fc.oneof(json, text))
          .map(([key, value]) => [path, { ...body, [key]: value }] as const),
      );
    const whole = fc.tuple(fc.constantFrom(...valid.map(([path]) => path)), json);
    await fc.assert(
      fc.asyncProperty(fc.oneof(changed, whole), async ([path, body]) => {
        const { status, body: answer } = await api.call('POST', path, JSON.stringify(body));
        expect(status, JSON.stringify(answer)).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
  });

  it('are refused, and never a fault of the server, whatever is in their addresses', async () => {
    const paths = [
      '/evaluations',
      `/evaluations/${id}/results`,
      `/evaluations/${id}/export`,
      `/employees/${made.people['1']}/results`,
      '/standards',
      '/rubrics',
      '/jobs',
    ];
    const names = [
      'limit',
      'cursor',
      'sort',
      'order',
      'tier',
      'department',
      'manager',
      'search',
      'score_from',
    ];
    const others = ['state', 'pipeline', 'period', 'format', 'name', 'kind', 'directly', 'borderline'];
    const query = fc.uniqueArray(fc.tuple(fc.constantFrom(...names, ...others), text), {
      selector: ([name]) => name,
      maxLength: 3,
    });
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...paths), query, async (path, asked) => {
        const search = new URLSearchParams(asked.map(([name, value]): [string, string] => [name, value]));
        const { status, body } = await api.call('GET', `${path}?${search}`);
        expect(status, `${search} ${JSON.stringify(body)}`).toBeLessThan(500);
      }),
      { numRuns: 300 },
    );
    for (const path of [
      '/evaluations/x',
      '/standards/x/document',
      '/rubrics/%00',
      `/evaluations/${id}/results/..%2f`,
    ]) {
      expect((await api.call('GET', path)).status).toBe(400);
    }
  });
});
