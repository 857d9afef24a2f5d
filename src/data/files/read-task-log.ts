import { InputError, type Problem, UsageError } from '../../errors.ts';
import { whyNoHours } from '../../evaluation/check-summaries.ts';
import { clip } from '../../evaluation/clip.ts';
import type { EmployeeId, Summaries } from '../../evaluation/records.ts';
import { ascending } from './ascending.ts';
import { ANY_DATE, type DateFormats, dateFormatNamed, dateFormatsOf, daySql, isoDay } from './dates.ts';
import { type Notation, notationOf, numberSql, whyNoNumber } from './decimals.ts';
import type { Field } from './fields.ts';
import { counted, listed } from './listed.ts';
import { idsOf, type ReadPeople } from './people.ts';
import type { ReadOptions } from './read-tasks.ts';
import { type Recognition, unrecognised } from './recognise.ts';
import { type StatusLists, sortStatuses } from './statuses.ts';
import type { Table } from './table.ts';
import { FAULTS, type FaultKind, isRanged, peopleTable, tasksView } from './task-log-sql.ts';

const MOST_STATUSES = 1000;

/** Counts a task log's tasks and hours in the engine; one row per employee comes out, ascending by id. */
export async function readTaskLog(
  table: Table,
  recognition: Recognition,
  options: ReadOptions,
): Promise<ReadPeople> {
  const { engine } = table;
  const range = { ...rangeOf(options), split: options.split ?? null };
  const ranged = isRanged(range);
  requireDates(table, recognition, ranged);
  const fields = Array.from(recognition.places.keys());
  const loaded = await table.load(fields.map((field) => recognition.places.get(field) ?? 0));
  const sqlOf = (field: Field): string | null => {
    const at = fields.indexOf(field);
    return at < 0 ? null : `c${at}`;
  };
  const hours = { sql: sqlOf('hours') ?? 'NULL', kind: loaded.kinds[fields.indexOf('hours')] };
  const notation = await notationOf(engine, [hours], table.delimiter, options.decimal);
  const status = sqlOf('status');
  const statuses = await statusesOf(table, recognition, status, options);
  const completed = sqlOf('completed_at');
  const started = sqlOf('started_at');
  const formats = await formatsOf(table, recognition, { completed, started }, ranged, options.dateFormat);

  const columns = {
    employee: sqlOf('employee_id') ?? 'NULL',
    task: sqlOf('task_id') ?? 'NULL',
    hours: numberSql(hours, notation),
    hoursText: hours.sql,
    status,
    name: sqlOf('name'),
    department: sqlOf('department'),
    completed: completed === null ? null : daySql(completed, formats),
    completedText: completed,
    started: started === null ? null : daySql(started, formats),
    startedText: started,
  };
  await engine.run(tasksView(columns, { ...range, ...statuses }));
  await engine.run(peopleTable(columns, range.split));
  const rejected = await rejectedRows(table, recognition, notation);
  const people = await peopleOf(table, recognition, range.split !== null);
  const notes = [...loaded.notes, ...notation.notes, ...statuses.notes, ...people.notes];
  const whyNobody =
    ranged && people.summaries.ids.length === 0 ? await whyNoneInRange(table, range) : undefined;
  if (whyNobody !== undefined) notes.push(whyNobody);
  else if (ranged) notes.push(...(await rangeNotes(table)));
  return {
    summaries: people.summaries,
    periods: people.periods,
    rejected: [...loaded.rejected, ...rejected],
    notes,
    notation,
    rowsRead: loaded.rows,
    whyNobody,
  };
}

/** The first and the last day that count. */
interface Range {
  readonly from: string | null;
  readonly to: string | null;
}

function rangeOf(options: ReadOptions): Range {
  const from = options.from === undefined ? null : isoDay('--from', options.from);
  const to = options.to === undefined ? null : isoDay('--to', options.to);
  if (from !== null && to !== null && from > to)
    throw new UsageError(`--from ${from} is after --to ${to}: no day lies between them`);
  return { from, to };
}

