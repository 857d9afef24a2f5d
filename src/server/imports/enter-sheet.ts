import { createHash } from 'node:crypto';
import { v7 as newId } from 'uuid';
import type { PeriodRow } from '../../data/store/periods.ts';
import type { RubricRow } from '../../data/store/rubrics.ts';
import type { Change } from '../../data/store/store.ts';

/** Points that one appraiser gives a person, or that a person has where nobody says who gave them. */
export interface EnteredSheet {
  readonly employeeId: string;
  readonly period: PeriodRow;
  readonly rubric: RubricRow;
  /** The key of the position in the rubric. */
  readonly position: string;
  readonly appraiser: string;
  readonly role: string;
  readonly points: Readonly<Record<string, number>>;
  readonly mode: 'replace' | 'add';
}

/**
 * Keeps a sheet that somebody has filled in by hand: an import of one sheet that counts at once, and can be taken back
 * like any other. Answers with the import's id.
 */
export async function enterSheet(
  { db, actor, at, audit, next, tell }: Change,
  { employeeId, period, rubric, position, appraiser, role, points, mode }: EnteredSheet,
): Promise<string> {
  const id = newId();
  const subject = `imports/${id}`;
  const counts = { rows: 1, rejected: 0, sheets: 1 };
  await db
    .insertInto('imports')
    .values({
      id,
      kind: 'sheets',
      file_name: 'entered by hand',
      // Of no file: no other import is the same.
      file_hash: createHash('sha256').update(id).digest('hex'),
      file_size: 0,
      state: 'committed',
      mode,
      mapping: '{}',
      options: JSON.stringify({
        kind: 'sheets',
        period: period.id,
        again: false,
        rubric: rubric.name,
        position,
        currency: 'EUR',
      }),
      recognised: null,
      counts: JSON.stringify(counts),
      notes: '[]',
      failure: null,
      commit_number: await next('commits'),
      created_by: actor,
      created_at: at,
      committed_at: at,
      undone_at: null,
    })
    .execute();
  const { id: period_id, name, starts_on, ends_on } = period;
  await db
    .insertInto('import_periods')
    .values({
      import_id: id,
      period_id,
      name,
      starts_on,
      ends_on,
      is_new: 0,
      people: 1,
      committed_id: period_id,
    })
    .execute();
  await db
    .insertInto('sheets')
    .values({
      import_id: id,
      employee_id: employeeId,
      period_id,
      rubric_id: rubric.id,
      position,
      appraiser,
      role,
      points: JSON.stringify(points),
    })
    .execute();
  await audit({
    action: 'sheet.entered',
    subject,
    detail: { employee: employeeId, period: period_id, mode },
  });
  await tell({ type: 'import.committed', subject, data: { kind: 'sheets' } });
  return id;
}
