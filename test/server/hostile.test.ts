import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { evaluate } from '../../src/evaluation/pipeline.ts';
import { standardToText } from '../../src/evaluation/standard.ts';
import { summariesFromRecords } from '../../src/evaluation/summaries.ts';
import { AnalyzeAnswer, ErrorAnswer } from '../../src/server/schemas.ts';
import { appWith, company, post } from '../support/app.ts';

let app: FastifyInstance;
beforeAll(async () => {
  app = await appWith({ EVENHAND_BODY_LIMIT: '1MiB' });
});
afterAll(() => app.close());

const nastyText = fc.constantFrom(
  '',
  ' ',
  '__proto__',
  'constructor',
  "'; DROP TABLE people; --",
  '<script>alert(1)</script>',
  '=1+1',
  '../../etc/passwd',
  '\u0000\u001b[2J',
  '\ud800',
  '\u202egnp.exe',
  '١٢٣',
  'NaN',
  '1e400',
  '0x10',
  '-0',
  '1,5',
  '9'.repeat(400),
);
const nastyNumber = fc.constantFrom(
  0,
  -0,
  1,
  -1,
  0.1,
  1e-320,
  5e-324,
  1e300,
  Number.MAX_VALUE,
  2 ** 53,
  -(2 ** 53),
  4294967296,
  1e21,
);
const anything = fc.oneof(
  nastyText,
  nastyNumber,
  fc.integer({ min: 0, max: 300 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'binary' }),
  fc.boolean(),
  fc.constant(null),
  fc.jsonValue({ maxDepth: 3 }),
);
const nastyRecord = fc.dictionary(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.constantFrom('employee_id', 'name', 'completed_tasks', 'total_tasks', 'avg_task_hours'),
    },
    {
      weight: 1,
      arbitrary: fc.oneof(nastyText, fc.constantFrom('explanation', 'performance_score', 'department')),
    },
  ),
  anything,
  { maxKeys: 8, noNullPrototype: false },
);
const nearlyRight = fc.record({
  employee_id: fc.oneof(fc.integer({ min: 1, max: 50 }), nastyText, anything),
  name: fc.oneof(nastyText, fc.string()),
  completed_tasks: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 0, max: 60 }) },
    { weight: 1, arbitrary: anything },
  ),
  total_tasks: fc.oneof(
    { weight: 5, arbitrary: fc.integer({ min: 30, max: 60 }) },
    { weight: 1, arbitrary: anything },
  ),
  avg_task_hours: fc.oneof(
    { weight: 5, arbitrary: fc.double({ min: 0.1, max: 20 }) },
    { weight: 1, arbitrary: anything },
  ),
});
const requests = fc.oneof(
  fc.array(fc.oneof(nastyRecord, nearlyRight, anything), { maxLength: 12 }),
  fc.array(nearlyRight, { minLength: 1, maxLength: 25 }),
  fc.record({ records: fc.oneof(fc.array(nearlyRight, { maxLength: 5 }), anything), standard: anything }),
  anything,
);

