import type { Store } from '../../data/store/store.ts';
import type { Principal } from './principal.ts';

/** Milliseconds after which what was seen is put on record. */
const SOON = 1000;
/** Sightings in one entry of the audit log. */
const AT_ONCE = 200;

/** Puts on record who saw what of whom: which operation on which things, once a second for all together. */
export class Sightings {
  readonly #store: Store;
  readonly #failed: (error: unknown) => void;
  #seen = new Map<string, Set<string>>();
  #soon: NodeJS.Timeout | undefined;

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store;
    this.#failed = failed;
  }

  /** Somebody has seen what an address shows. While nobody has an account, nobody is told apart. */
  note({ actor, credential }: Principal, operation: string, path: string): void {
    if (credential === null) return;
    const those = this.#seen.get(actor) ?? new Set();
    this.#seen.set(actor, those.add(`${operation} ${path}`));
    this.#soon ??= setTimeout(() => void this.flush(), SOON).unref();
  }

  /** Puts everything on record that is not yet. */
  async flush(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    const seen = this.#seen;
    this.#seen = new Map();
    try {
      for (const [actor, those] of seen) {
        const all = [...those];
        for (let from = 0; from < all.length; from += AT_ONCE) {
          const detail = { seen: all.slice(from, from + AT_ONCE) };
          await this.#store.change(actor, ({ audit }) =>
            audit({
              action: 'records.seen',
              subject: actor.includes('/') ? actor : `accounts/${actor}`,
              detail,
            }),
          );
        }
      }
    } catch (error) {
      this.#failed(error);
    }
  }
}
