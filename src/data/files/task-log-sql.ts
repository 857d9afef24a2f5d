import { MOST_HOURS } from '../../evaluation/numbers.ts';
import { quoted } from './engine.ts';
import type { Field } from './fields.ts';
import { isFormulaError } from './formula-errors.ts';

/** What the log says, as SQL expressions over the view `records`; null where the log does not say it. */
export interface TaskLogColumns {
  readonly employee: string;
  readonly task: string;
  readonly hours: string;
  /** The hours as they stand in the file. */
  readonly hoursText: string;
  readonly status: string | null;
  readonly name: string | null;
  readonly department: string | null;
  /** The day a task was completed, and the text that says so. */
  readonly completed: string | null;
  readonly completedText: string | null;
  readonly started: string | null;
  readonly startedText: string | null;
}

export interface TaskLogRules {
  readonly done: readonly string[];
  readonly excluded: readonly string[];
  /** First and last day, inclusive, as 2024-12-31. */
  readonly from: string | null;
  readonly to: string | null;
  /** Days are put into periods of this length; null where all is one period. */
  readonly split: PeriodLength | null;
}

/** How long the periods are into which a log is split. */
export type PeriodLength = 'month' | 'quarter' | 'year';

export type FaultKind = 'empty' | 'formula error' | 'hours' | 'no date';

interface Fault {
  readonly field: Field;
  readonly kind: FaultKind;
  /** SQL: the value that is at fault, and when it is. */
  readonly value: string;
  readonly when: string;
  /** What must be asked for to make it a fault at all; default nothing. */
  readonly matters?: 'for completion' | 'for a range';
}

/** Why a row of a log is rejected, in the order in which the reasons are looked for. */
export const FAULTS: readonly Fault[] = [
  { field: 'employee_id', kind: 'empty', value: 'employee', when: 'employee IS NULL' },
  { field: 'employee_id', kind: 'formula error', value: 'employee', when: isFormulaError('employee') },
  { field: 'task_id', kind: 'empty', value: 'task', when: 'task IS NULL' },
  { field: 'task_id', kind: 'formula error', value: 'task', when: isFormulaError('task') },
  {
    field: 'hours',
    kind: 'hours',
    value: 'hours_text',
    when: `hours_text IS NOT NULL AND coalesce(hours NOT BETWEEN 0 AND ${MOST_HOURS}, true)`,
  },
  {
    field: 'completed_at',
    kind: 'no date',
    value: 'completed_text',
    when: 'completed IS NULL AND completed_text IS NOT NULL',
    matters: 'for completion',
  },
  {
    field: 'started_at',
    kind: 'no date',
    value: 'started_text',
    when: 'completed_text IS NULL AND started IS NULL AND started_text IS NOT NULL',
    matters: 'for a range',
  },
];

/** Whether the day of a task matters for more than its being done. */
export function isRanged({ from, to, split }: Pick<TaskLogRules, 'from' | 'to' | 'split'>): boolean {
  return from !== null || to !== null || split !== null;
}

/** Hours are summed as whole multiples of 2^-64, so that no order of the rows, and no number of threads, changes a bit. */
const UNITS = '18446744073709551616.0';

/**
 * SQL: the view `tasks` of a log's rows, each with the reason it is rejected for (`fault`, the place in FAULTS,
 * NULL for none) and whether it is in the range of days (NULL where it has no day).
 */