/** Dates that could be in one of several columns matter only where they are asked for. */
function requireDates(table: Table, { kind, places, undecided }: Recognition, ranged: boolean): void {
  const judgedByDay = !places.has('status');
  const wanting: Field[] = [];
  if (ranged && !places.has('completed_at')) wanting.push('completed_at');
  if (ranged && undecided.has('started_at')) wanting.push('started_at');
  if (judgedByDay && !places.has('completed_at')) wanting.push('completed_at');
  if (wanting.length > 0)
    throw unrecognised(table.name, table.columns, kind, [...new Set(wanting)], undecided, places);
}

async function formatsOf(
  table: Table,
  { places }: Recognition,
  { completed, started }: { completed: string | null; started: string | null },
  ranged: boolean,
  named: string | undefined,
): Promise<DateFormats> {
  if (named !== undefined) return dateFormatNamed(named);
  if (!ranged) return ANY_DATE;
  const columns = new Map<string, string>();
  for (const [field, sql] of [
    ['completed_at', completed],
    ['started_at', started],
  ] as const) {
    if (sql !== null) columns.set(table.columns[places.get(field) ?? 0], sql);
  }
  return dateFormatsOf(table.engine, table.name, columns);
}

interface LogStatuses {
  readonly done: readonly string[];
  readonly excluded: readonly string[];
  readonly notes: readonly string[];
}

async function statusesOf(
  table: Table,
  { places }: Recognition,
  sql: string | null,
  options: ReadOptions,
): Promise<LogStatuses> {
  if (sql === null) return { done: [], excluded: [], notes: [] };
  const found = await table.engine.rows(
    `SELECT coalesce(${sql}, ''), count(*) FROM records GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ${MOST_STATUSES + 1}`,
  );
  if (found.length > MOST_STATUSES) {
    const column = table.columns[places.get('status') ?? 0];
    throw new InputError(
      `${table.name}: the column ${column} has more than ${MOST_STATUSES} different values; is it the status? --map status=... names another`,
    );
  }
  return judgeStatuses(new Map(found.map(([status, count]) => [String(status), Number(count)])), options);
}

/** What the statuses of a log mean, given how often each is there, the most frequent first. */
export function judgeStatuses(counts: ReadonlyMap<string, number>, lists: StatusLists): LogStatuses {
  const { done, excluded, unknown, unused } = sortStatuses(Array.from(counts.keys()), lists);
  const notes: string[] = [];
  if (unknown.length > 0) {
    const shown = unknown.slice(0, 20).map((status) => `${shortened(status)} (${counts.get(status)})`);
    const more = unknown.length > 20 ? ` and ${unknown.length - 20} more` : '';
    notes.push(
      `statuses counted as open, for want of a better word: ${shown.join(', ')}${more}; --done and --exclude say what they mean`,
    );
  }
  if (unused.length > 0) notes.push(`no task has the status ${listed(unused.map(shortened), 'or')}`);
  return { done, excluded, notes };
}

function shortened(status: string): string {
  return status === '' ? '(empty)' : String(clip(status));
}

async function rejectedRows(table: Table, { places }: Recognition, notation: Notation): Promise<Problem[]> {
  const found = await table.engine.rows(
    'SELECT "row", fault, fault_value, hours FROM tasks WHERE fault IS NOT NULL ORDER BY "row"',
  );
  return found.map(([row, fault, value, hours]): Problem => {
    const { field, kind } = FAULTS[Number(fault)];
    const text = String(value ?? '');
    return {
      file: table.name,
      row: Number(row),
      column: table.columns[places.get(field) ?? 0],
      value: clip(text),
      reason: kind === 'hours' ? whyHoursRejected(text, hours, notation) : whyRejected(field, kind),
    };
  });
}

function whyHoursRejected(text: string, hours: unknown, notation: Notation): string {
  return typeof hours === 'number' ? whyNoHours(hours) : whyNoNumber(text, notation);
}

