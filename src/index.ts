import { type AnalyzeOptions, requireUsable } from './analyze-options.ts';
import type { ReadOptions, TaskReading } from './data/files/read-tasks.ts';
import type { SheetReading, SheetReadOptions } from './data/sheets.ts';
import { type Problem, UsageError } from './errors.ts';
import { applyAppraisalStandard, appraise } from './evaluation/appraisal/appraise.ts';
import type { AppraiseOptions } from './evaluation/appraisal/options.ts';
import type { AppraisalResult, AppraisalSummary } from './evaluation/appraisal/results.ts';
import type { Rubric } from './evaluation/appraisal/rubric.ts';
import { sheetFromRecords } from './evaluation/appraisal/sheet-records.ts';
import type { AppraisalStandard } from './evaluation/appraisal/standard.ts';
import { applyStandard, evaluate } from './evaluation/pipeline.ts';
import type { EvaluationSummary, PersonResult } from './evaluation/results.ts';
import type { Standard } from './evaluation/standard.ts';
import { summariesFromRecords } from './evaluation/summaries.ts';
import { type Answer, answerOf, notesOf } from './reports/answer.ts';
import { type AppraisalAnswer, appraisalAnswerOf } from './reports/appraisal-answer.ts';

export type { AnalyzeOptions } from './analyze-options.ts';
export type { ReadOptions, TaskReading } from './data/files/read-tasks.ts';
export type { SheetReading, SheetReadOptions } from './data/sheets.ts';
export { InputError, type Place, type Problem, RejectedRowsError, UsageError } from './errors.ts';
export * from './estimators/index.ts';
export {
  type AnomalyKind,
  type AnomalyKinds,
  type AnomalyKindsOptions,
  anomalyKinds,
} from './evaluation/anomaly-kinds.ts';
export {
  type AppraisalEvaluation,
  applyAppraisalStandard,
  appraise,
} from './evaluation/appraisal/appraise.ts';
export { parseRubric } from './evaluation/appraisal/check-rubric.ts';
export type { AppraisalOptions, AppraiseOptions } from './evaluation/appraisal/options.ts';
export type {
  AppraisalResult,
  AppraisalSummary,
  FloorEffect,
  GradeSummary,
  IndicatorComparison,
  PositionSummary,
} from './evaluation/appraisal/results.ts';
export type { Floor, Indicator, Position, Rubric, Threshold } from './evaluation/appraisal/rubric.ts';
export type { AppraiserSeverity, SeverityReport } from './evaluation/appraisal/severity.ts';
export type { AppraisalSheet, CheckedSheet, Ratings } from './evaluation/appraisal/sheet.ts';
export { sheetFromRecords } from './evaluation/appraisal/sheet-records.ts';
export {
  type AppraisalStandard,
  appraisalStandardToText,
  parseAppraisalStandard,
} from './evaluation/appraisal/standard.ts';
export {
  type FloorDocument,
  type GradeChange,
  type WhatIfFloors,
  whatIfFloors,
} from './evaluation/appraisal/what-if.ts';
export { type ChangedTier, changedTiers, type Presence } from './evaluation/changed-tiers.ts';
export type { LikelyDataError } from './evaluation/data-errors.ts';
export type { EvaluateOptions, EvaluationOptions, Seeding, Weights } from './evaluation/options.ts';
export { applyStandard, type Evaluation, evaluate, tierOf } from './evaluation/pipeline.ts';
export type {
  CheckedSummaries,
  EmployeeId,
  ExtraColumn,
  PassedThrough,
  Summaries,
} from './evaluation/records.ts';
export type { FeatureReference, Reference } from './evaluation/reference.ts';
export { BORDERLINE, isBorderline } from './evaluation/resampling.ts';
export type {
  AnomalyReason,
  EvaluationSummary,
  Explanation,
  FeatureChange,
  FeatureName,
  PersonResult,
  Quantiles,
  TierSummary,
} from './evaluation/results.ts';
export { resampledTiers, tierStability } from './evaluation/stability.ts';
export { parseStandard, type Standard, standardToText } from './evaluation/standard.ts';
export { summariesFromRecords } from './evaluation/summaries.ts';
export type { TierDraw } from './evaluation/tier-draws.ts';
export { type ChangePoint, type ChangePoints, changePoints } from './evaluation/trends/change-points.ts';
export { type Drift, type DriftBin, driftOf, type FeatureDrift } from './evaluation/trends/drift.ts';
export {
  type Forecast,
  type ForecastMethod,
  type ForecastOptions,
  forecast,
} from './evaluation/trends/forecast.ts';
export type { Series } from './evaluation/trends/series.ts';
export { type Trend, theilSen } from './evaluation/trends/theil-sen.ts';
export { type TieredPeople, type TierMoves, tierMoves } from './evaluation/trends/tier-moves.ts';
export { type WhatIf, type WhatIfChange, whatIf } from './evaluation/what-if.ts';
export {
  type Answer,
  type AnswerProblem,
  answerChunks,
  answerOf,
  type ErrorAnswer,
  errorAnswer,
} from './reports/answer.ts';
export {
  type AppraisalAnswer,
  appraisalAnswerChunks,
  appraisalAnswerOf,
} from './reports/appraisal-answer.ts';
export type { ComparisonCell } from './reports/appraisal-comparison.ts';

/** What `analyze` found. */
export interface Analysis {
  /** Everybody, the unrated too, in the order of the input; results are made as they are asked for. */
  readonly people: Iterable<PersonResult> & { readonly length: number; at(i: number): PersonResult };
  readonly summary: EvaluationSummary;
  readonly rejected: readonly Problem[];
  readonly notes: readonly string[];
  /** Null where nobody could be rated. Save it with `standardToText`. */
  readonly standard: Standard | null;
  /** All of it as the command and HTTP answer. */
  answer(): Answer;
}

