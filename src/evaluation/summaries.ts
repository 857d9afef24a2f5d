import { InputError } from '../errors.ts';
import { checkSummaries, type Fault } from './check-summaries.ts';
import { clip } from './clip.ts';
import { parseNumber } from './numbers.ts';
import type { CheckedSummaries, EmployeeId, PassedThrough } from './records.ts';
import { RESERVED_FIELDS } from './results.ts';

/** More further fields than this are refused: each costs a value for every person. */
export const MOST_EXTRAS = 500;

/** Values that further fields may take up, one for each person and field, whether the person has it or not. */
const MOST_EXTRA_VALUES = 50_000_000;

/** Whether a further field of this name may travel along: it may not take a result's place, nor an object's prototype. */
export function mayTravel(name: string): boolean {
  return name !== '' && !RESERVED_FIELDS.has(name);
}

/**
 * The summaries in JSON records, as an API receives them: `{ employee_id, name?, completed_tasks, total_tasks,
 * avg_task_hours, ... }`, checked by `checkSummaries`; rows count from 1.
 *
 * Ids come back as they came, text or number. A missing, null or empty number makes the person unrated later; a text
 * that is a number in plain notation ("42", "3.5") counts as that number; anything else is rejected. Further fields
 * with text, number, boolean or null travel along; nested ones and those that a result has itself do not, and a note
 * says so. Throws InputError for more than 500 different further fields,
 * or for more than 50 million values of them. Takes O(fields in all) time.
 */
export function summariesFromRecords(records: readonly unknown[]): CheckedSummaries {
  const length = records.length;
  const ids: EmployeeId[] = new Array<EmployeeId>(length).fill('');
  const names: (string | null)[] = new Array<string | null>(length).fill(null);
  const completedTasks = new Float64Array(length).fill(Number.NaN);
  const totalTasks = new Float64Array(length).fill(Number.NaN);
  const avgTaskHours = new Float64Array(length).fill(Number.NaN);
  const extras = new Extras(length);
  const faults: Fault[] = [];

  const readNumber = (into: Float64Array, index: number, column: string, value: unknown): void => {
    if (typeof value === 'number') {
      if (Number.isFinite(value)) into[index] = value + 0;
      else faults.push({ index, column, value: String(value), reason: 'is not a finite number' });
    } else if (value !== null && value !== undefined && value !== '') {
      const number = typeof value === 'string' ? parseNumber(value.trim()) : null;
      if (number === null) faults.push({ index, column, value: outline(value), reason: 'is not a number' });
      else into[index] = number;
    }
  };

  for (let index = 0; index < length; index++) {
    const record = records[index];
    if (!isRecord(record)) {
      faults.push({
        index,
        column: '',
        value: outline(record),
        reason: 'a record must be an object, { ... }',
      });
      continue;
    }
    for (const field of Object.keys(record)) {
      const value = record[field];
      switch (field) {
        case 'employee_id':
          if (typeof value === 'string' || isExact(value)) ids[index] = value;
          else if (value !== null && value !== undefined) {
            faults.push({ index, column: field, value: outline(value), reason: whyNoId(value) });
          }
          break;
        case 'name':
          if (typeof value === 'string') names[index] = value === '' ? null : value;
          else if (isScalar(value)) names[index] = value === null ? null : String(value);
          else if (value !== undefined) {
            faults.push({ index, column: field, value: outline(value), reason: 'a name must be text' });
          }
          break;
        case 'completed_tasks':
          readNumber(completedTasks, index, field, value);
          break;
        case 'total_tasks':
          readNumber(totalTasks, index, field, value);
          break;
        case 'avg_task_hours':
          readNumber(avgTaskHours, index, field, value);
          break;
        default:
          extras.add(index, field, value);
      }
    }
  }
  return checkSummaries({
    ids,
    names,
    completedTasks,
    totalTasks,
    avgTaskHours,
    extras: extras.columns(),
    faults,
    notes: extras.notes(),
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isExact(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value) && Math.abs(value) <= Number.MAX_SAFE_INTEGER;
}

export function isScalar(value: unknown): value is PassedThrough {
  return (
    value === null ||
    typeof value === 'string' ||
    typeof value === 'boolean' ||
    (typeof value === 'number' && Number.isFinite(value))
  );
}

export function whyNoId(value: unknown): string {
  return typeof value === 'number'
    ? 'an employee id this large is not exact as a number: give it as text'
    : 'an employee id must be text or a number';
}

/** A value as a problem may show it: nested ones by their kind only. */
export function outline(value: unknown): unknown {
  if (Array.isArray(value)) return `an array of ${value.length}`;
  if (isRecord(value)) return 'an object';
  return isScalar(value) ? clip(value) : String(clip(String(value)));
}

/** The further fields, gathered column by column. */
class Extras {
  readonly #length: number;
  readonly #values = new Map<string, PassedThrough[]>();
  readonly #taken = new Map<string, number>();
  readonly #nested = new Map<string, number>();

  constructor(length: number) {
    this.#length = length;
  }

  add(index: number, field: string, value: unknown): void {
    const column = this.#values.get(field);
    if (value === undefined) return;
    if (column === undefined && !mayTravel(field)) countIn(this.#taken, field);
    else if (!isScalar(value)) countIn(this.#nested, field);
    else (column ?? this.#addColumn(field))[index] = value;
  }

  #addColumn(field: string): PassedThrough[] {
    if (this.#values.size === MOST_EXTRAS) {
      throw new InputError(
        `the records have more than ${MOST_EXTRAS} different further fields: send those that matter`,
      );
    }
    if ((this.#values.size + 1) * this.#length > MOST_EXTRA_VALUES) {
      throw new InputError(
        `${this.#length} records may have ${this.#values.size} different further fields, not more: send those that matter`,
        { code: 'too_large' },
      );
    }
    const column = new Array<PassedThrough>(this.#length).fill(null);
    this.#values.set(field, column);
    return column;
  }

  columns(): { name: string; values: PassedThrough[] }[] {
    return Array.from(this.#values, ([name, values]) => ({ name, values }));
  }

  notes(): string[] {
    const notes: string[] = [];
    for (const [field, count] of this.#taken) {
      notes.push(`"${clip(field)}" (${times(count)}) is not passed on: the name is reserved`);
    }
    for (const [field, count] of this.#nested) {
      notes.push(`"${clip(field)}" (${times(count)}) is not passed on: it is nested`);
    }
    return notes;
  }
}

function countIn(counts: Map<string, number>, field: string): void {
  if (counts.size < MOST_EXTRAS || counts.has(field)) counts.set(field, (counts.get(field) ?? 0) + 1);
}

function times(count: number): string {
  return count === 1 ? 'in 1 record' : `in ${count} records`;
}
