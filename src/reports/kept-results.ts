import type { AppraisalResult } from '../evaluation/appraisal/results.ts';
import type { LikelyDataError } from '../evaluation/data-errors.ts';
import type { AnomalyReason, Explanation } from '../evaluation/results.ts';
import type { TypicalRange } from '../evaluation/typical-range.ts';
import type { Cell, ResultTable, TableColumn } from './table.ts';
import { anomalyInWords, nextTierInWords } from './words.ts';

/** A result as it is kept, with what people call who and what it is about. */
export interface KeptResult {
  readonly number: string;
  readonly name: string | null;
  readonly department: string | null;
  readonly position: string | null;
  /** The manager's number. */
  readonly manager: string | null;
  readonly tier: string | null;
  readonly score: number | null;
  readonly unusual: boolean | null;
  readonly beyond: boolean | null;
  readonly anomaly_score: number | null;
  readonly direction: string | null;
  readonly data_error: boolean;
  readonly stability: number | null;
  readonly borderline: boolean | null;
  readonly completed_tasks: number | null;
  readonly total_tasks: number | null;
  readonly avg_task_hours: number | null;
  readonly unrated_reason: string | null;
  readonly detail: TaskDetail | AppraisalDetail;
}

/** What is kept of a person's tasks beside the columns of a result. */
export interface TaskDetail {
  readonly completion_rate: number | null;
  readonly score_parts: Explanation['score_parts'] | null;
  readonly tier: Explanation['tier'] | null;
  readonly anomaly: { readonly direction: string; readonly reasons: readonly KeptReason[] } | null;
  readonly likely_data_errors: readonly LikelyDataError[];
}

/** Why somebody is unusual, and what most people have; the range is not there in results of before it was told. */
export interface KeptReason extends AnomalyReason {
  readonly typical_range?: TypicalRange | null;
}

/** What is kept of an appraisal beside the columns of a result. */
export interface AppraisalDetail {
  readonly appraisal: AppraisalResult | null;
}

/** Kept results as a table, which every writer understands. */
export function keptResultsTable(
  pipeline: 'tasks' | 'appraisal',
  results: { readonly length: number; at(i: number): KeptResult },
): ResultTable {
  const columns = [...WHO, ...(pipeline === 'tasks' ? TASKS : APPRAISAL), WHY_UNRATED];
  return {
    title: 'Results',
    columns: columns.map(({ column }) => column),
    length: results.length,
    row(index) {
      const result = results.at(index);
      return columns.map(({ cell }) => cell(result));
    },
  };
}

interface Column {
  readonly column: TableColumn;
  cell(result: KeptResult): Cell;
}

const WHO: readonly Column[] = [
  { column: { key: 'number', label: 'Number', kind: 'text' }, cell: (r) => r.number },
  { column: { key: 'name', label: 'Name', kind: 'text' }, cell: (r) => r.name },
  { column: { key: 'department', label: 'Department', kind: 'text' }, cell: (r) => r.department },
  { column: { key: 'position', label: 'Position', kind: 'text' }, cell: (r) => r.position },
  { column: { key: 'manager', label: 'Manager', kind: 'text' }, cell: (r) => r.manager },
];

const STABILITY: readonly Column[] = [
  {
    column: { key: 'stability', label: 'Stability', kind: 'percent', digits: 1 },
    cell: (r) => r.stability,
  },
  { column: { key: 'borderline', label: 'Borderline', kind: 'boolean' }, cell: (r) => r.borderline },
];

