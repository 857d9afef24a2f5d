import type { Engine } from './engine.ts';

/** Columns of an ordered table of the engine, fetched whole. */
export interface Fetched {
  readonly rows: number;
  /** NULL is NaN. */
  readonly numbers: readonly Float64Array[];
  /** NULL is null. */
  readonly texts: readonly (string | null)[][];
}

const STEP = 1 << 18;
const BLOCK = 1 << 11;

/**
 * Fetches columns (SQL expressions over `table`) in the table's own order, without an object per row: numbers as they
 * lie in memory, texts joined in the engine and cut here, which is five times faster than one by one.
 */
export async function fetchColumns(
  engine: Engine,
  table: string,
  numberColumns: readonly string[],
  textColumns: readonly string[],
): Promise<Fetched> {
  const [rows] = await engine.numbers(`SELECT count(*) FROM ${table}`);
  const numbers = numberColumns.map(() => new Float64Array(rows));
  if (numbers.length > 0) {
    // without NULLs the engine's vectors need no look at their validity
    const columns = numberColumns.map((sql) => `coalesce(CAST(${sql} AS DOUBLE), 'nan')`);
    let at = 0;
    for await (const chunk of engine.chunks(`SELECT ${columns.join(', ')} FROM ${table}`)) {
      const length = chunk.rowCount;
      numbers.forEach((column, j) => {
        const vector = chunk.getColumnVector(j);
        for (let i = 0; i < length; i++) column[at + i] = Number(vector.getItem(i));
      });
      at += length;
    }
  }
  const texts = textColumns.map(() => new Array<string | null>(rows).fill(null));
  if (texts.length > 0) {
    for (let from = 0; from < rows; from += STEP) await fetchTexts(engine, table, textColumns, from, texts);
  }
  return { rows, numbers, texts };
}

async function fetchTexts(
  engine: Engine,
  table: string,
  columns: readonly string[],
  from: number,
  texts: readonly (string | null)[][],
): Promise<void> {
  // texts have no NUL characters: they are taken out where files are loaded
  const joined = columns.map((sql) => `string_agg(coalesce(${sql}, ''), chr(0) ORDER BY rowid)`).join(', ');
  const sql = `SELECT min(rowid), ${joined} FROM ${table} WHERE rowid >= ${from} AND rowid < ${from + STEP}
    GROUP BY rowid // ${BLOCK}`;
  for await (const chunk of engine.chunks(sql)) {
    const length = chunk.rowCount;
    const first = chunk.getColumnVector(0);
    columns.forEach((_, j) => {
      const vector = chunk.getColumnVector(j + 1);
      for (let i = 0; i < length; i++) {
        let at = Number(first.getItem(i));
        for (const text of String(vector.getItem(i)).split('\0')) texts[j][at++] = text === '' ? null : text;
      }
    });
  }
}
