import { APPRAISAL_FIELDS } from './results.ts';
import type { Rubric } from './rubric.ts';
import type { SeverityReport } from './severity.ts';
import type { AppraisalSheet } from './sheet.ts';
import type { RatedGroup } from './summary.ts';

/** What a reader of the results should know before reading them. */
export function notesOnAppraisals(
  sheet: AppraisalSheet,
  groups: readonly RatedGroup[],
  { grades }: Rubric,
  severity: SeverityReport | null,
): string[] {
  const notes: string[] = [];
  const hidden = sheet.extras.map(({ name }) => name).filter((name) => APPRAISAL_FIELDS.has(name));
  if (hidden.length > 0) {
    notes.push(`Not passed on, because results have fields of that name: ${hidden.join(', ')}.`);
  }
  for (const { group, rating } of groups) {
    const { label } = group.position;
    if (!rating) {
      notes.push(`${label}: nobody could be graded.`);
    } else if (!rating.centres) {
      const { different } = rating.fittedOn;
      notes.push(
        `${label}: clustering into ${grades.length} grades needs ${grades.length} people with different points; there ${different === 1 ? 'is' : 'are'} ${different}, so the thresholds of the scoring method give the grades.`,
      );
    }
  }
  if (severity && severity.groups > 1) {
    notes.push(
      `The appraisers form ${severity.groups} groups without people in common: how strict they are can only be compared within a group.`,
    );
  }
  return notes;
}
