import { type Kysely, sql } from 'kysely';
import { InputError } from '../../errors.ts';
import type { Schema } from '../migrations/migration.ts';
import { MIGRATIONS } from '../migrations/migrations.ts';
import type { Database } from './schema.ts';

/** What differs between databases when their schema changes. */
export interface Migrating {
  readonly text: Schema['text'];
  readonly inKeyOrder: Schema['inKeyOrder'];
  /** Runs the work in one transaction that no other server shares. */
  transaction(work: (db: Kysely<Database>) => Promise<void>): Promise<void>;
  /** Keeps a copy of what is there before step `number`. */
  backUp(number: number): Promise<void>;
}

/**
 * Brings the schema up to date, each step in a transaction of its own with the note that it was done: whenever the
 * process ends, the next start goes on from the last whole step. Throws InputError `newer_store` where the store
 * was written by a newer version.
 */
export async function migrate(db: Kysely<Database>, migrating: Migrating): Promise<void> {
  await migrating.transaction((transaction) => createLedger(transaction, migrating.text));
  let done = await appliedSteps(db);
  if (done > MIGRATIONS.length) {
    throw new InputError(
      `the data were written by a newer version of Evenhand (schema ${done}, this one knows ${MIGRATIONS.length}): start that version, or restore a backup from before the upgrade`,
      { code: 'newer_store' },
    );
  }
  if (done > 0 && done < MIGRATIONS.length) await migrating.backUp(done + 1);
  for (; done < MIGRATIONS.length; done++) {
    const number = done + 1;
    await migrating.transaction(async (transaction) => {
      // Another server may have come first.
      if ((await appliedSteps(transaction)) >= number) return;
      const { name, up } = MIGRATIONS[done];
      await up({ db: transaction, text: migrating.text, inKeyOrder: migrating.inKeyOrder });
      await transaction
        .insertInto('migrations')
        .values({ number, name, applied_at: new Date().toISOString() })
        .execute();
    });
  }
}

async function createLedger(db: Kysely<Database>, text: Schema['text']): Promise<void> {
  await db.schema
    .createTable('migrations')
    .ifNotExists()
    .addColumn('number', 'integer', (column) => column.primaryKey())
    .addColumn('name', text, (column) => column.notNull())
    .addColumn('applied_at', text, (column) => column.notNull())
    .execute();
}

async function appliedSteps(db: Kysely<Database>): Promise<number> {
  const { rows } = await sql<{ last: number | null }>`select max(number) as last from migrations`.execute(db);
  return rows[0].last ?? 0;
}
