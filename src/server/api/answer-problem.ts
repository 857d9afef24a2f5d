import type { FastifyReply } from 'fastify';
import { StoreError, storeError } from '../../data/store/errors.ts';
import { InputError } from '../../errors.ts';
import { BusyError } from '../evaluator.ts';
import { ApiError, problemDetails } from './problem.ts';

/** Answers an error as problem details; of what is not the client's doing it learns the request's id only. */
export function answerProblem(error: unknown, reply: FastifyReply): FastifyReply {
  const problem = problemOf(error);
  // Whoever goes before the answer is there aborts what was done for it, which is no fault.
  const isGone = reply.raw.destroyed && error instanceof Error && error.name === 'AbortError';
  if (problem.kind === 'failed' && !isGone) reply.log.error({ err: error }, 'failed');
  const details = problemDetails(problem);
  if (problem.retryAfter !== undefined) reply.header('retry-after', problem.retryAfter);
  else if (details.status === 503) reply.header('retry-after', 5);
  if (details.status === 401) reply.header('www-authenticate', 'Bearer realm="evenhand"');
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
  const failure = storeError(error);
  if (failure instanceof StoreError) return new ApiError(failure.reason, failure.message);
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
