import { existsSync } from 'node:fs';
import { copyFile, mkdtemp, open, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { type Insertable, type Kysely, sql } from 'kysely';
import { InputError } from '../../errors.ts';
import { storeError } from './errors.ts';
import { insertAll } from './insert-all.ts';
import { openReader, openStore, openStoreBeside, type StorePlace } from './open-store.ts';
import type { Database } from './schema.ts';
import { connect } from './sqlite-connection.ts';
import { writerOf } from './sqlite-driver.ts';
import { SQLITE_FILE, vacuumInto } from './sqlite-store.ts';
import type { Change, Store } from './store.ts';
import { SELF_REFERENCES, TABLES } from './tables.ts';

/** Rows read and written at once. */
const SLICE = 1000;

/**
 * Copies all records, as they are at one moment, to a new file: a SQLite database whatever the store is, so that it can be
 * restored into either. Servers go on meanwhile. Throws InputError where the file is there already.
 */
export async function backUp(place: StorePlace, path: string): Promise<void> {
  if (existsSync(path)) {
    throw new InputError(`${path} is there already: give a new file for the backup`, { code: 'file_exists' });
  }
  const { dataFolder, databaseUrl } = place;
  if (databaseUrl === undefined) return inOneFile(join(dataFolder, SQLITE_FILE), path);
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-backup-'));
  try {
    const source = await openReader(place);
    const copy = await openStore({ dataFolder: folder });
    try {
      await source
        .transaction()
        .setIsolationLevel('repeatable read')
        .execute((moment) => copy.change('system', ({ db }) => copyRows(moment, db)));
    } finally {
      await copy.close();
      await source.destroy();
    }
    await inOneFile(join(folder, SQLITE_FILE), path);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Puts the records of a backup in place of those that are there, all or none, also while a server runs; what is there
 * is gone then. Throws InputError where the file is no backup, or one of a newer version.
 */
export async function restore(place: StorePlace, path: string, actor: string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'evenhand-restore-'));
  try {
    await requireBackup(path);
    await copyFile(path, join(folder, SQLITE_FILE));
    // Opened as a store, an older backup is brought up to date.
    const source = await openBackup(folder, path);
    const target = await openStoreBeside(place);
    try {
      await target.change(actor, (change) => replaceRows(source.read, change));
      await target.survey(TABLES);
    } finally {
      await target.close();
      await source.close();
    }
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function replaceRows(source: Kysely<Database>, change: Change): Promise<void> {
  const { db, audit, tell } = change;
  const last = await db
    .selectFrom('counters')
    .select('value')
    .where('name', '=', 'events')
    .executeTakeFirst();
  const shutOut = await shutOutBy(db);
  for (const table of TABLES.toReversed()) {
    const reference = SELF_REFERENCES.get(table);
    if (reference)
      await db
        .updateTable(table as 'departments')
        .set({ [reference]: null })
        .execute();
    await db.deleteFrom(table).execute();
  }
  await copyRows(source, db);
  // Who was logged in then is not for that reason now, and whoever was shut out since stays out.
  await forgetLogins(db);
  await shutOut(db);
  // Whoever listens has seen numbers that the backup does not know: they go on from the higher one.
  await db
    .updateTable('counters')
    .set((is) => ({ value: is.val(last?.value ?? 0) }))
    .where('name', '=', 'events')
    .where('value', '<', last?.value ?? 0)
    .execute();
  await db.deleteFrom('events').execute();
  await audit({ action: 'store.restored', subject: 'store' });
  await tell({ type: 'store.restored', subject: 'store' });
}

/** Ends what lets somebody in for a while. */
async function forgetLogins(db: Kysely<Database>): Promise<void> {
  for (const table of ['sessions', 'invitations', 'openid_logins'] as const) {
    await db.deleteFrom(table).execute();
  }
}

/** What shuts out again, of other records, whoever is shut out of these: accounts that may not be used, keys that were revoked. */
async function shutOutBy(now: Kysely<Database>): Promise<(db: Kysely<Database>) => Promise<void>> {
  const accounts = await now.selectFrom('accounts').select('id').where('active', '=', 0).execute();
  const keys = await now
    .selectFrom('api_keys')
    .select(['id', 'revoked_at'])
    .where('revoked_at', 'is not', null)
    .execute();
  return async (db) => {
    for (const { id } of accounts) {
      await db.updateTable('accounts').set({ active: 0 }).where('id', '=', id).execute();
    }
    for (const { id, revoked_at } of keys) {
      await db.updateTable('api_keys').set({ revoked_at }).where('id', '=', id).execute();
    }
  };
}

async function copyRows(source: Kysely<Database>, target: Kysely<Database>): Promise<void> {
  for (const table of TABLES) {
    const reference = SELF_REFERENCES.get(table);
    const references: { id: string; to: string }[] = [];
    for await (const rows of slicesOf(source, table)) {
      if (reference === undefined) {
        await insertAll(target, table, rows);
        continue;
      }
      for (const row of rows) {
        const to = row[reference];
        if (typeof to === 'string') references.push({ id: String(row.id), to });
      }
      await insertAll(
        target,
        table,
        rows.map((row) => ({ ...row, [reference]: null })),
      );
    }
    for (const { id, to } of references) {
      await sql`update ${sql.table(table)} set ${sql.ref(reference ?? '')} = ${to} where id = ${id}`.execute(
        target,
      );
    }
  }
}

type Rows<T extends keyof Database> = (Insertable<Database[T]> & Record<string, unknown>)[];

/** All rows of a table, some at a time; within one transaction. */
async function* slicesOf<T extends keyof Database>(db: Kysely<Database>, table: T): AsyncGenerator<Rows<T>> {
  // Of Kysely's two, only PostgreSQL's adapter says this of itself.
  if (db.getExecutor().adapter.supportsTransactionalDdl) {
    await sql`declare all_rows no scroll cursor for select * from ${sql.table(table)}`.execute(db);
    for (;;) {
      const { rows } = await sql<Rows<T>[number]>`fetch ${sql.lit(SLICE)} from all_rows`.execute(db);
      if (rows.length === 0) break;
      yield rows;
    }
    await sql`close all_rows`.execute(db);
    return;
  }
  let slice: Rows<T> = [];
  for await (const row of db
    .selectFrom(table as 'departments')
    .selectAll()
    .stream()) {
    // The rows of the table that was asked for, which the builder takes for a department.
    slice.push(row as unknown as Rows<T>[number]);
    if (slice.length < SLICE) continue;
    yield slice;
    slice = [];
  }
  if (slice.length > 0) yield slice;
}

/** A new file with everything that is in a database and its log; whole, or not there. */
async function inOneFile(database: string, path: string): Promise<void> {
  const partial = `${path}.part`;
  try {
    if (!existsSync(database)) {
      throw new InputError(`there are no records in ${dirname(database)}: EVENHAND_DATA names the folder`, {
        code: 'no_records',
      });
    }
    // Made by us, it is nobody else's to read.
    await writeFile(partial, '', { mode: 0o600, flag: 'wx' });
    vacuumInto(database, partial);
    const copy = writerOf(connect(partial));
    // What an older version wrote may know no logins yet.
    const tables = (await copy.introspection.getTables()).map(({ name }) => name);
    if (tables.includes('sessions')) await forgetLogins(copy);
    await copy.destroy();
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw storeError(error);
  }
}

async function openBackup(folder: string, path: string): Promise<Store> {
  try {
    return await openStore({ dataFolder: folder });
  } catch (error) {
    if (error instanceof InputError) throw error;
    throw new InputError(`${path} is no backup that Evenhand made: ${basename(path)} cannot be opened`, {
      code: 'no_backup',
      cause: error,
    });
  }
}

/** Throws InputError where a file is not there, or is no SQLite database. */
async function requireBackup(path: string): Promise<void> {
  const beginning = await open(path).then(
    async (file) => {
      try {
        return (await file.read(Buffer.alloc(16), 0, 16, 0)).buffer.toString('latin1');
      } finally {
        await file.close();
      }
    },
    (error) => {
      throw new InputError(`the backup ${path} cannot be read: ${error.code}`, {
        code: 'no_backup',
        cause: error,
      });
    },
  );
  if (beginning !== 'SQLite format 3\0') {
    throw new InputError(`${path} is no backup that Evenhand made: it is no SQLite database`, {
      code: 'no_backup',
    });
  }
}
