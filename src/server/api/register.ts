import multipart from '@fastify/multipart';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { Config } from '../../config.ts';
import { StoreError } from '../../data/store/errors.ts';
import { InputError } from '../../errors.ts';
import { BusyError } from '../evaluator.ts';
import { isAllowedOrigin } from '../origins.ts';
import { changeOnce, earlierReply, idempotencyOf, keepReply } from './idempotency.ts';
import { ApiError, type FieldProblem, problemDetails } from './problem.ts';
import type { Reply, Route } from './route.ts';
import { ROUTES } from './routes.ts';
import type { Services } from './services.ts';

/** Where the API lives. */
export const API = '/api/v1';

/** Registers every route of the API: requests are checked by its schemas, and what goes wrong is told as problem details. */
export function registerApi(app: FastifyInstance, services: Services): void {
  app.register(async (api) => {
    api.setErrorHandler((error, _request, reply) => answerProblem(error, reply));
    await api.register(multipart);
    api.addHook('onRequest', async (request) => requireOwnPage(request, services.config));
    api.addHook('preClose', async () => services.streams.close());
    for (const route of ROUTES) {
      api.route({
        method: route.method,
        url: API + route.path.replace(/\{(\w+)\}/g, ':$1'),
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
  const actor = 'local';
  const { store } = services;
  const idempotent = idempotencyOf(route, request, actor);
  const earlier = idempotent && (await earlierReply(store.read, idempotent));
  if (earlier) return send(reply, earlier);

  const gone = new AbortController();
  reply.raw.once('close', () => gone.abort());
  let isKept = false;
  const answer = await route.handle(
    {
      params: checked('path', route.params, request.params),
      query: checked('query', route.query, request.query),
      body:
        route.body === null || route.consumes !== undefined
          ? undefined
          : checked('body', route.body, bodyOf(request)),
      actor,
      version: versionIn(request.headers['if-match']),
      signal: gone.signal,
      change: async (work) => {
        isKept = true;
        return changeOnce(store, actor, idempotent, work);
      },
      request,
    },
    services,
  );
  if (idempotent && !isKept && answer.stream === undefined) {
    await store.change(actor, (change) => keepReply(change, idempotent, answer));
  }
  return send(reply, answer);
}

function send(reply: FastifyReply, { status, body, stream, version, headers = {} }: Reply): FastifyReply {
  reply.headers(headers);
  if (version !== undefined) reply.header('etag', `"${version}"`);
  if (stream !== undefined) return reply.code(status ?? 200).send(stream);
  if (body === undefined) return reply.code(status ?? 204).send();
  return reply
    .code(status ?? 200)
    .type('application/json; charset=utf-8')
    .send(JSON.stringify(body));
}

function bodyOf({ body }: FastifyRequest): unknown {
  if (!(body instanceof Uint8Array)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch {
    throw new ApiError('invalid-request', 'the body is not JSON in UTF-8');
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

/** Answers an error as problem details; of what is not the client's doing it learns the request's id only. */
function answerProblem(error: unknown, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  if (problem.kind === 'failed') reply.log.error({ err: error }, 'failed');
  const details = problemDetails(problem);
  if (details.status === 503) reply.header('retry-after', 5);
  return reply
    .code(details.status)
    .type('application/problem+json')
    .send(JSON.stringify({ ...details, request_id: reply.request.id }));
}

function problemOf(error: unknown): ApiError {
  if (error instanceof ApiError) return error;
  if (error instanceof InputError) {
    const kind = error.code === 'too_large' ? 'too-large' : 'unprocessable';
    return new ApiError(kind, error.message);
  }
  if (error instanceof StoreError) return new ApiError(error.reason, error.message);
  if (error instanceof BusyError) return new ApiError('busy', `${error.message}: ask again in a few seconds`);
  if (error instanceof Error && 'code' in error && error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new ApiError('unsupported-media', 'send JSON, with the header Content-Type: application/json');
  }
  const status = error instanceof Error && 'statusCode' in error ? error.statusCode : undefined;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new ApiError(
      'invalid-request',
      'the request could not be read: its address or its length is malformed',
    );
  }
  return new ApiError('failed', 'something went wrong in the server; its log says more under the request id');
}

/**
 * Throws ApiError where a page of somewhere else asks. While there are no accounts, whoever reaches the server may do
 * everything; a browser on this machine would do so for any page, by its forms or by a name that leads here.
 */
function requireOwnPage({ headers }: FastifyRequest, { corsOrigins }: Config): void {
  const host = headers.host ?? '';
  if (!LOCAL_HOST.test(host)) {
    throw new ApiError('not-allowed', 'the records are for this machine only: ask 127.0.0.1 or localhost');
  }
  const { origin } = headers;
  if (origin !== undefined && origin !== `http://${host}` && !isAllowedOrigin(origin, corsOrigins)) {
    throw new ApiError(
      'not-allowed',
      'pages of this origin may not ask for records: EVENHAND_CORS_ORIGINS lists those that may',
    );
  }
}

const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;
