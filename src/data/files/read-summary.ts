import { InputError, UsageError } from '../../errors.ts';
import { checkSummaries, type Fault } from '../../evaluation/check-summaries.ts';
import type { ExtraColumn } from '../../evaluation/records.ts';
import { MOST_EXTRAS, mayTravel } from '../../evaluation/summaries.ts';
import { type Notation, type NumberColumn, notationOf, numberSql, whyNoNumber } from './decimals.ts';
import type { Fetched } from './fetch.ts';
import type { Field } from './fields.ts';
import { isFormulaError } from './formula-errors.ts';
import { counted, listed } from './listed.ts';
import { idsOf, type ReadPeople } from './people.ts';
import type { ReadOptions } from './read-tasks.ts';
import type { Recognition } from './recognise.ts';
import type { LoadedColumns, Table, ValueKind } from './table.ts';

export const NUMBERS = [
  'completed_tasks',
  'total_tasks',
  'avg_task_hours',
] as const satisfies readonly Field[];

/**
 * Reads a file of summaries, in its own order; `checkSummaries` says which of them may be evaluated. Throws UsageError
 * for options that choose among tasks, which are counted already.
 */
export async function readSummary(
  table: Table,
  recognition: Recognition,
  options: ReadOptions,
): Promise<ReadPeople> {
  const { engine, name: file } = table;
  const { places } = recognition;
  const misplaced = taskLogOptions(options);
  if (misplaced.length > 0) {
    const what = `${listed(misplaced)} ${misplaced.length === 1 ? 'is' : 'are'}`;
    throw new UsageError(
      `${what} for a task log, of which tasks are counted; ${file} is a file of summaries, a row per person: give the task log itself`,
    );
  }
  const place = (field: Field): number => places.get(field) ?? 0;
  const travelling = travellers(table, places);
  const loaded = await table.load([
    place('employee_id'),
    place('name'),
    ...NUMBERS.map(place),
    ...travelling.columns.map((column) => column.place),
  ]);
  const numberColumns = NUMBERS.map(
    (_, i): NumberColumn => ({ sql: `c${i + 2}`, kind: loaded.kinds[i + 2] }),
  );
  const notation = await notationOf(engine, numberColumns, table.delimiter, options.decimal);
  await engine.run(summariesTable(loaded, numberColumns, notation));

  const extraSql = await exactOnes(
    table,
    travelling.columns.map((_, i) => ({ sql: `c${i + 5}`, kind: loaded.kinds[i + 5] })),
  );
  const numeric = extraSql
    .filter(({ kind }) => kind === 'number')
    .map(({ sql }) => `try_cast(${sql} AS DOUBLE)`);
  const texts = extraSql.filter(({ kind }) => kind !== 'number').map(({ sql }) => sql);
  const hasName = places.has('name');
  const { ids, fetched } = await idsOf(
    engine,
    'summaries',
    'c0',
    ['"row"', 'n0', 'n1', 'n2', ...numeric],
    [...(hasName ? ['c1'] : []), ...texts],
  );
  const [rows, completedTasks, totalTasks, avgTaskHours] = fetched.numbers;
  const checked = checkSummaries({
    file,
    ids,
    names: hasName ? fetched.texts[0] : new Array<null>(ids.length).fill(null),
    completedTasks,
    totalTasks,
    avgTaskHours,
    extras: extrasOf(travelling.columns, extraSql, fetched, hasName ? 1 : 0),
    rows,
    faults: await faultsOf(table, places, notation),
    columns: {
      employee_id: table.columns[place('employee_id')],
      completed_tasks: table.columns[place('completed_tasks')],
      total_tasks: table.columns[place('total_tasks')],
      avg_task_hours: table.columns[place('avg_task_hours')],
    },
  });
  return {
    summaries: checked.summaries,
    rejected: [...loaded.rejected, ...checked.rejected],
    notes: [...loaded.notes, ...notation.notes, ...travelling.notes, ...checked.notes],
    notation,
    rowsRead: loaded.rows,
  };
}

/** The options given that only a task log can follow. */
export function taskLogOptions({ from, to, done, exclude, dateFormat, split }: ReadOptions): string[] {
  const options = Object.entries({
    '--from': from,
    '--to': to,
    '--done': done,
    '--exclude': exclude,
    '--date-format': dateFormat,
    '--split': split,
  });
  return options.filter(([, given]) => given !== undefined).map(([option]) => option);
}

