import type { Kysely } from 'kysely';
import { type AccountRow, endInvitations, updateAccount } from './accounts.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** Days for which an invitation can be taken up. */
export const INVITATION_DAYS = 7;

/** Lets whoever has the token choose the account's password, once. Earlier invitations of the account end. */
export async function invite(
  { db, at, audit }: Change,
  accountId: string,
  tokenHash: string,
): Promise<string> {
  const expires_at = new Date(Date.parse(at) + INVITATION_DAYS * 86_400_000).toISOString();
  await db
    .deleteFrom('invitations')
    .where((is) => is.or([is('account_id', '=', accountId), is('expires_at', '<=', at)]))
    .execute();
  await db
    .insertInto('invitations')
    .values({ token_hash: tokenHash, account_id: accountId, created_at: at, expires_at })
    .execute();
  await audit({ action: 'account.invited', subject: `accounts/${accountId}` });
  return expires_at;
}

/** The account that a token invites to; undefined where it does not, or no longer. */
export async function invitedAccount(
  db: Kysely<Database>,
  tokenHash: string,
  at: string,
): Promise<AccountRow | undefined> {
  return db
    .selectFrom('invitations')
    .innerJoin('accounts', 'accounts.id', 'invitations.account_id')
    .selectAll('accounts')
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', at)
    .where('active', '=', 1)
    .executeTakeFirst();
}

/** Gives the account its password and ends the invitation. */
export async function takeUpInvitation(
  change: Change,
  account: AccountRow,
  passwordHash: string,
): Promise<AccountRow> {
  await endInvitations(change.db, account.id);
  return updateAccount(change, account, { password_hash: passwordHash });
}
