import { v7 as newId } from 'uuid';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RIGHTS } from '../../../src/server/access/rights.ts';
import { ROUTES } from '../../../src/server/api/routes.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { type Place, sqlitePlace } from '../../support/stores.ts';
import { firstAdmin, PASSWORD, type Visitor } from '../../support/visitor.ts';

const UNSAFE = ROUTES.filter(({ method }) => method !== 'GET');
const STRANGERS: readonly [string, Readonly<Record<string, string>>][] = [
  ['another site', { origin: 'https://evil.example' }],
  ['another port of this machine', { origin: 'http://localhost:3000' }],
  ['this machine by another name', { origin: 'http://127.0.0.1' }],
  ['a site whose pages may ask', { origin: 'https://hr.example.com' }],
  ['nowhere (a sandbox, a file, a redirect)', { origin: 'null' }],
  ['no origin', {}],
  ['no origin, by an address typed in', { 'sec-fetch-site': 'none' }],
  ['no origin, across sites', { 'sec-fetch-site': 'cross-site' }],
  ['no origin, of the same site', { 'sec-fetch-site': 'same-site' }],
  [
    'its own origin, as it says, across sites',
    { origin: 'http://localhost', 'sec-fetch-site': 'cross-site' },
  ],
  [
    'its own origin, as it says, of the same site',
    { origin: 'http://localhost', 'sec-fetch-site': 'same-site' },
  ],
];

describe('with the cookie of a session', () => {
  let place: Place;
  let api: Api;
  let admin: Visitor;
  beforeAll(async () => {
    place = await sqlitePlace();
    api = await apiOn(place, { EVENHAND_CORS_ORIGINS: 'https://hr.example.com' });
    admin = await firstAdmin(api);
  });
  afterAll(async () => {
    await api.close();
    await place.remove();
  });
  const sent = (method: 'POST' | 'PUT' | 'PATCH' | 'DELETE', path: string, headers: Record<string, string>) =>
    api.call(
      method,
      path.replaceAll(/\{\w+\}/g, () => newId()),
      {},
      { cookie: admin.cookie, ...headers },
    );

  it.each(STRANGERS)('no change is made from %s', async (_, headers) => {
    const before = await api.services.store.read.selectFrom('audit').selectAll().execute();
    for (const { operation, method, path } of UNSAFE) {
      if (method === 'GET') continue;
      const { status, body } = await sent(method, path, headers);
      expect([status, body.type], operation).toEqual([403, '/problems/not-allowed']);
    }
    expect(await api.services.store.read.selectFrom('audit').selectAll().execute()).toEqual(before);
    expect(await admin.isIn()).toBe(true);
  });

  it.each([
    ['its origin', { origin: 'http://localhost' }],
    ['its origin and site', { origin: 'http://localhost', 'sec-fetch-site': 'same-origin' }],
    ['its site', { 'sec-fetch-site': 'same-origin' }],
  ])('changes are made from the own page, which says %s', async (_, headers) => {
    for (const { operation, method, path } of UNSAFE) {
      // What needs no body would be done.
      if (method === 'GET' || method === 'DELETE' || RIGHTS[operation] === 'public') continue;
      const { status } = await sent(method, path, headers);
      expect([403, 401], operation).not.toContain(status);
    }
  });

  it('what is read from elsewhere is for no page to see', async () => {
    for (const origin of ['http://localhost:3000', 'https://hr.example.com']) {
      const { headers } = await api.call('GET', '/employees', undefined, { cookie: admin.cookie, origin });
      expect(headers['access-control-allow-credentials']).toBeUndefined();
    }
    const evil = { cookie: admin.cookie, origin: 'https://evil.example' };
    expect((await api.call('GET', '/employees', undefined, evil)).status).toBe(403);
  });

  it('nobody is logged in by a page of another site', async () => {
    const account = { email: 'ada@example.com', password: PASSWORD };
    for (const origin of ['https://evil.example', 'null']) {
      expect((await api.call('POST', '/session', account, { origin })).status).toBe(403);
    }
    const form = { 'content-type': 'text/plain', origin: 'http://localhost' };
    expect((await api.call('POST', '/session', JSON.stringify(account), form)).status).toBe(415);
  });
});

it('behind https only pages that came by it change anything', async () => {
  const place = await sqlitePlace();
  const api = await apiOn(place, { EVENHAND_PUBLIC_URL: 'https://evenhand.example.com' });
  const admin = await firstAdmin(api);
  const made = async (host: string, origin: string) =>
    (await admin.call('POST', '/departments', { name: newId() }, { host, origin })).status;
  expect(await made('evenhand.example.com', 'https://evenhand.example.com')).toBe(201);
  expect(await made('evenhand.example.com', 'http://evenhand.example.com')).toBe(403);
  expect(await made('evenhand.example.com', 'https://evenhand.example.com:8443')).toBe(403);
  expect(await made('localhost:5000', 'http://localhost:5000')).toBe(201);
  expect(await made('rebound.example', 'http://rebound.example')).toBe(403);
  await api.close();
  await place.remove();
});
