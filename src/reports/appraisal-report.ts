import type { AppraisalEvaluation } from '../evaluation/appraisal/appraise.ts';
import type { AppraisalResult, PositionSummary } from '../evaluation/appraisal/results.ts';
import { comparisonOf, confusionTable } from './appraisal-comparison.ts';
import { severityTable } from './appraisal-tables.ts';
import { appraisalRemark, Labels } from './appraisal-words.ts';
import { harmless } from './harmless.ts';
import { compareIds } from './people-table.ts';
import { type ResultTable, type TableColumn, tableOf } from './table.ts';
import { type TerminalOptions, terminalTable } from './terminal-table.ts';
import { count, grouped } from './words.ts';

/**
 * An appraisal for a person at a terminal: everybody, best first, then each position at a glance and the appraisers.
 * With `compare` the two methods side by side instead of everybody.
 */
export function* appraisalReport(
  evaluation: AppraisalEvaluation,
  options: TerminalOptions,
  compare = false,
): Iterable<string> {
  const { summary, standard } = evaluation;
  const { grades } = standard.rubric;
  if (!compare) {
    yield* terminalTable(readableAppraisals(evaluation), options);
    yield '\n';
  }
  const agreement = summary.agreement === null ? [] : [`both methods agree on ${percent(summary.agreement)}`];
  const parts = [
    `${grouped(summary.rated)} rated`,
    `${grouped(summary.unrated)} unrated`,
    `${grouped(summary.borderline)} borderline`,
    ...agreement,
  ];
  yield `${options.paint.bold(count(summary.people, 'person', 'people'))}: ${parts.join(', ')}\n`;
  const cells = compare ? comparisonOf(evaluation) : [];
  for (const position of summary.positions) {
    yield `\n${options.paint.bold(harmless(position.label))}${glance(position)}\n`;
    if (compare) {
      yield options.paint.dim('Down: the grade. Across: the grade by the scoring method.\n');
      yield* terminalTable(confusionTable(cells, position.position, grades), options);
    } else {
      yield* terminalTable(gradeTable(position, new Labels(standard.rubric)), options);
    }
  }
  if (summary.severity) {
    const { appraisers, applied } = summary.severity;
    const adjusted = applied ? 'the points are adjusted for it' : 'the points are not adjusted for it';
    yield `\n${options.paint.bold('Appraisers')}: how far each stays below the others for the same people; ${adjusted}\n`;
    yield* terminalTable(outermost(severityTable(summary.severity)), options);
    if (appraisers.length > 2 * MOST_LISTED) {
      const more = grouped(appraisers.length - 2 * MOST_LISTED);
      yield options.paint.dim(`and ${more} in between: every other format lists all\n`);
    }
  }
}

/** What a person reads in a terminal: the best grade first, then the most points, equal ones by id, the unrated last. */
export function readableAppraisals(evaluation: AppraisalEvaluation): ResultTable {
  const { rubric } = evaluation.standard;
  const labels = new Labels(rubric);
  const { order, named } = bestFirst(evaluation, rubric.grades);
  const several = evaluation.summary.positions.length > 1;
  const columns: readonly (TableColumn | null)[] = [
    { key: 'grade', label: 'Grade', kind: 'text' },
    { key: 'employee_id', label: 'ID', kind: 'mixed' },
    named ? { key: 'name', label: 'Name', kind: 'text', expendable: 2 } : null,
    several ? { key: 'position', label: 'Position', kind: 'text', expendable: 3 } : null,
    { key: 'scoring_grade', label: 'By scoring', kind: 'text' },
    { key: 'total', label: 'Points', kind: 'number' },
    { key: 'maximum', label: 'Of', kind: 'number', expendable: 4 },
    { key: 'stability', label: 'Stability', kind: 'percent', digits: 0, expendable: 1 },
    { key: 'remark', label: '', kind: 'text' },
  ];
  return {
    title: 'Appraisals',
    columns: columns.filter((column) => column !== null),
    length: evaluation.length,
    row(index) {
      const result = evaluation.at(order[index]);
      return [
        result.grade,
        result.employee_id,
        ...(named ? [result.name] : []),
        ...(several ? [labels.position(result.position)] : []),
        result.scoring_grade,
        rounded(result.total),
        result.maximum,
        result.stability,
        appraisalRemark(result, labels),
      ];
    },
    tone: (row) => {
      const scoring = row[2 + Number(named) + Number(several)];
      if (row[0] === null) return 'muted';
      return row[0] === scoring ? null : 'unusual';
    },
  };
}

/** So many of the strictest, and as many of the most lenient. */
const MOST_LISTED = 10;

function outermost(table: ResultTable): ResultTable {
  const rows = Array.from({ length: table.length }, (_, i) => table.row(i));
  if (rows.length <= 2 * MOST_LISTED) return table;
  return tableOf(table.title, table.columns, [...rows.slice(0, MOST_LISTED), ...rows.slice(-MOST_LISTED)]);
}

function glance({ rated, unrated, graded_by, agreement, silhouette }: PositionSummary): string {
  const parts = [count(rated, 'person rated', 'people rated')];
  if (unrated > 0) parts.push(`${grouped(unrated)} unrated`);
  if (agreement !== null) parts.push(`both methods agree on ${percent(agreement)}`);
  if (graded_by === 'thresholds') parts.push('graded by the thresholds');
  if (silhouette) parts.push(`silhouette ${silhouette.value.toFixed(2)}`);
  return `: ${parts.join(', ')}`;
}

/** The grades of a position, best first: how many people have them by both methods, and the centre's shares. */
function gradeTable({ grades }: PositionSummary, labels: Labels): ResultTable {
  const indicators = Object.keys(grades.find(({ centre }) => centre)?.centre ?? {});
  return tableOf(
    'Grades',
    [
      { key: 'grade', label: 'Grade', kind: 'text' },
      { key: 'people', label: 'People', kind: 'integer' },
      { key: 'scoring_people', label: 'By scoring', kind: 'integer' },
      ...indicators.map(
        (key, i) =>
          ({ key, label: labels.indicator(key), kind: 'percent', digits: 0, expendable: 1 + i }) as const,
      ),
    ],
    grades.map(({ name, people, scoring_people, centre }) => [
      name,
      people,
      scoring_people,
      ...indicators.map((key) => centre?.[key] ?? null),
    ]),
  );
}

function bestFirst(
  evaluation: AppraisalEvaluation,
  grades: readonly string[],
): { readonly order: Uint32Array; readonly named: boolean } {
  const ranks = new Float64Array(evaluation.length);
  const totals = new Float64Array(evaluation.length);
  const ids: AppraisalResult['employee_id'][] = [];
  let named = false;
  for (let i = 0; i < evaluation.length; i++) {
    const { employee_id, name, grade, total } = evaluation.at(i);
    ranks[i] = grade === null ? grades.length : grades.indexOf(grade);
    totals[i] = total ?? 0;
    ids.push(employee_id);
    named ||= name !== null;
  }
  const order = Uint32Array.from(ids.keys()).sort(
    (a, b) => ranks[a] - ranks[b] || totals[b] - totals[a] || compareIds(ids[a], ids[b]),
  );
  return { order, named };
}

function rounded(total: number | null): number | null {
  return total === null ? null : Math.round(total * 100) / 100;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(0)}%`;
}
