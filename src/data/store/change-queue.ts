import { sql, type Transaction } from 'kysely';
import { changeWithin, type Journal, newJournal, writeJournal } from './changes.ts';
import { storeError } from './errors.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** Changes that one transaction takes at most. */
const MANY = 64;

/** Runs work in a transaction that is on the disk when it resolves, and in which nobody else changes anything. */
export type RunAlone = (work: (transaction: Transaction<Database>) => Promise<void>) => Promise<void>;

interface Waiting {
  readonly actor: string;
  readonly work: (change: Change) => Promise<unknown>;
  readonly resolve: (value: never) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Makes changes one after the other. Those that wait while the disk writes go into the next transaction together, each
 * behind a savepoint of its own: one that fails takes back nothing but itself, and none is acknowledged before all are on
 * the disk.
 */
export class ChangeQueue {
  readonly #alone: RunAlone;
  readonly #told: () => void;
  readonly #long: number;
  readonly #waiting: Waiting[] = [];
  #running = false;
  #transactions = 0;

  /**
   * `told` is called after each transaction in which a change told of events; after `long` milliseconds a transaction takes
   * up no further change.
   */
  constructor(alone: RunAlone, told: () => void, long: number) {
    this.#long = long;
    this.#alone = alone;
    this.#told = told;
  }

  /** How many transactions were made so far. */
  get transactions(): number {
    return this.#transactions;
  }

  change<T>(actor: string, work: (change: Change) => Promise<T>): Promise<T> {
    return new Promise<T>((resolve, reject) => {
      this.#waiting.push({ actor, work, resolve, reject });
      if (!this.#running) void this.#run();
    });
  }

  async #run(): Promise<void> {
    this.#running = true;
    while (this.#waiting.length > 0) await this.#together();
    this.#running = false;
  }

  async #together(): Promise<void> {
    const taken: Waiting[] = [];
    const settle: (() => void)[] = [];
    let journal: Journal | undefined;
    try {
      await this.#alone(async (transaction) => {
        journal = newJournal(transaction);
        const began = performance.now();
        while (taken.length < MANY && (taken.length === 0 || performance.now() - began < this.#long)) {
          const next = this.#waiting.shift();
          if (next === undefined) break;
          taken.push(next);
          const change = changeWithin(transaction, next.actor, journal);
          // The first has the transaction to itself so far.
          if (taken.length > 1) await sql`savepoint this_change`.execute(transaction);
          try {
            const result = await next.work(change);
            journal.audited.push(...change.audited);
            journal.told.push(...change.told);
            settle.push(() => next.resolve(result as never));
          } catch (error) {
            if (taken.length === 1) throw error;
            settle.push(() => next.reject(storeError(error)));
            await takeBack(transaction, error);
          }
        }
        await writeJournal(transaction, journal);
      });
    } catch (error) {
      // Where not even the transaction began, whoever is first in the line is told.
      if (taken.length === 0) taken.push(...this.#waiting.splice(0, 1));
      for (const { reject } of taken) reject(storeError(error));
      return;
    }
    this.#transactions++;
    for (const one of settle) one();
    if (journal !== undefined && journal.told.length > 0) this.#told();
  }
}

/** Throws the first error where the database has taken back, or lost, the whole transaction because of it. */
async function takeBack(transaction: Transaction<Database>, error: unknown): Promise<void> {
  try {
    await sql`rollback to savepoint this_change`.execute(transaction);
  } catch {
    throw error;
  }
}
