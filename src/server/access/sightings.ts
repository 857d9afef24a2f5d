import type { Store } from '../../data/store/store.ts';
import type { Principal } from './principal.ts';

/** Milliseconds after which what was seen is put on record. */
const SOON = 1000;
/** Sightings in one entry of the audit log. */
const AT_ONCE = 200;

/**
 * Puts on record who saw what of whom: which operation on which things, once a second for all together. What cannot be
 * written yet is kept until it can; a process that is killed takes what it saw in its last second along.
 */
export class Sightings {
  readonly #store: Store;
  readonly #failed: (error: unknown) => void;
  #seen = new Map<string, Set<string>>();
  #soon: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store;
    this.#failed = failed;
  }

  /** Somebody has seen what an address shows. While nobody has an account, nobody is told apart. */
  note({ actor, credential }: Principal, operation: string, path: string): void {
    if (credential === null) return;
    this.#keep(actor, [`${operation} ${path}`]);
  }

  /** Resolves when everything is on record that could be put there. */
  flush(): Promise<void> {
    clearTimeout(this.#soon);
    this.#soon = undefined;
    this.#writing = this.#writing.then(() => this.#write());
    return this.#writing;
  }

  async #write(): Promise<void> {
    const seen = this.#seen;
    this.#seen = new Map();
    for (const [actor, those] of seen) {
      const all = [...those];
      while (all.length > 0) {
        const detail = { seen: all.slice(0, AT_ONCE) };
        const subject = actor.includes('/') ? actor : `accounts/${actor}`;
        try {
          await this.#store.change(actor, ({ audit }) => audit({ action: 'records.seen', subject, detail }));
        } catch (error) {
          this.#failed(error);
          this.#keep(actor, all);
          break;
        }
        all.splice(0, AT_ONCE);
      }
    }
  }

  #keep(actor: string, sightings: readonly string[]): void {
    const those = this.#seen.get(actor) ?? new Set();
    for (const one of sightings) those.add(one);
    this.#seen.set(actor, those);
    this.#soon ??= setTimeout(() => void this.flush(), SOON).unref();
  }
}
