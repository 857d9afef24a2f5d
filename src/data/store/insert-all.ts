import { setImmediate as others } from 'node:timers/promises';
import type { InsertObject, Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Values of one statement: PostgreSQL takes 65,535, SQLite 32,766. */
const MOST_VALUES = 32_766;
/** Rows of one statement: so few that nobody waits long for it. */
const MOST_ROWS = 1000;

/**
 * Inserts rows of the same columns, a slice at a time, and lets others have their turn between two slices. To be called
 * within a change; of more than some thousand rows, several changes keep others waiting less than one.
 */
export async function insertAll<T extends keyof Database>(
  db: Kysely<Database>,
  table: T,
  rows: readonly InsertObject<Database, T>[],
): Promise<void> {
  if (rows.length === 0) return;
  const step = Math.min(MOST_ROWS, Math.floor(MOST_VALUES / Object.keys(rows[0]).length));
  for (let from = 0; from < rows.length; from += step) {
    if (from > 0) await others();
    await db
      .insertInto(table)
      .values(rows.slice(from, from + step))
      .execute();
  }
}
