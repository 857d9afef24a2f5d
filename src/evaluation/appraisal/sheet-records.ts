import { InputError } from '../../errors.ts';
import type { Rubric } from './rubric.ts';
import type { CheckedSheet } from './sheet.ts';
import { SheetBuilder, type SheetOptions } from './sheet-builder.ts';

/**
 * The sheet in JSON records, as an API receives them, wide (`{ employee_id, position?, team_spirit: 7, ... }`) or long
 * (`{ employee_id, appraiser, role?, indicator, points }`), checked as `SheetBuilder` says; rows count from 1. Throws
 * InputError where there is no record or the fields cannot be told apart.
 */
export function sheetFromRecords(
  records: readonly unknown[],
  rubric: Rubric,
  options: SheetOptions = {},
): CheckedSheet {
  if (!Array.isArray(records)) {
    throw new InputError('the records must be an array of objects, [{ "employee_id": ... }, ...]');
  }
  const places = new Map<string, number>();
  for (const record of records) {
    if (!isRecord(record)) continue;
    for (const field of Object.keys(record)) {
      if (!places.has(field)) places.set(field, places.size);
    }
  }
  if (places.size === 0) {
    throw new InputError('the sheet has no records: send an array of objects, [{ "employee_id": ... }, ...]');
  }
  const fields = [...places.keys()];
  const builder = new SheetBuilder(fields, rubric, options);
  records.forEach((record, i) => {
    if (isRecord(record)) builder.add(i + 1, (place) => own(record, fields[place]));
    else builder.rejectRow(i + 1, 'a record must be an object, { ... }');
  });
  return builder.finish();
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function own(record: Record<string, unknown>, field: string): unknown {
  return Object.hasOwn(record, field) ? record[field] : undefined;
}
