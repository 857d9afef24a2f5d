import { saysFormulaError } from '../formula-error.ts';
import type { EmployeeId } from '../records.ts';
import { isExact, whyNoId } from '../summaries.ts';
import type { SheetField } from './recognise-sheet.ts';
import { type Indicator, type Position, ROUNDING } from './rubric.ts';

/** Why a cell cannot be used, and which one it is: the column of a field, or the one at a place. */
export class Fault {
  readonly reason: string;
  readonly where: SheetField | number;

  constructor(reason: string, where: SheetField | number) {
    this.reason = reason;
    this.where = where;
  }
}

/** Who a cell names. */
export function readId(value: unknown, field: 'employee_id' | 'appraiser'): EmployeeId | Fault {
  const who = field === 'appraiser' ? field : 'employee';
  if (value === undefined || value === null || (typeof value === 'string' && value.trim() === '')) {
    return new Fault(`the ${who} is missing`, field);
  }
  if (typeof value === 'string' && saysFormulaError(value)) {
    return new Fault(`the ${who} is the error of a formula`, field);
  }
  if (typeof value === 'string' || isExact(value)) return value;
  return new Fault(
    field === 'appraiser' ? whyNoId(value).replace('employee', 'appraiser') : whyNoId(value),
    field,
  );
}

/** The points in a cell, NaN where there are none; `read` makes a number of text, or says why it is none. */
export function readPoints(
  value: unknown,
  read: (text: string) => number | string,
  where: SheetField | number,
): number | Fault {
  if (value === undefined || value === null) return Number.NaN;
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value + 0 : new Fault('is not a finite number', where);
  }
  if (typeof value !== 'string') return new Fault('is not a number', where);
  const text = value.trim();
  if (text === '') return Number.NaN;
  const number = read(text);
  return typeof number === 'number' ? number : new Fault(number, where);
}

/** Why these points cannot be right for an indicator of a position; null where they can. */
export function whyImpossible(points: number, indicator: Indicator, position: Position): string | null {
  if (points < 0) return 'points cannot be negative';
  if (points <= indicator.maximum + ROUNDING) return null;
  return `${indicator.label} can reach ${indicator.maximum} points in the position ${position.label}, not ${points}`;
}
