import type { AppraisalEvaluation } from '../evaluation/appraisal/appraise.ts';
import {
  APPRAISAL_FIELDS,
  type AppraisalResult,
  type PositionSummary,
} from '../evaluation/appraisal/results.ts';
import type { Indicator, Rubric } from '../evaluation/appraisal/rubric.ts';
import type { SeverityReport } from '../evaluation/appraisal/severity.ts';
import { notesOf, type ReadingReport } from './answer.ts';
import { comparisonOf, comparisonTable } from './appraisal-comparison.ts';
import { comparisonsInWords, floorsInWords, Labels } from './appraisal-words.ts';
import { rejectedTable } from './evaluation-tables.ts';
import { extraColumn } from './people-table.ts';
import { type Cell, type ResultTable, type TableColumn, tableOf } from './table.ts';

/** Everything an appraisal says, as the sheets of a workbook; with `compare` the comparison of both methods comes first. */
export function appraisalTables(
  evaluation: AppraisalEvaluation,
  reading: ReadingReport,
  compare = false,
): readonly [ResultTable, ...ResultTable[]] {
  const { summary, standard } = evaluation;
  const labels = new Labels(standard.rubric);
  const people = appraisalTable(evaluation);
  const comparison = comparisonTable(comparisonOf(evaluation), labels);
  const others = [
    tableOf('Grades', GRADE_COLUMNS, summary.positions.flatMap(gradeRows)),
    ...(summary.severity ? [severityTable(summary.severity)] : []),
    rejectedTable(reading.rejected ?? []),
    tableOf(
      'Notes',
      [{ key: 'note', label: 'Note', kind: 'text' }],
      notesOf(evaluation, reading).map((note) => [note]),
    ),
  ];
  return compare ? [comparison, people, ...others] : [people, comparison, ...others];
}

/** Everything that is known about everybody, in the order of the sheet: what CSV, XLSX and Parquet hold. */
export function appraisalTable(evaluation: AppraisalEvaluation): ResultTable {
  const { rubric } = evaluation.standard;
  const columns = columnsOf(rubric, evaluation);
  return {
    title: 'Appraisals',
    columns: columns.map(({ column }) => column),
    length: evaluation.length,
    row(index) {
      const result = evaluation.at(index);
      return columns.map(({ cell }) => cell(result));
    },
  };
}

/** The appraisers, the strictest first, those of whom nothing can be said last. */
export function severityTable({ appraisers }: SeverityReport): ResultTable {
  const rows = appraisers.toSorted(
    (a, b) => (b.severity ?? Number.NEGATIVE_INFINITY) - (a.severity ?? Number.NEGATIVE_INFINITY),
  );
  return tableOf(
    'Appraisers',
    [
      { key: 'appraiser', label: 'Appraiser', kind: 'mixed' },
      { key: 'people', label: 'People', kind: 'integer' },
      { key: 'ratings', label: 'Points given', kind: 'integer', expendable: 1 },
      { key: 'severity', label: 'Severity', kind: 'percent', digits: 1 },
      { key: 'severity_from', label: 'from', kind: 'percent', digits: 1 },
      { key: 'severity_to', label: 'to', kind: 'percent', digits: 1 },
      { key: 'group', label: 'Group', kind: 'integer' },
    ],
    rows.map(({ appraiser, people, ratings, severity, interval, group }) => [
      appraiser,
      people,
      ratings,
      severity,
      interval?.[0] ?? null,
      interval?.[1] ?? null,
      group,
    ]),
  );
}

interface ResultColumn {
  readonly column: TableColumn;
  cell(result: AppraisalResult): Cell;
}

function columnsOf(rubric: Rubric, people: AppraisalEvaluation): ResultColumn[] {
  const labels = new Labels(rubric);
  const { head, tail } = fixedColumns(labels);
  const shares = indicatorsOf(rubric, people).map(
    ({ key, label }): ResultColumn => ({
      // not the bare label, by which the table read back would be a sheet of points
      column: { key: `share_${key}`, label: `${label} share`, kind: 'percent', digits: 0 },
      cell: ({ shares: found }) => found[key] ?? null,
    }),
  );
  const distances = rubric.grades.map(
    (grade): ResultColumn => ({
      column: { key: `distance_${grade}`, label: `Distance to ${grade}`, kind: 'number', digits: 3 },
      cell: ({ distances: found }) => found?.[grade] ?? null,
    }),
  );
  const own = [...head, ...shares, ...distances, ...tail];
  const taken = new Set(own.map(({ column }) => column.key));
  const extras = extraNames(people).map(
    (name): ResultColumn => ({
      column: extraColumn(name, taken),
      cell(result) {
        const value = result[name];
        return typeof value === 'object' || value === undefined ? null : value;
      },
    }),
  );
  return [...own.slice(0, IDENTITY), ...extras, ...own.slice(IDENTITY)];
}

