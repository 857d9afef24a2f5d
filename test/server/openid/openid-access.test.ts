import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { addAccount, findAccount, updateAccount } from '../../../src/data/store/accounts.ts';
import {
  OutgoingError,
  type OutgoingFetch,
  outgoingFetch,
} from '../../../src/server/outgoing/outgoing-fetch.ts';
import { type Answer, type Api, apiOn, inlineCalculator } from '../../support/api.ts';
import { startProvider, type TestProvider } from '../../support/openid-provider.ts';
import { onBothStores, type Place, sqlitePlace } from '../../support/stores.ts';

const publicUrl = 'http://localhost:5000';
const redirectUrl = `${publicUrl}/api/v1/login/openid/callback`;
let provider: TestProvider;

beforeAll(async () => {
  provider = await startProvider({ redirectUrl });
});
afterAll(() => provider.close());

function environmentOf({ config }: TestProvider): Record<string, string> {
  return {
    EVENHAND_PUBLIC_URL: publicUrl,
    EVENHAND_OIDC_ISSUER: config.issuer,
    EVENHAND_OIDC_CLIENT_ID: config.clientId,
    EVENHAND_OIDC_CLIENT_SECRET: config.clientSecret,
  };
}

onBothStores('login at the identity provider', (newPlace) => {
  let place: Place;
  let api: Api;
  let isAway: boolean;
  let accountId: string;

  beforeEach(async () => {
    isAway = false;
    const fetch: OutgoingFetch = (address, request) =>
      isAway
        ? Promise.reject(new OutgoingError('ECONNREFUSED', 'it is away'))
        : provider.fetch(address, request);
    place = await newPlace();
    api = await apiOn(place, environmentOf(provider), inlineCalculator, fetch);
    accountId = await newAccount('ada@example.com');
    provider.people.clear();
    provider.people.set('ada-7', { email: 'Ada@Example.com', email_verified: true });
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  async function newAccount(email: string): Promise<string> {
    const { id } = await api.services.store.change('local', (change) =>
      addAccount(change, { email, name: 'Ada Lovelace', role: 'analyst' }),
    );
    return id;
  }

  /** Somebody's way to the provider: their browser's cookie, and the path that they come back by. */
  async function wayOf(subject: string | null, change = (url: string) => url) {
    const { status, headers } = await api.call('GET', '/login/openid');
    expect(status).toBe(303);
    const back = new URL(await provider.signIn(change(String(headers.location)), subject));
    const cookie = cookiesOf(headers).find((set) => set.startsWith('evenhand-login='));
    return { path: `/login/openid/callback${back.search}`, cookie: cookie?.split(';')[0] ?? '' };
  }

  async function cameBack({ path, cookie }: { path: string; cookie: string }): Promise<Answer> {
    return api.call('GET', path, undefined, { cookie });
  }

  async function logIn(subject: string | null, change?: (url: string) => string): Promise<Answer> {
    return cameBack(await wayOf(subject, change));
  }

  async function audited() {
    return api.services.store.read
      .selectFrom('audit')
      .select(['actor', 'action', 'subject', 'detail'])
      .orderBy('sequence')
      .execute();
  }

  async function expectRefused(answer: Answer, reason: string): Promise<void> {
    expect(answer).toMatchObject({ status: 403, body: { type: '/problems/not-allowed' } });
    expect(cookiesOf(answer.headers).join()).not.toContain('evenhand=');
    const { store } = api.services;
    expect(await store.read.selectFrom('sessions').selectAll().execute()).toEqual([]);
    expect((await audited()).at(-1)).toEqual({
      actor: 'system',
      action: 'login.refused',
      subject: 'login/openid',
      detail: JSON.stringify({ reason }),
    });
  }

  it('opens a session for the account with the address that the provider has verified', async () => {
    const answer = await logIn('ada-7');
    expect(answer).toMatchObject({ status: 303, headers: { location: '/' }, body: '' });
    const [ended, session] = cookiesOf(answer.headers);
    expect(ended).toMatch(/^evenhand-login=; Max-Age=0; /);
    expect(session).toMatch(/^evenhand=[\w-]{43}; .*HttpOnly/);
    const cookie = session.split(';')[0];
    const { body } = await api.call('GET', '/session', undefined, { cookie });
    expect(body).toMatchObject({
      account: { id: accountId, email: 'ada@example.com' },
      role: 'analyst',
      has_provider: true,
    });
  });

  it('gives the browser a cookie that scripts cannot read, for ten minutes', async () => {
    const { headers } = await api.call('GET', '/login/openid');
    const [set] = cookiesOf(headers);
    expect(set).toMatch(/^evenhand-login=[\w-]{43}; /);
    expect(set.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Max-Age=600', 'Path=/', 'SameSite=Lax']);
    expect(headers['cache-control']).toBe('no-store');
  });

  it('puts on record who came in, without their address or what the provider calls them', async () => {
    await logIn('ada-7');
    const entries = (await audited()).filter(({ actor }) => actor === accountId);
    const subject = `accounts/${accountId}`;
    expect(entries.map(({ actor: _, ...entry }) => ({ ...entry, detail: JSON.parse(entry.detail) }))).toEqual(
      [
        { action: 'account.updated', subject, detail: { fields: ['openid_issuer', 'openid_subject'] } },
        { action: 'session.opened', subject, detail: { by: 'openid' } },
      ],
    );
    expect(JSON.stringify(await audited())).not.toMatch(/example\.com|ada-7/i);
  });

  it('knows somebody again when their address has changed, at the provider or here', async () => {
    await logIn('ada-7');
    provider.people.set('ada-7', { email: 'lovelace@example.com', email_verified: false });
    expect(await logIn('ada-7')).toMatchObject({ status: 303 });
    const { store } = api.services;
    await store.change('local', async (change) => {
      const before = await findAccount(change.db, accountId);
      if (before) await updateAccount(change, before, { email: 'countess@example.com' });
    });
    expect(await logIn('ada-7')).toMatchObject({ status: 303 });
  });

  it('refuses somebody whose address the provider has not verified', async () => {
    provider.people.set('eve-1', { email: 'ada@example.com', email_verified: false });
    await expectRefused(await logIn('eve-1'), 'unverified');
    provider.people.set('eve-2', { email: 'ada@example.com' });
    await expectRefused(await logIn('eve-2'), 'unverified');
    provider.people.set('eve-3', {});
    await expectRefused(await logIn('eve-3'), 'unverified');
  });

  it('refuses somebody who has no account, and makes none', async () => {
    provider.people.set('bob-1', { email: 'bob@example.com', email_verified: true });
    const answer = await logIn('bob-1');
    await expectRefused(answer, 'unknown');
    expect(answer.body.detail).toBe('there is no account for you here: ask an administrator for one');
    expect(await api.services.store.read.selectFrom('accounts').select('id').execute()).toEqual([
      { id: accountId },
    ]);
  });

  it('takes an address that only looks the same for another one', async () => {
    for (const email of [
      'ａda@example.com',
      'ada@ex\u00adample.com',
      'ada@example.com\u3000',
      'ADA@EXAMPLE.ＣＯＭ',
    ]) {
      provider.people.set('eve-1', { email, email_verified: true });
      await expectRefused(await logIn('eve-1'), 'unknown');
    }
  });

  it('gives an account to one person only, who had it first', async () => {
    provider.people.set('ada-8', { email: 'ada@example.com', email_verified: true });
    const ways = [await wayOf('ada-7'), await wayOf('ada-8')];
    const answers = await Promise.all(ways.map(cameBack));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403]);
    const again = [await logIn('ada-7'), await logIn('ada-8')];
    expect(again.map(({ status }) => status)).toEqual(answers.map(({ status }) => status));
  });

  it('gives an account of another provider to whom the provider of now vouches for', async () => {
    const { store } = api.services;
    await store.change('local', async (change) => {
      const before = await findAccount(change.db, accountId);
      const values = { openid_issuer: 'https://before.example', openid_subject: 'ada' };
      if (before) await updateAccount(change, before, values);
    });
    expect(await logIn('ada-7')).toMatchObject({ status: 303 });
    expect(await findAccount(store.read, accountId)).toMatchObject({
      openid_issuer: provider.config.issuer,
      openid_subject: 'ada-7',
    });
  });

  it('refuses whose account may not be used any more, known or new', async () => {
    const { store } = api.services;
    const deactivate = () =>
      store.change('local', async (change) => {
        const before = await findAccount(change.db, accountId);
        if (before) await updateAccount(change, before, { active: 0 });
      });
    await deactivate();
    await expectRefused(await logIn('ada-7'), 'inactive');
    await store.change('local', async (change) => {
      const before = await findAccount(change.db, accountId);
      if (before) await updateAccount(change, before, { active: 1 });
    });
    await logIn('ada-7');
    await deactivate();
    await expectRefused(await logIn('ada-7'), 'inactive');
  });

  it('refuses another browser than the one that began, which can still come in', async () => {
    const [one, other] = [await wayOf('ada-7'), await wayOf('ada-7')];
    for (const cookie of ['', 'evenhand-login=x', 'evenhand-login=', other.cookie]) {
      const answer = await cameBack({ ...one, cookie });
      expect(answer).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('another browser') },
      });
    }
    expect(await cameBack(one)).toMatchObject({ status: 303 });
  });

  it('refuses who comes back with something else, and uses nothing up', async () => {
    const way = await wayOf('ada-7');
    const state = 'x'.repeat(43);
    for (const query of [
      '',
      '?',
      '?code=x',
      '?state=x&code=x',
      `?state=${state}&code=x`,
      '?state=%00',
      '?state=%ff',
    ]) {
      const answer = await cameBack({ ...way, path: `/login/openid/callback${query}` });
      expect(answer).toMatchObject({
        status: 403,
        body: { detail: expect.stringContaining('another browser') },
      });
    }
    expect(await cameBack(way)).toMatchObject({ status: 303 });
  });

  it('refuses a way that was gone already', async () => {
    const way = await wayOf('ada-7');
    expect(await cameBack(way)).toMatchObject({ status: 303 });
    expect(await cameBack(way)).toMatchObject({ status: 403 });
    const twice = await wayOf('ada-7');
    const answers = await Promise.all([cameBack(twice), cameBack(twice)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 403]);
  });

  it('refuses who takes more than ten minutes, and forgets about them', async () => {
    const way = await wayOf('ada-7');
    const { store } = api.services;
    const [{ expires_at }] = await store.read.selectFrom('openid_logins').select('expires_at').execute();
    expect(Date.parse(expires_at) - Date.now()).toBeGreaterThan(590_000);
    expect(Date.parse(expires_at) - Date.now()).toBeLessThanOrEqual(600_000);
    await store.change('local', ({ db }) =>
      db.updateTable('openid_logins').set({ expires_at: new Date().toISOString() }).execute(),
    );
    expect(await cameBack(way)).toMatchObject({ status: 403 });
    await wayOf('ada-7');
    expect(await store.read.selectFrom('openid_logins').select('state').execute()).toHaveLength(1);
  });

  it('refuses a login whose nonce, state or challenge was changed on the way', async () => {
    await expectRefused(await logIn('ada-7', (url) => url.replace(/nonce=[\w-]+/, 'nonce=mine')), 'invalid');
    const mine = 'code_challenge=E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM';
    await expectRefused(await logIn('ada-7', (url) => url.replace(/code_challenge=[\w-]+/, mine)), 'invalid');
    expect(await logIn('ada-7', (url) => url.replace(/state=[\w-]+/, 'state=mine'))).toMatchObject({
      status: 403,
    });
  });

  it('says so where the provider let nobody in', async () => {
    const answer = await logIn(null);
    await expectRefused(answer, 'denied');
    expect(answer.body.detail).toBe('the identity provider did not let you in');
  });

  it('answers with 502 while the provider is away, without a word of the inside', async () => {
    const way = await wayOf('ada-7');
    isAway = true;
    const answers = [await cameBack(way)];
    expect((await audited()).at(-1)).toMatchObject({ detail: '{"reason":"unavailable"}' });
    await api.close();
    api = await apiOn(place, environmentOf(provider), inlineCalculator, outgoingFetch());
    answers.push(await api.call('GET', '/login/openid'));
    for (const { status, headers, body } of answers) {
      expect(status).toBe(502);
      expect(headers['content-type']).toMatch(/^application\/problem\+json/);
      expect(body).toEqual({
        type: '/problems/provider',
        title: 'The identity provider does not answer as it should',
        status: 502,
        detail: expect.stringContaining('try again in a few minutes'),
        request_id: expect.any(String),
      });
    }
  });
});

