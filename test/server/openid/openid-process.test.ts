import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { addAccount } from '../../../src/data/store/accounts.ts';
import { openStore } from '../../../src/data/store/open-store.ts';
import { startProvider } from '../../support/openid-provider.ts';
import { serve } from '../../support/serve.ts';

const publicUrl = 'http://localhost:5000';
const redirectUrl = `${publicUrl}/api/v1/login/openid/callback`;

it('lets people in by a provider of the own network, and has in its log no secret, no address and no name of theirs', async () => {
  const dataFolder = mkdtempSync(join(tmpdir(), 'evenhand-openid-'));
  const provider = await startProvider({ redirectUrl });
  const authority = join(dataFolder, 'ca.pem');
  writeFileSync(authority, provider.certificate);
  const store = await openStore({ dataFolder });
  await store.change('local', (change) =>
    addAccount(change, { email: 'ada@example.com', name: 'Ada', role: 'analyst' }),
  );
  await store.close();
  const { issuer, clientId, clientSecret } = provider.config;
  const served = await serve({
    EVENHAND_DATA: dataFolder,
    EVENHAND_LOG_LEVEL: 'trace',
    EVENHAND_PUBLIC_URL: publicUrl,
    EVENHAND_OIDC_ISSUER: issuer,
    EVENHAND_OIDC_CLIENT_ID: clientId,
    EVENHAND_OIDC_CLIENT_SECRET: clientSecret,
    EVENHAND_OUTGOING_HOSTS: new URL(issuer).host,
    NODE_EXTRA_CA_CERTS: authority,
  });
  const secrets = [clientSecret, 'ada@example.com', 'ada-7', 'eve@example.com', 'eve-1'];
  const logIn = async (subject: string | null) => {
    const begun = await fetch(`${served.url}/api/v1/login/openid`, { redirect: 'manual' });
    expect(begun.status).toBe(303);
    const to = begun.headers.get('location') ?? '';
    const cookie = begun.headers.get('set-cookie')?.split(';')[0] ?? '';
    const { search, searchParams } = new URL(await provider.signIn(to, subject));
    const back = await fetch(`${served.url}/api/v1/login/openid/callback${search}`, {
      redirect: 'manual',
      headers: { cookie },
    });
    const session = /evenhand=([\w-]+)/.exec(back.headers.getSetCookie().join())?.[1];
    const { state, nonce, code_challenge } = Object.fromEntries(new URL(to).searchParams);
    const known = [state, nonce, code_challenge, cookie.split('=')[1], searchParams.get('code'), session];
    secrets.push(...known.filter((one) => typeof one === 'string'));
    return back.status;
  };
  try {
    provider.people.set('ada-7', { email: 'ada@example.com', email_verified: true });
    provider.people.set('eve-1', { email: 'eve@example.com', email_verified: true });
    expect(await logIn('ada-7')).toBe(303);
    expect(await logIn('eve-1')).toBe(403);
    expect(await logIn(null)).toBe(403);
    await provider.close();
    const away = await fetch(`${served.url}/api/v1/login/openid/callback?code=x&state=${'x'.repeat(43)}`);
    expect(away.status).toBe(403);
  } finally {
    await served.stop();
    rmSync(dataFolder, { recursive: true, force: true });
  }
  const log = served.output();
  expect(log).toContain('a login at the identity provider failed');
  expect(log).toContain('access_denied');
  expect(log).toContain('/api/v1/login/openid/callback');
  expect(secrets.length).toBeGreaterThan(18);
  for (const secret of secrets) expect(log).not.toContain(secret);
});
