import { endedAmong } from '../../data/store/sessions.ts';
import type { Store } from '../../data/store/store.ts';

/** Milliseconds between two looks. */
const OFTEN = 500;

/** Calls back when the session or key ends by which something was opened that goes on: a stream of events. */
export class AccessWatch {
  readonly #store: Store;
  readonly #watched = new Map<string, Set<() => void>>();
  #timer: NodeJS.Timeout | undefined;

  constructor(store: Store) {
    this.#store = store;
  }

  /** Calls `ended` once, within a second of the end of a credential; returns what stops that. */
  watch(credential: string, ended: () => void): () => void {
    const those = this.#watched.get(credential) ?? new Set();
    this.#watched.set(credential, those.add(ended));
    this.#timer ??= setTimeout(() => void this.#look(), OFTEN).unref();
    return () => {
      those.delete(ended);
      if (those.size === 0 && this.#watched.get(credential) === those) this.#watched.delete(credential);
    };
  }

  async #look(): Promise<void> {
    const watched = [...this.#watched.keys()];
    // Where the store does not say that somebody may still see, they do not.
    const over = await endedAmong(this.#store.read, watched, new Date().toISOString()).catch(
      () => new Set(watched),
    );
    for (const credential of over) {
      for (const ended of this.#watched.get(credential) ?? []) ended();
      this.#watched.delete(credential);
    }
    this.#timer = this.#watched.size > 0 ? setTimeout(() => void this.#look(), OFTEN).unref() : undefined;
  }
}