/** SQL: the table `summaries`: the numbers n0, n1, n2 read, and beside each the text b0, b1, b2 that could not be; and ids that are none. */
function summariesTable(
  { kinds }: LoadedColumns,
  numbers: readonly NumberColumn[],
  notation: Notation,
): string {
  const read = numbers.map((column, i) => `${numberSql(column, notation)} AS n${i}`);
  const others = kinds.map((_, i) => `c${i}`);
  const unread = numbers.map(({ sql }, i) => `CASE WHEN n${i} IS NULL THEN ${sql} END AS b${i}`);
  return `CREATE TEMP TABLE summaries AS SELECT *, ${unread.join(', ')},
    CASE WHEN ${isFormulaError('c0')} THEN c0 END AS failed
    FROM (SELECT "row", ${others.join(', ')}, ${read.join(', ')} FROM records)`;
}

async function faultsOf(
  table: Table,
  places: ReadonlyMap<Field, number>,
  notation: Notation,
): Promise<Fault[]> {
  const name = (field: Field): string => table.columns[places.get(field) ?? 0];
  const bad = await table.engine.rows(
    'SELECT rowid, failed, b0, b1, b2 FROM summaries WHERE coalesce(failed, b0, b1, b2) IS NOT NULL ORDER BY rowid',
  );
  return bad.map(([index, failed, ...texts]): Fault => {
    if (failed !== null) {
      const reason = 'the employee id is the error of a formula';
      return { index: Number(index), column: name('employee_id'), value: failed, reason };
    }
    const i = texts.findIndex((text) => text !== null);
    const value = String(texts[i]);
    return { index: Number(index), column: name(NUMBERS[i]), value, reason: whyNoNumber(value, notation) };
  });
}

/** The columns that travel along, with numbers that only a text can hold exactly as what they are: text. */
async function exactOnes(table: Table, columns: readonly NumberColumn[]): Promise<NumberColumn[]> {
  const numeric = columns.filter(({ kind }) => kind === 'number');
  if (numeric.length === 0) return [...columns];
  const sizes = numeric.map(({ sql }) => `coalesce(max(abs(try_cast(${sql} AS DOUBLE))), 0)`);
  const largest = await table.engine.numbers(`SELECT ${sizes.join(', ')} FROM summaries`);
  const inexact = new Set(numeric.filter((_, i) => largest[i] > Number.MAX_SAFE_INTEGER));
  return columns.map((column) => (inexact.has(column) ? { ...column, kind: 'text' } : column));
}

export interface Traveller {
  readonly place: number;
  readonly name: string;
}

/** The columns that travel along, with names that are different; and what a person should know about the others. */
export function travellers(
  table: Pick<Table, 'name' | 'columns'>,
  places: ReadonlyMap<Field, number>,
): { columns: Traveller[]; notes: string[] } {
  const used = new Set(places.values());
  const department = places.get('department');
  const columns: Traveller[] = department === undefined ? [] : [{ place: department, name: 'department' }];
  const names = new Set(columns.map(({ name }) => name));
  const notes: string[] = [];
  let nameless = 0;
  table.columns.forEach((header, place) => {
    if (used.has(place)) return;
    const title = header.trim();
    if (title === '') {
      nameless++;
      return;
    }
    if (!mayTravel(title)) {
      notes.push(`"${title}" is a name that results use: it is not passed on`);
      return;
    }
    let name = title;
    for (let twin = 2; names.has(name); twin++) name = `${title} (${twin})`;
    names.add(name);
    columns.push({ place, name });
  });
  if (nameless > 0) notes.push(`${counted(nameless, 'column')} without a name: not passed on`);
  if (columns.length > MOST_EXTRAS) {
    throw new InputError(
      `${table.name} has ${columns.length} further columns; up to ${MOST_EXTRAS} travel along: leave out those that do not matter`,
    );
  }
  return { columns, notes };
}

function extrasOf(
  columns: readonly Traveller[],
  sql: readonly { kind: ValueKind }[],
  { numbers, texts }: Fetched,
  firstText: number,
): ExtraColumn[] {
  let nextNumber = 4;
  let nextText = firstText;
  return columns.map(({ name }, i): ExtraColumn => {
    if (sql[i].kind === 'number') {
      return {
        name,
        values: Array.from(numbers[nextNumber++], (value) => (Number.isFinite(value) ? value : null)),
      };
    }
    const values = texts[nextText++];
    if (sql[i].kind === 'text') return { name, values };
    return { name, values: values.map((value) => (value === null ? null : value === 'true')) };
  });
}
