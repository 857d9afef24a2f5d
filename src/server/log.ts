import { type FastifyReply, type FastifyRequest, LogController } from 'fastify';
import type { LogLevel } from '../config.ts';

/**
 * One line of JSON for each request: its id, method, route (never the path or the query as they came, which may hold a
 * name), status and milliseconds. Bodies, ids and names of people and messages about them are in no line.
 */
export class RequestLog extends LogController {
  override incomingRequest(): void {}

  override requestCompleted(_error: unknown, request: FastifyRequest, reply: FastifyReply): void {
    const { method, routeOptions } = request;
    const ms = Math.round(reply.elapsedTime * 10) / 10;
    reply.log.info({ method, route: routeOptions.url ?? null, status: reply.statusCode, ms }, 'request');
  }

  override routeNotFound(): void {}

  override streamError(): void {}
}

/** The logger's options: lines go to standard output, and of an error only where in our code it came from. */
export function loggerFor(level: LogLevel) {
  return {
    level,
    base: null,
    serializers: {
      err: (error: Error) => ({
        type: error.name,
        message: 'code' in error ? String(error.code) : '',
        stack: (error.stack ?? '')
          .split('\n')
          .filter((line) => /^\s+at /.test(line))
          .join('\n'),
      }),
    },
  };
}
