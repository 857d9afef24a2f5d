import { createHash } from 'node:crypto';
import { once } from 'node:events';
import type { FastifyInstance } from 'fastify';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { BusyError, type Evaluator } from '../../src/server/evaluator.ts';
import { SECURITY_HEADERS } from '../../src/server/security-headers.ts';
import { appWith, company, inlineEvaluator, post } from '../support/app.ts';

const ARTICLE = [
  { employee_id: 101, name: 'John Doe', completed_tasks: 42, total_tasks: 50, avg_task_hours: 3.2 },
  { employee_id: '102', name: 'Jane Roe', completed_tasks: 35, total_tasks: 36, avg_task_hours: 2.5 },
  {
    employee_id: 'x-3',
    name: null,
    department: 'Sales',
    completed_tasks: 12,
    total_tasks: 30,
    avg_task_hours: 6.1,
  },
];

let app: FastifyInstance;
beforeAll(async () => {
  app = await appWith();
});
afterAll(() => app.close());

describe('POST /analyze', () => {
  it.each(['/analyze', '/api/analyze', '/api/v1/analyze'])(
    'answers at %s as the article prints it',
    async (url) => {
      const answer = await post(app, ARTICLE, { url });
      expect(answer.statusCode).toBe(200);
      expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
      expect(answer.headers['cache-control']).toBe('no-store');
      const { status, message, data } = answer.json();
      expect({ status, message }).toEqual({ status: 'success', message: 'Analysis completed successfully' });
      expect(data[0]).toMatchObject({
        employee_id: 101,
        name: 'John Doe',
        is_anomaly: false,
        completion_rate: 0.84,
        avg_task_hours: 3.2,
        completed_tasks: 42,
      });
      expect(data[0].performance_score).toBeGreaterThanOrEqual(0);
      expect(data[0].performance_score).toBeLessThanOrEqual(100);
      expect(['High', 'Medium', 'Low']).toContain(data[0].performance_cluster);
    },
  );

  it('gives ids back as they came, and further fields with them', async () => {
    const { data } = (await post(app, ARTICLE)).json();
    expect(data.map((person: { employee_id: unknown }) => person.employee_id)).toEqual([101, '102', 'x-3']);
    expect(data[2]).toMatchObject({ name: null, department: 'Sales' });
  });

  it('names who is rejected and who is unrated, and evaluates all others', async () => {
    const records = [
      ...company(20),
      { employee_id: 'no tasks', completed_tasks: 0, total_tasks: 0, avg_task_hours: null },
      { employee_id: 'wrong', completed_tasks: 9, total_tasks: 3, avg_task_hours: 1 },
    ];
    const answer = (await post(app, records)).json();
    expect(answer.data).toHaveLength(21);
    expect(answer.unrated).toEqual([{ employee_id: 'no tasks', name: null, reason: 'no tasks' }]);
    expect(answer.rejected).toEqual([
      {
        row: 22,
        field: 'completed_tasks',
        value: 9,
        reason: 'more tasks are completed (9) than there are (3)',
      },
    ]);
  });

  it('gives the same bytes every time, and every person the same result in whatever order they come', async () => {
    const records = company(60);
    const once = await post(app, records);
    expect((await post(app, records)).body).toBe(once.body);
    const shuffled = records.map((_, i) => records[(i * 17 + 5) % records.length]);
    const byId = (body: string) =>
      new Map(JSON.parse(body).data.map((p: { employee_id: number }) => [p.employee_id, JSON.stringify(p)]));
    const again = byId((await post(app, shuffled)).body);
    expect(again.size).toBe(60);
    for (const [id, result] of byId(once.body)) expect(again.get(id)).toBe(result);
  });

  it('takes the options of the method as query parameters', async () => {
    const url =
      '/analyze?weights=1,0,0&k=2&tier_names=Upper,Lower&contamination=0.2&random_state=7&min_tasks=3&seeding=density';
    const { standard, data } = (await post(app, company(40), { url })).json();
    expect(standard.options).toEqual({
      weights: { completion_rate: 1, task_efficiency: 0, throughput: 0 },
      clusters: 2,
      tier_names: ['Upper', 'Lower'],
      contamination: 0.2,
      random_state: 7,
      min_tasks: 3,
      seeding: 'density',
    });
    expect(new Set(data.map((p: { performance_cluster: string }) => p.performance_cluster))).toEqual(
      new Set(['Upper', 'Lower']),
    );
  });

  it('applies a saved standard instead of fitting a new one', async () => {
    const { standardToText } = await import('../../src/evaluation/standard.ts');
    const { evaluate } = await import('../../src/evaluation/pipeline.ts');
    const { summariesFromRecords } = await import('../../src/evaluation/summaries.ts');
    const { standard } = evaluate(summariesFromRecords(company(50)).summaries, { clusters: 4 });
    if (standard === null) throw new Error('nobody was rated');
    const saved = JSON.parse(standardToText(standard));

    const fitted = (await post(app, company(50), { url: '/analyze?k=4' })).json();
    const applied = (await post(app, { records: company(50), standard: saved })).json();
    expect(applied).toEqual(fitted);
    const one = (await post(app, { records: company(50).slice(7, 8), standard: saved })).json();
    expect(one.data).toEqual(fitted.data.slice(7, 8));

    const { checksum: _, ...content } = saved;
    delete content.forest.learned;
    const digest = createHash('sha256').update(JSON.stringify(content)).digest('hex');
    const unlearned = { ...content, checksum: `sha256:${digest}` };
    const empty = await post(app, { records: company(5), standard: unlearned });
    expect(empty.statusCode).toBe(400);
    expect(empty.json().message).toContain('"standard" is damaged');
    const damaged = await post(app, { records: company(5), standard: { ...saved, tiers: [] } });
    expect(damaged.statusCode).toBe(400);
    expect(damaged.json().message).toContain('"standard" is damaged');
    const both = await post(app, { records: company(5), standard: saved }, { url: '/analyze?k=3' });
    expect(both.statusCode).toBe(400);
    expect(both.json().message).toContain('brings its own options');
  });
});

