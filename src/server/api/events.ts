import { z } from 'zod';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';

/** What pages listen to. */
export const EVENT_ROUTES: readonly Route[] = [
  route({
    operation: 'streamEvents',
    method: 'GET',
    path: '/events',
    rate: 'stream',
    tag: 'events',
    summary: 'What happens, as it happens',
    description:
      'Server-sent events: jobs, imports, results and everything else that changes, by type and subject. After a break the header Last-Event-ID asks for what was missed; the event "reset" says that it is no longer kept, and that everything should be read again.',
    query: z.strictObject({
      after: z.coerce
        .number()
        .int()
        .min(0)
        .optional()
        .describe('Events after this one, for clients that cannot send Last-Event-ID.'),
    }),
    answers: { 200: { description: 'A stream that does not end.', schema: null, type: 'text/event-stream' } },
    handle: async ({ query, request, principal }, { streams }) => {
      const header = request.headers['last-event-id'];
      if (header !== undefined && !(typeof header === 'string' && /^\d{1,15}$/.test(header))) {
        throw new ApiError('invalid-request', 'Last-Event-ID is none that this server gave');
      }
      const stream = await streams.open(
        header === undefined ? query.after : Number(header),
        principal ?? undefined,
      );
      return {
        stream,
        headers: { 'content-type': 'text/event-stream; charset=utf-8', 'x-accel-buffering': 'no' },
      };
    },
  }),
];
