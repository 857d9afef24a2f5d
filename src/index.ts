import type { ReadOptions, TaskReading } from './data/files/read-tasks.ts';
import type { Problem } from './errors.ts';
import type { EvaluateOptions } from './evaluation/options.ts';
import { applyStandard, evaluate } from './evaluation/pipeline.ts';
import type { EvaluationSummary, PersonResult } from './evaluation/results.ts';
import type { Standard } from './evaluation/standard.ts';
import { summariesFromRecords } from './evaluation/summaries.ts';
import { type Answer, answerOf, notesOf } from './reports/answer.ts';

export type { ReadOptions, TaskReading } from './data/files/read-tasks.ts';
export { InputError, type Place, type Problem, RejectedRowsError, UsageError } from './errors.ts';
export * from './estimators/index.ts';
export type { EvaluateOptions, EvaluationOptions, Seeding, Weights } from './evaluation/options.ts';
export { applyStandard, type Evaluation, evaluate } from './evaluation/pipeline.ts';
export type {
  CheckedSummaries,
  EmployeeId,
  ExtraColumn,
  PassedThrough,
  Summaries,
} from './evaluation/records.ts';
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
export { parseStandard, type Standard, standardToText } from './evaluation/standard.ts';
export { summariesFromRecords } from './evaluation/summaries.ts';
export {
  type Answer,
  type AnswerProblem,
  answerChunks,
  answerOf,
  type ErrorAnswer,
  errorAnswer,
} from './reports/answer.ts';

/** How `analyze` reads and evaluates; a `standard` is applied instead of fitting one, and brings its own options. */
export interface AnalyzeOptions extends EvaluateOptions, ReadOptions {
  readonly standard?: Standard;
}

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
  const { standard, ...others } = options;
  const reading = typeof input === 'string' ? await readTasks(input, others) : summariesFromRecords(input);
  const evaluation = standard
    ? applyStandard(reading.summaries, standard)
    : evaluate(reading.summaries, others);
  const { length, at } = evaluation;
  return {
    people: {
      length,
      at,
      *[Symbol.iterator]() {
        for (let i = 0; i < length; i++) yield at(i);
      },
    },
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
