import { createHash } from 'node:crypto';
import { normalizeIP } from '@fastify/rate-limit';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ApiError } from '../api/problem.ts';

/** Attempts that fail, in 15 minutes: with one address of one account, of one account, and from one address. */
export const LOGIN_LIMITS = { pair: 5, account: 50, address: 50 };
const WINDOW = 15 * 60;

/** An attempt that is counted as failed until it is known better. */
export interface LoginAttempt {
  /** The password was right: the address has its attempts at this account back. */
  succeeded(): Promise<void>;
  /** The password was not looked at. */
  undone(): Promise<void>;
}

/**
 * Slows down whoever guesses passwords. What is not an account is counted like one, so that nobody learns which there
 * are; and whoever is locked out by somebody else's guesses comes in from another address. An attempt is kept in mind for
 * 15 minutes and takes a core for a while before, so what is kept stays small.
 */
export class LoginLimits {
  readonly #pair = new RateLimiterMemory({ points: LOGIN_LIMITS.pair, duration: WINDOW });
  readonly #account = new RateLimiterMemory({ points: LOGIN_LIMITS.account, duration: WINDOW });
  readonly #address = new RateLimiterMemory({ points: LOGIN_LIMITS.address, duration: WINDOW });

  /**
   * Counts an attempt, to be asked before the password is looked at: so many at once are not more than so many. Throws
   * ApiError `too-many-requests` where too many have failed.
   */
  async begin(email: string, address: string): Promise<LoginAttempt> {
    const limits = this.#limits(email, address);
    const waits = await Promise.all(
      limits.map(async ([limiter, key]) => {
        const { consumedPoints, msBeforeNext } = await limiter.penalty(key);
        return consumedPoints > limiter.points ? msBeforeNext : 0;
      }),
    );
    const wait = Math.max(...waits);
    if (wait > 0) {
      await giveBack(limits);
      const minutes = Math.ceil(wait / 60_000);
      throw new ApiError(
        'too-many-requests',
        `too many attempts have failed: try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
        [],
        Math.ceil(wait / 1000),
      );
    }
    return {
      succeeded: async () => {
        const [[pair, key], ...others] = limits;
        await pair.delete(key);
        await giveBack(others);
      },
      undone: () => giveBack(limits),
    };
  }

  #limits(email: string, from: string): Counted[] {
    const account = createHash('sha256').update(email).digest('base64');
    // Of IPv6 everybody has a network of 64 bits.
    const address = normalizeIP(from);
    return [
      [this.#pair, `${account} ${address}`],
      [this.#account, account],
      [this.#address, address],
    ];
  }
}

type Counted = readonly [RateLimiterMemory, string];

async function giveBack(limits: readonly Counted[]): Promise<void> {
  for (const [limiter, key] of limits) {
    const { consumedPoints } = await limiter.reward(key);
    if (consumedPoints <= 0) await limiter.delete(key);
  }
}
