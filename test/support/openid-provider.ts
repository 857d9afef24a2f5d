import { generateKeyPairSync } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Provider } from 'oidc-provider';
import type { OpenIdConfig } from '../../src/config.ts';
import { type OutgoingFetch, outgoingFetch } from '../../src/server/outgoing/outgoing-fetch.ts';
import { certificateFor } from './certificate.ts';

/** What the provider says of somebody. */
export interface Person {
  readonly email?: string;
  readonly email_verified?: boolean | string;
  readonly xms_edov?: boolean | string;
}

/** An OpenID provider of this machine, and somebody at a browser. */
export interface TestProvider {
  /** What the server is configured with. */
  readonly config: OpenIdConfig;
  /** Reaches it, as the only host that may be private. */
  readonly fetch: OutgoingFetch;
  /** Of whoever vouches for it, as PEM. */
  readonly certificate: string;
  /** By their subject. */
  readonly people: Map<string, Person>;
  /**
   * Goes where the server sends somebody, signs in there as a person or, as null, refuses to; answers with the address
   * that the provider sends them back to.
   */
  signIn(url: string, subject: string | null): Promise<string>;
  close(): Promise<void>;
}

export interface ProviderOptions {
  readonly redirectUrl: string;
  /** How the client shows who it is. */
  readonly authentication?: 'client_secret_basic' | 'client_secret_post';
}

const certificate = certificateFor('localhost');
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });

/** Starts a certified provider on a port of this machine. */
export async function startProvider({ redirectUrl, authentication }: ProviderOptions): Promise<TestProvider> {
  const people = new Map<string, Person>();
  let atKeyboard: string | null = null;
  const server = createServer(certificate).listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Of a server that listens on a port.
  const { port } = server.address() as AddressInfo;
  const config = {
    issuer: `https://localhost:${port}`,
    clientId: 'evenhand',
    clientSecret: 'u8Xm-3vQz_77LkPw2c9d',
  };
  const method = authentication ?? 'client_secret_post';
  const provider = new Provider(config.issuer, {
    clients: [
      {
        client_id: config.clientId,
        client_secret: config.clientSecret,
        redirect_uris: [redirectUrl],
        token_endpoint_auth_method: method,
      },
    ],
    clientAuthMethods: [method],
    claims: { openid: ['sub'], email: ['email', 'email_verified', 'xms_edov'] },
    cookies: { keys: ['a key of the tests'] },
    jwks: { keys: [{ ...privateKey.export({ format: 'jwk' }), use: 'sig', alg: 'RS256', kid: 'tests' }] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, ...people.get(accountId) }),
    }),
    async loadExistingGrant({ oidc }) {
      const grant = new provider.Grant({
        clientId: config.clientId,
        accountId: oidc.session?.accountId ?? '',
      });
      grant.addOIDCScope('openid email');
      await grant.save();
      return grant;
    },
    ttl: { Interaction: 60, Session: 60, Grant: 60, AccessToken: 60, IdToken: 60, AuthorizationCode: 60 },
  });
  const answer = provider.callback();
  server.on('request', (request, response) => {
    if (!request.url?.startsWith('/interaction/')) return answer(request, response);
    const result =
      atKeyboard === null
        ? { error: 'access_denied' }
        : { login: { accountId: atKeyboard, remember: false } };
    return provider.interactionFinished(request, response, result);
  });

  const fetch = outgoingFetch({ privateHosts: [`localhost:${port}`], ca: certificate.cert });
  return {
    config,
    fetch,
    certificate: certificate.cert,
    people,
    async signIn(url, subject) {
      atKeyboard = subject;
      const cookies = new Map<string, string>();
      let at = url;
      while (new URL(at).origin === config.issuer) {
        const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
        const { status, headers } = await fetch(at, { headers: { cookie } });
        for (const set of headers.getSetCookie()) {
          const [, name, value] = /^([^=]+)=([^;]*)/.exec(set) ?? [];
          cookies.set(name, value);
        }
        const next = headers.get('location');
        if (next === null) throw new Error(`the provider answered ${status} at ${at}`);
        at = new URL(next, at).href;
      }
      return at;
    },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
