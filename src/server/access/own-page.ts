import type { FastifyRequest } from 'fastify';
import { type Config, isLoopback } from '../../config.ts';
import { ApiError } from '../api/problem.ts';
import { isAllowedOrigin } from '../origins.ts';

const LOCAL_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])(?::\d{1,5})?$/;

/**
 * Throws ApiError `not-allowed` where a server of this machine is asked by another name: a page could have made a name
 * of its own lead here.
 */
export function requireOwnHost({ headers }: FastifyRequest, { host: address, publicUrl }: Config): void {
  const host = headers.host ?? '';
  if (!isLoopback(address) || LOCAL_HOST.test(host)) return;
  if (publicUrl !== undefined && host === new URL(publicUrl).host) return;
  throw new ApiError(
    'not-allowed',
    'the records are for this machine only: ask 127.0.0.1 or localhost, or say with EVENHAND_PUBLIC_URL by what address people come',
  );
}

/** Whether somebody at this machine asks, by its own name, and no proxy does so for others. */
export function isAskedHere(request: FastifyRequest, config: Config): boolean {
  return isKeptHere(request, config) && isLoopback(request.ip) && LOCAL_HOST.test(request.headers.host ?? '');
}

/** Whether nobody but this machine is answered: the server listens to it alone, and no proxy asks for others. */
export function isKeptHere({ headers }: FastifyRequest, { host }: Config): boolean {
  return isLoopback(host) && FORWARDING.every((name) => headers[name] === undefined);
}

/** What proxies say of those for whom they ask. */
const FORWARDING = [
  'forwarded',
  'via',
  'x-forwarded-for',
  'x-forwarded-host',
  'x-forwarded-proto',
  'x-real-ip',
];

/**
 * Throws ApiError `not-allowed` where a page of somewhere else asks. Browsers send cookies and reach this machine for any
 * page; they say which one it is by Origin or Sec-Fetch-Site (Fetch Metadata). `strictly`: with a cookie, a change must
 * come from the server's own page, and say so. Another port is another page, although cookies do not know it.
 */
export function requireOwnOrigin(
  { headers, method }: FastifyRequest,
  { corsOrigins, publicUrl }: Config,
  strictly?: 'strictly',
): void {
  const { origin, host } = headers;
  const isPublic = publicUrl !== undefined && new URL(publicUrl).host === host;
  const own = isPublic ? [publicUrl] : [`http://${host}`, `https://${host}`, publicUrl];
  const isOwn = origin !== undefined && own.includes(origin);
  if (strictly) {
    const changes = method !== 'GET' && method !== 'HEAD';
    const site = headers['sec-fetch-site'];
    const saysOwn =
      origin === undefined ? site === 'same-origin' : isOwn && (site ?? 'same-origin') === 'same-origin';
    if (!changes || saysOwn) return;
    throw new ApiError(
      'not-allowed',
      'changes in a session are made from the pages of this server: programs use an API key',
    );
  }
  if (origin === undefined || isOwn || isAllowedOrigin(origin, corsOrigins)) return;
  throw new ApiError(
    'not-allowed',
    'pages of this origin may not ask for records: EVENHAND_CORS_ORIGINS lists those that may',
  );
}
