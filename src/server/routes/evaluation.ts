import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { InputError } from '../../errors.ts';
import type { Gate } from '../access/gate.ts';

import { isKeptHere } from '../access/own-page.ts';
import type { AnalysisAnswer } from '../analysis.ts';
import { inPieces, PIECE, release } from '../body.ts';
import { JSON_TYPE } from '../errors.ts';
import { BusyError, type Evaluator } from '../evaluator.ts';
import type { Task } from '../task.ts';

export interface EvaluationOptions {
  readonly config: Config;
  readonly evaluator: Evaluator;
  /** Makes sure of who asks, where others than this machine do; it needs nobody's word else. */
  readonly gate?: Gate | undefined;
}

/** Where something is evaluated, and what. */
export interface EvaluationRoute {
  /** What rights call it. */
  readonly operation: string;
  readonly paths: readonly string[];
  /** What the body should be. */
  readonly wanted: string;
  /** The task for a body and a query. Throws InputError where the query is wrong. */
  task(body: Uint8Array, query: unknown, maxPeople: number): Task;
}

/** The body of each POST goes to the evaluator as it came, and what comes back goes to the client as it is. */
export function evaluationRoutes(
  app: FastifyInstance,
  { config, evaluator, gate }: EvaluationOptions,
  { operation, paths, wanted, task }: EvaluationRoute,
): void {
  const { maxPeople, requestTimeout } = config;

  async function evaluate(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const { body, query } = request;
    const given = body instanceof Uint8Array ? body : new Uint8Array();
    const asked = task(given, query, maxPeople);
    if (given.length === 0) throw new InputError(`the body is empty: send ${wanted}`);
    const client = new AbortController();
    reply.raw.once('close', () => client.abort());
    const answer = await evaluator.analyze(asked, client.signal);
    return send(reply, answer);
  }

  /** A large answer goes out in pieces; a client that takes none of them for too long is given up. */
  function send(reply: FastifyReply, { status, body }: AnalysisAnswer): FastifyReply {
    reply.raw.setTimeout(requestTimeout, () => reply.raw.destroy());
    // Only then: of an answer that is cut off, the system may still be reading.
    reply.raw.once('finish', () => release(body));
    reply.code(status).type(JSON_TYPE).header('content-length', body.length);
    if (body.length <= PIECE) return reply.send(body);
    return reply.send(Readable.from(inPieces(body), { objectMode: false, highWaterMark: 1 }));
  }

  async function refuseUnreadable({ headers }: FastifyRequest): Promise<void> {
    if (evaluator.isFull) throw new BusyError('as many requests are waiting as may wait');
    const coding = headers['content-encoding'] ?? 'identity';
    if (coding.toLowerCase() !== 'identity') {
      throw new InputError(`send the body as it is, not with Content-Encoding: ${coding}`, {
        code: 'unsupported_media',
      });
    }
    const charset = /charset\s*=\s*"?([^\s";]+)/i.exec(headers['content-type'] ?? '')?.[1] ?? 'utf-8';
    if (!/^utf-?8$/i.test(charset)) {
      throw new InputError(`JSON is sent in UTF-8, not in ${charset}`, { code: 'unsupported_media' });
    }
  }

  async function admit(request: FastifyRequest): Promise<void> {
    if (!isKeptHere(request, config)) await gate?.admit(operation, request);
  }

  for (const path of paths) app.post(path, { onRequest: [admit, refuseUnreadable] }, evaluate);
}
