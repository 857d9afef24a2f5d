import { Kysely, PostgresDialect, sql } from 'kysely';
import pg from 'pg';
import { ChangeQueue, type RunAlone } from './change-queue.ts';
import { storeError } from './errors.ts';
import { EventWatch } from './event-watch.ts';
import { migrate } from './migrate.ts';
import type { Database } from './schema.ts';
import { inSight, type Sight, storeInSight } from './sight.ts';
import type { Store } from './store.ts';
import { TABLES } from './tables.ts';

/** Whoever changes holds this advisory lock, on whichever server: "evenhand" in letters of a telephone. */
const LOCK = 38_364_263;

/**
 * Connections of those who read. A server that is busy takes from each in turn what has arrived, and from that of the
 * changes as from any other: the more there are, the longer changes take.
 */
const READERS = 5;

/** Milliseconds that a transaction may take up changes. Most of that time is on the way, and holds nobody up. */
const LONG = 100;

/** The store in a PostgreSQL database, 15 or newer, which several servers may share. */
export async function openPostgresqlStore(url: string): Promise<Store> {
  const db = connect(url, READERS);
  // Changes are made one at a time, and do not stand in line with those who read.
  const changes = connect(url, 1);
  const close = async () => {
    await Promise.all([db.destroy(), changes.destroy()]);
  };
  const alone: RunAlone = (work) =>
    changes.transaction().execute(async (transaction) => {
      await sql`select pg_advisory_xact_lock(${LOCK})`.execute(transaction);
      await work(transaction);
    });
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
    onEvents: (listener) => watch.on(listener),
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
  const db = connect(url, 1);
  return sight === undefined ? db : inSight(db, sight, await schemaOf(db));
}

/** Where the tables are. */
async function schemaOf(db: Kysely<Database>): Promise<string> {
  const { rows } = await sql<{ name: string }>`select current_schema() as name`.execute(db);
  return rows[0].name;
}

function connect(url: string, connections: number): Kysely<Database> {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    // Counts come as 64-bit numbers, which the driver leaves as text; none of ours is too large for a double.
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format)) },
  });
  // A connection that ends while nobody uses it is replaced with the next question.
  pool.on('error', () => {});
  // One that ends between two questions of a change says so with the second; until then nobody listens.
  pool.on('connect', (client) => client.on('error', () => {}));
  return new Kysely<Database>({ dialect: new PostgresDialect({ pool }) });
}

const INT8 = 20;
