import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import type { Kysely } from 'kysely';
import type { Database } from '../../data/store/schema.ts';
import type { Change, Store } from '../../data/store/store.ts';
import type { Principal } from '../access/principal.ts';
import { ApiError } from './problem.ts';
import type { Reply, Route } from './route.ts';

/** A write that its sender may send again, and that is done once. */
export interface IdempotentRequest {
  readonly key: string;
  readonly actor: string;
  readonly operation: string;
  /** Of all that makes the request: the same key with another one is a mistake. */
  readonly hash: string;
}

/** The request's Idempotency-Key with what belongs to it; null where it has none, or changes nothing. */
export function idempotencyOf(
  route: Route,
  request: FastifyRequest,
  principal: Principal | null,
): IdempotentRequest | null {
  const key = request.headers['idempotency-key'];
  if (key === undefined || route.method === 'GET' || route.isSecret) return null;
  if (typeof key !== 'string' || !/^[\x21-\x7e]{1,200}$/.test(key)) {
    throw new ApiError('invalid-request', 'Idempotency-Key must be 1 to 200 visible ASCII characters');
  }
  // Who has another role since, or is another person, is not given what was answered before.
  const { actor = 'nobody', role = '', employeeId = '' } = principal ?? {};
  const hash = createHash('sha256').update(
    `${role} ${employeeId} ${request.method} ${request.url} ${request.headers['if-match'] ?? ''}\n`,
  );
  // A file is not here yet; one of another size is another one.
  if (request.body instanceof Uint8Array) hash.update(request.body);
  else hash.update(request.headers['content-length'] ?? '');
  return { key, actor, operation: route.operation, hash: hash.digest('hex') };
}

/** What was answered to the same request before; undefined where it is new. Throws ApiError where the key was for another one. */
export async function earlierReply(
  db: Kysely<Database>,
  { key, actor, operation, hash }: IdempotentRequest,
): Promise<Reply | undefined> {
  const row = await db
    .selectFrom('idempotency_keys')
    .selectAll()
    .where('actor', '=', actor)
    .where('key', '=', key)
    .executeTakeFirst();
  if (row === undefined) return undefined;
  if (row.operation !== operation || row.request_hash !== hash) {
    throw new ApiError('unprocessable', 'this Idempotency-Key was used for another request: take a new one');
  }
  const reply: Reply = JSON.parse(row.reply);
  return { ...reply, headers: { ...reply.headers, 'idempotent-replayed': 'true' } };
}

/**
 * Makes a change and keeps its answer with it, both or neither: sent again, it is answered without being made again. Where
 * it fails because the same request has been made meanwhile, it is answered as that one was.
 */
export async function changeOnce(
  store: Store,
  actor: string,
  request: IdempotentRequest | null,
  work: (change: Change) => Promise<Reply>,
): Promise<Reply> {
  if (request === null) return store.change(actor, work);
  try {
    return await store.change(actor, async (change) => {
      const reply = await work(change);
      if (!(await keepReply(change, request, reply))) throw new Error('this request has been answered');
      return reply;
    });
  } catch (error) {
    const earlier = await earlierReply(store.read, request);
    if (earlier === undefined) throw error;
    return earlier;
  }
}

/** Keeps the answer to a request whose handler makes its own changes; false where another one is kept. */
export async function keepReply(change: Change, request: IdempotentRequest, reply: Reply): Promise<boolean> {
  const { status = reply.body === undefined ? 204 : 200, body, version, headers = {} } = reply;
  const { numInsertedOrUpdatedRows } = await change.db
    .insertInto('idempotency_keys')
    .values({
      key: request.key,
      actor: request.actor,
      operation: request.operation,
      request_hash: request.hash,
      reply: JSON.stringify({ status, body, version, headers }),
      created_at: change.at,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return numInsertedOrUpdatedRows === 1n;
}
