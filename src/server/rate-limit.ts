import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { ApiError } from './api/problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How a route counts against the limit, where it is not as any other: see `Rate`. */
    rate?: Rate;
  }
}

/** `free`: not at all; `heavy`: as one that computes or moves much; `stream`: as long as it is open. */
export type Rate = 'free' | 'heavy' | 'stream';

const MINUTE = 60_000;
/** Of a client's requests in a minute, one in so many may be heavy. */
const HEAVY_SHARE = 50;
/** Streams that a client may have open. */
const MOST_STREAMS = 50;

/**
 * Counts every client's requests and refuses those beyond `rateLimit` a minute with 429, on routes that compute or move
 * much beyond a fiftieth of it; streams while a client has fifty open. Every answer says how many are left
 * (draft-ietf-httpapi-ratelimit-headers-10). No limit where it is 0. The counts are this process's own, of 5,000 clients
 * at once: beyond it whoever was not heard of for longest is forgotten.
 */
export async function limitRates(app: FastifyInstance, { rateLimit: most }: Config): Promise<void> {
  if (most === 0) return;
  await app.register(rateLimit, {
    global: false,
    max: most,
    timeWindow: MINUTE,
    keyGenerator: clientOf,
  });
  const policies = {
    any: { name: 'requests', count: app.createRateLimit({}) },
    heavy: { name: 'heavy', count: app.createRateLimit({ max: Math.ceil(most / HEAVY_SHARE) }) },
  };
  const count = async (request: FastifyRequest, reply: FastifyReply) => {
    const { rate } = request.routeOptions.config;
    const { name, count: counted } = policies[rate === 'heavy' ? 'heavy' : 'any'];
    const found = await counted(request);
    if (found.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = found;
    reply.header('ratelimit-policy', `"${name}";q=${max};w=${MINUTE / 1000}`);
    reply.header('ratelimit', `"${name}";r=${remaining};t=${ttlInSeconds}`);
    if (isExceeded) throw tooMany(reply, rate === 'heavy' ? 'requests of this kind' : 'requests', found);
  };
  // Who shows a credential is counted when it is known whose it is.
  const uncounted = new WeakSet<FastifyRequest>();
  app.addHook('onRequest', async (request, reply) => {
    const { rate } = request.routeOptions.config;
    if (rate === 'free' || rate === 'stream') return;
    const { authorization, cookie } = request.headers;
    if (authorization === undefined && cookie === undefined) return count(request, reply);
    uncounted.add(request);
    const found = await policies.any.count(request, { increment: false });
    if (!found.isAllowed && found.isExceeded) throw tooMany(reply, 'requests', found);
  });
  const streams = new Map<string, number>();
  app.addHook('preParsing', async (request, reply) => {
    if (uncounted.delete(request)) await count(request, reply);
    if (request.routeOptions.config.rate === 'stream') keepCountOfOpen(streams, request, reply);
  });
  app.addHook('onSend', async (request, reply) => {
    // Refused before it came to that: for what it showed, or because there is nothing at its address.
    if (uncounted.delete(request)) await count(request, reply).catch(() => {});
  });
}

/** Throws ApiError where a client has as many streams open as it may. */
function keepCountOfOpen(streams: Map<string, number>, request: FastifyRequest, reply: FastifyReply): void {
  const client = clientOf(request);
  const open = streams.get(client) ?? 0;
  if (open >= MOST_STREAMS) {
    throw new ApiError('too-many-requests', `there are ${MOST_STREAMS} streams open: end one of them first`);
  }
  streams.set(client, open + 1);
  reply.raw.once('close', () => {
    const left = (streams.get(client) ?? 1) - 1;
    if (left > 0) streams.set(client, left);
    else streams.delete(client);
  });
}

const credentials = new WeakMap<FastifyRequest, string>();

/** Has a request count as one of a session or an API key, whatever the address that it comes from. */
export function countAs(request: FastifyRequest, credential: string): void {
  credentials.set(request, credential);
}

function tooMany(
  reply: FastifyReply,
  what: string,
  { max, ttlInSeconds }: { readonly max: number; readonly ttlInSeconds: number },
): ApiError {
  reply.header('retry-after', ttlInSeconds);
  return new ApiError(
    'too-many-requests',
    `these are more than ${max} ${what} in a minute: ask again in ${ttlInSeconds} seconds (EVENHAND_RATE_LIMIT)`,
  );
}

/** Whose requests are counted together: those of a session or an API key, else of an address; of IPv6, of a network of 64 bits. */
function clientOf(request: FastifyRequest): string {
  return credentials.get(request) ?? normalizeIP(request.ip);
}
