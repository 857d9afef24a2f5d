import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { openStore } from '../../../src/data/store/open-store.ts';
import { evenhand } from '../../support/command.ts';
import { type Served, serve } from '../../support/serve.ts';
import { onBothStores, type Place, sqlitePlace } from '../../support/stores.ts';
import { PASSWORD } from '../../support/visitor.ts';

/** A browser on a page of a running server. */
class Browser {
  readonly #url: string;
  cookie = '';

  constructor(url: string) {
    this.#url = url;
  }

  async send(method: string, path: string, body?: unknown, signal?: AbortSignal): Promise<Response> {
    const answer = await fetch(`${this.#url}/api/v1${path}`, {
      method,
      headers: {
        origin: this.#url,
        ...(this.cookie && { cookie: this.cookie }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    const set = answer.headers.get('set-cookie');
    if (set !== null) this.cookie = set.split(';', 1)[0];
    return answer;
  }

  async ask(method: string, path: string, body?: unknown) {
    const answer = await this.send(method, path, body);
    return { status: answer.status, body: answer.status === 204 ? null : await answer.json() };
  }

  /** Listens to events; resolves, when the stream has ended, with the milliseconds since `ending` was called. */
  async listen(): Promise<{ ending(): void; ended: Promise<number> }> {
    const answer = await this.send('GET', '/events');
    expect(answer.status).toBe(200);
    let began = 0;
    const ended = answer.text().then(() => performance.now() - began);
    return {
      ending: () => {
        began = performance.now();
      },
      ended,
    };
  }
}

const secretIn = (link: string) => new URL(link).hash.slice(1);

/** The link to the first account, which a server prints when it answers. */
function setUpLink(server: Served): Promise<string> {
  const found = () => {
    const [link] = /http:\/\/\S+\/set-up#[\w-]{43}(?=\n)/.exec(server.errors()) ?? [];
    if (link === undefined) throw new Error('it has printed no link');
    return link;
  };
  return vi.waitFor(found, { timeout: 20_000 });
}

async function firstAdmin(server: Served): Promise<Browser> {
  const link = await setUpLink(server);
  const admin = new Browser(server.url);
  const account = { email: 'ada@example.com', name: 'Ada', password: PASSWORD };
  const { status } = await admin.ask('POST', '/set-up', { secret: secretIn(link), ...account });
  expect(status).toBe(200);
  return admin;
}

describe('a server that starts', () => {
  it('prints the link to the first account until there is one, and never to the log', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenhand-access-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const env = { EVENHAND_DATA: folder, EVENHAND_LOG_LEVEL: 'trace' };
    const first = await serve(env);
    const link = await setUpLink(first);
    expect(new URL(link).origin).toBe(new URL(first.url).origin);
    await first.stop();

    const second = await serve(env);
    const used = secretIn(await setUpLink(second));
    expect(second.errors()).not.toContain(secretIn(link));
    const stale = { secret: secretIn(link), email: 'eve@example.com', name: 'Eve', password: PASSWORD };
    expect((await new Browser(second.url).ask('POST', '/set-up', stale)).status).toBe(403);
    const admin = await firstAdmin(second);
    expect((await admin.ask('POST', '/set-up', { ...stale, secret: used })).status).toBe(403);
    await second.stop();
    for (const server of [first, second]) {
      expect(server.output()).not.toMatch(/#[\w-]{43}/);
      expect(server.output()).not.toContain(used);
    }

    const third = await serve(env);
    expect((await new Browser(third.url).ask('GET', '/employees')).status).toBe(401);
    await third.stop();
    expect(third.errors()).not.toContain('set-up');
  });

  it('has every answer on record who saw what, when it is asked to stop at once', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenhand-access-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const server = await serve({ EVENHAND_DATA: folder });
    const admin = await firstAdmin(server);
    const { body } = await admin.ask('POST', '/employees', { number: '7' });
    expect((await admin.ask('GET', `/employees/${body.id}`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
    const store = await openStore({ dataFolder: folder });
    const seen = await store.read
      .selectFrom('audit')
      .select('detail')
      .where('action', '=', 'records.seen')
      .execute();
    await store.close();
    expect(seen.flatMap(({ detail }) => JSON.parse(detail).seen)).toEqual([
      `getEmployee /api/v1/employees/${body.id}`,
    ]);
  });
});

describe('a stream of events', () => {
  let place: Place;
  let server: Served;
  let admin: Browser;
  beforeAll(async () => {
    place = await sqlitePlace();
    server = await serve({ EVENHAND_DATA: place.dataFolder });
    admin = await firstAdmin(server);
  });
  afterAll(async () => {
    await server.stop();
    await place.remove();
  });
  let counter = 0;
  async function invitee() {
    const account = { email: `p${counter++}@example.com`, name: 'P', role: 'analyst' };
    const { body } = await admin.ask('POST', '/accounts', account);
    const invitation = (await admin.ask('POST', `/accounts/${body.id}/invitation`)).body;
    const visitor = new Browser(server.url);
    await visitor.ask('POST', '/invitation', { secret: invitation.secret, password: PASSWORD });
    return { id: body.id, email: account.email, visitor };
  }

  it.each([
    ['its listener logs out', async ({ visitor }) => visitor.ask('DELETE', '/session')],
    [
      'the account gets another role',
      async ({ id }) => admin.ask('PATCH', `/accounts/${id}`, { role: 'auditor' }),
    ],
    [
      'the account may not be used',
      async ({ id }) => admin.ask('PATCH', `/accounts/${id}`, { active: false }),
    ],
    ['the account is gone', async ({ id }) => admin.ask('DELETE', `/accounts/${id}`)],
    [
      'the password is changed elsewhere',
      async ({ email }) => {
        const other = new Browser(server.url);
        await other.ask('POST', '/session', { email, password: PASSWORD });
        return other.ask('PUT', '/account/password', { current: PASSWORD, password: 'other words entirely' });
      },
    ],
    [
      'its session is ended elsewhere',
      async ({ email }) => {
        const other = new Browser(server.url);
        await other.ask('POST', '/session', { email, password: PASSWORD });
        const { items } = (await other.ask('GET', '/account/sessions')).body;
        const { id } = items.find(({ is_this }: { is_this: boolean }) => !is_this);
        return other.ask('DELETE', `/account/sessions/${id}`);
      },
    ],
  ] satisfies [string, (who: Awaited<ReturnType<typeof invitee>>) => Promise<{ status: number }>][])(
    'ends when %s',
    async (what, end) => {
      const who = await invitee();
      const { ending, ended } = await who.visitor.listen();
      const others = await admin.listen();
      let isOthersOver = false;
      void others.ended.then(() => {
        isOthersOver = true;
      });
      ending();
      expect((await end(who)).status).toBeLessThan(300);
      console.info(`${what}: the stream ended ${Math.round(await ended)} ms after it was asked for`);
      expect((await who.visitor.ask('GET', '/employees')).status).toBe(401);
      expect(isOthersOver).toBe(false);
      others.ended.catch(() => {});
    },
  );

  it('ends when the API key is revoked by which it was asked for', async () => {
    const { body: key } = await admin.ask('POST', '/keys', { name: 'Screen', role: 'auditor' });
    const bearer = { headers: { authorization: `Bearer ${key.secret}` } };
    const answer = await fetch(`${server.url}/api/v1/events`, bearer);
    expect(answer.status).toBe(200);
    expect((await admin.ask('DELETE', `/keys/${key.id}`)).status).toBe(200);
    await answer.text();
    expect((await fetch(`${server.url}/api/v1/employees`, bearer)).status).toBe(401);
  });
});

onBothStores('evenhand accounts add', (newPlace) => {
  let place: Place;
  beforeAll(async () => {
    place = await newPlace();
  });
  afterAll(() => place.remove());

  it('makes an account beside a running server, and gives a new link to one that is there', async () => {
    const env = {
      EVENHAND_DATA: place.dataFolder,
      ...(place.databaseUrl && { EVENHAND_DATABASE_URL: place.databaseUrl }),
    };
    const server = await serve(env);
    onTestFinished(() => void server.stop());
    expect((await new Browser(server.url).ask('GET', '/employees')).status).toBe(200);
    const add = (...args: string[]) =>
      evenhand(['accounts', 'add', ...args], { env: { ...env, PORT: '80' } });
    const made = add('Ada@Example.com', '--role', 'admin', '--name', 'Ada');
    expect(made).toMatchObject({ status: 0, stderr: '' });
    expect(made.stdout).toMatch(/^http:\/\/127\.0\.0\.1:80\/invitation#[\w-]{43}\nuntil \d{4}-\S+Z, once\n$/);
    // From now on everybody says who they are.
    expect((await new Browser(server.url).ask('GET', '/employees')).status).toBe(401);

    const again = add('ada@example.com');
    const take = async ({ stdout }: { stdout: string }) => {
      const visitor = new Browser(server.url);
      const secret = secretIn(stdout.split('\n', 1)[0]);
      const { status, body } = await visitor.ask('POST', '/invitation', { secret, password: PASSWORD });
      return { status, body, visitor };
    };
    expect((await take(made)).status).toBe(403);
    const { status, body, visitor } = await take(again);
    expect([status, body.role, body.account.name]).toEqual([200, 'admin', 'Ada']);

    // Another role ends what was opened under the first one.
    add('ada@example.com', '--role', 'auditor');
    expect((await visitor.ask('GET', '/employees')).status).toBe(401);
    expect(add('nobody@example.com')).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('there is no account of this address: give it a --role'),
    });
    for (const address of ['nobody', 'a b@example.com', 'a@b', 'a\u0007@example.com', '']) {
      expect(add(address, '--role', 'admin').status, address).not.toBe(0);
    }
    expect(add('eve@example.com', '--role', 'admin', '--name', ' ').status).not.toBe(0);
  });
});
