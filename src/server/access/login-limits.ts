import { createHash } from 'node:crypto';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import { ApiError } from '../api/problem.ts';

/** Attempts that fail, in 15 minutes: with one address of one account, of one account, and from one address. */
const LIMITS = { pair: 5, account: 50, address: 50 };
const WINDOW = 15 * 60;

/**
 * Slows down whoever guesses passwords. What is not an account is counted like one, so that nobody learns which there
 * are; and whoever is locked out by somebody else's guesses comes in from another address.
 */
export class LoginLimits {
  readonly #pair = new RateLimiterMemory({ points: LIMITS.pair, duration: WINDOW });
  readonly #account = new RateLimiterMemory({ points: LIMITS.account, duration: WINDOW });
  readonly #address = new RateLimiterMemory({ points: LIMITS.address, duration: WINDOW });

  /** Throws ApiError `too-many-requests` where too many attempts have failed; to be asked before the password is looked at. */
  async check(email: string, address: string): Promise<void> {
    const waits = await Promise.all(
      this.#limits(email, address).map(async ([limiter, key]) => {
        const state = await limiter.get(key);
        return state !== null && state.consumedPoints >= limiter.points ? state.msBeforeNext : 0;
      }),
    );
    const wait = Math.max(...waits);
    if (wait > 0) {
      const minutes = Math.ceil(wait / 60_000);
      throw new ApiError(
        'too-many-requests',
        `too many attempts have failed: try again in ${minutes} ${minutes === 1 ? 'minute' : 'minutes'}`,
      );
    }
  }

  async failed(email: string, address: string): Promise<void> {
    await Promise.all(this.#limits(email, address).map(([limiter, key]) => limiter.penalty(key)));
  }

  async succeeded(email: string, address: string): Promise<void> {
    const [[limiter, key]] = this.#limits(email, address);
    await limiter.delete(key);
  }

  #limits(email: string, address: string): readonly (readonly [RateLimiterMemory, string])[] {
    const account = createHash('sha256').update(email).digest('base64');
    return [
      [this.#pair, `${account} ${address}`],
      [this.#account, account],
      [this.#address, address],
    ];
  }
}
