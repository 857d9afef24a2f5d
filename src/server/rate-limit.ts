import rateLimit, { normalizeIP } from '@fastify/rate-limit';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { ApiError } from './api/problem.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** How a route counts against the limit: not at all, or as one that computes or moves much. Default: as any other. */
    rate?: 'free' | 'heavy';
  }
}

const MINUTE = 60_000;
/** Of a client's requests in a minute, one in so many may be heavy. */
const HEAVY_SHARE = 50;
/** Clients that are counted at once; beyond it whoever was not heard of for longest is forgotten. */
const MOST_CLIENTS = 20_000;

/**
 * Counts every client's requests and refuses those beyond `rateLimit` a minute with 429, on routes that compute or move much
 * beyond a fiftieth of it. Every answer says how many are left (draft-ietf-httpapi-ratelimit-headers-10). No limit where
 * it is 0. The counts are this process's own.
 */
export async function limitRates(app: FastifyInstance, { rateLimit: most }: Config): Promise<void> {
  if (most === 0) return;
  await app.register(rateLimit, {
    global: false,
    max: most,
    timeWindow: MINUTE,
    cache: MOST_CLIENTS,
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
    if (request.routeOptions.config.rate === 'free') return;
    const { authorization, cookie } = request.headers;
    if (authorization === undefined && cookie === undefined) return count(request, reply);
    uncounted.add(request);
    const found = await policies.any.count(request, { increment: false });
    if (!found.isAllowed && found.isExceeded) throw tooMany(reply, 'requests', found);
  });
  app.addHook('preParsing', async (request, reply) => {
    if (uncounted.delete(request)) await count(request, reply);
  });
  app.addHook('onSend', async (request, reply) => {
    // Refused before it came to that: for what it showed, or because there is nothing at its address.
    if (uncounted.delete(request)) await count(request, reply).catch(() => {});
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
