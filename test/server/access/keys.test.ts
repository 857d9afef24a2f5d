import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { revokeKey } from '../../../src/data/store/api-keys.ts';
import { openStoreBeside } from '../../../src/data/store/open-store.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';
import { firstAdmin, invitee, type Visitor } from '../../support/visitor.ts';

const DAY = 86_400_000;

onBothStores('an API key', (newPlace) => {
  let place: Place;
  let api: Api;
  let admin: Visitor;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    admin = await firstAdmin(api);
  });
  afterEach(async () => {
    vi.useRealTimers();
    await api.close();
    await place.remove();
  });
  const made = async (key: object) => (await admin.call('POST', '/keys', { name: 'K', ...key })).body;
  const withKey = (secret: string, method: 'GET' | 'POST', path: string, body?: unknown) =>
    api.call(method, path, body, { authorization: `Bearer ${secret}` });

  it('is shown once, and kept as a hash', async () => {
    const { id, secret } = await made({ role: 'analyst' });
    expect(secret).toMatch(/^evenhand_[\w-]{43}$/);
    const list = (await admin.call('GET', '/keys')).body;
    expect(list.items).toMatchObject([
      { id, name: 'K', role: 'analyst', last_used_at: null, revoked_at: null },
    ]);
    expect(JSON.stringify(list)).not.toContain(secret);
    const [row] = await api.services.store.read.selectFrom('api_keys').selectAll().execute();
    expect(row.token_hash).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.stringify(row)).not.toContain(secret.slice(9));
  });

  it('does what its role may, and of that only the operations that it is for', async () => {
    const analyst = await made({ role: 'analyst' });
    const narrow = await made({ role: 'analyst', operations: ['listPeriods', 'createPeriod'] });
    const auditor = await made({ role: 'auditor' });
    const statuses = async (secret: string) => [
      (await withKey(secret, 'GET', '/periods')).status,
      (await withKey(secret, 'GET', '/employees')).status,
      (await withKey(secret, 'POST', '/departments', { name: secret })).status,
      (await withKey(secret, 'GET', '/accounts')).status,
      (await withKey(secret, 'GET', '/account/sessions')).status,
    ];
    expect(await statuses(analyst.secret)).toEqual([200, 200, 201, 403, 403]);
    expect(await statuses(narrow.secret)).toEqual([200, 403, 403, 403, 403]);
    expect(await statuses(auditor.secret)).toEqual([200, 200, 403, 200, 403]);
    const { body } = await admin.call('GET', '/audit?action=department.created');
    expect(body.items.map(({ actor }: { actor: string }) => actor)).toEqual([`keys/${analyst.id}`]);
  });

  it('is for roles and operations that there are, and makes none that is for more', async () => {
    for (const key of [{ role: 'manager' }, { role: 'employee' }, { role: 'analyst', days: 731 }]) {
      expect((await admin.call('POST', '/keys', { name: 'K', ...key })).status).toBe(400);
    }
    for (const operation of ['nothing', 'toString', 'logIn', 'createKey']) {
      const key = { name: 'K', role: 'analyst', operations: [operation] };
      expect((await admin.call('POST', '/keys', key)).status, operation).toBe(422);
    }
    const maker = await made({ role: 'admin', operations: ['createKey', 'listEmployees'] });
    const make = async (operations: string[] | null) =>
      (await withKey(maker.secret, 'POST', '/keys', { name: 'K', role: 'admin', operations })).status;
    expect([await make(null), await make(['listAccounts']), await make(['listEmployees'])]).toEqual([
      403, 403, 201,
    ]);
  });

  it('ends at its time, or when it is revoked', async () => {
    const short = await made({ role: 'analyst', days: 1 });
    const long = await made({ role: 'analyst' });
    expect(Date.parse(long.expires_at) - Date.parse(long.created_at)).toBe(90 * DAY);
    expect((await withKey(short.secret, 'GET', '/periods')).status).toBe(200);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + DAY });
    expect((await withKey(short.secret, 'GET', '/periods')).status).toBe(401);
    expect((await withKey(long.secret, 'GET', '/periods')).status).toBe(200);
    vi.useRealTimers();
    const revoked = await admin.call('DELETE', `/keys/${long.id}`);
    expect(revoked).toMatchObject({ status: 200, body: { id: long.id, revoked_at: expect.any(String) } });
    expect((await withKey(long.secret, 'GET', '/periods')).status).toBe(401);
    expect((await admin.call('DELETE', `/keys/${long.id}`)).body.revoked_at).toBe(revoked.body.revoked_at);
    const deeds = (await admin.call('GET', `/audit?subject=keys/${long.id}`)).body.items;
    expect(deeds.map(({ action }: { action: string }) => action)).toContain('key.created');
    expect(deeds.map(({ action }: { action: string }) => action)).toContain('key.revoked');
  });

  it('is refused soon after a command or another server has ended it, however often it is used', async () => {
    const { id, secret } = await made({ role: 'analyst' });
    const beside = await openStoreBeside(place);
    try {
      expect((await withKey(secret, 'GET', '/periods')).status).toBe(200);
      await beside.change('command', (change) => revokeKey(change, id));
      const ended = performance.now();
      let took = 0;
      while ((await withKey(secret, 'GET', '/periods')).status === 200 && took < 5000) {
        await setTimeout(10);
        took = performance.now() - ended;
      }
      expect((await withKey(secret, 'GET', '/periods')).status).toBe(401);
      expect(took).toBeLessThan(5000);
    } finally {
      await beside.close();
    }
  });

  it('says to the minute when it was last used', async () => {
    const { id, secret } = await made({ role: 'analyst' });
    const used = async () => {
      await api.services.access.close();
      const { items } = (await admin.call('GET', '/keys')).body;
      return items.find((key: { id: string }) => key.id === id).last_used_at;
    };
    await withKey(secret, 'GET', '/periods');
    const first = await used();
    expect(Math.abs(Date.now() - Date.parse(first))).toBeLessThan(60_000);
    await withKey(secret, 'GET', '/periods');
    expect(await used()).toBe(first);
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(first) + 61_000 });
    await withKey(secret, 'GET', '/periods');
    expect(Date.parse(await used()) - Date.parse(first)).toBe(61_000);
  });

  it('is taken from the header Authorization only, and no session is', async () => {
    const { secret } = await made({ role: 'admin' });
    const token = admin.cookie.split('=')[1];
    for (const [path, headers] of [
      ['/employees', { cookie: `evenhand=${secret}` }],
      [`/employees?key=${secret}`, {}],
      [`/employees?access_token=${secret}`, {}],
      ['/employees', { 'x-api-key': secret }],
      ['/employees', { authorization: secret }],
      ['/employees', { authorization: `Basic ${btoa(`key:${secret}`)}` }],
      ['/employees', { authorization: `Bearer ${token}` }],
      ['/employees', { authorization: `Bearer ${secret}x` }],
      // Whoever sends a key is not taken for whose cookie comes along.
      ['/employees', { authorization: 'Bearer nothing', cookie: admin.cookie }],
    ] satisfies [string, Record<string, string>][]) {
      const { status } = await api.call('GET', path, undefined, headers);
      expect([400, 401], JSON.stringify([path, headers])).toContain(status);
    }
    expect((await withKey(secret, 'GET', '/employees')).status).toBe(200);
  });

  it('goes on when the account that made it is gone', async () => {
    const other = await invitee(api, admin, { email: 'eve@example.com', role: 'admin' });
    const { secret } = (await other.visitor.call('POST', '/keys', { name: 'K', role: 'auditor' })).body;
    expect((await admin.call('DELETE', `/accounts/${other.id}`)).status).toBe(204);
    expect((await withKey(secret, 'GET', '/employees')).status).toBe(200);
  });
});
