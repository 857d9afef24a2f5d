import type { Kysely } from 'kysely';
import { rejectionsAfter } from '../../data/store/imports.ts';
import type { Database } from '../../data/store/schema.ts';
import { csvLine } from '../../reports/csv.ts';

const STEP = 1000;

/** The rejected rows of an import as CSV, a slice at a time. No cell can be run by a spreadsheet. */
export async function* rejectionsCsv(db: Kysely<Database>, id: string): AsyncGenerator<string> {
  yield csvLine(['row', 'column', 'value', 'reason']);
  for (let last = 0; ; ) {
    const rows = await rejectionsAfter(db, id, last, STEP);
    if (rows.length === 0) return;
    last = rows[rows.length - 1].ordinal;
    yield rows
      .map(({ row, column_name, value, reason }) => csvLine([row, column_name, value, reason]))
      .join('');
  }
}
