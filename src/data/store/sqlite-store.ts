import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type Kysely, sql } from 'kysely';
import { ChangeQueue } from './change-queue.ts';
import { StoreError, storeError } from './errors.ts';
import { EventWatch } from './event-watch.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import { BACKUPS } from './places.ts';
import type { Database } from './schema.ts';
import { inSight, type Sight, storeInSight } from './sight.ts';
import { connect } from './sqlite-connection.ts';
import { readerOf, writerOf } from './sqlite-driver.ts';
import { scannerOf } from './sqlite-scan.ts';
import type { Store } from './store.ts';

/** Milliseconds that a transaction may take up changes, in which nobody else is answered. */
const LONG = 10;

/** The database's name in the data folder. */
export const SQLITE_FILE = 'evenhand.db';

/**
 * The store in a folder, made where it is not there: SQLite with a write-ahead log, every commit on the disk before it
 * is acknowledged. Throws InputError `folder_in_use` where another server has the folder, `newer_store` where a newer
 * version wrote it.
 */
export async function openSqliteStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lockFolder(folder);
  const path = join(folder, SQLITE_FILE);
  const write = writerOf(connect(path));
  try {
    await migrate(write, {
      text: sql`text`,
      inKeyOrder: sql`without rowid`,
      transaction: (work) => write.transaction().execute(work),
      backUp: async (number) => {
        await mkdir(join(folder, BACKUPS), { recursive: true, mode: 0o700 });
        vacuumInto(path, join(folder, BACKUPS, `before-schema-${number}-${Date.now()}.db`));
      },
    });
  } catch (error) {
    await write.destroy();
    release();
    throw storeError(error);
  }
  return storeOn(folder, write, release);
}

/** The store in a folder that a server has, for a command that changes it meanwhile; the server has brought it up to date. */
export function openSqliteStoreBeside(folder: string): Store {
  return storeOn(folder, writerOf(connect(join(folder, SQLITE_FILE))), () => {});
}

function storeOn(folder: string, write: Kysely<Database>, release: () => void): Store {
  const read = openSqliteReader(folder);
  const scan = scannerOf(join(folder, SQLITE_FILE));
  const watch = new EventWatch(read);
  const queue = new ChangeQueue(
    (work) => write.transaction().execute(work),
    () => watch.told(),
    LONG,
  );
  const store: Store = {
    kind: 'sqlite',
    read,
    scan,
    seenBy: (sight) => storeInSight(store, sight, 'main'),
    change: (actor, work) => queue.change(actor, work),
    get transactions() {
      return queue.transactions;
    },
    onEvents: (listener) => watch.on(listener),
    // It goes by the indexes that there are, however the rows are spread.
    async survey() {},
    async purge() {
      // Deleted bytes are overwritten as they are deleted; what is left of them is in the log of changes.
      for (let i = 0; i < 100; i++) {
        const { rows } = await sql<{ busy: number }>`pragma wal_checkpoint(truncate)`.execute(write);
        if (rows[0]?.busy === 0) return;
        await wait(100);
      }
      throw new StoreError('unavailable');
    },
    async close() {
      watch.close();
      await scan.destroy();
      await read.destroy();
      await write.destroy();
      release();
    },
  };
  return store;
}

/** A connection of its own to what a store in the folder keeps, for reading beside it, on another thread too. */
export function openSqliteReader(folder: string, sight?: Sight): Kysely<Database> {
  const db = readerOf(connect(join(folder, SQLITE_FILE), true));
  return sight === undefined ? db : inSight(db, sight, 'main');
}

/** Copies a whole database, as it is now, to a new file. */
export function vacuumInto(database: string, path: string): void {
  const connection = connect(database);
  try {
    connection.prepare('vacuum into ?').run([path]);
  } finally {
    connection.close();
  }
}
