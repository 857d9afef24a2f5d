import {
  type AccountRow,
  accountByEmail,
  accountByOpenId,
  emailKey,
  findAccount,
  updateAccount,
} from '../../data/store/accounts.ts';
import { keepOpenIdLogin, takeOpenIdLogin } from '../../data/store/openid-logins.ts';
import type { Store } from '../../data/store/store.ts';
import type { Access, Opened } from '../access/access.ts';
import { hashOfSecret, newSecret } from '../access/secrets.ts';
import { ApiError } from '../api/problem.ts';
import { OpenIdError, type OpenIdIdentity, type OpenIdLogin } from './openid-login.ts';

/** Why somebody whom the provider vouches for is not let in, and what they are told. */
const REFUSALS = {
  unverified:
    'the identity provider has not made sure of your address, so it cannot say which account is yours: ask an administrator',
  unknown: 'there is no account for you here: ask an administrator for one',
  // An account that somebody else at the provider holds is none for this person.
  another: 'there is no account for you here: ask an administrator for one',
  inactive: 'your account may not be used any more: ask an administrator',
} as const;

type Refusal = keyof typeof REFUSALS;

/** How people come in by the identity provider. It never makes accounts. */
export class OpenIdAccess {
  readonly #store: Store;
  readonly #access: Access;
  readonly #login: OpenIdLogin;

  constructor(store: Store, access: Access, login: OpenIdLogin) {
    this.#store = store;
    this.#access = access;
    this.#login = login;
  }

  /** Where a browser is to go, and what it is to hold until it is back. Throws OpenIdError. */
  async begin(): Promise<{ readonly url: string; readonly token: string }> {
    const { url, kept } = await this.#login.begin();
    const token = newSecret();
    const { state, nonce, codeVerifier } = kept;
    await this.#store.change('system', (change) =>
      keepOpenIdLogin(change, hashOfSecret(token), { state, nonce, code_verifier: codeVerifier }),
    );
    return { url, token };
  }

  /**
   * Opens a session for whoever came back with what the browser held and the query that the provider gave. Throws
   * OpenIdError where the provider does not vouch for anybody, and ApiError where it does but they may not come in.
   */
  async finish(token: string | undefined, query: string): Promise<Opened> {
    const identity = await this.#login.finish(query, await this.#taken(token, query)).catch(async (error) => {
      if (error instanceof OpenIdError) await this.#noteRefusal(error.reason);
      throw error;
    });
    const account = await this.#accountOf(identity);
    if (typeof account !== 'string') return this.#access.open(account, 'openid');
    await this.#noteRefusal(account);
    throw new ApiError('not-allowed', REFUSALS[account]);
  }

  async #taken(token: string | undefined, query: string) {
    const state = new URLSearchParams(query).get('state') ?? '';
    const row =
      token !== undefined &&
      /^[\w-]{43}$/.test(state) &&
      (await this.#store.change('system', (change) => takeOpenIdLogin(change, hashOfSecret(token), state)));
    if (!row) {
      throw new ApiError(
        'not-allowed',
        'this login was begun in another browser, took more than ten minutes or was used already: log in again',
      );
    }
    return { state: row.state, nonce: row.nonce, codeVerifier: row.code_verifier };
  }

  /** The account of a person, which is theirs from now on; or why they have none. */
  async #accountOf({
    issuer,
    subject,
    email,
    isEmailVerified,
  }: OpenIdIdentity): Promise<AccountRow | Refusal> {
    const known = await accountByOpenId(this.#store.read, issuer, subject);
    if (known !== undefined) return known.active === 1 ? known : 'inactive';
    if (email === null || !isEmailVerified) return 'unverified';
    const named = isPlain(email) ? await accountByEmail(this.#store.read, email) : undefined;
    if (named === undefined) return 'unknown';
    return this.#store.change(named.id, async (change) => {
      const account = await findAccount(change.db, named.id);
      if (account === undefined) return 'unknown';
      if (account.active !== 1) return 'inactive';
      // Another provider is configured now: whom the one before vouched for is whom this one does.
      const isAnothers = account.openid_issuer === issuer && account.openid_subject !== subject;
      if (isAnothers) return 'another';
      return updateAccount(change, account, { openid_issuer: issuer, openid_subject: subject });
    });
  }

  async #noteRefusal(reason: string): Promise<void> {
    await this.#store.change('system', ({ audit }) =>
      audit({ action: 'login.refused', subject: 'login/openid', detail: { reason } }),
    );
  }
}

/** Whether an address is kept as it is, but for capitals: another mailbox's may only look the same (Unicode TR 36, section 2). */
function isPlain(email: string): boolean {
  return /^[\x21-\x7e]+$/.test(email) || emailKey(email) === email;
}
