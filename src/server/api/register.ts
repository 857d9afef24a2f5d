import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Config } from '../../config.ts';
import { InputError } from '../../errors.ts';
import type { Principal } from '../access/principal.ts';
import { OF_PEOPLE } from '../access/rights.ts';
import { parseJson } from '../json.ts';
import { answerProblem } from './answer-problem.ts';
import { isKnown } from './etag.ts';
import { changeOnce, earlierReply, idempotencyOf, keepReply } from './idempotency.ts';
import { ApiError, type FieldProblem } from './problem.ts';
import type { Reply, Route } from './route.ts';
import { ROUTES } from './routes.ts';
import { type Services, servicesFor } from './services.ts';

/** Who asks, of requests that have been let in. */
const admitted = new WeakMap<FastifyRequest, Principal | null>();

/** Where the API lives. */
export const API = '/api/v1';

/** Registers every route of the API: requests are checked by its schemas, and what goes wrong is told as problem details. */
export function registerApi(app: FastifyInstance, services: Services): void {
  app.register(async (api) => {
    api.setErrorHandler((error, _request, reply) => answerProblem(error, reply));
    // Files are read as they arrive, by who takes them.
    api.addContentTypeParser('multipart/form-data', (_request, _body, done) => done(null));
    api.addHook('preClose', async () => services.streams.close());
    for (const route of ROUTES) {
      api.route({
        method: route.method,
        config: { ...(route.rate && { rate: route.rate }) },
        url: API + route.path.replace(/\{(\w+)\}/g, ':$1'),
        onRequest: async (request) => {
          admitted.set(request, await services.access.gate.admit(route.operation, request));
        },
        handler: (request, reply) => handle(route, services, request, reply),
      });
    }
  });
}

async function handle(
  route: Route,
  services: Services,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const principal = admitted.get(request) ?? null;
  const actor = principal?.actor ?? 'nobody';
  const { store } = services;
  const theirs = servicesFor(services, principal);
  const idempotent = idempotencyOf(route, request, principal);
  const earlier = idempotent && (await earlierReply(store.read, idempotent));
  if (earlier) return send(request, reply, earlier, services.config);

  let isKept = false;
  const answer = await route.handle(
    {
      params: checked('path', route.params, request.params),
      query: checked('query', route.query, request.query),
      body:
        route.body === null || route.consumes !== undefined
          ? undefined
          : checked('body', route.body, bodyOf(request)),
      principal,
      actor,
      version: versionIn(request.headers['if-match']),
      get signal() {
        return goneSignal(reply);
      },
      change: async (work) => {
        isKept = true;
        return changeOnce(theirs.store, actor, idempotent, work);
      },
      request,
    },
    theirs,
  );
  if (principal !== null && OF_PEOPLE.has(route.operation)) {
    services.access.sightings.note(principal, route.operation, request.url.split('?', 1)[0]);
  }
  if (idempotent && !isKept && answer.stream === undefined) {
    await store.change(actor, (change) => keepReply(change, idempotent, answer));
  }
  return send(request, reply, answer, services.config);
}

function send(
  { method, headers: asked }: FastifyRequest,
  reply: FastifyReply,
  { status, body, stream, version, tag = version?.toString(), headers = {} }: Reply,
  { requestTimeout }: Config,
): FastifyReply {
  reply.headers(headers);
  if (tag !== undefined) {
    reply.header('etag', `"${tag}"`);
    if ((method === 'GET' || method === 'HEAD') && isKnown(tag, asked['if-none-match'])) {
      return reply.code(304).send();
    }
  }
  if (stream !== undefined) {
    reply.code(status ?? 200);
    // Who takes nothing of it for too long is given up, and what it is read from is let go.
    reply.raw.setTimeout(requestTimeout, () => reply.raw.destroy());
    if (method !== 'HEAD') return reply.send(stream);
    stream.destroy();
    return reply.send();
  }
  if (body === undefined) return reply.code(status ?? 204).send();
  return reply
    .code(status ?? 200)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

/** Aborted when the client goes before it is answered; most handlers never ask. */
function goneSignal({ raw }: FastifyReply): AbortSignal {
  const gone = new AbortController();
  if (raw.destroyed) gone.abort();
  else raw.once('close', () => gone.abort());
  return gone.signal;
}

function bodyOf({ body }: FastifyRequest): unknown {
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    return parseJson(body);
  } catch (error) {
    if (!(error instanceof InputError) || error.code === 'too_large') throw error;
    throw new ApiError('invalid-request', error.message);
  }
}

function checked(where: string, schema: z.ZodType, value: unknown): unknown {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const errors = parsed.error.issues.slice(0, 100).map(
    (issue): FieldProblem => ({
      in: where,
      pointer: issue.path
        .map((step) => `/${String(step).replaceAll('~', '~0').replaceAll('/', '~1')}`)
        .join(''),
      reason: issue.message,
    }),
  );
  const [{ pointer, reason }] = errors;
  throw new ApiError('invalid-request', `${where}${pointer}: ${reason}`, errors);
}

function versionIn(ifMatch: string | undefined): number | undefined {
  if (ifMatch === undefined || ifMatch === '*') return undefined;
  const found = /^"(\d{1,9})"$/.exec(ifMatch);
  if (!found) throw new ApiError('invalid-request', 'If-Match is no ETag that this server gave');
  return Number(found[1]);
}
