import type { Store } from '../../data/store/store.ts';

/** Milliseconds for which something may hold that another server, or a command, has changed. */
const HOLDS = 250;

/**
 * What the store has just answered, for who asks again at once: programs ask hundreds of times a second with one key. An
 * answer holds until this process changes anything, and no longer than a quarter of a second, lest somebody else has.
 */
export class Fresh<T> {
  readonly #store: Pick<Store, 'transactions'>;
  #known = new Map<string, T>();
  #transactions = 0;
  #since = 0;

  constructor(store: Pick<Store, 'transactions'>) {
    this.#store = store;
  }

  /** What was answered for a key, or else what `ask` answers now; null is asked for anew each time. */
  async get(key: string, ask: () => Promise<T | null>): Promise<T | null> {
    const known = this.#current();
    const there = known.get(key);
    if (there !== undefined) return there;
    const answer = await ask();
    // Where something was changed while it was asked for, nobody looks here any more.
    if (answer !== null) known.set(key, answer);
    return answer;
  }

  #current(): Map<string, T> {
    const { transactions } = this.#store;
    const now = Date.now();
    // What ends, ends by the clock, which may have been set.
    if (transactions !== this.#transactions || Math.abs(now - this.#since) >= HOLDS) {
      this.#known = new Map();
      this.#transactions = transactions;
      this.#since = now;
    }
    return this.#known;
  }
}
