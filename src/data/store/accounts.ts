import type { Insertable, Kysely, Selectable, Updateable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

export type AccountRow = Selectable<Database['accounts']>;

/** Whether anybody has an account: from then on everybody says who they are. */
export async function hasAccounts(db: Kysely<Database>): Promise<boolean> {
  return (await db.selectFrom('accounts').select('id').limit(1).executeTakeFirst()) !== undefined;
}

/** Accounts in the order of their ids, after one id. */
export async function accountsAfter(
  db: Kysely<Database>,
  { role, employeeId }: { readonly role?: string | undefined; readonly employeeId?: string | undefined },
  id: string,
  limit: number,
): Promise<AccountRow[]> {
  let query = db.selectFrom('accounts').selectAll().where('id', '>', id);
  if (role !== undefined) query = query.where('role', '=', role);
  if (employeeId !== undefined) query = query.where('employee_id', '=', employeeId);
  return query.orderBy('id').limit(limit).execute();
}

export async function findAccount(db: Kysely<Database>, id: string): Promise<AccountRow | undefined> {
  return db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function accountByEmail(db: Kysely<Database>, email: string): Promise<AccountRow | undefined> {
  return db.selectFrom('accounts').selectAll().where('email', '=', emailKey(email)).executeTakeFirst();
}

/** The account of somebody at the identity provider. */
export async function accountByOpenId(
  db: Kysely<Database>,
  issuer: string,
  subject: string,
): Promise<AccountRow | undefined> {
  return db
    .selectFrom('accounts')
    .selectAll()
    .where('openid_issuer', '=', issuer)
    .where('openid_subject', '=', subject)
    .executeTakeFirst();
}

/** What an address is kept as: the same however it is written. */
export function emailKey(email: string): string {
  return email.normalize('NFKC').trim().toLowerCase();
}

/** The names of accounts by id, for what people did. */
export async function namesOfAccounts(
  db: Kysely<Database>,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

export type NewAccount = Pick<Insertable<Database['accounts']>, 'email' | 'name' | 'role'> & {
  readonly employee_id?: string | null | undefined;
};

/** Keeps an account that nobody can use yet: it has no password. */
export async function addAccount(
  { db, actor, at, audit, tell }: Change,
  { email, name, role, employee_id = null }: NewAccount,
): Promise<AccountRow> {
  const row = await db
    .insertInto('accounts')
    .values({
      id: newId(),
      email: emailKey(email),
      name,
      role,
      employee_id,
      password_hash: null,
      openid_issuer: null,
      openid_subject: null,
      active: 1,
      version: 1,
      created_by: actor,
      created_at: at,
      updated_at: at,
      last_login_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const subject = `accounts/${row.id}`;
  await audit({ action: 'account.created', subject, detail: { role } });
  await tell({ type: 'account.created', subject });
  return row;
}

/**
 * Changes an account. Where another role, another person or no access at all follows from it, its sessions end: what was
 * allowed before is not any more. Its invitation ends where it has another address, or may not be used.
 */
export async function updateAccount(
  { db, at, audit, tell }: Change,
  before: AccountRow,
  values: Omit<Updateable<Database['accounts']>, 'id' | 'version' | 'updated_at'>,
): Promise<AccountRow> {
  const row = await db
    .updateTable('accounts')
    .set((of) => ({ ...values, version: of('version', '+', 1), updated_at: at }))
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const ends =
    row.active === 0 ||
    (['role', 'employee_id', 'password_hash'] as const).some((name) => row[name] !== before[name]);
  if (ends) await endSessions(db, row.id);
  // The link went to another address, or was for somebody who may come in.
  if (row.active === 0 || row.email !== before.email) await endInvitations(db, row.id);
  const subject = `accounts/${row.id}`;
  const fields = Object.keys(values).map((name) => (name === 'password_hash' ? 'password' : name));
  const detail = { fields, ...(row.role !== before.role && { from: before.role, to: row.role }) };
  await audit({ action: 'account.updated', subject, detail });
  await tell({ type: 'account.updated', subject });
  return row;
}

export async function removeAccount({ db, audit, tell }: Change, id: string): Promise<void> {
  await db.deleteFrom('accounts').where('id', '=', id).execute();
  await audit({ action: 'account.deleted', subject: `accounts/${id}` });
  await tell({ type: 'account.deleted', subject: `accounts/${id}` });
}

/** Removes the accounts of a person, who is erased; that of the only admin who can come in stays, as nobody's. */
export async function removeAccountsOf(change: Change, employeeId: string): Promise<void> {
  const { db } = change;
  const rows = await db.selectFrom('accounts').selectAll().where('employee_id', '=', employeeId).execute();
  for (const { id, role } of rows) {
    if (role !== 'admin' || (await hasOtherAdmin(db, id))) await removeAccount(change, id);
  }
}

/** Whether there is another admin who can come in. */
export async function hasOtherAdmin(db: Kysely<Database>, id: string): Promise<boolean> {
  const other = await db
    .selectFrom('accounts')
    .select('id')
    .where('role', '=', 'admin')
    .where('active', '=', 1)
    .where('id', '!=', id)
    .where((is) => is.or([is('password_hash', 'is not', null), is('openid_subject', 'is not', null)]))
    .limit(1)
    .executeTakeFirst();
  return other !== undefined;
}

/** Lets nobody choose an account's password any more who was invited to. */
export async function endInvitations(db: Kysely<Database>, accountId: string): Promise<void> {
  await db.deleteFrom('invitations').where('account_id', '=', accountId).execute();
}

/** Ends all sessions of an account, but for one. */
export async function endSessions(db: Kysely<Database>, accountId: string, but = ''): Promise<void> {
  await db.deleteFrom('sessions').where('account_id', '=', accountId).where('id', '!=', but).execute();
}
