import * as openid from 'openid-client';
import type { OpenIdConfig } from '../../config.ts';
import { OutgoingError, type OutgoingFetch } from '../outgoing/outgoing-fetch.ts';

/** Who somebody is, as the provider vouches for. */
export interface OpenIdIdentity {
  readonly issuer: string;
  /** The provider's own name for the person: it stays when their address changes. */
  readonly subject: string;
  readonly email: string | null;
  /** Whether the provider has made sure that the address is the person's. */
  readonly isEmailVerified: boolean;
}

/** What a login is recognised by when it comes back. The server keeps it; nobody else may know it. */
export interface KeptLogin {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/**
 * A login that did not succeed: the provider does not answer as it should (`unavailable`), it did not let the person in
 * (`denied`), or what came back is not what was sent out (`invalid`). `code` says more, for the log.
 */
export class OpenIdError extends Error {
  override readonly name = 'OpenIdError';
  readonly reason: 'unavailable' | 'denied' | 'invalid';
  readonly code: string;

  constructor(reason: OpenIdError['reason'], cause: unknown) {
    super(`the login at the identity provider is ${reason}`, { cause });
    this.reason = reason;
    this.code = codeOf(cause);
  }
}

/** Milliseconds after which the provider is asked again for its addresses. */
const DISCOVERED = 3_600_000;

/**
 * Login at an OpenID provider: authorization code flow with PKCE, state and nonce, the ID token's signature checked
 * (OpenID Connect Core 1.0, section 3.1; RFC 7636; RFC 9207; RFC 9700). Every request to it is made by `fetch`.
 */
export class OpenIdLogin {
  readonly #config: OpenIdConfig;
  readonly #redirectUrl: string;
  readonly #fetch: OutgoingFetch;
  #provider: { readonly at: number; readonly found: Promise<openid.Configuration> } | undefined;

  /** `redirectUrl` is where the provider sends people back to, as it is registered there. */
  constructor(config: OpenIdConfig, redirectUrl: string, fetch: OutgoingFetch) {
    this.#config = config;
    this.#redirectUrl = redirectUrl;
    this.#fetch = fetch;
  }

  /** Where to send somebody who wants to log in, and what to keep until they are back. Throws OpenIdError `unavailable`. */
  async begin(): Promise<{ readonly url: string; readonly kept: KeptLogin }> {
    const provider = await this.#discovered();
    const kept = {
      state: openid.randomState(),
      nonce: openid.randomNonce(),
      codeVerifier: openid.randomPKCECodeVerifier(),
    };
    const parameters = {
      redirect_uri: this.#redirectUrl,
      scope: 'openid email',
      response_type: 'code',
      state: kept.state,
      nonce: kept.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(kept.codeVerifier),
      code_challenge_method: 'S256',
    };
    try {
      return { url: openid.buildAuthorizationUrl(provider, parameters).href, kept };
    } catch (error) {
      throw new OpenIdError('unavailable', error);
    }
  }

  /** Who came back, by the query that the provider sent them with and what was kept of their login. Throws OpenIdError. */
  async finish(query: string, { state, nonce, codeVerifier }: KeptLogin): Promise<OpenIdIdentity> {
    const provider = await this.#discovered();
    try {
      const tokens = await openid.authorizationCodeGrant(provider, new URL(`?${query}`, this.#redirectUrl), {
        expectedState: state,
        expectedNonce: nonce,
        pkceCodeVerifier: codeVerifier,
      });
      const claims = tokens.claims();
      if (claims === undefined) throw new Error('there is no ID token');
      const { sub: subject, iss: issuer } = claims;
      // Many providers tell addresses only when they are asked for them.
      const hasAll = isVerified(claims) || !provider.serverMetadata().userinfo_endpoint;
      const told = hasAll ? claims : await openid.fetchUserInfo(provider, tokens.access_token, subject);
      const email = typeof told.email === 'string' ? told.email : null;
      return { issuer, subject, email, isEmailVerified: isVerified(told) };
    } catch (error) {
      throw new OpenIdError(reasonOf(error), error);
    }
  }

  async #discovered(): Promise<openid.Configuration> {
    const now = Date.now();
    if (this.#provider === undefined || now - this.#provider.at > DISCOVERED) {
      this.#provider = { at: now, found: this.#discover() };
    }
    const asked = this.#provider;
    try {
      return await asked.found;
    } catch (error) {
      if (this.#provider === asked) this.#provider = undefined;
      throw new OpenIdError('unavailable', error);
    }
  }

  async #discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.#config;
    const provider = await openid.discovery(
      new URL(issuer),
      clientId,
      undefined,
      authenticationWith(clientSecret),
      { execute: [openid.enableNonRepudiationChecks], [openid.customFetch]: fetchBy(this.#fetch) },
    );
    // A provider of many companies at once answers with a pattern: people of any of them could claim any address.
    if (new URL(provider.serverMetadata().issuer).href !== new URL(issuer).href) {
      throw new Error('the provider calls itself by another issuer');
    }
    return provider;
  }
}

/** Whether the provider made sure of an address: some say it as a text, and Entra ID by a claim of its own. */
function isVerified({ email_verified, xms_edov }: Readonly<Record<string, unknown>>): boolean {
  return /^(?:true|1)$/.test(String(email_verified ?? xms_edov));
}

/** How the server shows the provider who it is: in the body where that is possible, because fewer providers err there. */
function authenticationWith(clientSecret: string): openid.ClientAuth {
  const inBody = openid.ClientSecretPost(clientSecret);
  const inHeader = openid.ClientSecretBasic(clientSecret);
  return (server, client, body, headers) => {
    const isPossible = server.token_endpoint_auth_methods_supported?.includes('client_secret_post');
    (isPossible ? inBody : inHeader)(server, client, body, headers);
  };
}

function fetchBy(fetch: OutgoingFetch): openid.CustomFetch {
  return (address, { method, headers, body, signal }) =>
    fetch(address, {
      method,
      headers,
      signal,
      ...(body instanceof URLSearchParams && { body: body.toString() }),
    });
}

function reasonOf(error: unknown): OpenIdError['reason'] {
  const chain = [...causesOf(error)];
  if (chain.some((one) => one instanceof OutgoingError)) return 'unavailable';
  for (const one of chain) {
    if (one instanceof openid.AuthorizationResponseError) {
      return /^(?:server_error|temporarily_unavailable)$/.test(one.error) ? 'unavailable' : 'denied';
    }
    if (one instanceof openid.ResponseBodyError) {
      return one.error === 'invalid_grant' ? 'invalid' : 'unavailable';
    }
  }
  return UNREADABLE.has(codeOf(error)) ? 'unavailable' : 'invalid';
}

/** Codes of answers that are none: another status, no JSON. */
const UNREADABLE: ReadonlySet<string> = new Set([
  'OAUTH_TIMEOUT',
  'OAUTH_RESPONSE_IS_NOT_CONFORM',
  'OAUTH_RESPONSE_IS_NOT_JSON',
  'OAUTH_PARSE_ERROR',
]);

/** What an error is known by: what the provider called it, or the code of its last cause. */
function codeOf(error: unknown): string {
  let code = 'unknown';
  for (const one of causesOf(error)) {
    if (one instanceof openid.ResponseBodyError || one instanceof openid.AuthorizationResponseError) {
      return /^[a-z_]{1,40}$/.test(one.error) ? one.error : 'unknown';
    }
    if ('code' in one && typeof one.code === 'string') code = one.code;
  }
  return code;
}

function* causesOf(error: unknown): Generator<Error> {
  for (let one = error; one instanceof Error; one = one.cause) yield one;
}
