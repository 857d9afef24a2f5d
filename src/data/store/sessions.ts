import type { Kysely, Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** Hours after which somebody logs in again, whatever they do, and after which nothing was asked. */
export const SESSION_HOURS = { most: 12, idle: 2 };

export type SessionRow = Selectable<Database['sessions']>;

/** A session that is open, and whose it is. */
export interface OpenSession {
  readonly id: string;
  readonly account_id: string;
  readonly last_seen_at: string;
  readonly role: string;
  readonly employee_id: string | null;
}

/** The session that a token opens at a moment; undefined where it has ended or its account may not be used. */
export async function openSessionOf(
  db: Kysely<Database>,
  tokenHash: string,
  at: string,
): Promise<OpenSession | undefined> {
  return db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select(['sessions.id', 'account_id', 'last_seen_at', 'role', 'employee_id'])
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', at)
    .where('last_seen_at', '>', hoursBefore(at, SESSION_HOURS.idle))
    .where('accounts.active', '=', 1)
    .executeTakeFirst();
}

/** Opens a session for an account; `by` is how its holder showed who they are. */
export async function addSession(
  { db, at, audit }: Change,
  accountId: string,
  tokenHash: string,
  by: 'password' | 'openid',
): Promise<SessionRow> {
  const row = await db
    .insertInto('sessions')
    .values({
      token_hash: tokenHash,
      id: newId(),
      account_id: accountId,
      created_at: at,
      last_seen_at: at,
      expires_at: hoursBefore(at, -SESSION_HOURS.most),
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await db.updateTable('accounts').set({ last_login_at: at }).where('id', '=', accountId).execute();
  await db.deleteFrom('sessions').where('expires_at', '<=', at).execute();
  await audit({ action: 'session.opened', subject: `accounts/${accountId}`, detail: { by } });
  return row;
}

/** Notes that a session is in use. */
export async function touchSession({ db, at }: Change, id: string): Promise<void> {
  await db.updateTable('sessions').set({ last_seen_at: at }).where('id', '=', id).execute();
}

/** Ends a session of an account; false where it has none such. */
export async function endSession({ db, audit }: Change, accountId: string, id: string): Promise<boolean> {
  const ended = await db
    .deleteFrom('sessions')
    .where('id', '=', id)
    .where('account_id', '=', accountId)
    .returning('id')
    .executeTakeFirst();
  if (ended === undefined) return false;
  await audit({ action: 'session.ended', subject: `accounts/${accountId}` });
  return true;
}

/** The sessions of an account that are open, newest first. */
export async function sessionsOf(db: Kysely<Database>, accountId: string, at: string): Promise<SessionRow[]> {
  return db
    .selectFrom('sessions')
    .selectAll()
    .where('account_id', '=', accountId)
    .where('expires_at', '>', at)
    .where('last_seen_at', '>', hoursBefore(at, SESSION_HOURS.idle))
    .orderBy('id', 'desc')
    .execute();
}

/** Which of some sessions and keys, as `sessions/` or `keys/` and an id, let nobody in any more. */
export async function endedAmong(
  db: Kysely<Database>,
  credentials: readonly string[],
  at: string,
): Promise<ReadonlySet<string>> {
  const ids = (kind: string) =>
    credentials.filter((name) => name.startsWith(kind)).map((name) => name.slice(kind.length));
  const sessions = await db
    .selectFrom('sessions')
    .innerJoin('accounts', 'accounts.id', 'sessions.account_id')
    .select('sessions.id')
    .where('sessions.id', 'in', [...ids('sessions/'), ''])
    .where('expires_at', '>', at)
    .where('last_seen_at', '>', hoursBefore(at, SESSION_HOURS.idle))
    .where('accounts.active', '=', 1)
    .execute();
  const keys = await db
    .selectFrom('api_keys')
    .select('id')
    .where('id', 'in', [...ids('keys/'), ''])
    .where('expires_at', '>', at)
    .where('revoked_at', 'is', null)
    .execute();
  const open = new Set([
    ...sessions.map(({ id }) => `sessions/${id}`),
    ...keys.map(({ id }) => `keys/${id}`),
  ]);
  return new Set(credentials.filter((name) => !open.has(name)));
}

function hoursBefore(at: string, hours: number): string {
  return new Date(Date.parse(at) - hours * 3_600_000).toISOString();
}
