import { touchKey } from '../../data/store/api-keys.ts';
import { touchSession } from '../../data/store/sessions.ts';
import type { Change, Store } from '../../data/store/store.ts';

/** Milliseconds after which it is noted again that a session or a key is in use. */
const NOTED = 60_000;

/** Notes to the minute that sessions and keys are in use. Nobody waits for it, and where it cannot be written they go on. */
export class Uses {
  readonly #store: Store;
  readonly #failed: (error: unknown) => void;
  readonly #writing = new Map<string, Promise<void>>();

  constructor(store: Store, failed: (error: unknown) => void) {
    this.#store = store;
    this.#failed = failed;
  }

  session(id: string, last: string): void {
    this.#note(id, last, (change) => touchSession(change, id));
  }

  key(id: string, last: string | null): void {
    this.#note(id, last, (change) => touchKey(change, id));
  }

  /** Resolves when everything is written that was noted. */
  async settled(): Promise<void> {
    await Promise.all(this.#writing.values());
  }

  #note(id: string, last: string | null, touch: (change: Change) => Promise<void>): void {
    if (last !== null && Date.now() - Date.parse(last) <= NOTED) return;
    if (this.#writing.has(id)) return;
    const written = this.#store
      .change('system', touch)
      .catch(this.#failed)
      .finally(() => this.#writing.delete(id));
    this.#writing.set(id, written);
  }
}
