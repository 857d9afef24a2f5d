import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KeptLogin, OpenIdError, OpenIdLogin } from '../../../src/server/openid/openid-login.ts';
import { type OutgoingFetch, outgoingFetch } from '../../../src/server/outgoing/outgoing-fetch.ts';
import { startProvider, type TestProvider } from '../../support/openid-provider.ts';

const redirectUrl = 'https://evenhand.example/api/v1/login/openid/callback';
let provider: TestProvider;

beforeAll(async () => {
  provider = await startProvider({ redirectUrl });
  provider.people.set('ada-7', { email: 'Ada@Example.com', email_verified: true });
});
afterAll(() => provider.close());

function loginBy(fetch: OutgoingFetch = provider.fetch, config = provider.config): OpenIdLogin {
  return new OpenIdLogin(config, redirectUrl, fetch);
}

/** Somebody's whole way to the provider and back, as far as the query that they come back with. */
async function wayOf(login: OpenIdLogin, subject: string | null, change = (url: string) => url) {
  const { url, kept } = await login.begin();
  const back = new URL(await provider.signIn(change(url), subject));
  expect(back.origin + back.pathname).toBe(redirectUrl);
  return { query: back.search.slice(1), kept };
}

/** A way to the provider on which answers to one address are changed. */
function changing(path: string, change: (body: string) => Response | Promise<Response>): OutgoingFetch {
  return async (address, request) => {
    const answer = await provider.fetch(address, request);
    return new URL(address).pathname === path ? change(await answer.text()) : answer;
  };
}

function json(value: unknown): Response {
  return new Response(JSON.stringify(value), { headers: { 'content-type': 'application/json' } });
}

async function failureOf(attempt: Promise<unknown>): Promise<OpenIdError> {
  const error = await attempt.then(
    () => new Error('it succeeded'),
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof OpenIdError)) throw error;
  expect(error.message).not.toMatch(/ada|u8Xm|example/i);
  return error;
}

describe('login at an OpenID provider', () => {
  it('says who somebody is', async () => {
    const login = loginBy();
    const { query, kept } = await wayOf(login, 'ada-7');
    expect(await login.finish(query, kept)).toEqual({
      issuer: provider.config.issuer,
      subject: 'ada-7',
      email: 'Ada@Example.com',
      isEmailVerified: true,
    });
  });

  it('sends people with a challenge, a state and a nonce that are new each time, and none of its secrets', async () => {
    const login = loginBy();
    const [one, other] = [await login.begin(), await login.begin()];
    const { searchParams } = new URL(one.url);
    expect(Object.fromEntries(searchParams)).toEqual({
      client_id: 'evenhand',
      redirect_uri: redirectUrl,
      response_type: 'code',
      scope: 'openid email',
      state: one.kept.state,
      nonce: one.kept.nonce,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
    });
    expect(one.url).not.toContain(one.kept.codeVerifier);
    for (const name of ['state', 'nonce', 'codeVerifier'] as const) {
      expect(one.kept[name]).toMatch(/^[\w-]{43}$/);
      expect(one.kept[name]).not.toBe(other.kept[name]);
    }
  });

  it.each([
    ['an address that nobody has verified', { email: 'eve@example.com', email_verified: false }, false],
    ['an address of which nothing is said', { email: 'eve@example.com' }, false],
    [
      'an address that is verified, said as a text',
      { email: 'eve@example.com', email_verified: 'true' },
      true,
    ],
    ['an address that is verified, as Entra ID says it', { email: 'eve@example.com', xms_edov: true }, true],
    ['an address that is not, as Entra ID says it', { email: 'eve@example.com', xms_edov: '0' }, false],
    ['an address that is not, said as a text', { email: 'eve@example.com', email_verified: 'false' }, false],
  ])('tells of %s', async (_what, person, isEmailVerified) => {
    provider.people.set('eve-1', person);
    const login = loginBy();
    const { query, kept } = await wayOf(login, 'eve-1');
    expect(await login.finish(query, kept)).toMatchObject({ email: 'eve@example.com', isEmailVerified });
  });

  it('tells of somebody without an address', async () => {
    provider.people.set('bob-1', {});
    const login = loginBy();
    const { query, kept } = await wayOf(login, 'bob-1');
    expect(await login.finish(query, kept)).toMatchObject({ email: null, isEmailVerified: false });
  });

  it('asks the provider for its addresses once, and again after it was away', async () => {
    let asked = 0;
    let isAway = true;
    const login = loginBy(async (address, request) => {
      if (address.includes('/.well-known/')) asked++;
      if (isAway) return new Response('away', { status: 503 });
      return provider.fetch(address, request);
    });
    expect(await failureOf(login.begin())).toMatchObject({ reason: 'unavailable' });
    isAway = false;
    await login.begin();
    await login.begin();
    expect(asked).toBe(2);
  });

  it('shows who it is in the header where the provider takes it only there', async () => {
    const other = await startProvider({ redirectUrl, authentication: 'client_secret_basic' });
    try {
      other.people.set('ada-7', {});
      const login = loginBy(other.fetch, other.config);
      const { url, kept } = await login.begin();
      const { search } = new URL(await other.signIn(url, 'ada-7'));
      expect(await login.finish(search.slice(1), kept)).toMatchObject({ subject: 'ada-7' });
    } finally {
      await other.close();
    }
  });
});

