import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { backUp, restore } from '../../../src/data/store/backup.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place, sqlitePlace } from '../../support/stores.ts';
import { firstAdmin, invitee, PASSWORD, Visitor } from '../../support/visitor.ts';

const HOUR = 3_600_000;
const NEW = 'another kiwi on the veranda';

onBothStores('who comes in and goes out', (newPlace) => {
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
  /** Lets time pass on the clock, which is all that passes. */
  const pass = (ms: number) => {
    const now = Date.now() + ms;
    vi.useFakeTimers({ toFake: ['Date'], now });
  };
  const idOf = async (visitor: Visitor) => (await visitor.call('GET', '/session')).body.account.id;

  it('is the first admin once, whoever else has the link', async () => {
    expect(await api.services.access.setUpSecret()).toBeNull();
    const secret = 'x'.repeat(43);
    const account = { secret, email: 'eve@example.com', name: 'Eve', password: PASSWORD };
    expect((await new Visitor(api).call('POST', '/set-up', account)).status).toBe(403);
    expect((await admin.call('GET', '/session')).body).toMatchObject({
      account: { email: 'ada@example.com' },
      role: 'admin',
      needs: null,
    });
    expect((await new Visitor(api).call('GET', '/session')).body).toMatchObject({
      account: null,
      role: null,
      needs: 'log_in',
    });
  });

  it('gives the address in any case, and the password as it is', async () => {
    const visitor = new Visitor(api);
    expect((await visitor.logIn(' ADA@Example.COM', PASSWORD)).status).toBe(200);
    expect(await visitor.isIn()).toBe(true);
    expect((await new Visitor(api).logIn('ada@example.com', PASSWORD.toUpperCase())).status).toBe(401);
  });

  it('learns nothing of which accounts there are', async () => {
    const pending = { email: 'pending@example.com', name: 'P', role: 'analyst' };
    await admin.call('POST', '/accounts', pending);
    const { id } = await invitee(api, admin, { email: 'gone@example.com', role: 'analyst' });
    await admin.call('PATCH', `/accounts/${id}`, { active: false });
    const answers = [];
    for (const email of ['ada@', 'nobody@', 'pending@', 'gone@']) {
      for (let i = 0; i < 6; i++) {
        const password = email === 'gone@' ? PASSWORD : `wrong ${i}`;
        const { status, headers, body } = await new Visitor(api).logIn(`${email}example.com`, password);
        const { request_id: _, ...problem } = body;
        const { 'x-request-id': _id, date: _date, 'retry-after': _wait, ...rest } = headers;
        answers.push({ email, i, answer: JSON.stringify([status, rest, problem]) });
      }
    }
    for (const { email, i, answer } of answers) {
      expect(answer, `${email} ${i}`).toBe(answers[i].answer);
    }
    expect(answers[0].answer).toContain('no account has this address and this password');
    expect(answers[5].answer).toContain('too many attempts have failed: try again in 15 minutes');
  });

  it('is locked out for a quarter of an hour after five wrong passwords, with the right one too', async () => {
    const visitor = new Visitor(api);
    for (let i = 0; i < 5; i++) expect((await visitor.logIn('ada@example.com', 'wrong')).status).toBe(401);
    const locked = await visitor.logIn('ada@example.com', PASSWORD);
    expect(locked).toMatchObject({ status: 429, body: { type: '/problems/too-many-requests' } });
    expect(Number(locked.headers['retry-after'])).toBeGreaterThan(890);
    pass(15 * 60_000);
    expect((await visitor.logIn('ada@example.com', PASSWORD)).status).toBe(200);
    for (let i = 0; i < 4; i++) await visitor.logIn('ada@example.com', 'wrong');
    expect((await visitor.logIn('ada@example.com', PASSWORD)).status).toBe(200);
    expect((await visitor.logIn('ada@example.com', 'wrong')).status).toBe(401);
  });

  it('is out where they log out, and in where else they are in', async () => {
    const other = new Visitor(api);
    await other.logIn('ada@example.com', PASSWORD);
    const kept = other.cookie;
    const { status, headers } = await other.call('DELETE', '/session');
    expect(status).toBe(204);
    expect(headers['set-cookie']).toMatch(/^evenhand=; Max-Age=0; Path=\/; HttpOnly; SameSite=Strict$/);
    other.cookie = kept;
    expect(await other.isIn()).toBe(false);
    expect((await other.call('GET', '/employees')).status).toBe(401);
    expect(await admin.isIn()).toBe(true);
  });

  it('sees where the own account is in, and ends it there', async () => {
    const other = new Visitor(api);
    await other.logIn('ada@example.com', PASSWORD);
    const { body } = await admin.call('GET', '/account/sessions');
    expect(body.items.map(({ is_this }: { is_this: boolean }) => is_this)).toEqual([false, true]);
    expect(JSON.stringify(body)).not.toContain(other.cookie.split('=')[1]);
    const { visitor } = await invitee(api, admin, { email: 'bob@example.com', role: 'analyst' });
    expect((await visitor.call('DELETE', `/account/sessions/${body.items[0].id}`)).status).toBe(404);
    expect(await other.isIn()).toBe(true);
    expect((await admin.call('DELETE', `/account/sessions/${body.items[0].id}`)).status).toBe(204);
    expect([await other.isIn(), await admin.isIn()]).toEqual([false, true]);
  });

  it('leaves the session that a browser had when it logs in anew', async () => {
    const before = new Visitor(api);
    before.cookie = admin.cookie;
    await admin.logIn('ada@example.com', PASSWORD);
    expect(admin.cookie).not.toBe(before.cookie);
    expect([await before.isIn(), await admin.isIn()]).toEqual([false, true]);
  });

  it('stays for two hours after the last request, and for twelve in all', async () => {
    const busy = new Visitor(api);
    await busy.logIn('ada@example.com', PASSWORD);
    for (let hours = 1.5; hours < 12; hours += 1.5) {
      pass(1.5 * HOUR);
      expect(await busy.isIn(), `${hours} hours`).toBe(true);
      await api.services.access.close();
      expect(await admin.isIn(), `${hours} hours`).toBe(hours < 2);
      admin.cookie = '';
    }
    pass(1.5 * HOUR);
    expect(await busy.isIn()).toBe(false);
    const idle = new Visitor(api);
    await idle.logIn('ada@example.com', PASSWORD);
    pass(2 * HOUR - 1000);
    expect(await idle.isIn()).toBe(true);
    await api.services.access.close();
    pass(2 * HOUR);
    expect(await idle.isIn()).toBe(false);
    expect((await idle.call('GET', '/employees')).status).toBe(401);
  });

  it('changes the own password, by the old one, and is out everywhere else', async () => {
    const other = new Visitor(api);
    await other.logIn('ada@example.com', PASSWORD);
    const id = await idOf(admin);
    const { body: invitation } = await admin.call('POST', `/accounts/${id}/invitation`);
    const change = (current: string, password: string) =>
      admin.call('PUT', '/account/password', { current, password });
    expect((await change('wrong', NEW)).status).toBe(403);
    expect(await change(PASSWORD, 'ada@example.com1')).toMatchObject({
      status: 400,
      body: { errors: [{ in: 'body', pointer: '/password' }] },
    });
    expect(await other.isIn()).toBe(true);
    expect((await change(PASSWORD, NEW)).status).toBe(204);
    expect([await other.isIn(), await admin.isIn()]).toEqual([false, true]);
    expect((await other.logIn('ada@example.com', PASSWORD)).status).toBe(401);
    expect((await other.logIn('ada@example.com', NEW)).status).toBe(200);
    const late = { secret: invitation.secret, password: PASSWORD };
    expect((await other.call('POST', '/invitation', late)).status).toBe(403);
    for (let i = 0; i < 5; i++) expect((await change('wrong', NEW)).status).toBe(403);
    expect((await change(NEW, PASSWORD)).status).toBe(429);
  });

  it('is out at once when the account gets another role or person, may not be used, or is gone', async () => {
    const employee = (await admin.call('POST', '/employees', { number: '7' })).body.id;
    const endings = [{ role: 'auditor' }, { employee_id: employee }, { active: false }, null];
    for (const [i, ending] of endings.entries()) {
      const { id, visitor } = await invitee(api, admin, { email: `p${i}@example.com`, role: 'analyst' });
      expect((await visitor.call('GET', '/employees')).status).toBe(200);
      expect((await admin.call('PATCH', `/accounts/${id}`, { name: 'Renamed' })).status).toBe(200);
      expect(await visitor.isIn()).toBe(true);
      const { status } =
        ending === null
          ? await admin.call('DELETE', `/accounts/${id}`)
          : await admin.call('PATCH', `/accounts/${id}`, ending);
      expect(status).toBe(ending === null ? 204 : 200);
      expect((await visitor.call('GET', '/employees')).status, JSON.stringify(ending)).toBe(401);
    }
  });

  it('comes by an invitation once, for seven days, and by the last one only', async () => {
    const { body } = await admin.call('POST', '/accounts', {
      email: 'bob@example.com',
      name: 'Bob',
      role: 'analyst',
    });
    const invite = async () => (await admin.call('POST', `/accounts/${body.id}/invitation`)).body;
    const accept = async ({ secret }: { secret: string }, password = PASSWORD) =>
      (await new Visitor(api).call('POST', '/invitation', { secret, password })).status;
    const first = await invite();
    const second = await invite();
    expect(second.link).toBe(`http://localhost/invitation#${second.secret}`);
    expect(await accept(first)).toBe(403);
    expect(await accept(second, 'bob bob bob bob')).toBe(400);
    expect(await accept(second)).toBe(200);
    expect(await accept(second)).toBe(403);

    const late = await invite();
    pass(7 * 24 * HOUR - 1000);
    await admin.logIn('ada@example.com', PASSWORD);
    expect(await accept(late, NEW)).toBe(200);
    const later = await invite();
    pass(7 * 24 * HOUR);
    expect(await accept(later)).toBe(403);
    expect((await new Visitor(api).logIn('bob@example.com', NEW)).status).toBe(200);

    await admin.logIn('ada@example.com', PASSWORD);
    const misled = await invite();
    await admin.call('PATCH', `/accounts/${body.id}`, { email: 'bob2@example.com' });
    expect(await accept(misled)).toBe(403);
    const shut = await invite();
    await admin.call('PATCH', `/accounts/${body.id}`, { active: false });
    expect(await accept(shut)).toBe(403);
    await admin.call('PATCH', `/accounts/${body.id}`, { active: true });
    expect(await accept(shut)).toBe(403);
  });

  it('by two who hold the same invitation is one', async () => {
    const { body } = await admin.call('POST', '/accounts', {
      email: 'bob@example.com',
      name: 'Bob',
      role: 'analyst',
    });
    const { secret } = (await admin.call('POST', `/accounts/${body.id}/invitation`)).body;
    const answers = await Promise.all(
      Array.from({ length: 4 }, () =>
        new Visitor(api).call('POST', '/invitation', { secret, password: PASSWORD }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403, 403, 403]);
  });

  it('is never nobody: the last admin who can come in stays one', async () => {
    const id = await idOf(admin);
    await admin.call('POST', '/accounts', { email: 'new@example.com', name: 'New', role: 'admin' });
    const refused = [
      await admin.call('PATCH', `/accounts/${id}`, { active: false }),
      await admin.call('PATCH', `/accounts/${id}`, { role: 'auditor' }),
      await admin.call('DELETE', `/accounts/${id}`),
    ];
    expect(refused.map(({ status }) => status)).toEqual([409, 409, 409]);
    const other = await invitee(api, admin, { email: 'eve@example.com', role: 'admin' });
    expect((await admin.call('DELETE', `/accounts/${id}`)).status).toBe(204);
    expect((await other.visitor.call('DELETE', `/accounts/${other.id}`)).status).toBe(409);
  });

  it('goes with the person who is erased, but for the last admin', async () => {
    const person = async (number: string) => (await admin.call('POST', '/employees', { number })).body.id;
    const [one, two] = [await person('1'), await person('2')];
    const bob = await invitee(api, admin, { email: 'bob@example.com', role: 'employee', employee_id: one });
    const ada = await idOf(admin);
    await invitee(api, admin, { email: 'pending@example.com', role: 'admin', employee_id: two });
    await admin.call('PATCH', `/accounts/${ada}`, { employee_id: two });
    await admin.logIn('ada@example.com', PASSWORD);
    for (const [id, number] of [
      [one, '1'],
      [two, '2'],
    ]) {
      expect((await admin.call('POST', `/employees/${id}/erasure`, { number })).status).toBeLessThan(300);
    }
    expect((await bob.visitor.call('GET', '/employees')).status).toBe(401);
    const { read } = api.services.store;
    const left = await read.selectFrom('accounts').select(['role', 'employee_id']).execute();
    expect(left).toEqual([{ role: 'admin', employee_id: null }]);
    const audit = await read
      .selectFrom('audit')
      .select('subject')
      .where('action', '=', 'account.deleted')
      .execute();
    expect(audit).toHaveLength(2);
    expect(audit).toContainEqual({ subject: `accounts/${bob.id}` });
  });

  it('is not in again because of a backup that is restored, nor let in who was shut out since', async () => {
    const bob = await invitee(api, admin, { email: 'bob@example.com', role: 'analyst' });
    const key = (await admin.call('POST', '/keys', { name: 'Tickets', role: 'analyst' })).body;
    const { body: invitation } = await admin.call('POST', `/accounts/${bob.id}/invitation`);
    const file = join(place.dataFolder, 'backup.db');
    await backUp(place, file);
    await admin.call('PATCH', `/accounts/${bob.id}`, { active: false });
    await admin.call('DELETE', `/keys/${key.id}`);
    await restore(place, file, 'command');
    expect([await admin.isIn(), await bob.visitor.isIn()]).toEqual([false, false]);
    expect((await bob.visitor.logIn('bob@example.com', PASSWORD)).status).toBe(401);
    const { secret } = invitation;
    expect((await new Visitor(api).call('POST', '/invitation', { secret, password: NEW })).status).toBe(403);
    const bearer = { authorization: `Bearer ${key.secret}` };
    expect((await api.call('GET', '/employees', undefined, bearer)).status).toBe(401);
    expect((await admin.logIn('ada@example.com', PASSWORD)).status).toBe(200);
  });

  it('leaves no secret in what is kept to be answered again', async () => {
    const { body: account } = await admin.call('POST', '/accounts', {
      email: 'bob@example.com',
      name: 'Bob',
      role: 'analyst',
    });
    const again = { 'idempotency-key': 'the-same' };
    const key = await admin.call('POST', '/keys', { name: 'K', role: 'analyst' }, again);
    const other = await admin.call('POST', '/keys', { name: 'K', role: 'analyst' }, again);
    const invitation = await admin.call('POST', `/accounts/${account.id}/invitation`, undefined, again);
    const session = await admin.call(
      'POST',
      '/session',
      { email: 'ada@example.com', password: PASSWORD },
      again,
    );
    await admin.call('PUT', '/account/password', { current: PASSWORD, password: NEW }, again);
    expect([key.status, other.status, invitation.status, session.status]).toEqual([201, 201, 201, 200]);
    expect(other.body.secret).not.toBe(key.body.secret);
    const { read } = api.services.store;
    expect(await read.selectFrom('idempotency_keys').selectAll().execute()).toEqual([]);
    const secrets = [key.body.secret, invitation.body.secret, admin.cookie.split('=')[1], PASSWORD, NEW];
    for (const table of ['accounts', 'sessions', 'invitations', 'api_keys', 'audit', 'events'] as const) {
      const rows = JSON.stringify(await read.selectFrom(table).selectAll().execute());
      for (const secret of secrets) expect(rows, table).not.toContain(secret);
    }
  });

  it('is on record by id and deed, never by name or address', async () => {
    const { id, visitor } = await invitee(api, admin, { email: 'bob@example.com', role: 'analyst' });
    await visitor.call('DELETE', '/session');
    await admin.call('PATCH', `/accounts/${id}`, { role: 'auditor', name: 'Robert' });
    const { body } = await admin.call('GET', `/audit?subject=accounts/${id}`);
    const deeds = body.items.map(({ action, detail }: { action: string; detail: unknown }) => [
      action,
      detail,
    ]);
    expect(deeds.toReversed()).toEqual([
      ['account.created', { role: 'analyst' }],
      ['account.invited', {}],
      ['account.updated', { fields: ['password'] }],
      ['session.opened', { by: 'password' }],
      ['session.ended', {}],
      ['account.updated', { fields: ['name', 'role'], from: 'analyst', to: 'auditor' }],
    ]);
    const log = JSON.stringify(await api.services.store.read.selectFrom('audit').selectAll().execute());
    expect(log).not.toMatch(/bob|robert|ada@|example\.com/i);
  });
});

it('whoever opens the link at the same moment, one account is the first', async () => {
  const place = await sqlitePlace();
  const api = await apiOn(place);
  const secret = await api.services.access.setUpSecret();
  const answers = await Promise.all(
    ['a', 'b', 'c'].map((name) =>
      new Visitor(api).call('POST', '/set-up', {
        secret,
        email: `${name}@example.com`,
        name,
        password: PASSWORD,
      }),
    ),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 403, 403]);
  await api.close();
  await place.remove();
});

it.each([
  ['http', {}, /^evenhand=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; SameSite=Strict$/],
  [
    'https',
    { EVENHAND_PUBLIC_URL: 'https://evenhand.example.com' },
    /^__Host-evenhand=[\w-]{43}; Max-Age=43200; Path=\/; HttpOnly; Secure; SameSite=Strict$/,
  ],
])('the cookie by %s is for this server and no script', async (_, env, pattern) => {
  const place = await sqlitePlace();
  const api = await apiOn(place, env);
  const admin = await firstAdmin(api);
  const { headers } = await admin.logIn('ada@example.com', PASSWORD);
  expect(headers['set-cookie']).toMatch(pattern);
  expect(headers['cache-control']).toBe('no-store');
  expect(await admin.isIn()).toBe(true);
  await api.close();
  await place.remove();
});
