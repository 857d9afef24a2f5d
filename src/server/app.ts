import { randomUUID } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import cors from '@fastify/cors';
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify';
import type { Config } from '../config.ts';
import { ApiError } from './api/problem.ts';
import { registerApi } from './api/register.ts';
import { ROUTES } from './api/routes.ts';
import type { Services } from './api/services.ts';
import { readBody } from './body.ts';
import {
  answerExpectation,
  answerFault,
  answerMalformed,
  answerNotFound,
  answerUnreadable,
} from './errors.ts';
import type { Evaluator } from './evaluator.ts';
import { loggerFor, RequestLog } from './log.ts';
import { isAllowedOrigin } from './origins.ts';
import { accessPages } from './pages/access-pages.ts';
import { dashboardPages } from './pages/dashboard.ts';
import { limitRates } from './rate-limit.ts';
import { analyzeRoutes } from './routes/analyze.ts';
import { appraiseRoutes } from './routes/appraise.ts';
import { HEALTH, healthRoute } from './routes/health.ts';
import { openApiRoute } from './routes/openapi.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { Turns } from './turns.ts';

export interface AppOptions {
  readonly config: Config;
  readonly evaluator: Evaluator;
  /** What the API of records works with; without it there are only the routes that keep nothing. */
  readonly services?: Services | undefined;
  /** The folder of the dashboard as it was built. */
  readonly dashboard?: string | undefined;
}

/** Connections at once; further ones are closed. */
const MOST_CONNECTIONS = 10_000;

/** The HTTP server, not yet listening. It holds nothing but what it is given, so that tests can call it without a network. */
export async function createApp({
  config,
  evaluator,
  services,
  dashboard,
}: AppOptions): Promise<FastifyInstance> {
  const { bodyLimit, corsOrigins, logLevel, proxies, requestTimeout } = config;
  const app = Fastify({
    requestTimeout,
    trustProxy: proxies.length > 0 && [...proxies],
    http: {
      // Of two different times Node takes the longer one for the request and the shorter one for its headers.
      headersTimeout: requestTimeout,
      connectionsCheckingInterval: Math.min(requestTimeout / 2, 5000),
      // Node's own refusal would have none of our headers.
      requireHostHeader: false,
    },
    genReqId: () => randomUUID(),
    logger: loggerFor(logLevel),
    logController: new RequestLog(),
    // What still arrives on an open connection while the server stops is answered, and the connection closed.
    return503OnClosing: false,
    frameworkErrors: answerMalformed,
    clientErrorHandler: answerUnreadable,
  });
  // Before the plugins: their routes answer errors by what is set here when they are made.
  app.setErrorHandler(answerFault);
  const methods = new Map<string, Set<string>>();

  app.addHook('onRoute', ({ method, url }) => {
    const known = methods.get(url) ?? new Set();
    methods.set(url, known);
    for (const one of [method].flat()) known.add(one);
  });
  app.server.on('checkExpectation', answerExpectation);
  app.server.maxConnections = MOST_CONNECTIONS;
  const turns = new Turns();
  app.addHook('onRequest', async (request, reply) => {
    // Whether the server is well is asked by who would end it for a late answer.
    if (request.url !== HEALTH) await turns.take();
    reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
    requireOneHost(request);
  });
  await app.register(cors, {
    origin: (origin, answer) => answer(null, isAllowedOrigin(origin, corsOrigins)),
    methods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE'],
    allowedHeaders: [
      'Authorization',
      'Content-Type',
      'Idempotency-Key',
      'If-Match',
      'If-None-Match',
      'Last-Event-ID',
    ],
    exposedHeaders: [
      'ETag',
      'Idempotent-Replayed',
      'Location',
      'RateLimit',
      'RateLimit-Policy',
      'Retry-After',
      'X-Request-Id',
    ],
    maxAge: 600,
    strictPreflight: false,
  });
  await limitRates(app, config);
  if (dashboard !== undefined) dashboardPages(app, dashboard);
  app.addHook('onRequest', async (request, reply) => {
    return request.is404 ? answerNotFound(request, reply, methods) : undefined;
  });

  app.removeAllContentTypeParsers();
  app.addContentTypeParser(
    /^application\/(?:[\w.-]+\+)?json(?:\s*;|$)/i,
    (request: FastifyRequest, payload: IncomingMessage) =>
      readBody(payload, Number(request.headers['content-length'] ?? Number.NaN), bodyLimit),
  );
  app.setNotFoundHandler((request, reply) => answerNotFound(request, reply, methods));

  healthRoute(app);
  openApiRoute(app, services === undefined ? [] : ROUTES);
  const gate = services?.access.gate;
  analyzeRoutes(app, { config, evaluator, gate });
  appraiseRoutes(app, { config, evaluator, gate });
  if (services !== undefined) {
    accessPages(app);
    const { metricsRoute } = await import('./metrics.ts');
    metricsRoute(app, services);
    registerApi(app, services);
  }
  return app;
}

/** Throws ApiError where a request does not say whom it is for, or says it twice (RFC 9112, section 3.2). */
function requireOneHost({ raw: { httpVersion, rawHeaders } }: FastifyRequest): void {
  const hosts = rawHeaders.filter((name, i) => i % 2 === 0 && name.toLowerCase() === 'host').length;
  if (hosts > 1 || (hosts === 0 && httpVersion !== '1.0')) {
    throw new ApiError('invalid-request', 'a request names the host that it is for once, in the header Host');
  }
}
