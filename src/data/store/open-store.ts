import type { Kysely } from 'kysely';
import { InputError } from '../../errors.ts';
import type { Database } from './schema.ts';
import type { Sight } from './sight.ts';
import type { Store } from './store.ts';

export interface StorePlace {
  /** The folder of the SQLite database. */
  readonly dataFolder: string;
  /** Where a PostgreSQL database is; it goes before the folder. */
  readonly databaseUrl?: string | undefined;
  /** On whose behalf it is read, where that is somebody who may not see everything. */
  readonly sight?: Sight | undefined;
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

/** The store for a command that changes something, whether a server has it open or not. */
export async function openStoreBeside(place: StorePlace): Promise<Store> {
  try {
    return await openStore(place);
  } catch (error) {
    if (!(error instanceof InputError && error.code === 'folder_in_use')) throw error;
    const { openSqliteStoreBeside } = await import('./sqlite-store.ts');
    return openSqliteStoreBeside(place.dataFolder);
  }
}

/**
 * A connection of its own for reading what an open store keeps: on another thread, where long reading holds nobody up.
 * What it reads in one transaction is of one moment.
 */
export async function openReader({ dataFolder, databaseUrl, sight }: StorePlace): Promise<Kysely<Database>> {
  if (databaseUrl !== undefined) {
    const { openPostgresqlReader } = await import('./postgresql-store.ts');
    return openPostgresqlReader(databaseUrl, sight);
  }
  const { openSqliteReader } = await import('./sqlite-store.ts');
  return openSqliteReader(dataFolder, sight);
}

/** Reads several things as they were at one moment. */
export function atOneMoment<T>(db: Kysely<Database>, work: (db: Kysely<Database>) => Promise<T>): Promise<T> {
  return db.transaction().setIsolationLevel('repeatable read').execute(work);
}