describe('a login that is not what it should be', () => {
  it.each<[string, Partial<KeptLogin>]>([
    ['state', { state: 'x'.repeat(43) }],
    ['nonce', { nonce: 'x'.repeat(43) }],
    ['code verifier', { codeVerifier: 'x'.repeat(43) }],
  ])('is refused with the %s of another login', async (_what, other) => {
    const login = loginBy();
    const { query, kept } = await wayOf(login, 'ada-7');
    expect(await failureOf(login.finish(query, { ...kept, ...other }))).toMatchObject({ reason: 'invalid' });
  });

  it('is refused where the nonce was changed on the way', async () => {
    const login = loginBy();
    const { query, kept } = await wayOf(login, 'ada-7', (url) => url.replace(/nonce=[\w-]+/, 'nonce=mine'));
    expect(await failureOf(login.finish(query, kept))).toMatchObject({ reason: 'invalid' });
  });

  it('is refused a second time', async () => {
    const login = loginBy();
    const { query, kept } = await wayOf(login, 'ada-7');
    await login.finish(query, kept);
    expect(await failureOf(login.finish(query, kept))).toMatchObject({
      reason: 'invalid',
      code: 'invalid_grant',
    });
  });

  it('is refused where the person, or the provider, did not want it', async () => {
    const login = loginBy();
    const { query, kept } = await wayOf(login, null);
    expect(await failureOf(login.finish(query, kept))).toMatchObject({
      reason: 'denied',
      code: 'access_denied',
    });
  });

  it.each([
    ['nothing', () => ''],
    ['no code', (query: string) => query.replace(/code=[^&]*/, '')],
    ['two codes', (query: string) => `${query}&code=other`],
    ['two states', (query: string) => `${query}&state=other`],
    ['another issuer', (query: string) => query.replace(/iss=[^&]*/, 'iss=https%3A%2F%2Fevil.example')],
    ['no issuer', (query: string) => query.replace(/iss=[^&]*/, '')],
    ['an error that is none', () => 'error=%00%3Cscript%3E'],
    ['broken escapes', () => '%ff=%zz&code=%'],
  ])('is refused where somebody comes back with %s', async (_what, change) => {
    const login = loginBy();
    const { query, kept } = await wayOf(login, 'ada-7');
    expect(await failureOf(login.finish(change(query), kept))).toMatchObject({ reason: 'invalid' });
  });

  it.each<[string, (parts: string[]) => string[]]>([
    [
      'is signed by somebody else',
      ([head, claims, signature]) => [head, claims, `${signature.slice(0, -8)}AAAAAAAA`],
    ],
    [
      'has other claims',
      ([head, claims, signature]) => [head, changedClaims(claims, { sub: 'admin' }), signature],
    ],
    ['is not signed', ([, claims]) => [base64url({ alg: 'none' }), claims, '']],
    [
      'is for another client',
      ([head, claims, signature]) => [head, changedClaims(claims, { aud: 'x' }), signature],
    ],
    ['has ended', ([head, claims, signature]) => [head, changedClaims(claims, { exp: 1 }), signature]],
  ])('is refused where the ID token %s', async (_what, change) => {
    const login = loginBy(
      changing('/token', (body) => {
        const tokens = JSON.parse(body);
        return json({ ...tokens, id_token: change(tokens.id_token.split('.')).join('.') });
      }),
    );
    const { query, kept } = await wayOf(login, 'ada-7');
    expect(await failureOf(login.finish(query, kept))).toMatchObject({ reason: 'invalid' });
  });

  it('is refused where the provider then tells of somebody else', async () => {
    const login = loginBy(changing('/me', (body) => json({ ...JSON.parse(body), sub: 'admin' })));
    const { query, kept } = await wayOf(login, 'ada-7');
    expect(await failureOf(login.finish(query, kept))).toMatchObject({ reason: 'invalid' });
  });

  it.each<[string, () => Response]>([
    ['with a fault', () => new Response('x', { status: 500 })],
    ['by sending on', () => new Response(null, { status: 302, headers: { location: 'https://127.0.0.1/' } })],
    ['with a page', () => new Response('<html>', { headers: { 'content-type': 'text/html' } })],
    [
      'with half of an answer',
      () => new Response('{"a', { headers: { 'content-type': 'application/json' } }),
    ],
    ['that it does not know the client', () => invalidClient()],
  ])('waits where the provider answers %s', async (_what, answer) => {
    const login = loginBy(changing('/token', answer));
    const { query, kept } = await wayOf(login, 'ada-7');
    expect(await failureOf(login.finish(query, kept))).toMatchObject({ reason: 'unavailable' });
  });

  it('says by what a provider cannot be reached', async () => {
    const gone = await startProvider({ redirectUrl });
    await gone.close();
    expect(await failureOf(loginBy(gone.fetch, gone.config).begin())).toMatchObject({
      reason: 'unavailable',
      code: 'ECONNREFUSED',
    });
    expect(await failureOf(loginBy(outgoingFetch()).begin())).toMatchObject({
      reason: 'unavailable',
      code: 'refused',
    });
  });

  it.each([
    ['another issuer', { issuer: 'https://evil.example' }],
    ['a pattern for many companies', { issuer: 'https://login.example/{tenantid}/v2.0' }],
    ['no addresses', { authorization_endpoint: undefined }],
  ])('is not begun at a provider that tells of %s', async (_what, other) => {
    const login = loginBy(
      changing('/.well-known/openid-configuration', (body) => json({ ...JSON.parse(body), ...other })),
    );
    expect(await failureOf(login.begin())).toMatchObject({ reason: 'unavailable' });
  });

  it('is never sent to an address of the own network that the provider names', async () => {
    const login = loginBy(
      changing('/.well-known/openid-configuration', (body) =>
        json({ ...JSON.parse(body), token_endpoint: 'https://169.254.169.254/latest/meta-data' }),
      ),
    );
    const { query, kept } = await wayOf(login, 'ada-7');
    expect(await failureOf(login.finish(query, kept))).toMatchObject({
      reason: 'unavailable',
      code: 'refused',
    });
  });
});

function base64url(value: unknown): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

function changedClaims(claims: string, other: object): string {
  return base64url({ ...JSON.parse(Buffer.from(claims, 'base64url').toString()), ...other });
}

function invalidClient(): Response {
  return new Response('{"error":"invalid_client"}', {
    status: 401,
    headers: { 'content-type': 'application/json' },
  });
}
