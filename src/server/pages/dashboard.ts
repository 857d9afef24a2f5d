import { randomBytes } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { contentPolicy } from '../security-headers.ts';

/** The addresses of the dashboard's pages, each of which is the same document; ":" stands for what may follow. */
const PAGES = [
  '/',
  '/me',
  '/people',
  '/people/:id',
  '/appraisals',
  '/appraisals/sheet',
  '/appraisals/rubrics',
  '/appraisals/rubrics/:name',
  '/appraisals/new-rubric',
  '/standards',
  '/standards/:id',
  '/what-if',
  '/imports',
  '/imports/:id',
  '/jobs',
  '/trends',
  '/map',
  '/audit',
  '/settings',
  '/settings/:tab',
];

/** What stands in the document for the word that lets styles in. */
const NONCE = 'CSP_NONCE';

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.woff2': 'font/woff2',
};

/**
 * The dashboard: its files under their own addresses, known when the server starts, so that no address can lead to
 * another file; and its document at the address of every page, and wherever else somebody goes by a browser: the page says
 * then that there is none.
 */
export function dashboardPages(app: FastifyInstance, folder: string): void {
  const document = readFileSync(join(folder, 'index.html'), 'utf8');
  app.addHook('onRequest', async (request, reply) =>
    request.is404 && isVisit(request) ? sendDocument(reply.code(404), document) : undefined,
  );
  for (const page of PAGES) app.get(page, (_request, reply) => sendDocument(reply, document));
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const type = TYPES[extname(name)];
    if (type === undefined) continue;
    const path = `/${name.split(sep).join('/')}`;
    const plain = readFileSync(join(folder, name));
    const packed = packedBeside(join(folder, name));
    app.get(path, (request, reply) => sendFile(request, reply, { type, plain, packed }));
  }
}

/** Everything from this server and nowhere else; styles that the page makes itself show the word of its answer. */
const ALLOWED = {
  'script-src': "'self'",
  'img-src': "'self' data: blob:",
  'font-src': "'self'",
  'connect-src': "'self'",
};

/** Whether somebody went to the address with a browser. */
function isVisit({ method, url, headers }: FastifyRequest): boolean {
  return method === 'GET' && !url.startsWith('/api/') && /\btext\/html\b/.test(headers.accept ?? '');
}

function sendDocument(reply: FastifyReply, document: string): FastifyReply {
  const nonce = randomBytes(16).toString('base64');
  return reply
    .type('text/html; charset=utf-8')
    .header('cache-control', 'no-cache')
    .header('content-security-policy', contentPolicy({ ...ALLOWED, 'style-src': `'self' 'nonce-${nonce}'` }))
    .send(document.replace(NONCE, nonce));
}

interface File {
  readonly type: string;
  readonly plain: Buffer;
  /** The same packed, by each of PACKINGS for which that was made. */
  readonly packed: readonly { readonly encoding: string; readonly bytes: Buffer }[];
}

/** What is named by its content never changes. */
function sendFile(
  { headers, url }: FastifyRequest,
  reply: FastifyReply,
  { type, plain, packed }: File,
): FastifyReply {
  const accepted = (headers['accept-encoding'] ?? '').split(/[\s,;]+/);
  const best = packed.find(({ encoding }) => accepted.includes(encoding));
  reply.type(type).header('vary', 'accept-encoding');
  reply.header(
    'cache-control',
    url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
  );
  if (best) reply.header('content-encoding', best.encoding);
  return reply.send(best?.bytes ?? plain);
}

/** Encodings and the endings of their files, the smallest first: browsers take Brotli over TLS and from their own machine only. */
const PACKINGS = [
  ['br', '.br'],
  ['gzip', '.gz'],
] as const;

function packedBeside(path: string): File['packed'] {
  return PACKINGS.flatMap(([encoding, ending]) => {
    try {
      return [{ encoding, bytes: readFileSync(path + ending) }];
    } catch {
      return [];
    }
  });
}
