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
  if (typeof value === 'string' || isExact(value)) return value;
  return new Fault(
    field === 'appraiser' ? whyNoId(value).replace('employee', 'appraiser') : whyNoId(value),
    field,
  );
}

/** The points in a cell; NaN where there are none. */
export function readPoints(
  value: unknown,
  parse: (text: string) => number | null,
  where: SheetField | number,
): number | Fault {
  if (value === undefined || value === null) return Number.NaN;
  if (typeof value === 'number') {
    return Number.isFinite(value) ? value + 0 : new Fault('points must be a finite number', where);
  }
  if (typeof value !== 'string') return new Fault('points must be a number', where);
  const text = value.trim();
  if (text === '') return Number.NaN;
  return parse(text) ?? new Fault('points must be a number', where);
}

/** Why these points cannot be right for an indicator of a position; null where they can. */
export function whyImpossible(points: number, indicator: Indicator, position: Position): string | null {
  if (points < 0) return 'points cannot be negative';
  if (points <= indicator.maximum + ROUNDING) return null;
  return `${indicator.label} can reach ${indicator.maximum} points in the position ${position.label}, not ${points}`;
}