describe('a browser that is not let in', () => {
  let place: Place;
  let api: Api;
  const accept = 'text/html,application/xhtml+xml,*/*;q=0.8';

  beforeEach(async () => {
    place = await sqlitePlace();
    api = await apiOn(place, environmentOf(provider), inlineCalculator, provider.fetch);
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  it('is shown a page that says why and how to go on, and runs nothing', async () => {
    const { status, headers, body } = await api.call(
      'GET',
      '/login/openid/callback?code=%3Cscript%3E',
      undefined,
      {
        accept,
      },
    );
    expect(status).toBe(403);
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(body).toContain(
      '<p>This login was begun in another browser, took more than ten minutes or was used',
    );
    expect(body).toContain('<a href="/api/v1/login/openid">');
    expect(body).not.toContain('script');
  });

  it('is told that there is no provider where none is configured', async () => {
    await api.close();
    api = await apiOn(place);
    expect(await api.call('GET', '/login/openid')).toMatchObject({ status: 404 });
    expect(await api.call('GET', '/login/openid/callback')).toMatchObject({ status: 404 });
  });

  it('has cookies for TLS only where people come by TLS', async () => {
    await api.close();
    const env = { ...environmentOf(provider), EVENHAND_PUBLIC_URL: 'https://evenhand.example' };
    api = await apiOn(place, env, inlineCalculator, provider.fetch);
    const { headers } = await api.call('GET', '/login/openid');
    expect(cookiesOf(headers)[0]).toMatch(/^__Host-evenhand-login=[\w-]{43}; .*Secure/);
    expect(new URL(String(headers.location)).searchParams.get('redirect_uri')).toBe(
      'https://evenhand.example/api/v1/login/openid/callback',
    );
  });
});

function cookiesOf(headers: Answer['headers']): string[] {
  return [headers['set-cookie'] ?? []].flat().map(String);
}
