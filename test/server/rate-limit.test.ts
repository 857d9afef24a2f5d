import type { FastifyInstance } from 'fastify';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ROUTES } from '../../src/server/api/routes.ts';
import { SECURITY_HEADERS } from '../../src/server/security-headers.ts';
import { type Api, apiOn } from '../support/api.ts';
import { appWith } from '../support/app.ts';
import { loggedIn } from '../support/people.ts';
import { type Place, sqlitePlace } from '../support/stores.ts';

const ask = (app: FastifyInstance, remoteAddress: string, url = '/openapi.json', headers = {}) =>
  app.inject({ url, remoteAddress, headers });

describe('the limit of requests', () => {
  let app: FastifyInstance;
  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['Date'], now: 1_700_000_000_000 });
    app = await appWith({ EVENHAND_RATE_LIMIT: '3' });
  });
  afterEach(async () => {
    vi.useRealTimers();
    await app.close();
  });

  it('says in every answer how many a client may send and how many are left', async () => {
    const { headers, statusCode } = await ask(app, '10.0.0.1');
    expect(statusCode).toBe(200);
    expect(headers['ratelimit-policy']).toBe('"requests";q=3;w=60');
    expect(headers.ratelimit).toBe('"requests";r=2;t=60');
    expect((await ask(app, '10.0.0.1')).headers.ratelimit).toBe('"requests";r=1;t=60');
    expect(headers['retry-after']).toBeUndefined();
  });

  it('refuses what is beyond it with 429 and when to ask again, and takes it up then', async () => {
    for (let i = 0; i < 3; i++) await ask(app, '10.0.0.1');
    vi.setSystemTime(1_700_000_018_000);
    const refused = await ask(app, '10.0.0.1');
    expect(refused.statusCode).toBe(429);
    expect(refused.headers['retry-after']).toBe('42');
    expect(refused.headers.ratelimit).toBe('"requests";r=0;t=42');
    expect(refused.headers).toMatchObject(SECURITY_HEADERS);
    expect(refused.json()).toMatchObject({ status: 'error', errors: [] });
    expect(refused.json().message).toContain('ask again in 42 seconds');
    vi.setSystemTime(1_700_000_060_000);
    expect((await ask(app, '10.0.0.1')).statusCode).toBe(200);
  });

  it('counts what leads nowhere and what cannot be done, too', async () => {
    expect((await ask(app, '10.0.0.1', '/nothing')).headers.ratelimit).toBe('"requests";r=2;t=60');
    expect((await ask(app, '10.0.0.1', '/analyze')).statusCode).toBe(405);
    await ask(app, '10.0.0.1', '/api/v1/nothing');
    const { statusCode, headers } = await ask(app, '10.0.0.1', '/api/v1/nothing');
    expect(statusCode).toBe(429);
    expect(headers['content-type']).toMatch(/^application\/problem\+json/);
  });

  it('holds each client by itself: an address, or a network of 64 bits of IPv6', async () => {
    for (let i = 0; i < 4; i++) await ask(app, '10.0.0.1');
    expect((await ask(app, '10.0.0.2')).statusCode).toBe(200);
    for (let i = 0; i < 4; i++) await ask(app, `2001:db8:0:1::${i}`);
    expect((await ask(app, '2001:db8:0:1:ffff::9')).statusCode).toBe(429);
    expect((await ask(app, '2001:db8:0:2::1')).statusCode).toBe(200);
    expect((await ask(app, '::ffff:10.0.0.1')).statusCode).toBe(429);
  });

  it('never keeps anybody from asking for the server’s health', async () => {
    for (let i = 0; i < 10; i++) {
      const { statusCode, headers } = await ask(app, '10.0.0.1', '/healthz');
      expect([statusCode, headers.ratelimit]).toEqual([200, undefined]);
    }
  });

  it('believes nobody who says for whom he asks but the proxies that are named', async () => {
    const said = { 'x-forwarded-for': '203.0.113.9' };
    for (let i = 0; i < 3; i++) await ask(app, '10.0.0.1');
    expect((await ask(app, '10.0.0.1', '/openapi.json', said)).statusCode).toBe(429);

    const behind = await appWith({ EVENHAND_RATE_LIMIT: '3', EVENHAND_PROXIES: '10.0.0.0/24, ::1' });
    for (let i = 0; i < 3; i++) await ask(behind, '10.0.0.1', '/openapi.json', said);
    expect((await ask(behind, '10.0.0.1', '/openapi.json', said)).statusCode).toBe(429);
    const another = { 'x-forwarded-for': '203.0.113.9, 203.0.113.10' };
    expect((await ask(behind, '10.0.0.1', '/openapi.json', another)).statusCode).toBe(200);
    expect((await ask(behind, '192.0.2.1', '/openapi.json', said)).statusCode).toBe(200);
    await behind.close();
  });

  it('has none, and no headers, where it is 0', async () => {
    const free = await appWith({ EVENHAND_RATE_LIMIT: '0' });
    const { headers, statusCode } = await ask(free, '10.0.0.1');
    expect([statusCode, headers.ratelimit, headers['ratelimit-policy']]).toEqual([200, undefined, undefined]);
    await free.close();
  });

  it('by default lets 300 requests a second pass for a minute', async () => {
    const usual = await appWith();
    const { headers } = await ask(usual, '127.0.0.1');
    const most = Number(/q=(\d+);w=60/.exec(String(headers['ratelimit-policy']))?.[1]);
    expect(most).toBeGreaterThan(300 * 60);
    await usual.close();
  });
});