export function tasksView(columns: TaskLogColumns, rules: TaskLogRules): string {
  const { status, completed, started, name, department } = columns;
  const ranged = isRanged(rules);
  const judgedByDay = status === null;
  const faults = FAULTS.map((fault, place) => ({ ...fault, place })).filter(
    ({ matters }) => matters === undefined || ranged || (matters === 'for completion' && judgedByDay),
  );
  const fault = faults.map(({ when, place }) => `WHEN ${when} THEN ${place}`).join(' ');
  const value = faults.map(({ when, value: sql }) => `WHEN ${when} THEN ${sql}`).join(' ');
  const after = rules.from === null ? '' : `AND day >= DATE ${quoted(rules.from)}`;
  const before = rules.to === null ? '' : `AND day <= DATE ${quoted(rules.to)}`;
  return `CREATE TEMP VIEW tasks AS
    SELECT "row", employee, task, name, department, hours, day,
      ${judgedByDay ? 'completed IS NOT NULL' : statusIn(rules.done)} AS done,
      ${judgedByDay ? 'false' : statusIn(rules.excluded)} AS excluded,
      CASE ${fault} END AS fault, CASE ${value} END AS fault_value,
      ${ranged ? `day IS NOT NULL ${after} ${before}` : 'true'} AS in_range,
      ${ranged ? 'day IS NULL' : 'false'} AS dayless
    FROM (SELECT *, coalesce(completed, started) AS day FROM (
      SELECT "row", ${columns.employee} AS employee, ${columns.task} AS task,
        ${name ?? 'NULL::VARCHAR'} AS name, ${department ?? 'NULL::VARCHAR'} AS department,
        coalesce(${status ?? 'NULL::VARCHAR'}, '') AS status,
        ${columns.hours} AS hours, ${columns.hoursText} AS hours_text,
        ${completed ?? 'NULL::DATE'} AS completed, ${columns.completedText ?? 'NULL::VARCHAR'} AS completed_text,
        ${started ?? 'NULL::DATE'} AS started, ${columns.startedText ?? 'NULL::VARCHAR'} AS started_text
      FROM records))`;
}

/**
 * SQL: the table `people` of one row per employee. A task counts once for each employee, however many rows it has:
 * it is done if one of them is done, left out if all of them are excluded, and its hours are the sum of those of the
 * rows that are not. Mean hours are those of done tasks with hours. Name and department are the most frequent ones,
 * of equally frequent ones the smaller. Where the log is split, there is one row per employee and period, named by the
 * period's first day: the same as if the rows of each period were a log of their own, but for names and departments.
 */
export function peopleTable({ name, department }: TaskLogColumns, split: PeriodLength | null): string {
  const shown = [...(name === null ? [] : ['name']), ...(department === null ? [] : ['department'])];
  return `CREATE TEMP TABLE people AS
  WITH usable AS (
    SELECT *, ${split === null ? 'NULL::DATE' : `CAST(date_trunc('${split}', day) AS DATE)`} AS period
    FROM tasks WHERE fault IS NULL AND in_range
  ), pairs AS (
    SELECT employee, period, task,
      bool_or(done) AS done,
      bool_and(excluded) AS excluded,
      sum(CAST(hours * ${UNITS} AS HUGEINT)) FILTER (WHERE NOT excluded) AS units
    FROM usable GROUP BY employee, period, task
  ), people AS (
    SELECT employee, period,
      count(*) FILTER (WHERE NOT excluded) AS total,
      count(*) FILTER (WHERE done) AS completed,
      CAST(sum(units) FILTER (WHERE done) AS DOUBLE) / ${UNITS} / count(units) FILTER (WHERE done) AS hours
    FROM pairs GROUP BY employee, period
  )${shown.map((column) => `, ${column}s AS (${mostFrequent(column)})`).join('')}
  SELECT employee, CAST(period AS VARCHAR) AS period, total, completed, hours
    ${shown.map((column) => `, ${column}, coalesce(${column}s.choices, 0) AS ${column}s`).join('')}
  FROM people ${shown.map((column) => `LEFT JOIN ${column}s USING (employee)`).join(' ')}`;
}

function mostFrequent(column: string): string {
  return `
    SELECT employee, ${column}, choices FROM (
      SELECT employee, ${column}, count(*) OVER (PARTITION BY employee) AS choices,
        row_number() OVER (PARTITION BY employee ORDER BY count(*) DESC, ${column}) AS rank
      FROM usable WHERE ${column} IS NOT NULL GROUP BY employee, ${column}
    ) WHERE rank = 1`;
}

function statusIn(statuses: readonly string[]): string {
  return statuses.length === 0 ? 'false' : `status IN (${statuses.map(quoted).join(', ')})`;
}
