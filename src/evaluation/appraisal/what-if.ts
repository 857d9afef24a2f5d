import { InputError } from '../../errors.ts';
import type { EmployeeId } from '../records.ts';
import { type AppraisalEvaluation, applyAppraisalStandard } from './appraise.ts';
import { parseRubric } from './check-rubric.ts';
import type { Rubric } from './rubric.ts';
import type { AppraisalSheet } from './sheet.ts';

/** A floor as a rubric's document has it: a share of points at or below which no better grade than `atMost` is open. */
export interface FloorDocument {
  readonly atMost: string;
  readonly atOrBelow: number;
  /** Keys of the indicators it holds for; all where there are none. */
  readonly indicators?: readonly string[];
}

/** What other floors would change. */
export interface WhatIfFloors {
  /** Whose grade would be another, in the order of the sheet. */
  readonly changes: readonly GradeChange[];
  readonly summary: {
    readonly people: number;
    readonly rated: number;
    readonly grade_changed: number;
    readonly rose: number;
    readonly fell: number;
  };
  /** The appraisals as they would be. */
  readonly after: AppraisalEvaluation;
}

export interface GradeChange {
  readonly employee_id: EmployeeId;
  readonly name: string | null;
  readonly position: string;
  readonly grade: { readonly from: string | null; readonly to: string | null };
}

/**
 * Who would get another grade under other floors, for all positions alike; an empty list is no floors. The grades' centres
 * do not depend on floors, so nothing is fitted again. Throws InputError for a floor that the rubric cannot have.
 */
export function whatIfFloors(
  sheet: AppraisalSheet,
  evaluation: AppraisalEvaluation,
  floors: readonly FloorDocument[],
): WhatIfFloors {
  const { standard } = evaluation;
  if (sheet.ids.length !== evaluation.length) {
    throw new InputError(
      `the sheet has ${sheet.ids.length} people, the appraisals ${evaluation.length}: give the sheet that was appraised`,
    );
  }
  const { grades } = standard.rubric;
  const after = applyAppraisalStandard(sheet, { ...standard, rubric: withFloors(standard.rubric, floors) });
  const changes: GradeChange[] = [];
  let rose = 0;
  for (let i = 0; i < evaluation.length; i++) {
    const was = evaluation.at(i);
    const is = after.at(i);
    if (was.grade === is.grade || was.grade === null || is.grade === null) continue;
    if (grades.indexOf(is.grade) < grades.indexOf(was.grade)) rose++;
    const { employee_id, name, position } = is;
    changes.push({ employee_id, name, position, grade: { from: was.grade, to: is.grade } });
  }
  const { people, rated } = after.summary;
  const summary = { people, rated, grade_changed: changes.length, rose, fell: changes.length - rose };
  return { changes, summary, after };
}

/** The rubric with these floors in place of its own and of its positions'. Throws InputError for a floor that it cannot have. */
export function withFloors({ document }: Rubric, floors: readonly FloorDocument[]): Rubric {
  const positions = Object.entries(fieldsOf(document.positions)).map(([key, position]) => {
    const { floors: _, ...others } = fieldsOf(position);
    return [key, others];
  });
  return parseRubric({ ...document, floors, positions: Object.fromEntries(positions) });
}

function fieldsOf(value: unknown): Record<string, unknown> {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
