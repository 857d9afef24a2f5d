import { readFileSync } from 'node:fs';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { documentOf } from '../api/document.ts';
import { API } from '../api/register.ts';
import type { Route } from '../api/route.ts';
import { JSON_TYPE } from '../errors.ts';
import { openApiDocument } from '../openapi.ts';
import { ANALYZE_PATHS } from './analyze.ts';
import { APPRAISE_PATHS } from './appraise.ts';

/** GET /openapi.json: the document is made when somebody first asks for it. */
export function openApiRoute(app: FastifyInstance, routes: readonly Route[]): void {
  let document: string | undefined;
  app.get('/openapi.json', (_request, reply) => {
    document ??= JSON.stringify(wholeDocument(routes), null, 2);
    reply.type(JSON_TYPE).header('cache-control', 'no-cache').send(document);
  });
}

/** The document of everything that a server with these routes answers. */
export function wholeDocument(routes: readonly Route[]): object {
  return openApiDocument(packageVersion(), ANALYZE_PATHS, APPRAISE_PATHS, documentOf(routes, API));
}

function packageVersion(): string {
  const text = readFileSync(new URL('../../../package.json', import.meta.url), 'utf8');
  return z.object({ version: z.string() }).parse(JSON.parse(text)).version;
}
