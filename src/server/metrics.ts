import type { FastifyInstance, FastifyRequest } from 'fastify';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { isKeptHere } from './access/own-page.ts';
import type { Services } from './api/services.ts';

/** GET /metrics: what the process and its requests are like, for Prometheus. Routes stand for addresses, which may hold ids. */
export function metricsRoute(app: FastifyInstance, { store, access, config }: Services): void {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Histogram({
    name: 'evenhand_http_request_seconds',
    help: 'Seconds from a request to the end of its answer, by method, route and status.',
    labelNames: ['method', 'route', 'status'],
    buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers: [registry],
  });
  new Gauge({
    name: 'evenhand_jobs',
    help: 'Jobs by state.',
    labelNames: ['kind', 'state'],
    registers: [registry],
    async collect() {
      const rows = await store.read
        .selectFrom('jobs')
        .select(['kind', 'state', (of) => of.fn.countAll<number>().as('jobs')])
        .groupBy(['kind', 'state'])
        .execute();
      this.reset();
      for (const { kind, state, jobs } of rows) this.set({ kind, state }, jobs);
    },
  });
  app.addHook('onResponse', async ({ method, routeOptions }, reply) => {
    const labels = { method, route: routeOptions.url ?? 'none', status: reply.statusCode };
    requests.observe(labels, reply.elapsedTime / 1000);
  });
  const onRequest = async (request: FastifyRequest) => {
    if (!isKeptHere(request, config)) await access.gate.admit('listMetrics', request);
  };
  app.get('/metrics', { onRequest }, async (_request, reply) => {
    reply.type(registry.contentType);
    return registry.metrics();
  });
}