describe('whatever is sent', () => {
  it('is answered, and never as a failure of the server: any JSON', async () => {
    await fc.assert(
      fc.asyncProperty(requests, async (request) => {
        await isAnswered(JSON.stringify(request));
      }),
      { numRuns: 1500, seed: 2025 },
    );
  });

  it('is answered, and never as a failure of the server: JSON with bytes changed, lost or doubled', async () => {
    const whole = Buffer.from(JSON.stringify(company(6)));
    const change = fc.record({
      at: fc.nat({ max: whole.length - 1 }),
      remove: fc.nat({ max: 30 }),
      insert: fc.oneof(
        fc.uint8Array({ maxLength: 4 }),
        fc
          .constantFrom(
            '1e400',
            '9'.repeat(330),
            '{"a":',
            '[',
            '"',
            '\\',
            '\\ud800',
            ',',
            ':',
            '\u0000',
            '-',
            'null',
          )
          .map((text) => Buffer.from(text)),
      ),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), async (changes) => {
        let bytes = whole;
        for (const { at, remove, insert } of changes) {
          bytes = Buffer.concat([bytes.subarray(0, at), insert, bytes.subarray(at + remove)]);
        }
        await isAnswered(bytes);
      }),
      { numRuns: 1000, seed: 2025 },
    );
  });

  it('is answered, and never as a failure of the server: any address, query and header', async () => {
    const part = fc.oneof(
      nastyText,
      fc.webSegment(),
      fc.constantFrom('analyze', 'api', 'v1', '%', '..', 'k', 'weights'),
    );
    await fc.assert(
      fc.asyncProperty(
        fc.array(part, { maxLength: 4 }),
        fc.array(fc.tuple(fc.oneof(part, fc.constantFrom('k', 'weights', 'seeding')), anything), {
          maxLength: 4,
        }),
        fc.constantFrom('GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'HEAD'),
        fc.oneof(fc.constant('application/json'), fc.string()),
        async (path, query, method, type) => {
          const encoded = query
            .map(
              ([name, value]) =>
                `${quoted(name)}=${quoted(typeof value === 'string' ? value : JSON.stringify(value))}`,
            )
            .join('&');
          const url = `/${path.map(quoted).join('/')}?${encoded}`;
          const answer = await app.inject({
            method,
            url,
            headers: { 'content-type': type.replace(/[^\x20-\x7e]/g, '') || 'x/y' },
            payload: '[]',
          });
          expect(answer.statusCode).toBeLessThan(500);
        },
      ),
      { numRuns: 1000, seed: 2025 },
    );
  });

  it('is answered, and never as a failure of the server: a standard forged with its checksum', async () => {
    const saved = savedStandard();
    const places = placesIn(saved);
    const forgery = fc.record({
      place: fc.nat({ max: places.length - 1 }),
      value: fc.oneof(nastyNumber, nastyText, anything, fc.constant(undefined)),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(forgery, { minLength: 1, maxLength: 3 }), async (forgeries) => {
        const forged = structuredClone(saved);
        for (const { place, value } of forgeries) put(forged, places[place], value);
        await isAnswered(JSON.stringify({ records: company(8), standard: sealed(forged) }));
      }),
      { numRuns: 1000, seed: 2025 },
    );
  });

  it.each([
    [
      'a number beyond all numbers',
      '[{"employee_id": 1, "completed_tasks": 1e400, "total_tasks": 5, "avg_task_hours": 1}]',
      422,
    ],
    [
      'an id too long to be exact as a number',
      '[{"employee_id": 12345678901234567890, "completed_tasks": 1, "total_tasks": 5, "avg_task_hours": 1}]',
      422,
    ],
    ['a million brackets', '['.repeat(1_000_000), 400],
    [
      'a prototype',
      '[{"__proto__": {"employee_id": 1}, "completed_tasks": 1, "total_tasks": 2, "avg_task_hours": 1}]',
      422,
    ],
  ])('is answered rightly: %s', async (_, body, status) => {
    expect((await isAnswered(body)).statusCode).toBe(status);
  });

  it('takes little room where little is sent: fields that hardly anybody has', async () => {
    const wide = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field ${i}`, i]));
    const answer = await isAnswered(`[${JSON.stringify(wide)}${',{}'.repeat(300_000)}]`);
    expect(answer.statusCode).toBe(413);
    expect(answer.json().message).toContain('300001 records may have 166 different further fields');
  });

  it('comes back with its id and name as they were, character for character', async () => {
    const texts = ['\ud800', '<b>', '"\\', '😀', '=cmd()', 'a\u0000b', '\u2028', 'ﬁ', ' x '];
    const records = texts.map((text, i) => ({
      employee_id: `${text}${i}`,
      name: text,
      completed_tasks: i,
      total_tasks: 9,
      avg_task_hours: i + 1,
    }));
    const { data } = (await isAnswered(JSON.stringify(records))).json();
    expect(data.map((p: { employee_id: string; name: string }) => [p.employee_id, p.name])).toEqual(
      records.map(({ employee_id, name }) => [employee_id, name]),
    );
  });
});

/** The answer, seen to be of a shape that the OpenAPI document promises. */
async function isAnswered(body: string | Buffer) {
  const answer = await post(app, body);
  expect([200, 400, 413, 422]).toContain(answer.statusCode);
  const shape = answer.statusCode === 200 ? AnalyzeAnswer : ErrorAnswer;
  expect(shape.safeParse(answer.json()).error).toBeUndefined();
  expect(answer.body).not.toMatch(/node_modules|\.ts:\d|\.js:\d/);
  return answer;
}

type Path = readonly (string | number)[];

function savedStandard(): object {
  const { standard } = evaluate(summariesFromRecords(company(12)).summaries, { contamination: 0.2 });
  if (standard === null) throw new Error('nobody was rated');
  const { checksum: _, ...content } = JSON.parse(standardToText(standard));
  return content;
}

/** Where values stand in a document; of long lists only the first few. */
function placesIn(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner = Array.isArray(value)
    ? value.slice(0, 4).map((item, i) => [i, item] as const)
    : Object.entries(value);
  return [
    ...(path.length > 0 ? [path] : []),
    ...inner.flatMap(([key, item]) => placesIn(item, [...path, key])),
  ];
}

function put(document: object, path: Path, value: unknown): void {
  let at: unknown = document;
  for (const key of path.slice(0, -1)) {
    if (typeof at !== 'object' || at === null) return;
    at = Reflect.get(at, key);
  }
  if (typeof at === 'object' && at !== null) Reflect.set(at, path[path.length - 1], value);
}

function sealed(content: object): object {
  const checksum = createHash('sha256').update(JSON.stringify(content)).digest('hex');
  return { ...content, checksum: `sha256:${checksum}` };
}

function quoted(text: string): string {
  return encodeURIComponent(Buffer.from(text).toString());
}
