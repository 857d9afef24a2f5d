import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evaluated } from '../../support/evaluate.ts';
import { type Made, organise, type Worker } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

const DEPARTMENTS = { All: null, East: 'All', West: 'All', 'Far west': 'West', Nowhere: null };
const NAMES = ['Ada', 'ada', 'Ädel', null, 'Zoë', '李', '100% %_\\', "O'Neil", 'Bea', null, 'Ada', '=1+1'];

/** Sixty people: equal scores, equal names, no names, no tasks, a tree of managers with a loop above it. */
const PEOPLE: readonly Worker[] = Array.from({ length: 60 }, (_, i) => {
  const number = i % 2 === 0 ? String(i * 7) : `E${i}`;
  const of = (place: number) => (place % 2 === 0 ? String(place * 7) : `E${place}`);
  return {
    number,
    name: NAMES[i % NAMES.length],
    ...(i % 5 > 0 && { department: Object.keys(DEPARTMENTS)[i % 5] }),
    ...(i % 3 > 0 && { position: `Position ${i % 3}` }),
    manager: of(i === 0 ? 1 : (i - 1) >> 2),
    ...(i % 11 > 0 && { tasks: [(i * 13) % 17, 17 + (i % 4), 1 + ((i * 5) % 9)] as const }),
  };
});

type Result = Record<string, string | number | boolean | null>;

