import { parseCookie, stringifySetCookie } from 'cookie';
import type { Config } from '../../config.ts';
import { OPENID_LOGIN_MINUTES } from '../../data/store/openid-logins.ts';

/** What a browser holds of its login at the identity provider. */
export function loginToken(header: string | undefined, config: Config): string | undefined {
  return header === undefined ? undefined : parseCookie(header)[nameOf(config)];
}

/** The header that gives a browser what it is to hold; without a token, the one that takes it away. */
export function loginCookie(token: string | null, config: Config): string {
  return stringifySetCookie(nameOf(config), token ?? '', {
    httpOnly: true,
    // Not strict: people come back from the provider's page.
    sameSite: 'lax',
    path: '/',
    secure: isSecure(config),
    maxAge: token === null ? 0 : OPENID_LOGIN_MINUTES * 60,
  });
}

/** With the prefix, browsers take the cookie from this host over TLS only (RFC 6265bis, section 4.1.3). */
function nameOf(config: Config): string {
  return isSecure(config) ? '__Host-evenhand-login' : 'evenhand-login';
}

function isSecure({ publicUrl }: Config): boolean {
  return publicUrl?.startsWith('https:') ?? false;
}