function whyRejected(field: Field, kind: Exclude<FaultKind, 'hours'>): string {
  const id = field === 'task_id' ? 'the task id' : 'the employee id';
  switch (kind) {
    case 'empty':
      return `${id} is empty`;
    case 'formula error':
      return `${id} is the error of a formula`;
    case 'no date':
      return 'is not a date that can be read (--date-format says how dates are written)';
  }
}

async function peopleOf(
  table: Table,
  { places }: Recognition,
  split: boolean,
): Promise<{ summaries: Summaries; periods: readonly string[] | undefined; notes: string[] }> {
  const shown = (['name', 'department'] as const).filter((field) => places.has(field));
  const numbers = ['completed', 'total', 'hours', ...shown.map((field) => `${field}s`)];
  const { ids, fetched } = await idsOf(table.engine, 'people', 'employee', numbers, [
    ...shown,
    ...(split ? ['period'] : []),
  ]);
  const [completed, total, hours, ...choices] = fetched.numbers;
  const periods = split ? fetched.texts[shown.length].map((period) => period ?? '') : undefined;
  const order = periods === undefined ? ascending(ids) : byPeriodToo(ascending(ids), ids, periods);
  const sorted = (column: Float64Array): Float64Array => Float64Array.from(order, (i) => column[i]);
  const texts = new Map(shown.map((field, j) => [field, Array.from(order, (i) => fetched.texts[j][i])]));
  const department = texts.get('department');
  const notes: string[] = [];
  for (const [j, field] of shown.entries()) {
    const torn = new Set(ids.filter((_, i) => choices[j][i] > 1)).size;
    if (torn === 0) continue;
    const who = counted(torn, 'employee has', 'employees have');
    notes.push(`${who} more than one ${field} in ${table.name}: the most frequent is shown`);
  }
  return {
    summaries: {
      ids: Array.from(order, (i) => ids[i]),
      names: texts.get('name') ?? ids.map(() => null),
      completedTasks: sorted(completed),
      totalTasks: sorted(total),
      avgTaskHours: sorted(hours),
      extras: department === undefined ? [] : [{ name: 'department', values: department }],
    },
    periods: periods && Array.from(order, (i) => periods[i]),
    notes,
  };
}

/** The places in order of ids, and those of one id in order of periods. */
function byPeriodToo(
  order: Uint32Array,
  ids: readonly EmployeeId[],
  periods: readonly string[],
): Uint32Array {
  for (let from = 0, to = 0; from < order.length; from = to) {
    while (to < order.length && ids[order[to]] === ids[order[from]]) to++;
    order.subarray(from, to).sort((a, b) => (periods[a] < periods[b] ? -1 : 1));
  }
  return order;
}

/** Says so where rows are in order, but none lies in the range; nothing where there are none. */
async function whyNoneInRange({ engine, name }: Table, { from, to }: Range): Promise<string | undefined> {
  const [[rows, first, last]] = await engine.rows(
    'SELECT count(*), CAST(min(day) AS VARCHAR), CAST(max(day) AS VARCHAR) FROM tasks WHERE fault IS NULL',
  );
  if (Number(rows) === 0) return undefined;
  if (from === null && to === null) return `no row of ${name} says when its task was completed or started`;
  const between =
    from === null ? `on or before ${to}` : to === null ? `on or after ${from}` : `between ${from} and ${to}`;
  const days = first === null ? 'none of them has a day' : `its days run from ${first} to ${last}`;
  return `no row of ${name} lies ${between}; ${days}`;
}

async function rangeNotes({ engine }: Table): Promise<string[]> {
  const [dayless, outside] = await engine.numbers(
    'SELECT count_if(dayless), count_if(NOT in_range AND NOT dayless) FROM tasks WHERE fault IS NULL',
  );
  const notes: string[] = [];
  if (outside > 0) notes.push(`${counted(outside, 'row')} outside of the range of days`);
  if (dayless > 0) notes.push(`${counted(dayless, 'row')} left out of the range of days for want of a date`);
  return notes;
}
