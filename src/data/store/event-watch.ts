import type { Kysely } from 'kysely';
import { lastEvent } from './events.ts';
import type { Database } from './schema.ts';

/** Milliseconds between looks for events that other processes told of. */
const LOOK_EVERY = 500;

/** Notices new events: at once where this process told of them, soon where another did. */
export class EventWatch {
  readonly #db: Kysely<Database>;
  readonly #listeners = new Set<() => void>();
  readonly #timer: NodeJS.Timeout;
  #seen: number | undefined;
  #looking = false;

  constructor(db: Kysely<Database>) {
    this.#db = db;
    this.#timer = setInterval(() => void this.#look(), LOOK_EVERY).unref();
  }

  /** Calls back when there are new events; returns what ends that. */
  on(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** This process has told of events. */
  told(): void {
    for (const listener of this.#listeners) listener();
  }

  close(): void {
    clearInterval(this.#timer);
    this.#listeners.clear();
  }

  async #look(): Promise<void> {
    if (this.#looking || this.#listeners.size === 0) return;
    this.#looking = true;
    try {
      const last = await lastEvent(this.#db);
      if (this.#seen !== last) this.told();
      this.#seen = last;
    } catch {
      // The database is away; the next look may find it again.
    } finally {
      this.#looking = false;
    }
  }
}
