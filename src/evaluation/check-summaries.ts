import type { Problem } from '../errors.ts';
import { clip } from './clip.ts';
import { MOST_HOURS } from './numbers.ts';
import type { CheckedSummaries, EmployeeId, ExtraColumn, Summaries } from './records.ts';

/** The names of the columns, as the input spells them. */
export interface SummaryColumnNames {
  readonly employee_id: string;
  readonly completed_tasks: string;
  readonly total_tasks: string;
  readonly avg_task_hours: string;
}

/** A value that could not be read at all: which record, which column, and why. */
export interface Fault {
  readonly index: number;
  readonly column: string;
  readonly value: unknown;
  readonly reason: string;
}

/** Summaries as they were read, before anything in them is believed. All columns are equally long; a missing number is NaN. */
export interface RawSummaries {
  readonly file?: string;
  /** Empty text where there is none. */
  readonly ids: readonly EmployeeId[];
  readonly names: readonly (string | null)[];
  readonly completedTasks: Float64Array;
  readonly totalTasks: Float64Array;
  readonly avgTaskHours: Float64Array;
  readonly extras: readonly ExtraColumn[];
  /** Where each record stands in the input, as a person would count; default 1, 2, 3, ... */
  readonly rows?: ArrayLike<number>;
  /** What could not be read, in any order; these records are rejected. */
  readonly faults?: readonly Fault[];
  readonly columns?: SummaryColumnNames;
  readonly notes?: readonly string[];
}

const FIELDS: SummaryColumnNames = {
  employee_id: 'employee_id',
  completed_tasks: 'completed_tasks',
  total_tasks: 'total_tasks',
  avg_task_hours: 'avg_task_hours',
};

/**
 * The summaries that may be evaluated, in the order they came, and one problem for each that may not, in the same
 * order. The one place where it is decided what a summary must be:
 *
 * - the employee id is not empty, and no two summaries have the same one (101 and "101" are the same); where two
 *   have, neither is kept, since choosing one would be guessing;
 * - numbers of tasks are whole, at least 0, at most 2^53 - 1, and not more are completed than there are;
 * - mean hours are at least 0 and at most 1e9.
 *
 * A missing number (NaN) is no mistake: that person becomes unrated later. Takes O(n) time.
 */
export function checkSummaries(raw: RawSummaries): CheckedSummaries {
  const { file, ids, rows, faults = [], notes = [] } = raw;
  const problems: (Problem | undefined)[] = new Array<undefined>(ids.length);
  let rejections = 0;
  const reject: Reject = (index, column, value, reason) => {
    if (problems[index] !== undefined) return;
    const row = rows?.[index] ?? index + 1;
    const shown = clip(value);
    problems[index] =
      file === undefined
        ? { row, column, value: shown, reason }
        : { file, row, column, value: shown, reason };
    rejections++;
  };

  for (const { index, column, value, reason } of faults) reject(index, column, value, reason);
  rejectImpossible(raw, reject);
  rejectTwins(raw, reject);
  if (rejections === 0) return { summaries: summariesOf(raw), rejected: [], notes };

  const kept = new Uint32Array(ids.length - rejections);
  for (let index = 0, next = 0; index < ids.length; index++) {
    if (problems[index] === undefined) kept[next++] = index;
  }
  return { summaries: pick(raw, kept), rejected: problems.filter((problem) => problem !== undefined), notes };
}

type Reject = (index: number, column: string, value: unknown, reason: string) => void;

function rejectImpossible(raw: RawSummaries, reject: Reject): void {
  const { ids, completedTasks, totalTasks, avgTaskHours } = raw;
  const names = raw.columns ?? FIELDS;
  for (let i = 0; i < ids.length; i++) {
    const id = ids[i];
    const completed = completedTasks[i];
    const total = totalTasks[i];
    const hours = avgTaskHours[i];
    if (typeof id === 'string' && id.trim() === '') {
      reject(i, names.employee_id, id, 'the employee id is empty');
    } else if (!isCount(completed)) {
      reject(i, names.completed_tasks, completed, whyNoCount(completed));
    } else if (!isCount(total)) {
      reject(i, names.total_tasks, total, whyNoCount(total));
    } else if (completed > total) {
      reject(
        i,
        names.completed_tasks,
        completed,
        `more tasks are completed (${completed}) than there are (${total})`,
      );
    } else if (!(hours >= 0 && hours <= MOST_HOURS) && !Number.isNaN(hours)) {
      reject(i, names.avg_task_hours, hours, whyNoHours(hours));
    }
  }
}

