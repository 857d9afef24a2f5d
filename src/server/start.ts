import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { FastifyInstance } from 'fastify';
import { type Config, isLoopback, urlOf } from '../config.ts';
import { storeError } from '../data/store/errors.ts';
import { InputError } from '../errors.ts';

import { openServices } from './api/services.ts';
import { createApp } from './app.ts';
import { WorkerEvaluator } from './evaluator.ts';

/** Where the build puts the dashboard. */
const DASHBOARD = fileURLToPath(new URL('../dashboard/', import.meta.url));

export interface RunningServer {
  /** Where it answers, such as http://127.0.0.1:5000. */
  readonly url: string;
  /** Where the first account is made, for whoever sees it; null where there are accounts. */
  readonly setUpLink: string | null;
  /** Takes no more connections, finishes the requests in hand, and ends. */
  close(): Promise<void>;
}

/** Starts the server; it answers when the promise resolves. Throws InputError where it cannot listen, with what to do. */
export async function startServer(config: Config): Promise<RunningServer> {
  const evaluator = new WorkerEvaluator(config);
  let app: FastifyInstance | undefined;
  const failed = (error: unknown) => app?.log.error({ err: storeError(error) }, 'a job failed');
  const services = await openServices(config, evaluator, failed);
  const { access } = services;
  if (!isLoopback(config.host) && (await access.gate.isWithoutAccounts())) {
    await services.close();
    await evaluator.close();
    throw new InputError(
      `${config.host} is an address that others reach, and nobody has an account yet: make one with "evenhand accounts add you@example.com --role admin", or start on 127.0.0.1 and open the link that is printed`,
      { code: 'no_accounts' },
    );
  }
  app = await createApp({ config, evaluator, services, dashboard: DASHBOARD });
  const { server } = app;

  let inHand = 0;
  let closing = false;
  const endWhenDone = () => {
    // Connections on which nothing was asked would keep the server waiting.
    if (closing && inHand === 0) server.closeAllConnections();
  };
  server.on('request', (_request, response) => {
    inHand++;
    response.once('close', () => {
      inHand--;
      endWhenDone();
    });
  });

  async function close(): Promise<void> {
    closing = true;
    const closed = app?.close();
    endWhenDone();
    await closed;
    await services.close();
    await evaluator.close();
  }

  try {
    await app.listen({ host: config.host, port: config.port });
    await evaluator.ready();
    services.jobs.start();
    services.live.start();
    services.retention.start();
  } catch (error) {
    await close();
    throw cannotListen(error, config);
  }
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : config.port;
  const url = urlOf(config.host, port);
  const secret = await access.setUpSecret();
  return { url, setUpLink: secret && `${config.publicUrl ?? url}/set-up#${secret}`, close };
}

/** Resolves when the process is asked to stop (SIGTERM, or Ctrl-C) and the server has ended. Asked again, the process ends at once. */
export async function untilStopped(server: RunningServer): Promise<void> {
  const asked = new AbortController();
  const { signal } = asked;
  await Promise.race(['SIGTERM', 'SIGINT'].map((name) => once(process, name, { signal })));
  asked.abort();
  await server.close();
}

function cannotListen(error: unknown, { host, port }: Config): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  const another = `take another one with --port ${port === 8080 ? 8081 : 8080} or PORT=${port === 8080 ? 8081 : 8080}`;
  const reasons = new Map<unknown, string>([
    ['EADDRINUSE', `port ${port} of ${host} is in use by another program: ${another}`],
    ['EACCES', `port ${port} needs more rights than this program has: ${another}`],
    [
      'EADDRNOTAVAIL',
      `${host} is not an address of this machine: set --host or HOST to one, such as 127.0.0.1`,
    ],
    ['ENOTFOUND', `the host name ${host} is not known: set --host or HOST to an address, such as 127.0.0.1`],
  ]);
  const reason = reasons.get(code);
  return reason === undefined ? error : new InputError(reason, { code: 'cannot_listen', cause: error });
}
