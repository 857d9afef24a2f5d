import { type Kysely, sql } from 'kysely';
import { ChangeQueue, type RunAlone } from './change-queue.ts';
import { storeError } from './errors.ts';
import { EventWatch } from './event-watch.ts';
import { migrate } from './migrate.ts';
import { readerOf, writerOf } from './postgresql-driver.ts';
import type { Database } from './schema.ts';
import { inSight, type Sight, storeInSight } from './sight.ts';
import type { Store } from './store.ts';
import { TABLES } from './tables.ts';

/**
 * Connections of those who read. A server that is busy takes from each in turn what has arrived, and from that of the
 * changes as from any other: the more there are, the longer changes take.
 */
const READERS = 5;

/** Milliseconds that a transaction may take up changes. Most of that time is on the way, and holds nobody up. */
const LONG = 100;

/** The store in a PostgreSQL database, 15 or newer, which several servers may share. */
export async function openPostgresqlStore(url: string): Promise<Store> {
  const db = readerOf(url, READERS);
  // Changes are made one at a time, and do not stand in line with those who read.
  const changes = writerOf(url);
  const close = async () => {
    await Promise.all([db.destroy(), changes.destroy()]);
  };
  const alone: RunAlone = (work) => changes.transaction().execute(work);
  try {
    await migrate(db, {
      text: sql`text collate "C"`,
      inKeyOrder: sql``,
      transaction: alone,
      backUp: async () => {},
    });
  } catch (error) {
    await close();
    throw storeError(error);
  }

  await quickenSearch(alone);

  const schema = await schemaOf(db);
  const watch = new EventWatch(db);
  const queue = new ChangeQueue(alone, () => watch.told(), LONG);
  const store: Store = {
    kind: 'postgresql',
    read: db,
    scan: db,
    seenBy: (sight) => storeInSight(store, sight, schema),
    change: (actor, work) => queue.change(actor, work),
    get transactions() {
      return queue.transactions;
    },
    onEvents: (listener) => watch.on(listener),
    async survey(tables) {
      // Of an evaluation that it has not met it expects a row or two, and goes through fifty thousand one by one; it looks by
      // itself only when a tenth of all is new. Where another server looks already, that will do.
      const names = sql.join(tables.map((table) => sql.table(table)));
      await sql`vacuum (analyze, skip_locked) ${names}`.execute(db).catch((error) => {
        throw storeError(error);
      });
    },
    async purge() {
      for (const table of TABLES) await sql`vacuum ${sql.table(table)}`.execute(db);
    },
    async close() {
      watch.close();
      await close();
    },
  };
  return store;
}

/**
 * Lets a search look people up by the threes of characters in it. Where the database has not what that takes, or does not
 * let us, searches find the same by going through everybody.
 */
async function quickenSearch(alone: RunAlone): Promise<void> {
  await alone(async (db) => {
    await sql`create extension if not exists pg_trgm`.execute(db);
    await sql`create index if not exists employees_search_parts on employees using gin (search gin_trgm_ops)`.execute(
      db,
    );
  }).catch(() => {});
}

/** A connection of its own to what a store keeps, for reading beside it, on another thread too. */
export async function openPostgresqlReader(url: string, sight?: Sight): Promise<Kysely<Database>> {
  const db = readerOf(url, 1);
  return sight === undefined ? db : inSight(db, sight, await schemaOf(db));
}

/** Where the tables are. */
async function schemaOf(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  return rows[0].name;
}
