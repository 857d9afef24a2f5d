import type { FastifyInstance } from 'fastify';
import { JSON_TYPE } from '../errors.ts';

/** Where whoever watches the server asks. */
export const HEALTH = '/healthz';

/** GET /healthz: whether the server answers. It looks at nothing else, so that it is quick while evaluations run. */
export function healthRoute(app: FastifyInstance): void {
  app.get(HEALTH, { config: { rate: 'free' } }, (_request, reply) => {
    reply.type(JSON_TYPE).send('{"status":"ok"}');
  });
}
