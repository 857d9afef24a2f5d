import { timingSafeEqual } from 'node:crypto';
import type { Config } from '../../config.ts';
import {
  type AccountRow,
  accountByEmail,
  addAccount,
  emailKey,
  endInvitations,
  endSessions,
  findAccount,
  hasAccounts,
  type NewAccount,
  namesOfAccounts,
  updateAccount,
} from '../../data/store/accounts.ts';
import { invitedAccount, takeUpInvitation } from '../../data/store/invitations.ts';
import { addSession, endSession, type SessionRow, sessionsOf } from '../../data/store/sessions.ts';
import type { Change, Store } from '../../data/store/store.ts';
import { ApiError } from '../api/problem.ts';
import { Gate } from './gate.ts';
import { LoginLimits } from './login-limits.ts';
import { Passwords } from './passwords.ts';
import type { Principal } from './principal.ts';
import { hashOfSecret, newSecret } from './secrets.ts';
import { Sightings } from './sightings.ts';
import { Uses } from './uses.ts';
import { weaknessOf } from './weak-passwords.ts';

/** A session that has just been opened. */
export interface Opened {
  readonly account: AccountRow;
  /** What the browser keeps; nobody else does. */
  readonly token: string;
}

/** How people come in, and go out. */
export class Access {
  readonly gate: Gate;
  readonly sightings: Sightings;
  readonly #store: Store;
  readonly #passwords = new Passwords();
  readonly #limits = new LoginLimits();
  readonly #uses: Uses;
  readonly #setUpSecret = newSecret();

