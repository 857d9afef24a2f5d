import type { AppraisalEvaluation } from '../evaluation/appraisal/appraise.ts';
import type { AppraisalResult, AppraisalSummary } from '../evaluation/appraisal/results.ts';
import type { AppraisalStandard } from '../evaluation/appraisal/standard.ts';
import {
  type AnswerProblem,
  answerProblem,
  notesOf,
  type ReadingReport,
  successChunks,
  type UnratedPerson,
  unratedAmong,
} from './answer.ts';
import { type ComparisonCell, comparisonOf } from './appraisal-comparison.ts';

/** What the command and HTTP answer alike to an appraisal, as JSON. */
export interface AppraisalAnswer {
  readonly status: 'success';
  /** Everybody, the unrated too, in the order of the sheet. */
  readonly data: readonly AppraisalResult[];
  readonly message: string;
  readonly summary: AppraisalSummary;
  /** Both methods side by side, where it was asked for. */
  readonly comparison?: readonly ComparisonCell[];
  readonly unrated: readonly UnratedPerson[];
  readonly rejected: readonly AnswerProblem[];
  readonly notes: readonly string[];
  readonly standard: AnswerAppraisalStandard;
}

/** What was applied. */
export interface AnswerAppraisalStandard {
  readonly rubric: string;
  readonly rubric_version: string;
  /** Best first. */
  readonly grades: readonly string[];
  readonly options: {
    readonly min_pts: number;
    readonly adjust_severity: boolean;
    readonly random_state: number;
  };
  readonly positions: readonly {
    readonly position: string;
    /** People it was fitted on. */
    readonly people: number;
    readonly fingerprint: string;
  }[];
}

export interface AppraisalAnswerOptions {
  /** Whether the answer holds the comparison of both methods; default no. */
  readonly compare?: boolean;
}

/** The answer as one object, for whoever holds everybody in memory anyway. */
export function appraisalAnswerOf(
  evaluation: AppraisalEvaluation,
  reading: ReadingReport = {},
  options: AppraisalAnswerOptions = {},
): AppraisalAnswer {
  const data = Array.from({ length: evaluation.length }, (_, i) => evaluation.at(i));
  return { status: 'success', data, message: MESSAGE, ...remainder(evaluation, reading, data, options) };
}

/** The JSON text of an AppraisalAnswer in pieces of UTF-8, a person on each line. */
export function appraisalAnswerChunks(
  evaluation: AppraisalEvaluation,
  reading: ReadingReport = {},
  options: AppraisalAnswerOptions = {},
): Iterable<Uint8Array<ArrayBuffer>> {
  return successChunks(evaluation, MESSAGE, (unrated) => remainder(evaluation, reading, unrated, options));
}

const MESSAGE = 'Appraisal completed successfully';

/** What comes after the people; `people` holds at least the unrated ones. */
function remainder(
  evaluation: AppraisalEvaluation,
  reading: ReadingReport,
  people: readonly AppraisalResult[],
  { compare = false }: AppraisalAnswerOptions,
): Omit<AppraisalAnswer, 'status' | 'data' | 'message'> {
  return {
    summary: evaluation.summary,
    ...(compare && { comparison: comparisonOf(evaluation) }),
    unrated: unratedAmong(people),
    rejected: (reading.rejected ?? []).map(answerProblem),
    notes: notesOf(evaluation, reading),
    standard: answerStandard(evaluation.standard),
  };
}

function answerStandard({ rubric, options, positions }: AppraisalStandard): AnswerAppraisalStandard {
  return {
    rubric: rubric.name,
    rubric_version: rubric.version,
    grades: rubric.grades,
    options: {
      min_pts: options.minPts,
      adjust_severity: options.adjustSeverity,
      random_state: options.randomState,
    },
    positions: positions.map(({ position, fittedOn }) => ({
      position,
      people: fittedOn.people,
      fingerprint: fittedOn.fingerprint,
    })),
  };
}
