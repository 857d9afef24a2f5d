import type { BrowserContext } from 'playwright-core';
import { type Client, createClient } from '../../src/client/index.ts';
import type { Served } from './serve.ts';

/** Somebody who has logged in at a real server: asks it as themselves, and lends the session to a browser. */
export interface SignedIn {
  readonly client: Client;
  /** The session as a header, for requests that the client has no words for. */
  readonly headers: Readonly<Record<string, string>>;
  enter(context: BrowserContext): Promise<void>;
}

const PASSWORD = 'tango veranda kiwi';

/** The first admin, by the link that the server printed. */
export async function firstAdminAt(
  server: Served,
  account = { email: 'ada@example.com', name: 'Ada Winter' },
): Promise<SignedIn> {
  let secret: string | undefined;
  for (let tries = 0; secret === undefined; tries++) {
    [, secret] = /\/set-up#(\S+)/.exec(server.errors()) ?? [];
    if (tries > 100) throw new Error(`the server printed no link: ${server.errors()}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return enterBy(server.url, '/api/v1/set-up', { secret, ...account, password: PASSWORD });
}

/** Somebody whom an admin has made an account for, and who has taken up the invitation. */
export async function invitedBy(
  admin: SignedIn,
  url: string,
  account: Parameters<Client['createAccount']>[0]['body'],
): Promise<SignedIn> {
  const { id } = await admin.client.createAccount({ body: account });
  const { secret } = await admin.client.inviteAccount({ params: { id } });
  return enterBy(url, '/api/v1/invitation', { secret, password: PASSWORD });
}

async function enterBy(url: string, path: string, body: object): Promise<SignedIn> {
  const answer = await fetch(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: url },
    body: JSON.stringify(body),
  });
  if (!answer.ok) throw new Error(`${path} is refused: ${await answer.text()}`);
  const [cookie] = (answer.headers.get('set-cookie') ?? '').split(';', 1);
  const [name, value] = cookie.split('=', 2);
  const headers = { cookie, origin: url };
  return {
    client: createClient({ baseUrl: url, headers }),
    headers,
    enter: (context) => context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]),
  };
}