onBothStores('results', (newPlace) => {
  let place: Place;
  let api: Api;
  let made: Made;
  let id: string;
  let all: Result[];
  beforeAll(async () => {
    place = await newPlace();
    api = await apiOn(place);
    made = await organise(api.services.store, PEOPLE, { departments: DEPARTMENTS });
    id = (await evaluated(api, { pipeline: 'tasks', period_id: made.period, fit: { contamination: 0.2 } }))
      .id;
    all = (await api.call('GET', `/evaluations/${id}/results?limit=1000`)).body.items;
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });

  const get = async (query: Record<string, unknown>) => {
    const text = Object.entries(query).flatMap(([key, value]) =>
      value === undefined ? [] : `${key}=${encodeURIComponent(String(value))}`,
    );
    return api.call('GET', `/evaluations/${id}/results?${text.join('&')}`);
  };
  const isWithin = (department: unknown, above: string): boolean => {
    for (let at: string | null = nameOf(department); at !== null; at = parentOf(at))
      if (at === above) return true;
    return false;
  };
  const nameOf = (department: unknown) =>
    Object.entries(made.departments).find(([, key]) => key === department)?.[0] ?? null;
  const parentOf = (name: string) => Object.entries(DEPARTMENTS).find(([key]) => key === name)?.[1] ?? null;
  const managerOf = new Map(PEOPLE.map(({ number, manager }) => [number, manager]));
  const reportsTo = (number: unknown, manager: string): boolean => {
    const seen = new Set<unknown>();
    for (let at = managerOf.get(String(number)); at !== undefined && !seen.has(at); at = managerOf.get(at)) {
      if (at === manager) return true;
      seen.add(at);
    }
    return false;
  };

  it('are filtered, sorted and paged as a plain reading of them says', async () => {
    expect(all).toHaveLength(60);
    const flag = fc.option(fc.boolean(), { nil: undefined });
    const query = fc.record({
      limit: fc.integer({ min: 1, max: 30 }),
      sort: fc.constantFrom(
        'score',
        'name',
        'number',
        'stability',
        'anomaly_score',
        'completed_tasks',
        'total_tasks',
      ),
      order: fc.constantFrom('asc', 'desc'),
      tier: fc.option(fc.constantFrom('High', 'Low,Medium', 'none'), { nil: undefined, freq: 2 }),
      department: fc.option(fc.constantFrom(...Object.keys(DEPARTMENTS)), { nil: undefined, freq: 2 }),
      manager: fc.option(fc.constantFrom(...PEOPLE.slice(0, 20).map(({ number }) => number)), {
        nil: undefined,
        freq: 2,
      }),
      directly: flag,
      unusual: flag,
      beyond: flag,
      borderline: flag,
      data_error: flag,
      direction: fc.option(fc.constantFrom('better', 'worse', 'mixed'), { nil: undefined, freq: 1 }),
      rated: flag,
      score_from: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined, freq: 1 }),
      score_to: fc.option(fc.integer({ min: 0, max: 100 }), { nil: undefined, freq: 1 }),
      search: fc.option(fc.constantFrom('ada', 'e1', '%', '_', '\\', "'", 'zoë', 'ADA e', '李', '1+1'), {
        nil: undefined,
        freq: 1,
      }),
    });
    await fc.assert(
      fc.asyncProperty(query, async (asked) => {
        const expected = all.filter(
          (result) =>
            (asked.tier === undefined || asked.tier.split(',').includes(String(result.tier))) &&
            (asked.department === undefined || isWithin(result.department_id, asked.department)) &&
            (asked.manager === undefined ||
              (asked.directly
                ? managerOf.get(String(result.number)) === asked.manager
                : reportsTo(result.number, asked.manager))) &&
            (['unusual', 'beyond', 'borderline', 'data_error'] as const).every(
              (name) => asked[name] === undefined || result[name] === asked[name],
            ) &&
            (asked.direction === undefined || result.direction === asked.direction) &&
            (asked.rated === undefined || (result.tier !== null) === asked.rated) &&
            (asked.score_from === undefined ||
              (result.score !== null && Number(result.score) >= asked.score_from)) &&
            (asked.score_to === undefined ||
              (result.score !== null && Number(result.score) <= asked.score_to)) &&
            (asked.search === undefined ||
              asked.search
                .toLowerCase()
                .split(' ')
                .every((word) =>
                  `${result.number} ${result.name ?? ''}`.normalize('NFKC').toLowerCase().includes(word),
                )),
        );
        expected.sort((a, b) => compare(a, b, asked.sort, asked.order === 'desc'));
        const found: Result[] = [];
        let cursor: string | undefined;
        do {
          const { status, body } = await get({
            ...asked,
            department: asked.department && made.departments[asked.department],
            manager: asked.manager && made.people[asked.manager],
            cursor,
          });
          expect(status, JSON.stringify(body)).toBe(200);
          expect(body.total).toBe(expected.length);
          expect(body.items.length).toBeLessThanOrEqual(asked.limit);
          found.push(...body.items);
          cursor = body.next ?? undefined;
        } while (cursor !== undefined);
        expect(found.map(({ number }) => number)).toEqual(expected.map(({ number }) => number));
      }),
      { numRuns: 120 },
    );
  });

  it('are not found by a cursor of another list, or one that was made up', async () => {
    const { body } = await get({ limit: 1, sort: 'name', order: 'asc' });
    expect((await get({ limit: 1, sort: 'score', cursor: body.next })).status).toBe(400);
    for (const key of [[1], [1, 'x', 3], [0, '\0', 'a'], ['0', 1, 'a'], [0, 1, 'a', 1], {}]) {
      const cursor = Buffer.from(JSON.stringify(key)).toString('base64url');
      expect((await get({ cursor })).status, cursor).toBe(400);
    }
  });

  it('of nobody, or of no evaluation, are not there', async () => {
    const nobody = '01920000-0000-7000-8000-000000000000';
    expect((await api.call('GET', `/evaluations/${id}/results/${nobody}`)).status).toBe(404);
    expect((await api.call('GET', `/evaluations/${nobody}/results`)).status).toBe(404);
    expect((await api.call('GET', `/evaluations/${nobody}/export`)).status).toBe(404);
    expect((await api.call('GET', `/employees/${nobody}/results`)).status).toBe(404);
  });

  it('come as files with the same filters, in the same order, with what they are made of', async () => {
    const filter = 'rated=true&sort=number&order=asc';
    const { body: page } = await api.call('GET', `/evaluations/${id}/results?limit=1000&${filter}`);
    const numbers = page.items.map(({ number }: Result) => number);
    const json = await api.call('GET', `/evaluations/${id}/export?format=json&${filter}`);
    expect(json.headers['content-disposition']).toBe(`attachment; filename="results-${id}.json"`);
    expect(json.body.map(({ number }: Result) => number)).toEqual(numbers);
    for (const [i, row] of json.body.entries()) {
      expect(row).toMatchObject({ score: page.items[i].score, tier: page.items[i].tier });
      const { score_from_completion_rate: a, score_from_task_efficiency: b, score_from_throughput: c } = row;
      expect(a + b + c).toBeCloseTo(row.score, 9);
    }
    const csv = await api.call('GET', `/evaluations/${id}/export?${filter}`);
    const lines = csv.body.trimEnd().split('\n');
    expect(lines[0].startsWith('number,name,department,position,manager,score,tier')).toBe(true);
    expect(lines).toHaveLength(numbers.length + 1);
    expect(csv.body).toContain("'=1+1");
    for (const format of ['xlsx', 'parquet']) {
      const { rawPayload, statusCode } = await api.app.inject({
        url: `/api/v1/evaluations/${id}/export?format=${format}&${filter}`,
        headers: { host: 'localhost' },
      });
      expect(statusCode).toBe(200);
      expect(rawPayload.subarray(0, 4).toString('latin1')).toBe(format === 'xlsx' ? 'PK\x03\x04' : 'PAR1');
    }
  });
});

/** Shorter numbers first; text by its bytes; ties by id; who has no value last, whichever way. */
function compare(a: Result, b: Result, sort: string, descending: boolean): number {
  const way = descending ? -1 : 1;
  const byId = way * text(a.employee_id, b.employee_id);
  const [x, y] = [a[sort], b[sort]];
  if (x === null || y === null) return x === y ? byId : x === null ? 1 : -1;
  if (typeof x === 'number' && typeof y === 'number') return way * (x - y) || byId;
  const length = sort === 'number' ? [...String(x)].length - [...String(y)].length : 0;
  return way * (length || text(x, y)) || byId;
}

function text(a: unknown, b: unknown): number {
  return Buffer.compare(Buffer.from(String(a)), Buffer.from(String(b)));
}
