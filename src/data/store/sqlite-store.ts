import { EventEmitter } from 'node:events';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { CompiledQuery, type DatabaseConnection, Kysely, SqliteDialect, SqliteDriver, sql } from 'kysely';
import SqliteDatabase from 'libsql';
import { changeWithin } from './changes.ts';
import { storeError } from './errors.ts';
import { lockFolder } from './folder-lock.ts';
import { migrate } from './migrate.ts';
import type { Database } from './schema.ts';
import type { Change, Store } from './store.ts';

/** The database's name in the data folder. */
export const SQLITE_FILE = 'evenhand.db';

/** Milliseconds that a change waits for another process, such as a restore, to end its own. */
const PATIENCE = 30_000;

/**
 * The store in a folder, made where it is not there: SQLite with a write-ahead log, every commit on the disk before it
 * is acknowledged. Throws InputError `folder_in_use` where another server has the folder, `newer_store` where a newer
 * version wrote it.
 */
export async function openSqliteStore(folder: string): Promise<Store> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const release = await lockFolder(folder);
  const path = join(folder, SQLITE_FILE);
  const writer = connect(path);
  const write = kyselyOf(writer);
  try {
    await migrate(write, {
      text: sql`text`,
      inKeyOrder: sql`without rowid`,
      transaction: (work) => write.transaction().execute(work),
      backUp: async (number) => {
        await mkdir(join(folder, 'backups'), { recursive: true, mode: 0o700 });
        copyTo(writer, join(folder, 'backups', `before-schema-${number}-${Date.now()}.db`));
      },
    });
  } catch (error) {
    await write.destroy();
    release();
    throw error;
  }
  const read = kyselyOf(connect(path, true));
  const events = new EventEmitter();

  return {
    kind: 'sqlite',
    read,
    async change<T>(actor: string, work: (change: Change) => Promise<T>): Promise<T> {
      try {
        let hasEvents = false;
        const result = await write.transaction().execute(async (transaction) => {
          const change = changeWithin(transaction, actor);
          const done = await work(change);
          hasEvents = change.hasEvents;
          return done;
        });
        if (hasEvents) events.emit('change');
        return result;
      } catch (error) {
        throw storeError(error);
      }
    },
    onEvents(listener) {
      events.on('change', listener);
      return () => events.off('change', listener);
    },
    async close() {
      await read.destroy();
      await write.destroy();
      release();
    },
  };
}

/** A connection of its own to what a store in the folder keeps, for reading beside it, on another thread too. */
export function openSqliteReader(folder: string): Kysely<Database> {
  return new Kysely<Database>({
    dialect: new SqliteDialect({ database: asKysely(connect(join(folder, SQLITE_FILE), true)) }),
  });
}

/** A copy of the whole database as it is now, in a new file. */
export function copyTo(database: SqliteDatabase.Database, path: string): void {
  database.prepare('vacuum into ?').run([path]);
}

/** A connection that keeps its promises: foreign keys, full synchronisation, erased bytes overwritten. */
export function connect(path: string, readonly = false): SqliteDatabase.Database {
  const database = new SqliteDatabase(path);
  database.pragma('busy_timeout = 50');
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  database.pragma('foreign_keys = on');
  database.pragma('secure_delete = on');
  database.pragma('cache_size = -65536');
  if (readonly) database.pragma('query_only = on');
  return database;
}

export function kyselyOf(database: SqliteDatabase.Database): Kysely<Database> {
  return new Kysely<Database>({ dialect: new ImmediateDialect({ database: asKysely(database) }) });
}

/** Kysely wants to know which statements give rows; libsql takes parameters as one array. */
function asKysely(database: SqliteDatabase.Database) {
  return {
    close: () => {
      database.close();
    },
    prepare: (text: string) => {
      const statement = database.prepare(text);
      return {
        reader: statement.reader,
        all: (parameters: readonly unknown[]) => statement.all(parameters),
        run: (parameters: readonly unknown[]) => statement.run(parameters),
        iterate: (parameters: readonly unknown[]) => statement.iterate(parameters),
      };
    },
  };
}

class ImmediateDialect extends SqliteDialect {
  readonly #config: ConstructorParameters<typeof SqliteDialect>[0];

  constructor(config: ConstructorParameters<typeof SqliteDialect>[0]) {
    super(config);
    this.#config = config;
  }

  override createDriver(): SqliteDriver {
    return new ImmediateDriver(this.#config);
  }
}

/** A transaction takes the right to write when it begins: taken later, it could be refused halfway. */
class ImmediateDriver extends SqliteDriver {
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const until = performance.now() + PATIENCE;
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
        if (!busy || performance.now() > until) throw error;
        await wait(50);
      }
    }
  }
}
