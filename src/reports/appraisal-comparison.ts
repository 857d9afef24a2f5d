import type { AppraisalEvaluation } from '../evaluation/appraisal/appraise.ts';
import type { EmployeeId } from '../evaluation/records.ts';
import type { Labels } from './appraisal-words.ts';
import { compareIds } from './people-table.ts';
import { type ResultTable, tableOf } from './table.ts';

/** The people of a position to whom clustering (with floors) gives one grade and the scoring method one. */
export interface ComparisonCell {
  readonly position: string;
  readonly grade: string;
  readonly scoring_grade: string;
  readonly people: number;
  readonly employee_ids: readonly EmployeeId[];
}

/** Both methods side by side: every pair of grades that somebody has, best first, ids ascending. */
export function comparisonOf({ length, at, summary, standard }: AppraisalEvaluation): ComparisonCell[] {
  const ids = new Map<string, EmployeeId[]>();
  const cellOf = (position: string, grade: string | null, scoring: string | null): string =>
    JSON.stringify([position, grade, scoring]);
  for (let i = 0; i < length; i++) {
    const { employee_id, position, grade, scoring_grade } = at(i);
    if (grade === null) continue;
    const cell = cellOf(position, grade, scoring_grade);
    const found = ids.get(cell);
    if (found) found.push(employee_id);
    else ids.set(cell, [employee_id]);
  }
  const { grades } = standard.rubric;
  return summary.positions.flatMap(({ position }) =>
    grades.flatMap((grade) =>
      grades.flatMap((scoring_grade): ComparisonCell[] => {
        const found = ids.get(cellOf(position, grade, scoring_grade));
        if (!found) return [];
        const employee_ids = found.sort(compareIds);
        return [{ position, grade, scoring_grade, people: found.length, employee_ids }];
      }),
    ),
  );
}

/** The comparison as a list: a row for each pair of grades that somebody has. */
export function comparisonTable(cells: readonly ComparisonCell[], labels: Labels): ResultTable {
  return tableOf(
    'Comparison',
    [
      { key: 'position', label: 'Position', kind: 'text' },
      { key: 'grade', label: 'Grade', kind: 'text' },
      { key: 'scoring_grade', label: 'By scoring', kind: 'text' },
      { key: 'agreement', label: 'Agreement', kind: 'boolean' },
      { key: 'people', label: 'People', kind: 'integer' },
      { key: 'employee_ids', label: 'Employees', kind: 'text' },
    ],
    cells.map(({ position, grade, scoring_grade, people, employee_ids }) => [
      labels.position(position),
      grade,
      scoring_grade,
      grade === scoring_grade,
      people,
      employee_ids.slice(0, MOST_LISTED).join(', ') + (people > MOST_LISTED ? ', ...' : ''),
    ]),
  );
}

/** One position's comparison as a square: a row for each grade, a column for each grade by scoring, the people in each cell. */
export function confusionTable(
  cells: readonly ComparisonCell[],
  position: string,
  grades: readonly string[],
): ResultTable {
  const found = new Map(
    cells
      .filter((cell) => cell.position === position)
      .map((cell) => [JSON.stringify([cell.grade, cell.scoring_grade]), cell]),
  );
  return tableOf(
    'Comparison',
    [
      { key: 'grade', label: '', kind: 'text' },
      ...grades.map((grade) => ({ key: grade, label: grade, kind: 'text' }) as const),
    ],
    grades.map((grade) => [
      grade,
      ...grades.map((scoring) => {
        const cell = found.get(JSON.stringify([grade, scoring]));
        return cell ? `${cell.people}: ${cell.employee_ids.slice(0, MOST_SHOWN).join(' ')}` : '-';
      }),
    ]),
  );
}

/** More ids than this do not fit into a cell of a spreadsheet. */
const MOST_LISTED = 1000;

/** More ids than this do not fit into a cell of a terminal. */
const MOST_SHOWN = 20;
