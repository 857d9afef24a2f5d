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
