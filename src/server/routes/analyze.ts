import { Readable } from 'node:stream';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { InputError } from '../../errors.ts';
import type { AnalysisAnswer } from '../analysis.ts';
import { inPieces, PIECE } from '../body.ts';
import { JSON_TYPE } from '../errors.ts';
import { BusyError, type Evaluator } from '../evaluator.ts';
import { optionsFrom } from '../query.ts';

/** The addresses of the analysis: the article's own, and the ones that APIs usually have. */
export const ANALYZE_PATHS = ['/analyze', '/api/analyze', '/api/v1/analyze'];

export interface AnalyzeOptions {
  readonly config: Config;
  readonly evaluator: Evaluator;
}

/** POST /analyze: the body goes to the evaluator as it came, and what comes back goes to the client as it is. */
export function analyzeRoutes(app: FastifyInstance, { config, evaluator }: AnalyzeOptions): void {
  const { maxPeople, requestTimeout } = config;

  async function analyze(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const options = optionsFrom(request.query);
    const { body } = request;
    if (!(body instanceof Uint8Array) || body.length === 0) {
      throw new InputError('the body is empty: send a JSON array of summaries');
    }
    const client = new AbortController();
    reply.raw.once('close', () => client.abort());
    const answer = await evaluator.analyze({ body, options, maxPeople }, client.signal);
    return send(reply, answer);
  }

  /** A large answer goes out in pieces; a client that takes none of them for too long is given up. */
  function send(reply: FastifyReply, { status, body }: AnalysisAnswer): FastifyReply {
    reply.raw.setTimeout(requestTimeout, () => reply.raw.destroy());
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

  for (const path of ANALYZE_PATHS) app.post(path, { onRequest: refuseUnreadable }, analyze);
}
