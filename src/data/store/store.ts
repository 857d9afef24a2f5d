import type { Kysely, Transaction } from 'kysely';
import type { AuditEntry } from './audit.ts';
import type { EventEntry } from './events.ts';
import type { Database } from './schema.ts';
import type { Sight } from './sight.ts';

/** Where everything is kept. Both databases answer the same queries the same way. */
export interface Store {
  readonly kind: 'sqlite' | 'postgresql';
  /** For reading. It sees what is committed. */
  readonly read: Kysely<Database>;
  /** The same for single questions that look at a great many rows and answer with few: they hold nobody up. */
  readonly scan: Kysely<Database>;
  /** The same store, of which only what somebody may see is there. */
  seenBy(sight: Sight): Store;
  /**
   * Does the work in one transaction, and resolves when it is on the disk; where the work throws, nothing has happened.
   * One change runs at a time, on all servers together. Throws StoreError where the disk is full or the database away.
   */
  change<T>(actor: string, work: (change: Change) => Promise<T>): Promise<T>;
  /** How many transactions this process has made so far: what was read since the last one is as this process left it. */
  readonly transactions: number;
  /** Calls back after each change that told of events, on this server or another; returns what ends that. */
  onEvents(listener: () => void): () => void;
  /** After many rows were written to tables: has the database look at what there is now, lest it go by what there was. */
  survey(tables: readonly (keyof Database)[]): Promise<void>;
  /** Overwrites what has been deleted, in the log of changes too, as far as the database lets anybody. */
  purge(): Promise<void>;
  close(): Promise<void>;
}

/** A change under way. */
export interface Change {
  readonly db: Transaction<Database>;
  /** Who changes: an account, or `system`. */
  readonly actor: string;
  /** When it began; ISO 8601, the same for everything in it. */
  readonly at: string;
  /** Puts on record what was done. No names or numbers of people: they could not be erased. */
  audit(entry: AuditEntry): Promise<void>;
  /** Tells event streams, once the change is made. No names or numbers of people either. */
  tell(event: EventEntry): Promise<void>;
  /** The next number of a counter that only ever rises. */
  next(counter: string): Promise<number>;
}
