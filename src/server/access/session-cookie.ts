import { parseCookie, stringifySetCookie } from 'cookie';
import type { Config } from '../../config.ts';
import { SESSION_HOURS } from '../../data/store/sessions.ts';

/** The token of a session in a request's cookies. */
export function sessionToken(header: string | undefined, config: Config): string | undefined {
  return header === undefined ? undefined : parseCookie(header)[nameOf(config)];
}

/** The header that gives a browser its session; without a token, the one that takes it away. */
export function sessionCookie(token: string | null, config: Config): string {
  return stringifySetCookie(nameOf(config), token ?? '', {
    httpOnly: true,
    sameSite: 'strict',
    path: '/',
    secure: isSecure(config),
    maxAge: token === null ? 0 : SESSION_HOURS.most * 3600,
  });
}

/** With the prefix, browsers take the cookie from this host over TLS only (RFC 6265bis, section 4.1.3). */
function nameOf(config: Config): string {
  return isSecure(config) ? '__Host-evenhand' : 'evenhand';
}

function isSecure({ publicUrl }: Config): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}