const TASKS: readonly Column[] = [
  { column: { key: 'score', label: 'Score', kind: 'number', digits: 1 }, cell: (r) => r.score },
  { column: { key: 'tier', label: 'Tier', kind: 'text' }, cell: (r) => r.tier },
  ...STABILITY,
  { column: { key: 'unusual', label: 'Unusual', kind: 'boolean' }, cell: (r) => r.unusual },
  { column: { key: 'beyond', label: 'Beyond the limit', kind: 'boolean' }, cell: (r) => r.beyond },
  {
    column: { key: 'anomaly_score', label: 'Anomaly score', kind: 'number', digits: 3 },
    cell: (r) => r.anomaly_score,
  },
  { column: { key: 'direction', label: 'Unusual which way', kind: 'text' }, cell: (r) => r.direction },
  ofTasks({ key: 'anomaly_reasons', label: 'Why unusual', kind: 'text' }, ({ anomaly }) =>
    anomaly ? anomalyInWords(anomaly.reasons) : null,
  ),
  ofTasks(
    { key: 'likely_data_errors', label: 'Likely mistakes in the numbers', kind: 'text' },
    ({ likely_data_errors }) => likely_data_errors.map(({ message }) => message).join(' ') || null,
  ),
  ofTasks(
    { key: 'completion_rate', label: 'Completion rate', kind: 'percent', digits: 1 },
    (detail) => detail.completion_rate,
  ),
  {
    column: { key: 'avg_task_hours', label: 'Hours per task', kind: 'number', digits: 2 },
    cell: (r) => r.avg_task_hours,
  },
  {
    column: { key: 'completed_tasks', label: 'Tasks done', kind: 'integer' },
    cell: (r) => r.completed_tasks,
  },
  { column: { key: 'total_tasks', label: 'Tasks given', kind: 'integer' }, cell: (r) => r.total_tasks },
  ofTasks(
    { key: 'score_from_completion_rate', label: 'Points: completion', kind: 'number', digits: 1 },
    ({ score_parts }) => score_parts?.completion_rate ?? null,
  ),
  ofTasks(
    { key: 'score_from_task_efficiency', label: 'Points: efficiency', kind: 'number', digits: 1 },
    ({ score_parts }) => score_parts?.task_efficiency ?? null,
  ),
  ofTasks(
    { key: 'score_from_throughput', label: 'Points: throughput', kind: 'number', digits: 1 },
    ({ score_parts }) => score_parts?.throughput ?? null,
  ),
  ofTasks(
    { key: 'next_tier_change', label: 'What would move to the next tier', kind: 'text' },
    ({ tier, score_parts }) => tier && score_parts && nextTierInWords({ tier, score_parts, anomaly: null }),
  ),
];

const APPRAISAL: readonly Column[] = [
  { column: { key: 'grade', label: 'Grade', kind: 'text' }, cell: (r) => r.tier },
  ofAppraisal({ key: 'total', label: 'Points', kind: 'number', digits: 1 }, ({ total }) => total),
  ofAppraisal({ key: 'maximum', label: 'Of', kind: 'number', digits: 1 }, ({ maximum }) => maximum),
  ...STABILITY,
  ofAppraisal(
    { key: 'scoring_grade', label: 'Grade by points', kind: 'text' },
    ({ scoring_grade }) => scoring_grade,
  ),
  ofAppraisal(
    { key: 'difference', label: 'Why the grades differ', kind: 'text' },
    ({ difference }) => difference,
  ),
  ofAppraisal({ key: 'strengths', label: 'Strengths', kind: 'text' }, ({ strengths }) =>
    strengths.map(({ indicator }) => indicator).join(', '),
  ),
  ofAppraisal({ key: 'training_needs', label: 'Training needs', kind: 'text' }, ({ training_needs }) =>
    training_needs.map(({ indicator }) => indicator).join(', '),
  ),
  ofAppraisal({ key: 'appraisers', label: 'Appraisers', kind: 'integer' }, ({ appraisers }) => appraisers),
];

const WHY_UNRATED: Column = {
  column: { key: 'unrated_reason', label: 'Why unrated', kind: 'text' },
  cell: (r) => r.unrated_reason,
};

function ofTasks(column: TableColumn, cell: (detail: TaskDetail) => Cell): Column {
  return { column, cell: ({ detail }) => ('score_parts' in detail ? cell(detail) : null) };
}

function ofAppraisal(column: TableColumn, cell: (appraisal: AppraisalResult) => Cell): Column {
  return {
    column,
    cell: ({ detail }) => ('appraisal' in detail && detail.appraisal ? cell(detail.appraisal) : null),
  };
}
