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
  app.addHook('onRequest', async (request: FastifyRequest, reply: FastifyReply) => {
    const { rate } = request.routeOptions.config;
    if (rate === 'free') return;
    const { name, count } = policies[rate ?? 'any'];
    const found = await count(request);
    if (found.isAllowed) return;
    const { max, remaining, ttlInSeconds, isExceeded } = found;
    reply.header('ratelimit-policy', `"${name}";q=${max};w=${MINUTE / 1000}`);
    reply.header('ratelimit', `"${name}";r=${remaining};t=${ttlInSeconds}`);
    if (!isExceeded) return;
    reply.header('retry-after', ttlInSeconds);
    throw new ApiError(
      'too-many-requests',
      `these are more than ${max} ${name === 'heavy' ? 'requests of this kind' : 'requests'} in a minute: ask again in ${ttlInSeconds} seconds (EVENHAND_RATE_LIMIT)`,
    );
  });
}

/** Whose requests are counted together: those of an address, of IPv6 those of a network of 64 bits. */
function clientOf({ ip }: FastifyRequest): string {
  return normalizeIP(ip);
}
