import { UsageError } from '../errors.ts';
import { AnomalyReasons } from './anomaly-reasons.ts';
import { type LikelyDataError, likelyDataErrors } from './data-errors.ts';
import { type Evaluation, ratedPeople } from './pipeline.ts';
import type { AnomalyReason, FeatureName } from './results.ts';

/** From this score on, Liu, Ting and Zhou (2008, section 2 and figure 3) take a point for a potential anomaly. */
const ABSOLUTE_SCORE = 0.6;

/** An anomaly is better or worse where at least this share of what isolates the person points that way. */
const CLEAR = 0.8;

export interface AnomalyKindsOptions {
  /** The anomaly score from which on a person is beyond, between 0.5 and 1; default 0.6. */
  readonly absoluteScore?: number;
  /** Days of the period the numbers are from, where they are known: nobody works more than 24 hours of each. */
  readonly days?: number;
}

/** What is unusual about people, each made when asked for. */
export interface AnomalyKinds {
  /** Number of people, rated and unrated. */
  readonly length: number;
  /** What is unusual about person i, 0 <= i < length. */
  at(i: number): AnomalyKind;
  /** How many people each kind has. */
  readonly summary: {
    readonly unusual: number;
    readonly beyond_score: number;
    readonly likely_data_errors: number;
  };
  readonly absoluteScore: number;
}

export interface AnomalyKind {
  /** Among the most unusual share of the people (`contamination`), of whom there always are some: is_anomaly. Null where unrated. */
  readonly unusual: boolean | null;
  /** At or beyond the absolute score, which may be nobody or many. Null where unrated. */
  readonly beyond_score: boolean | null;
  /** Whether what isolates the person is good work or bad, or some of both; null where the person is neither kind. */
  readonly direction: 'better' | 'worse' | 'mixed' | null;
  /** The features that isolate the person, strongest first; empty where the person is neither kind. */
  readonly reasons: readonly AnomalyReason[];
  /** What in the numbers is likely a mistake, rated or not. Look at these first: a mistake makes anybody unusual. */
  readonly likely_data_errors: readonly LikelyDataError[];
}

/**
 * Keeps apart what is called an anomaly: to be among the most unusual share of the people, which somebody always is, and to
 * be beyond an absolute anomaly score, which in a team of like people nobody is. Liu, Ting and Zhou (2008): scores of all
 * people around 0.5 mean that nobody is distinct, scores close to 1 that somebody definitely is, and 0.6 is where they draw
 * the line of potential anomalies. Beside both, numbers that are likely mistakes. Throws UsageError for an option out of range.
 */
export function anomalyKinds(evaluation: Evaluation, options: AnomalyKindsOptions = {}): AnomalyKinds {
  const { absoluteScore = ABSOLUTE_SCORE, days = null } = options;
  if (!(absoluteScore > 0.5 && absoluteScore < 1)) {
    throw new UsageError(`the absolute anomaly score must be between 0.5 and 1, not ${absoluteScore}`);
  }
  if (days !== null && !(Number.isFinite(days) && days > 0)) {
    throw new UsageError(`the days of the period must be a number above 0, not ${days}`);
  }
  const { summaries, rating, rowOf, standard } = evaluation;
  const isUnusual = (row: number) => rating?.anomalous[row] === 1;
  const isBeyond = (row: number) => (rating?.anomalyScores[row] ?? 0) >= absoluteScore;
  const rows = Array.from(rating?.anomalous.keys() ?? []).filter((row) => isUnusual(row) || isBeyond(row));
  const reasons =
    rating && new AnomalyReasons(rating, summaries, ratedPeople(evaluation), Uint32Array.from(rows));
  const errorsOf = (i: number) => likelyDataErrors(summaries, i, standard, days);

  let withErrors = 0;
  for (let i = 0; i < rowOf.length; i++) if (errorsOf(i).length > 0) withErrors++;
  return {
    length: rowOf.length,
    at(i) {
      const row = rowOf[i];
      const own = reasons?.get(row);
      return {
        unusual: row < 0 ? null : isUnusual(row),
        beyond_score: row < 0 ? null : isBeyond(row),
        direction: own ? directionOf(own) : null,
        reasons: own ?? [],
        likely_data_errors: errorsOf(i),
      };
    },
    summary: {
      unusual: rows.filter(isUnusual).length,
      beyond_score: rows.filter(isBeyond).length,
      likely_data_errors: withErrors,
    },
    absoluteScore,
  };
}

/** Which way of a feature is good work. */
const GOOD: Readonly<Record<FeatureName, AnomalyReason['direction']>> = {
  completion_rate: 'high',
  avg_task_hours: 'low',
  completed_tasks: 'high',
};

function directionOf(reasons: readonly AnomalyReason[]): AnomalyKind['direction'] {
  let all = 0;
  let good = 0;
  for (const { feature, direction, contribution } of reasons) {
    all += contribution;
    if (direction === GOOD[feature]) good += contribution;
  }
  if (all > 0 && good >= CLEAR * all) return 'better';
  return all > 0 && good <= (1 - CLEAR) * all ? 'worse' : 'mixed';
}