const IDENTITY = 2;

function fixedColumns(labels: Labels): { head: ResultColumn[]; tail: ResultColumn[] } {
  return {
    head: [
      { column: { key: 'employee_id', label: 'Employee ID', kind: 'mixed' }, cell: (r) => r.employee_id },
      { column: { key: 'name', label: 'Name', kind: 'text' }, cell: (r) => r.name },
      {
        column: { key: 'position', label: 'Position', kind: 'text' },
        cell: (r) => r.position,
      },
      { column: { key: 'grade', label: 'Grade', kind: 'text' }, cell: (r) => r.grade },
      {
        column: { key: 'scoring_grade', label: 'Grade by scoring', kind: 'text' },
        cell: (r) => r.scoring_grade,
      },
      { column: { key: 'agreement', label: 'Agreement', kind: 'boolean' }, cell: (r) => r.agreement },
      {
        column: { key: 'clustered_grade', label: 'Grade before floors', kind: 'text' },
        cell: (r) => r.clustered_grade,
      },
      { column: { key: 'total', label: 'Points', kind: 'number' }, cell: (r) => r.total },
      { column: { key: 'maximum', label: 'Of', kind: 'number' }, cell: (r) => r.maximum },
      {
        column: { key: 'stability', label: 'Stability', kind: 'percent', digits: 1 },
        cell: (r) => r.stability,
      },
      { column: { key: 'borderline', label: 'Borderline', kind: 'boolean' }, cell: (r) => r.borderline },
    ],
    tail: [
      {
        column: { key: 'strengths', label: 'Strengths', kind: 'text' },
        cell: (r) => comparisonsInWords(r.strengths, labels) || null,
      },
      {
        column: { key: 'training_needs', label: 'Training needs', kind: 'text' },
        cell: (r) => comparisonsInWords(r.training_needs, labels) || null,
      },
      { column: { key: 'floors', label: 'Floors', kind: 'text' }, cell: (r) => floorsInWords(r, labels) },
      {
        column: { key: 'difference', label: 'Why the methods differ', kind: 'text' },
        cell: (r) => r.difference,
      },
      { column: { key: 'appraisers', label: 'Appraisers', kind: 'integer' }, cell: (r) => r.appraisers },
      {
        column: { key: 'unrated_reason', label: 'Why unrated', kind: 'text' },
        cell: (r) => r.unrated_reason,
      },
    ],
  };
}

/** The indicators of the positions that somebody has, each once. */
function indicatorsOf({ positions }: Rubric, { summary }: AppraisalEvaluation): Indicator[] {
  const present = new Set(summary.positions.map(({ position }) => position));
  const found = positions.filter(({ key }) => present.has(key)).flatMap(({ indicators }) => indicators);
  return [...new Map(found.map((indicator) => [indicator.key, indicator])).values()];
}

/** The columns that travel along, as the first person has them: everybody has the same. */
function extraNames(people: AppraisalEvaluation): readonly string[] {
  if (people.length === 0) return [];
  return Object.keys(people.at(0)).filter((key) => !APPRAISAL_FIELDS.has(key));
}

const GRADE_COLUMNS: readonly TableColumn[] = [
  { key: 'position', label: 'Position', kind: 'text' },
  { key: 'grade', label: 'Grade', kind: 'text' },
  { key: 'people', label: 'People', kind: 'integer' },
  { key: 'scoring_people', label: 'By scoring', kind: 'integer' },
  { key: 'indicator', label: 'Indicator', kind: 'text' },
  { key: 'centre', label: 'Share at the centre', kind: 'percent', digits: 1 },
];

function gradeRows({ label, grades }: PositionSummary): Cell[][] {
  return grades.flatMap(({ name, people, scoring_people, centre }) => {
    const head = [label, name, people, scoring_people];
    const centres = Object.entries(centre ?? {});
    return centres.length === 0
      ? [[...head, null, null]]
      : centres.map(([indicator, share]) => [...head, indicator, share]);
  });
}
