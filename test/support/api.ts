import type { FastifyInstance, InjectOptions } from 'fastify';
import { readConfig } from '../../src/config.ts';
import { openServices, type Services } from '../../src/server/api/services.ts';
import { createApp } from '../../src/server/app.ts';
import type { Calculator } from '../../src/server/evaluations/calculator.ts';
import { workOn } from '../../src/server/evaluations/work.ts';
import type { OutgoingFetch } from '../../src/server/outgoing/outgoing-fetch.ts';
import { inlineEvaluator } from './app.ts';
import type { Place } from './stores.ts';

/** The API on a store, called without a network. */
export interface Api {
  readonly app: FastifyInstance;
  readonly services: Services;
  /** The answer's status, headers and JSON (or text). */
  call(method: Method, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
  close(): Promise<void>;
}

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
  readonly body: any;
}

/** A calculator without threads. */
export const inlineCalculator: Calculator = {
  async *run(name, task, signal) {
    for await (const part of workOn(name, task)) {
      signal?.throwIfAborted();
      yield part;
    }
  },
  close: async () => {},
};

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

/** Opens the API on what a place holds; jobs run. */
export async function apiOn(
  place: Place,
  env: Readonly<Record<string, string>> = {},
  calculator: Calculator = inlineCalculator,
  fetch?: OutgoingFetch,
  dashboard?: string,
): Promise<Api> {
  const config = readConfig({
    EVENHAND_LOG_LEVEL: 'silent',
    EVENHAND_DATA: place.dataFolder,
    EVENHAND_RATE_LIMIT: '0',
    ...(place.databaseUrl && { EVENHAND_DATABASE_URL: place.databaseUrl }),
    ...env,
  });
  const failed = (fault: unknown) => {
    throw fault;
  };
  const services = await openServices(config, inlineEvaluator, failed, calculator, fetch);
  const app = await createApp({ config, evaluator: inlineEvaluator, services, dashboard });
  services.jobs.start();
  services.live.start();
  return {
    app,
    services,
    async call(method, path, body, headers = {}) {
      const options: InjectOptions = {
        method,
        url: `/api/v1${path}`,
        headers: { host: 'localhost', ...headers },
      };
      if (body !== undefined) {
        options.headers = { 'content-type': 'application/json', ...options.headers };
        options.payload = typeof body === 'string' ? body : JSON.stringify(body);
      }
      const response = await app.inject(options);
      const isJson = /[/+]json/.test(String(response.headers['content-type']));
      return {
        status: response.statusCode,
        headers: response.headers,
        body: isJson ? response.json() : response.body,
      };
    },
    async close() {
      const closed = app.close();
      // Connections on which nothing is asked would keep the server for a minute.
      app.server.closeAllConnections();
      await closed;
      await services.close();
    },
  };
}
