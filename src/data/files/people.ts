import type { Problem } from '../../errors.ts';
import type { EmployeeId, Summaries } from '../../evaluation/records.ts';
import type { Notation } from './decimals.ts';
import type { Engine } from './engine.ts';
import { type Fetched, fetchColumns } from './fetch.ts';

/** People as a file gave them. */
export interface ReadPeople {
  readonly summaries: Summaries;
  /** Where a log is split: the first day of the period of each summary. */
  readonly periods?: readonly string[] | undefined;
  readonly rejected: readonly Problem[];
  readonly notes: readonly string[];
  readonly notation: Notation;
  readonly rowsRead: number;
  /** Why nobody is left of rows that are in order. */
  readonly whyNobody?: string | undefined;
}

/** Whole numbers of at most 15 digits as a computer would write them: no 007, no +7, no 7.0. */
const CANONICAL = '0|-?[1-9]\\d{0,14}';

/**
 * Fetches a column of ids with others of its table. The ids are numbers where every one of them is a whole number in
 * plain writing, and texts otherwise, so that 007 stays what it is; an id that is missing is the empty text.
 */
export async function idsOf(
  engine: Engine,
  table: string,
  idColumn: string,
  numbers: readonly string[],
  texts: readonly string[],
): Promise<{ ids: EmployeeId[]; fetched: Fetched }> {
  if (await areNumbers(engine, table, idColumn)) {
    const fetched = await fetchColumns(engine, table, [...numbers, `CAST(${idColumn} AS DOUBLE)`], texts);
    const ids = Array.from(fetched.numbers[numbers.length], (id) => (Number.isNaN(id) ? '' : id));
    return { ids, fetched };
  }
  const fetched = await fetchColumns(engine, table, numbers, [...texts, idColumn]);
  return { ids: fetched.texts[texts.length].map((id) => id ?? ''), fetched };
}

/** The ids as numbers where every one that is there is a whole number in plain writing, as they are otherwise. */
export function idsFrom(texts: readonly string[]): EmployeeId[] {
  const canonical = new RegExp(`^(?:${CANONICAL})?$`);
  const areNumbers = texts.every((text) => canonical.test(text));
  return areNumbers ? texts.map((text) => (text === '' ? '' : Number(text))) : [...texts];
}

/** Whether every id is a whole number in plain writing. */
export async function areNumbers(engine: Engine, table: string, idColumn: string): Promise<boolean> {
  const [odd] = await engine.numbers(
    `SELECT count(*) FROM ${table} WHERE NOT regexp_full_match(${idColumn}, '${CANONICAL}')`,
  );
  return odd === 0;
}
