import type { Problem } from '../../errors.ts';
import type { Summaries } from '../../evaluation/records.ts';
import type { Decimal } from './decimals.ts';
import type { Field, FileMeaning } from './fields.ts';
import type { ReadPeople } from './people.ts';
import { type PlainReading, readPlain } from './read-plain.ts';
import { type ColumnMap, type Recognition, recognise } from './recognise.ts';
import type { StatusLists } from './statuses.ts';
import { findFile, type Table, type TableOptions, tableOf } from './table.ts';
import type { PeriodLength } from './task-log-sql.ts';

export interface ReadOptions extends TableOptions, StatusLists {
  /** Which column says what, where the headers do not: `{ employee_id: 'DeveloperID' }`. */
  readonly map?: ColumnMap;
  /** Default: what the file's own numbers show. */
  readonly decimal?: Decimal;
  /** First and last day of completion that counts, inclusive: 2024-01-01. Task logs only. */
  readonly from?: string;
  readonly to?: string;
  /** How dates are written, as in dd/MM/yyyy; default: what the file's own dates show. */
  readonly dateFormat?: string;
  /** Summaries by month, quarter or year of completion, of tasks that are not completed by their start. Task logs only. */
  readonly split?: PeriodLength;
}

/** What was understood of a file, to be shown to the person who gave it. */
export interface Recognised {
  /** "CSV (semicolon, UTF-8, decimal comma)". */
  readonly format: string;
  /** Which column was taken for which field, in the order of the fields. */
  readonly columns: readonly { readonly field: Field; readonly column: string }[];
  /** All of it in one sentence. */
  readonly text: string;
}

/** A file of task records, read: one summary per person, and everything a person should know about it. */
export interface TaskReading {
  readonly kind: FileMeaning;
  readonly recognised: Recognised;
  /** In the order of the file for summaries; ascending by id for a task log, and by period where it is split. */
  readonly summaries: Summaries;
  /** Where a log is split: the first day of the period of each summary. People have several then. */
  readonly periods?: readonly string[] | undefined;
  /** One for each row that was not used, in the order of the file. */
  readonly rejected: readonly Problem[];
  /** One sentence each. */
  readonly notes: readonly string[];
  /** Records in the file, used or rejected. */
  readonly rowsRead: number;
  /** Why nobody is left of rows that are in order: no row lies in the range of days. */
  readonly whyNobody?: string | undefined;
}

/**
 * Reads a task log (one row per task and person, counted and averaged here) or a file of summaries (one row per
 * person): CSV, TSV, JSON, NDJSON, Parquet or XLSX, from a path or from standard input (`-`). Rows that cannot be
 * believed are rejected with the reason, never guessed; the others go on. The same rows give the same summaries, bit
 * for bit, whatever their order. Throws InputError where the file as a whole cannot be understood, with the way out.
 */
export async function readTasks(source: string, options: ReadOptions = {}): Promise<TaskReading> {
  const found = await findFile(source, options);
  let plain: PlainReading | null;
  try {
    plain = await readPlain(found, options);
  } catch (error) {
    await found.scratch.remove();
    throw error;
  }
  if (plain !== null) {
    await found.scratch.remove();
    return readingFrom(plain);
  }
  const table = await tableOf(found, options);
  try {
    const recognition = recognise(table.name, table.columns, options.map);
    return await readTable(table, recognition, options);
  } finally {
    await table.close();
  }
}

/** Reads an open table of tasks as it was recognised; whoever opened the table closes it. */
export async function readTable(
  table: Table,
  recognition: Recognition,
  options: ReadOptions,
): Promise<TaskReading> {
  return readingFrom({ table, recognition, people: await readPeople(table, recognition, options) });
}

/** What a person should know of people that were read. */
export function readingFrom({ table, recognition, people }: PlainReading): TaskReading {
  return {
    kind: recognition.kind,
    recognised: recognisedAs(table, recognition, people),
    summaries: people.summaries,
    periods: people.periods,
    rejected: people.rejected.toSorted((a, b) => (a.row ?? 0) - (b.row ?? 0)),
    notes: [...table.notes, ...recognition.notes, ...people.notes],
    rowsRead: people.rowsRead,
    whyNobody: people.whyNobody,
  };
}

async function readPeople(table: Table, recognition: Recognition, options: ReadOptions): Promise<ReadPeople> {
  return recognition.kind === 'task log'
    ? (await import('./read-task-log.ts')).readTaskLog(table, recognition, options)
    : (await import('./read-summary.ts')).readSummary(table, recognition, options);
}

function recognisedAs(
  table: PlainReading['table'],
  { kind, places }: Recognition,
  { notation }: ReadPeople,
): Recognised {
  const format =
    notation.decimal === 'comma' ? table.format.replace(/\)?$/, ', decimal comma)') : table.format;
  const columns = Array.from(places, ([field, place]) => ({ field, column: table.columns[place] }));
  const pairs = columns.map(({ field, column }) => `${field}=${column}`).join(', ');
  return { format, columns, text: `${table.name}: ${kind}, ${format}; ${pairs}` };
}
