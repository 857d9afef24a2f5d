import type { Change } from './store.ts';

/** Minutes that a login may take at the identity provider. */
export const OPENID_LOGIN_MINUTES = 10;

/** What is kept of a login until somebody is back from the identity provider. */
export interface OpenIdLoginRow {
  readonly state: string;
  readonly nonce: string;
  readonly code_verifier: string;
}

/** Keeps a login that was begun; `tokenHash` is of what its browser holds. */
export async function keepOpenIdLogin(
  { db, at }: Change,
  tokenHash: string,
  row: OpenIdLoginRow,
): Promise<void> {
  await db.deleteFrom('openid_logins').where('expires_at', '<=', at).execute();
  const expires = Date.parse(at) + OPENID_LOGIN_MINUTES * 60_000;
  await db
    .insertInto('openid_logins')
    .values({ token_hash: tokenHash, ...row, expires_at: new Date(expires).toISOString() })
    .execute();
}

/** Takes what was kept of a login, which nobody can take again; undefined where there is none, or its time is over. */
export async function takeOpenIdLogin(
  { db, at }: Change,
  tokenHash: string,
  state: string,
): Promise<OpenIdLoginRow | undefined> {
  return db
    .deleteFrom('openid_logins')
    .where('token_hash', '=', tokenHash)
    .where('state', '=', state)
    .where('expires_at', '>', at)
    .returning(['state', 'nonce', 'code_verifier'])
    .executeTakeFirst();
}
