import { quoted } from './engine.ts';

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
  readonly mostHours: number;
}

/** Why a row of a log is rejected, in the order in which the reasons are looked for. */
export const FAULTS = [
  'empty employee',
  'empty task',
  'hours unreadable',
  'hours negative',
  'hours too many',
  'completion unreadable',
  'start unreadable',
] as const;

/** Hours are summed as whole multiples of 2^-64, so that no order of the rows, and no number of threads, changes a bit. */
const UNITS = '18446744073709551616.0';

/**
 * SQL: the view `tasks` of a log's rows, each with the reason it is rejected for (`fault`, 1 for the first of FAULTS,
 * NULL for none) and whether it is in the range of days (NULL where it has no day).
 */
export function tasksView(columns: TaskLogColumns, rules: TaskLogRules): string {
  const { status, completed, started, name, department } = columns;
  const ranged = rules.from !== null || rules.to !== null;
  const judgedByDay = status === null;
  const conditions = [
    'employee IS NULL',
    'task IS NULL',
    'hours IS NULL AND hours_text IS NOT NULL',
    'hours < 0',
    `hours > ${rules.mostHours}`,
    ranged || judgedByDay ? 'completed IS NULL AND completed_text IS NOT NULL' : 'false',
    ranged ? 'completed_text IS NULL AND started IS NULL AND started_text IS NOT NULL' : 'false',
  ];
  const fault = conditions.map((condition, i) => `WHEN ${condition} THEN ${i + 1}`).join(' ');
  const after = rules.from === null ? '' : `AND day >= DATE ${quoted(rules.from)}`;
  const before = rules.to === null ? '' : `AND day <= DATE ${quoted(rules.to)}`;
  return `CREATE TEMP VIEW tasks AS
    SELECT "row", employee, task, name, department, hours, hours_text, completed_text, started_text,
      ${judgedByDay ? 'completed IS NOT NULL' : `status IN (${list(rules.done)})`} AS done,
      ${judgedByDay ? 'false' : `status IN (${list(rules.excluded)})`} AS excluded,
      CASE ${fault} END AS fault,
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
 * of equally frequent ones the smaller.
 */
export const PEOPLE_TABLE = `CREATE TEMP TABLE people AS
  WITH usable AS (
    SELECT * FROM tasks WHERE fault IS NULL AND in_range
  ), pairs AS (
    SELECT employee, task,
      bool_or(done) AS done,
      bool_and(excluded) AS excluded,
      sum(CAST(hours * ${UNITS} AS HUGEINT)) FILTER (WHERE NOT excluded) AS units
    FROM usable GROUP BY employee, task
  ), people AS (
    SELECT employee,
      count(*) FILTER (WHERE NOT excluded) AS total,
      count(*) FILTER (WHERE done) AS completed,
      CAST(sum(units) FILTER (WHERE done) AS DOUBLE) / ${UNITS} / count(units) FILTER (WHERE done) AS hours
    FROM pairs GROUP BY employee
  ), names AS (${mostFrequent('name')}
  ), departments AS (${mostFrequent('department')}
  )
  SELECT employee, total, completed, hours, name, department,
    coalesce(names.choices, 0) AS names, coalesce(departments.choices, 0) AS departments
  FROM people LEFT JOIN names USING (employee) LEFT JOIN departments USING (employee)`;

function mostFrequent(column: string): string {
  return `
    SELECT employee, ${column}, choices FROM (
      SELECT employee, ${column}, count(*) OVER (PARTITION BY employee) AS choices,
        row_number() OVER (PARTITION BY employee ORDER BY count(*) DESC, ${column}) AS rank
      FROM usable WHERE ${column} IS NOT NULL GROUP BY employee, ${column}
    ) WHERE rank = 1`;
}

function list(statuses: readonly string[]): string {
  return statuses.length === 0 ? 'NULL' : statuses.map(quoted).join(', ');
}