function isCount(value: number): boolean {
  return (value >= 0 && Number.isSafeInteger(value)) || Number.isNaN(value);
}

function whyNoCount(value: number): string {
  if (value < 0) return 'a number of tasks cannot be negative';
  return Number.isInteger(value) || !Number.isFinite(value)
    ? 'the number of tasks is too large'
    : 'a number of tasks must be a whole number';
}

/** Why hours of this size are not believed. */
export function whyNoHours(value: number): string {
  return value < 0 ? 'hours cannot be negative' : `more than ${MOST_HOURS} hours are not believed`;
}

function rejectTwins(raw: RawSummaries, reject: Reject): void {
  const { ids, rows } = raw;
  const column = (raw.columns ?? FIELDS).employee_id;
  const why = (id: EmployeeId, other: number): string =>
    `two summaries of one employee: ${clip(String(id))} is in row ${rows?.[other] ?? other + 1}, too`;
  const hashes = identityHashes(ids);
  const repeated = repeatedOf(hashes);
  if (repeated.size === 0) return;
  const first = new Map<EmployeeId, number>();
  for (let i = 0; i < ids.length; i++) {
    if (!repeated.has(hashes[i])) continue;
    const key = identity(ids[i]);
    if (key === '') continue;
    const other = first.get(key);
    if (other === undefined) {
      first.set(key, i);
    } else {
      reject(other, column, ids[other], why(ids[other], i));
      reject(i, column, ids[i], why(ids[i], other));
    }
  }
}

/** For each id 32 bits that are the same for the same person; most people's are their own, which saves looking them up. */
function identityHashes(ids: readonly EmployeeId[]): Uint32Array {
  const hashes = new Uint32Array(ids.length);
  for (let i = 0; i < hashes.length; i++) {
    const key = identity(ids[i]);
    let hash = 0;
    if (typeof key === 'number') {
      hash = Math.imul(key | 0, 0x9e3779b1) ^ Math.floor(key / 2 ** 32);
    } else {
      for (let at = 0; at < key.length; at++) hash = Math.imul(hash ^ key.charCodeAt(at), 0x01000193);
    }
    hashes[i] = hash;
  }
  return hashes;
}

/** The numbers that occur more than once. */
function repeatedOf(numbers: Uint32Array): Set<number> {
  const sorted = numbers.slice().sort();
  const repeated = new Set<number>();
  for (let i = 1; i < sorted.length; i++) if (sorted[i] === sorted[i - 1]) repeated.add(sorted[i]);
  return repeated;
}

/** One key for one person, however the id is written: the number 101 and the text "101" are the same. */
export function identity(id: EmployeeId): EmployeeId {
  if (typeof id === 'number') return Number.isInteger(id) && Math.abs(id) < 1e15 ? id + 0 : String(id);
  const text = id.trim();
  const first = text.charCodeAt(0);
  if (first !== MINUS && !(first >= ZERO && first <= NINE)) return text;
  return /^(?:0|-?[1-9]\d{0,14})$/.test(text) ? Number(text) : text;
}

const MINUS = 45;
const ZERO = 48;
const NINE = 57;

function summariesOf(raw: RawSummaries): Summaries {
  const { ids, names, completedTasks, totalTasks, avgTaskHours, extras } = raw;
  return { ids, names, completedTasks, totalTasks, avgTaskHours, extras };
}

function pick(raw: RawSummaries, kept: Uint32Array): Summaries {
  const numbers = (column: Float64Array): Float64Array => {
    const picked = new Float64Array(kept.length);
    for (let i = 0; i < kept.length; i++) picked[i] = column[kept[i]];
    return picked;
  };
  const values = <T>(column: readonly T[]): T[] => Array.from(kept, (index) => column[index]);
  return {
    ids: values(raw.ids),
    names: values(raw.names),
    completedTasks: numbers(raw.completedTasks),
    totalTasks: numbers(raw.totalTasks),
    avgTaskHours: numbers(raw.avgTaskHours),
    extras: raw.extras.map(({ name, values: column }) => ({ name, values: values(column) })),
  };
}