describe('a request that cannot be answered', () => {
  const refused = async (body: unknown, options = {}) => {
    const answer = await post(app, body, options);
    const { status, message, errors, ...others } = answer.json();
    expect(others).toEqual({});
    expect(status).toBe('error');
    expect(answer.headers['content-type']).toBe('application/json; charset=utf-8');
    return { code: answer.statusCode, message, errors };
  };

  it.each([
    ['not JSON', '[{"employee_id": 1,}]', 'line 1, column 20'],
    ['empty', '', 'the body is empty'],
    ['an object of another shape', { employee_id: 1 }, 'an object without "records"'],
    ['text', '"people"', 'it is a string'],
    ['null', 'null', 'it is null'],
    ['records that are no array', { records: 5 }, '"records" must be an array'],
  ])('is told so with 400: %s', async (_, body, message) => {
    const { code, message: said, errors } = await refused(body);
    expect(code).toBe(400);
    expect(said).toContain(message);
    expect(errors).toEqual([]);
  });

  it('is told which other fields of the body are not known', async () => {
    expect(await refused({ records: [], options: {}, more: 1 })).toEqual({
      code: 400,
      message: 'beside "records" the body may hold a "standard", nothing else',
      errors: [
        { row: null, field: 'options', value: null, reason: 'is not known here' },
        { row: null, field: 'more', value: null, reason: 'is not known here' },
      ],
    });
  });

  it.each([
    ['k=7', 'k', '7', 'must be a whole number from 2 to 6'],
    ['k=2.5', 'k', '2.5', 'must be a whole number'],
    ['k=3&k=4', 'k', '["3","4"]', 'is given more than once'],
    ['weights=0.5,0.5', 'weights', '0.5,0.5', 'must be three numbers'],
    ['weights=0.5,0.4,0.2', 'weights', '0.5,0.4,0.2', 'must sum to 1; 0.5 + 0.4 + 0.2 = 1.1'],
    ['tier_names=A,B', 'tier_names', 'A,B', '3 tiers need 3 names'],
    ['tier_names=A,B,A', 'tier_names', 'A,B,A', 'must differ'],
    ['contamination=0', 'contamination', '0', 'must be a number above 0 and at most 0.5'],
    ['contamination=1e400', 'contamination', '1e400', 'must be a number above 0'],
    ['random_state=4294967296', 'random_state', '4294967296', 'must be a whole number from 0 to 4294967295'],
    ['min_tasks=0', 'min_tasks', '0', 'must be a whole number of at least 1'],
    ['seeding=luck', 'seeding', 'luck', 'must be k-means++ or density'],
    ['clusters=3', 'clusters', '3', 'is not known; there are weights, k, tier_names'],
    ['__proto__=1', '__proto__', '1', 'is not known'],
  ])('is told which query parameter is wrong: %s', async (query, field, value, reason) => {
    const { code, message, errors } = await refused(company(5), { url: `/analyze?${query}` });
    expect(code).toBe(400);
    expect(message).toContain(`the query parameter ${field}: `);
    expect(errors).toHaveLength(1);
    expect(errors[0]).toMatchObject({ row: null, field, value });
    expect(errors[0].reason).toContain(reason);
  });

  it('is told all wrong query parameters at once', async () => {
    const { errors } = await refused([], { url: '/analyze?k=9&contamination=2&x=' });
    expect(errors.map((error: { field: string }) => error.field)).toEqual(['k', 'contamination', 'x']);
  });

  it('may write k-means++ with its plus signs as they are', async () => {
    for (const text of ['k-means++', 'k-means%2B%2B']) {
      const answer = await post(app, company(5), { url: `/analyze?seeding=${text}` });
      expect(answer.json().standard.options.seeding).toBe('k-means++');
    }
  });

  it('is told with 413 how large a body may be, whether it says its length or not', async () => {
    const small = await appWith({ EVENHAND_BODY_LIMIT: '1KiB' });
    const answer = await post(small, company(50));
    expect(answer.statusCode).toBe(413);
    expect(answer.json().message).toContain('larger than the 1024 bytes');
    expect(answer.json().message).toContain('EVENHAND_BODY_LIMIT');
    expect((await post(small, company(5))).statusCode).toBe(200);
    await small.close();
  });

  it('is told with 413 how many people may come at once', async () => {
    const small = await appWith({ EVENHAND_MAX_PEOPLE: '10' });
    const answer = await post(small, company(11));
    expect(answer.statusCode).toBe(413);
    expect(answer.json().message).toContain('11 records; at most 10');
    expect((await post(small, company(10))).statusCode).toBe(200);
    await small.close();
  });

  it.each([
    ['text/plain', {}, 'Content-Type: application/json'],
    ['application/x-www-form-urlencoded', {}, 'Content-Type: application/json'],
    ['application/jsonp', {}, 'Content-Type: application/json'],
    ['multipart/form-data; boundary=x', {}, 'Content-Type: application/json'],
    ['application/json; charset=utf-16', {}, 'not in utf-16'],
    ['application/json', { 'content-encoding': 'gzip' }, 'Content-Encoding: gzip'],
  ])('is told with 415 what to send instead of %s %j', async (type, headers, message) => {
    const { code, message: said } = await refused('[]', { headers: { 'content-type': type, ...headers } });
    expect(code).toBe(415);
    expect(said).toContain(message);
  });

  it.each([
    'application/json',
    'application/json; charset=UTF-8',
    'Application/JSON;charset="utf-8"',
    'application/vnd.hr+json',
  ])('is not one for being sent as %s', async (type) => {
    expect((await post(app, company(3), { headers: { 'content-type': type } })).statusCode).toBe(200);
  });

  it('is told with 422 why not one record can be used', async () => {
    expect(await refused([])).toEqual({ code: 422, message: 'there are no records to evaluate', errors: [] });
    const { code, message, errors } = await refused([
      { employee_id: 1, completed_tasks: -3, total_tasks: 5, avg_task_hours: 2 },
      'Ann',
    ]);
    expect(code).toBe(422);
    expect(message).toContain('none of the 2 records can be used');
    expect(errors).toEqual([
      { row: 1, field: 'completed_tasks', value: -3, reason: 'a number of tasks cannot be negative' },
      { row: 2, field: '', value: 'Ann', reason: 'a record must be an object, { ... }' },
    ]);
  });

  it.each(['/', '/analyze/', '/analyse', '/api', '/..%2fetc/passwd', '//analyze'])(
    'is told with 404 that POST %s is nothing',
    async (url) => {
      const { code, message } = await refused(company(3), { url });
      expect(code).toBe(404);
      expect(message).toContain('nothing at this address');
    },
  );

  it.each([
    ['GET', '/analyze', 'POST, OPTIONS'],
    ['PUT', '/api/v1/analyze?k=3', 'POST, OPTIONS'],
    ['DELETE', '/healthz', 'GET, HEAD, OPTIONS'],
  ] as const)('is told with 405 what is possible: %s %s', async (method, url, allowed) => {
    const answer = await app.inject({ method, url });
    expect(answer.statusCode).toBe(405);
    expect(String(answer.headers.allow).split(', ').sort()).toEqual(allowed.split(', ').sort());
    expect(answer.json().status).toBe('error');
  });

  it('is told with 400 that its address is malformed', async () => {
    const answer = await app.inject({ method: 'GET', url: '/%E0%A4%A' });
    expect(answer.statusCode).toBe(400);
    expect(answer.json()).toMatchObject({ status: 'error', errors: [] });
  });

  it('is told with 503 when to ask again while no more can wait', async () => {
    const full = (analyze: Evaluator['analyze'], isFull: boolean) =>
      appWith({}, { ...inlineEvaluator, analyze, isFull });
    const busy = async () => {
      throw new BusyError('as many requests are waiting as may wait');
    };
    for (const [analyze, isFull] of [
      [inlineEvaluator.analyze, true],
      [busy, false],
    ] as const) {
      const refusing = await full(analyze, isFull);
      const answer = await post(refusing, company(3));
      expect(answer.statusCode).toBe(503);
      expect(answer.headers['retry-after']).toMatch(/^\d+$/);
      expect(answer.json().message).toContain('ask again');
      await refusing.close();
    }
  });

  it('is told when it was too much for the evaluation', async () => {
    const failing = (code: string) =>
      appWith(
        {},
        { ...inlineEvaluator, analyze: async () => Promise.reject(new InputError('too much', { code })) },
      );
    for (const [code, status] of [
      ['too_large', 413],
      ['too_long', 503],
    ] as const) {
      const failed = await failing(code);
      const answer = await post(failed, company(3));
      expect([answer.statusCode, answer.json()]).toEqual([
        status,
        { status: 'error', message: 'too much', errors: [] },
      ]);
      await failed.close();
    }
  });

  it('whose client has gone is not waited for', async () => {
    const signals: AbortSignal[] = [];
    const asked = new EventTarget();
    const patient = await appWith(
      {},
      {
        ...inlineEvaluator,
        analyze: (_task, signal) => {
          if (signal) signals.push(signal);
          asked.dispatchEvent(new Event('asked'));
          return new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason)));
        },
      },
    );
    const client = new AbortController();
    const url = await patient.listen({ port: 0, host: '127.0.0.1' });
    const begun = once(asked, 'asked');
    const answer = fetch(`${url}/analyze`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(company(3)),
      signal: client.signal,
    });
    await begun;
    const [signal] = signals;
    expect(signal.aborted).toBe(false);
    const aborted = once(signal, 'abort');
    client.abort();
    await expect(answer).rejects.toThrow();
    await aborted;
    await patient.close();
  });

  it('learns nothing of the inside where the server itself fails', async () => {
    const failing = await appWith(
      {},
      {
        ...inlineEvaluator,
        analyze: async () => Promise.reject(new TypeError('John Doe at /home/evenhand/secret.js')),
      },
    );
    const answer = await post(failing, company(3));
    expect(answer.statusCode).toBe(500);
    expect(answer.headers).toMatchObject(SECURITY_HEADERS);
    expect(answer.body).not.toMatch(/John|secret|TypeError|\.js/);
    expect(answer.json().message).toContain(String(answer.headers['x-request-id']));
    await failing.close();
  });
});

describe('every answer', () => {
  it.each([
    ['GET', '/'],
    ['GET', '/healthz'],
    ['GET', '/nothing'],
    ['POST', '/analyze'],
  ] as const)('to %s %s has security headers and an id of its own', async (method, url) => {
    const answers = await Promise.all([app.inject({ method, url }), app.inject({ method, url })]);
    const [{ headers }] = answers;
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).not.toMatch(/unsafe|https?:|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['x-frame-options']).toBe('DENY');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers.server).toBeUndefined();
    expect(new Set(answers.map((answer) => answer.headers['x-request-id'])).size).toBe(2);
  });
});

describe('GET /healthz', () => {
  it('says that the server answers', async () => {
    const health = await app.inject('/healthz');
    expect([health.statusCode, health.json()]).toEqual([200, { status: 'ok' }]);
    expect((await app.inject({ method: 'HEAD', url: '/healthz' })).statusCode).toBe(200);
  });
});