/**
 * Evaluates people's task records: a file of any format that `readTasks` reads, by its path, or records in memory such
 * as `{ employee_id: 101, name: 'Ada', completed_tasks: 42, total_tasks: 50, avg_task_hours: 3.2 }`. Rows that cannot
 * be right are left out and listed in `rejected`. Throws InputError where the file cannot be understood, UsageError
 * where an option is out of range.
 */
export async function analyze(
  input: string | readonly unknown[],
  options: AnalyzeOptions = {},
): Promise<Analysis> {
  requireUsable(input, options);
  const { standard, ...others } = options;
  const reading = typeof input === 'string' ? await readTasks(input, others) : summariesFromRecords(input);
  const evaluation = standard
    ? applyStandard(reading.summaries, standard)
    : evaluate(reading.summaries, others);
  return {
    people: iterable(evaluation),
    summary: evaluation.summary,
    rejected: reading.rejected,
    notes: notesOf(evaluation, reading),
    standard: evaluation.standard,
    answer: () => answerOf(evaluation, reading),
  };
}

/**
 * Reads a task log or summaries from a CSV, TSV, JSON, NDJSON, XLSX or Parquet file, or from standard input (`-`).
 * What reads them is loaded with the first call.
 */
export async function readTasks(source: string, options: ReadOptions = {}): Promise<TaskReading> {
  const reader = await import('./data/files/read-tasks.ts');
  return reader.readTasks(source, options);
}

/**
 * How `appraiseSheets` reads and grades: by a `rubric`, which is the name of one that comes along (`fan2022`,
 * `fan2022-floors`), a YAML or JSON file, or what `parseRubric` or `loadRubric` gave; or by a `standard`, which brings its
 * rubric and its options.
 */
export interface AppraiseSheetsOptions extends AppraiseOptions, SheetReadOptions {
  readonly rubric?: string | Rubric;
  readonly standard?: AppraisalStandard;
}

/** What `appraiseSheets` found. */
export interface Appraisal {
  /** Everybody, the unrated too, in the order of the input; results are made as they are asked for. */
  readonly people: Iterable<AppraisalResult> & { readonly length: number; at(i: number): AppraisalResult };
  readonly summary: AppraisalSummary;
  readonly rejected: readonly Problem[];
  readonly notes: readonly string[];
  /** Save it with `appraisalStandardToText`. */
  readonly standard: AppraisalStandard;
  /** All of it as the command and HTTP answer; with `compare` both methods side by side, too. */
  answer(options?: { readonly compare?: boolean }): AppraisalAnswer;
}

/**
 * Grades appraisal sheets: a file of any format that `readSheet` reads, by its path, or records in memory, wide
 * (`{ employee_id: 7, position: 'technical', team_spirit: 8, ... }`) or long (`{ employee_id: 7, appraiser: 'B', indicator:
 * 'team_spirit', points: 8 }`). Rows that cannot be right are left out and listed in `rejected`. Throws InputError where
 * the sheet or the rubric cannot be understood, UsageError where an option is out of range.
 */
export async function appraiseSheets(
  input: string | readonly unknown[],
  options: AppraiseSheetsOptions,
): Promise<Appraisal> {
  if (typeof options !== 'object' || options === null) {
    throw new UsageError("say what the sheets are held against: { rubric: 'fan2022' } or { standard }");
  }
  const { standard, rubric: given, ...others } = options;
  const rubric = standard?.rubric ?? (typeof given === 'string' ? await loadRubric(given) : given);
  if (!rubric) throw new UsageError('say what the sheets are held against: a rubric or a standard');
  const { map, ...plain } = others;
  const reading =
    typeof input === 'string'
      ? await readSheet(input, rubric, others)
      : sheetFromRecords(input, rubric, { ...plain, ...(map && { map: new Map(Object.entries(map)) }) });
  const evaluation = standard
    ? applyAppraisalStandard(reading.sheet, standard)
    : appraise(reading.sheet, rubric, others);
  return {
    people: iterable(evaluation),
    summary: evaluation.summary,
    rejected: reading.rejected,
    notes: notesOf(evaluation, reading),
    standard: evaluation.standard,
    answer: (how) => appraisalAnswerOf(evaluation, reading, how),
  };
}

/**
 * Reads appraisal sheets from a CSV, TSV, JSON, NDJSON, XLSX or Parquet file, or from standard input (`-`). What reads
 * them is loaded with the first call.
 */
export async function readSheet(
  source: string,
  rubric: Rubric,
  options: SheetReadOptions = {},
): Promise<SheetReading> {
  const reader = await import('./data/sheets.ts');
  return reader.readSheet(source, rubric, options);
}

/** The rubric of a name (`fan2022`, `fan2022-floors`) or in a YAML or JSON file; every mistake in it comes with its line. */
export async function loadRubric(nameOrPath: string): Promise<Rubric> {
  const reader = await import('./data/rubrics.ts');
  return reader.loadRubric(nameOrPath);
}

function iterable<T>(results: {
  readonly length: number;
  at(i: number): T;
}): Iterable<T> & { readonly length: number; at(i: number): T } {
  const { length } = results;
  return {
    length,
    at(i) {
      if (!Number.isInteger(i) || i < 0 || i >= length) {
        throw new RangeError(`there is no person ${i}: people are counted from 0 to ${length - 1}`);
      }
      return results.at(i);
    },
    *[Symbol.iterator]() {
      for (let i = 0; i < length; i++) yield results.at(i);
    },
  };
}
