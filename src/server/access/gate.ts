import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { hasAccounts } from '../../data/store/accounts.ts';
import { openKeyOf } from '../../data/store/api-keys.ts';
import { openSessionOf } from '../../data/store/sessions.ts';
import type { Store } from '../../data/store/store.ts';
import { ApiError } from '../api/problem.ts';
import { countAs } from '../rate-limit.ts';
import { Fresh } from './fresh.ts';
import { isAskedHere, requireOwnHost, requireOwnOrigin } from './own-page.ts';
import { LOCAL, type Principal } from './principal.ts';
import { RIGHTS } from './rights.ts';
import { ROLES, type Role } from './roles.ts';
import { hashOfSecret } from './secrets.ts';
import { sessionToken } from './session-cookie.ts';
import type { Uses } from './uses.ts';

/** Makes sure of who asks, and that they may. Everything that is answered has passed here. */
export class Gate {
  readonly #store: Store;
  readonly #config: Config;
  readonly #uses: Uses;
  /** By what somebody shows, as its hash. */
  readonly #admitted: Fresh<Principal>;
  #isOpen = true;

  constructor(store: Store, config: Config, uses: Uses) {
    this.#store = store;
    this.#config = config;
    this.#uses = uses;
    this.#admitted = new Fresh(store);
  }

  /** Whether nobody has an account yet, so that whoever sits at this machine may do everything. */
  async isWithoutAccounts(): Promise<boolean> {
    // The first account ends it for good.
    if (this.#isOpen && (await hasAccounts(this.#store.read))) this.#isOpen = false;
    return this.#isOpen;
  }

  /**
   * Who asks for an operation; null where anybody may. Throws ApiError `not-signed-in` where nobody says who asks, and
   * `not-allowed` where they may not.
   */
  async admit(operation: string, request: FastifyRequest): Promise<Principal | null> {
    requireOwnHost(request, this.#config);
    const principal = await this.#principalOf(request);
    if (principal?.credential) countAs(request, principal.credential);
    const right = RIGHTS[operation];
    if (right === undefined) throw new Error(`nobody has said who may ${operation}`);
    if (right === 'public') return principal;
    if (principal === null) {
      throw new ApiError('not-signed-in', 'log in, or send an API key as "Authorization: Bearer ..."');
    }
    if (!right.includes(principal.role)) {
      throw new ApiError('not-allowed', `this is not for the role ${principal.role}`);
    }
    if (principal.operations !== null && !principal.operations.has(operation)) {
      throw new ApiError('not-allowed', `this API key is not for ${operation}`);
    }
    return principal;
  }

  async #principalOf(request: FastifyRequest): Promise<Principal | null> {
    const { authorization, cookie } = request.headers;
    if (authorization !== undefined) return this.#withKey(authorization);
    requireOwnOrigin(request, this.#config);
    const token = sessionToken(cookie, this.#config);
    if (token !== undefined) {
      const principal = await this.#inSession(token);
      if (principal !== null) {
        requireOwnOrigin(request, this.#config, 'strictly');
        return principal;
      }
    }
    if (!isAskedHere(request, this.#config)) return null;
    return this.#admitted.get('', async () => ((await this.isWithoutAccounts()) ? LOCAL : null));
  }

  #inSession(token: string): Promise<Principal | null> {
    const hash = hashOfSecret(token);
    return this.#admitted.get(`sessions ${hash}`, () => this.#openSession(hash));
  }

  async #openSession(hash: string): Promise<Principal | null> {
    const session = await openSessionOf(this.#store.read, hash, new Date().toISOString());
    if (session === undefined) return null;
    const { id, account_id, employee_id, role, last_seen_at } = session;
    this.#uses.session(id, last_seen_at);
    return {
      actor: account_id,
      role: roleOf(role),
      employeeId: employee_id,
      accountId: account_id,
      credential: `sessions/${id}`,
      operations: null,
    };
  }

  async #withKey(authorization: string): Promise<Principal> {
    const [, token] = /^Bearer +(\S{1,200})$/i.exec(authorization) ?? [];
    const hash = token === undefined ? undefined : hashOfSecret(token);
    const principal =
      hash === undefined ? null : await this.#admitted.get(`keys ${hash}`, () => this.#openKey(hash));
    if (principal !== null) return principal;
    throw new ApiError(
      'not-signed-in',
      'this is no API key that may be used: it has ended, or never was one',
    );
  }

  async #openKey(hash: string): Promise<Principal | null> {
    const key = await openKeyOf(this.#store.read, hash, new Date().toISOString());
    if (key === undefined) return null;
    const { id, role, operations, last_used_at } = key;
    this.#uses.key(id, last_used_at);
    return {
      actor: `keys/${id}`,
      role: roleOf(role),
      employeeId: null,
      accountId: null,
      credential: `keys/${id}`,
      operations: operations === null ? null : new Set<string>(JSON.parse(operations)),
    };
  }
}

function roleOf(name: string): Role {
  const role = ROLES.find((one) => one === name);
  if (role === undefined) throw new Error(`an account has the role ${name}, which there is not`);
  return role;
}