  constructor(store: Store, config: Config, failed: (error: unknown) => void) {
    this.#store = store;
    this.#uses = new Uses(store, failed);
    this.gate = new Gate(store, config, this.#uses);
    this.sightings = new Sightings(store, failed);
  }

  /** What makes the first account, an admin's, while there is none; null afterwards. */
  async setUpSecret(): Promise<string | null> {
    return (await this.gate.isWithoutAccounts()) ? this.#setUpSecret : null;
  }

  /** Makes the first account. Throws ApiError `not-allowed` where there is one, or the secret is not the one. */
  async setUp(secret: string, fields: NewAccount, password: string): Promise<Opened> {
    const isRight = timingSafeEqual(
      Buffer.from(hashOfSecret(secret)),
      Buffer.from(hashOfSecret(this.#setUpSecret)),
    );
    const refused = () =>
      new ApiError('not-allowed', 'this link is not the one that the server printed, or it was used already');
    if (!isRight || !(await this.gate.isWithoutAccounts())) throw refused();
    requireStrong(password, fields);
    const kept = await this.#passwords.hash(password);
    return this.#store.change('local', async (change) => {
      if (await hasAccounts(change.db)) throw refused();
      const account = await updateAccount(change, await addAccount(change, fields), { password_hash: kept });
      return this.#opened(change, account);
    });
  }

  /**
   * Opens a session for whoever knows an account's password. What is wrong is not said, and neither is it told by the time:
   * whatever there is of an account, one password is looked at.
   */
  async logIn(email: string, password: string, address: string): Promise<Opened> {
    this.#passwords.requireRoom();
    const key = emailKey(email);
    const account = await accountByEmail(this.#store.read, key);
    const isUsable = account?.active === 1;
    const kept = account?.password_hash ?? null;
    if (!(await this.#attempt(key, address, password, kept, isUsable)) || account === undefined) {
      throw new ApiError('not-signed-in', 'no account has this address and this password');
    }
    return this.open(account, 'password');
  }

  /** Opens a session for an account whose holder has shown who they are. */
  async open(account: AccountRow, by: 'password' | 'openid'): Promise<Opened> {
    return this.#store.change(account.id, (change) => this.#opened(change, account, by));
  }

  /** Gives an account its password, by the secret of its invitation, and opens a session. */
  async accept(secret: string, password: string): Promise<Opened> {
    const hash = hashOfSecret(secret);
    const find = async (db: Store['read']) => {
      const account = await invitedAccount(db, hash, new Date().toISOString());
      if (account === undefined) {
        throw new ApiError('not-allowed', 'this invitation has ended, or was taken up: ask for another one');
      }
      return account;
    };
    const invited = await find(this.#store.read);
    requireStrong(password, invited);
    const kept = await this.#passwords.hash(password);
    return this.#store.change(invited.id, async (change) =>
      this.#opened(change, await takeUpInvitation(change, await find(change.db), kept)),
    );
  }

  /** Changes the own password; all other sessions end. */
  async changePassword(
    principal: Principal,
    current: string,
    password: string,
    address: string,
  ): Promise<void> {
    const account = await this.#own(principal);
    if (!(await this.#attempt(account.email, address, current, account.password_hash))) {
      throw new ApiError('not-allowed', 'the current password is another one');
    }
    requireStrong(password, account);
    const kept = await this.#passwords.hash(password);
    await this.#store.change(principal.actor, async (change) => {
      const { db, at, audit } = change;
      await db
        .updateTable('accounts')
        .set((of) => ({ password_hash: kept, version: of('version', '+', 1), updated_at: at }))
        .where('id', '=', account.id)
        .execute();
      await endSessions(db, account.id, principal.credential?.replace(/^sessions\//, ''));
      await endInvitations(db, account.id);
      await audit({
        action: 'account.updated',
        subject: `accounts/${account.id}`,
        detail: { fields: ['password'] },
      });
    });
  }

  /** The account behind a session; null where there is none: an API key, or nobody has an account yet. */
  async accountOf({ accountId }: Principal): Promise<AccountRow | null> {
    return accountId === null ? null : ((await findAccount(this.#store.read, accountId)) ?? null);
  }

  /** The own sessions that are open, newest first. */
  async sessionsOf(principal: Principal): Promise<SessionRow[]> {
    const { id } = await this.#own(principal);
    return sessionsOf(this.#store.read, id, new Date().toISOString());
  }

  /** Ends the session in which somebody asks; nothing where it is none. */
  async leave({ actor, accountId, credential }: Principal): Promise<void> {
    const [, id] = /^sessions\/(.+)$/.exec(credential ?? '') ?? [];
    if (accountId === null || id === undefined) return;
    await this.#store.change(actor, (change) => endSession(change, accountId, id));
  }

  /** Ends one of the own sessions; false where there is none such. */
  async endSession(principal: Principal, id: string): Promise<boolean> {
    const account = await this.#own(principal);
    return this.#store.change(principal.actor, (change) => endSession(change, account.id, id));
  }

  /** The names of those who did something, by what the audit log calls them. */
  async namesOf(actors: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return namesOfAccounts(this.#store.read, actors);
  }

  /** Whether a password is the one that is kept, as one attempt of those that may fail. */
  async #attempt(
    email: string,
    address: string,
    password: string,
    kept: string | null,
    isUsable = true,
  ): Promise<boolean> {
    const attempt = await this.#limits.begin(email, address);
    let isRight: boolean;
    try {
      isRight = (await this.#passwords.matches(kept, password)) && isUsable;
    } catch (error) {
      await attempt.undone();
      throw error;
    }
    if (isRight) await attempt.succeeded();
    return isRight;
  }

  /** Puts on record what is not yet. Nothing may be asked any more. */
  async close(): Promise<void> {
    await this.#uses.settled();
    await this.sightings.flush();
  }

  async #own(principal: Principal): Promise<AccountRow> {
    const account = await this.accountOf(principal);
    if (account === null) throw new ApiError('not-allowed', 'this is for people who have logged in');
    return account;
  }

  async #opened(
    change: Change,
    account: AccountRow,
    by: 'password' | 'openid' = 'password',
  ): Promise<Opened> {
    const token = newSecret();
    await addSession(change, account.id, hashOfSecret(token), by);
    return { account, token };
  }
}

/** Throws ApiError where a password is one that others would try. */
export function requireStrong(
  password: string,
  { email, name }: { readonly email: string; readonly name: string },
): void {
  const weakness = weaknessOf(password, [...email.split(/[@.+_-]/), ...name.split(/\s+/)]);
  if (weakness === null) return;
  const reason = `choose another password: ${weakness}`;
  throw new ApiError('invalid-request', reason, [{ in: 'body', pointer: '/password', reason }]);
}
