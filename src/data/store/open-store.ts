import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';
import type { Store } from './store.ts';

export interface StorePlace {
  /** The folder of the SQLite database. */
  readonly dataFolder: string;
  /** Where a PostgreSQL database is; it goes before the folder. */
  readonly databaseUrl?: string | undefined;
}

/** Opens the store, brings its schema up to date, and loads only the driver that it needs. */
export async function openStore({ dataFolder, databaseUrl }: StorePlace): Promise<Store> {
  if (databaseUrl !== undefined) {
    const { openPostgresqlStore } = await import('./postgresql-store.ts');
    return openPostgresqlStore(databaseUrl);
  }
  const { openSqliteStore } = await import('./sqlite-store.ts');
  return openSqliteStore(dataFolder);
}

/**
 * A connection of its own for reading what an open store keeps: on another thread, where long reading holds nobody up.
 * What it reads in one transaction is of one moment.
 */
export async function openReader({ dataFolder, databaseUrl }: StorePlace): Promise<Kysely<Database>> {
  if (databaseUrl !== undefined) {
    const { openPostgresqlReader } = await import('./postgresql-store.ts');
    return openPostgresqlReader(databaseUrl);
  }
  const { openSqliteReader } = await import('./sqlite-store.ts');
  return openSqliteReader(dataFolder);
}

/** Reads several things as they were at one moment. */
export function atOneMoment<T>(db: Kysely<Database>, work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(work);
}
