import type { Insertable, Kysely, Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

export type ApiKeyRow = Selectable<Database['api_keys']>;

/** Keys, newest first, older than one id. */
export async function keysBefore(
  db: Kysely<Database>,
  id: string | undefined,
  limit: number,
): Promise<ApiKeyRow[]> {
  let query = db.selectFrom('api_keys').selectAll();
  if (id !== undefined) query = query.where('id', '<', id);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

/** The key that a token is, where it may be used at a moment. */
export async function openKeyOf(
  db: Kysely<Database>,
  tokenHash: string,
  at: string,
): Promise<ApiKeyRow | undefined> {
  return db
    .selectFrom('api_keys')
    .selectAll()
    .where('token_hash', '=', tokenHash)
    .where('expires_at', '>', at)
    .where('revoked_at', 'is', null)
    .executeTakeFirst();
}

export type NewKey = Pick<
  Insertable<Database['api_keys']>,
  'name' | 'token_hash' | 'role' | 'operations' | 'expires_at'
>;

export async function addKey({ db, actor, at, audit }: Change, key: NewKey): Promise<ApiKeyRow> {
  const row = await db
    .insertInto('api_keys')
    .values({ ...key, id: newId(), created_by: actor, created_at: at, last_used_at: null, revoked_at: null })
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit({ action: 'key.created', subject: `keys/${row.id}`, detail: { role: row.role } });
  return row;
}

/** Ends a key for good; undefined where there is none such. */
export async function revokeKey({ db, at, audit }: Change, id: string): Promise<ApiKeyRow | undefined> {
  const row = await db
    .updateTable('api_keys')
    .set((of) => ({ revoked_at: of.fn.coalesce('revoked_at', of.val(at)) }))
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirst();
  if (row !== undefined) await audit({ action: 'key.revoked', subject: `keys/${id}` });
  return row;
}

/** Notes that a key was used. */
export async function touchKey({ db, at }: Change, id: string): Promise<void> {
  await db.updateTable('api_keys').set({ last_used_at: at }).where('id', '=', id).execute();
}