describe('routes that compute or move much', () => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    place = await sqlitePlace();
    api = await apiOn(place, { EVENHAND_RATE_LIMIT: '100' });
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const NOBODY = '0190b2c4-7a3e-7c11-9d4e-2f6b8a1c5d03';

  it('take a fiftieth of the requests, and the others go on', async () => {
    const statuses: number[] = [];
    for (let i = 0; i < 3; i++) statuses.push((await api.call('POST', '/evaluations', {})).status);
    expect(statuses).toEqual([400, 400, 429]);
    const { status, body, headers } = await api.call('GET', `/evaluations/${NOBODY}/export?format=csv`);
    expect([status, body.type]).toEqual([429, '/problems/too-many-requests']);
    expect(headers['ratelimit-policy']).toBe('"heavy";q=2;w=60');
    expect(body.detail).toContain('more than 2 requests of this kind in a minute');
    expect((await api.call('GET', '/employees')).status).toBe(200);
  });

  it('are what-if, exports, imports, evaluations, trends of many, erasure and the check of the audit log', () => {
    const heavy = ROUTES.filter(({ rate }) => rate === 'heavy').map(({ operation }) => operation);
    expect(heavy).toEqual(
      expect.arrayContaining([
        'createEvaluation',
        'createImport',
        'eraseEmployee',
        'exportResults',
        'getCompanyTrend',
        'getDepartmentTrend',
        'getMoves',
        'listMovers',
        'updateImport',
        'exportAudit',
        'verifyAudit',
        'whatIf',
      ]),
    );
  });

  it('are not the streams of events, of which a client may have fifty open', async () => {
    const url = await api.app.listen({ port: 0, host: '127.0.0.1' });
    const leaving = new AbortController();
    const stream = async (signal?: AbortSignal) =>
      (await fetch(`${url}/api/v1/events`, { ...(signal && { signal }) })).status;
    const open = await Promise.all(
      Array.from({ length: 50 }, (_, i) => stream(i === 0 ? leaving.signal : undefined)),
    );
    expect(new Set(open)).toEqual(new Set([200]));
    expect(await stream()).toBe(429);
    const elsewhere = await api.app.inject({
      url: '/api/v1/events',
      headers: { host: 'localhost' },
      remoteAddress: '127.0.0.9',
      payloadAsStream: true,
    });
    expect(elsewhere.statusCode).toBe(200);
    leaving.abort();
    await expect.poll(() => stream()).toBe(200);
    expect((await api.call('GET', '/employees')).headers.ratelimit).toBe('"requests";r=99;t=60');
  });
});

describe('whoever says who they are', () => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    place = await sqlitePlace();
    api = await apiOn(place, { EVENHAND_RATE_LIMIT: '20' });
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  it('has a number of requests of their own, at the same address', async () => {
    const ada = await loggedIn(api, 'analyst');
    const bob = await loggedIn(api, 'analyst');
    const statuses = new Set<number>();
    for (let i = 0; i < 21; i++) statuses.add((await ada.call('GET', '/employees')).status);
    expect([...statuses]).toEqual([200, 429]);
    const { status, headers } = await bob.call('GET', '/employees');
    expect([status, headers.ratelimit]).toEqual([200, '"requests";r=19;t=60']);
  });

  it('but cannot show is held like anybody at the address', async () => {
    const guess = (i: number) =>
      api.call('GET', '/employees', undefined, { authorization: `Bearer evh_${i}_guessed` });
    const statuses = [];
    for (let i = 0; i < 40; i++) statuses.push((await guess(i)).status);
    expect(statuses.slice(0, 10)).toEqual(Array.from({ length: 10 }, () => 401));
    expect(statuses.slice(-10)).toEqual(Array.from({ length: 10 }, () => 429));
  });
});
