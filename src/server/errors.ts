import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { InputError, type Problem } from '../errors.ts';
import { errorAnswer } from '../reports/answer.ts';
import { answerProblem } from './api/answer-problem.ts';
import { ApiError, PROBLEMS } from './api/problem.ts';
import { BusyError } from './evaluator.ts';
import { SECURITY_HEADERS } from './security-headers.ts';
import { statusOf } from './status.ts';

/** Seconds after which a client that found the server busy may ask again. */
const RETRY_AFTER = 5;

/** Answers an error in the one shape that errors have. What is not the client's doing is logged, and the client learns its id only. */
export function answerError(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof InputError) {
    // Fastify would close the connection, and so cut off a client that still sends before it has read the answer.
    reply.removeHeader('connection');
    return answer(reply, statusOf(error), error.message, error.problems);
  }
  if (error instanceof BusyError) {
    reply.header('retry-after', RETRY_AFTER);
    return answer(reply, 503, `${error.message}: ask again in ${RETRY_AFTER} seconds`);
  }
  if (error instanceof ApiError) return answer(reply, PROBLEMS[error.kind].status, error.message);
  const code = property(error, 'code');
  if ((error instanceof Error && error.name === 'AbortError') || code === 'ERR_STREAM_PREMATURE_CLOSE') {
    return answer(reply, 499, 'the client has gone');
  }
  const status = property(error, 'statusCode');
  if (code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return answer(reply, 415, 'send JSON, with the header Content-Type: application/json');
  }
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return answer(reply, status, 'the request could not be read: its address or its length is malformed');
  }
  reply.log.error({ err: error }, 'failed');
  return answer(
    reply,
    500,
    `something went wrong in the server, whose log says more under ${reply.request.id}`,
  );
}

/** Answers an error in the shape that errors have at the address. */
export function answerFault(error: unknown, { url }: FastifyRequest, reply: FastifyReply): FastifyReply {
  return isOfRecords(url) ? answerProblem(error, reply) : answerError(error, reply);
}

/** Answers what the framework could not make a request of, before anything of ours has seen it: a malformed address. */
export function answerMalformed(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  reply.headers(SECURITY_HEADERS).header('x-request-id', request.id);
  return answerFault(error, request, reply);
}

/** Answers a request whose address or method is not there; `methods` are those of each address. */
export function answerNotFound(
  { method, url }: FastifyRequest,
  reply: FastifyReply,
  methods: ReadonlyMap<string, ReadonlySet<string>>,
): FastifyReply {
  const path = url.split('?', 1)[0];
  const allowed = new Set(
    [...methods].flatMap(([address, those]) => (leadsTo(address, path) ? [...those] : [])),
  );
  if (allowed.size === 0) {
    const message = 'there is nothing at this address; GET /openapi.json lists what there is';
    return isOfRecords(path)
      ? answerProblem(new ApiError('not-found', message), reply)
      : answer(reply, 404, message);
  }
  const list = [...allowed, 'OPTIONS'].join(', ');
  reply.header('allow', list);
  if (method === 'OPTIONS') return reply.code(204).send();
  const message = `${method} is not possible at this address; ${list} are`;
  return isOfRecords(path)
    ? answerProblem(new ApiError('method-not-allowed', message), reply)
    : answer(reply, 405, message);
}

/** Whether an address with parameters, such as /api/v1/jobs/:id, is that of a path. */
function leadsTo(address: string, path: string): boolean {
  const parts = path.split('/');
  const wanted = address.split('/');
  return (
    wanted.length === parts.length && wanted.every((part, i) => part === parts[i] || part.startsWith(':'))
  );
}

/** Whether a path is of the API of records, whose errors are problem details. */
function isOfRecords(path: string): boolean {
  return /^\/api\/v1\/(?!(?:analyze|appraise)(?:[/?]|$))/.test(path);
}

/** Answers what is not even a request: broken HTTP, headers too large, a body that never ends. */
export function answerUnreadable(error: unknown, socket: Socket): void {
  const code = property(error, 'code');
  if (code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const [status, message] = UNREADABLE.get(code) ?? ['400 Bad Request', 'this is not a request in HTTP'];
  const body = JSON.stringify(errorAnswer(message));
  const headers = Object.entries({
    ...SECURITY_HEADERS,
    'content-type': JSON_TYPE,
    'content-length': Buffer.byteLength(body),
    connection: 'close',
  }).map(([name, value]) => `${name}: ${value}\r\n`);
  socket.end(`HTTP/1.1 ${status}\r\n${headers.join('')}\r\n${body}`);
}

/** Answers a request that expects of the server what it does not do (Expect, RFC 9110, section 10.1.1). */
export function answerExpectation(_request: IncomingMessage, response: ServerResponse): void {
  const body = JSON.stringify(errorAnswer('the server has no expectations but 100-continue (Expect)'));
  response.writeHead(417, { ...SECURITY_HEADERS, 'content-type': JSON_TYPE, connection: 'close' }).end(body);
}

export const JSON_TYPE = 'application/json; charset=utf-8';

const UNREADABLE: ReadonlyMap<unknown, readonly [status: string, message: string]> = new Map([
  [
    'ERR_HTTP_REQUEST_TIMEOUT',
    ['408 Request Timeout', 'the request took too long to arrive (EVENHAND_REQUEST_TIMEOUT)'],
  ],
  ['HPE_HEADER_OVERFLOW', ['431 Request Header Fields Too Large', 'the headers are larger than 16 KiB']],
]);

function answer(
  reply: FastifyReply,
  status: number,
  message: string,
  problems: readonly Problem[] = [],
): FastifyReply {
  return reply
    .code(status)
    .type(JSON_TYPE)
    .send(JSON.stringify(errorAnswer(message, problems)));
}

function property(error: unknown, name: string): unknown {
  return typeof error === 'object' && error !== null ? Reflect.get(error, name) : undefined;
}
