import { AnomalyReasons } from './anomaly-reasons.ts';
import { ratedIndices, unratedReason } from './evidence.ts';
import { inCanonicalOrder, numbersOf, type Range, rangeOf } from './features.ts';
import { fingerprintOf, fitStandard, refitStandard } from './fit.ts';
import { notesOn } from './notes.ts';
import { type EvaluateOptions, type EvaluationOptions, evaluationOptions } from './options.ts';
import { type Rating, rate } from './rating.ts';
import type { Summaries } from './records.ts';
import { type EvaluationSummary, type Explanation, type PersonResult, RESERVED_FIELDS } from './results.ts';
import { scoreParts } from './scoring.ts';
import type { Standard } from './standard.ts';
import { summarise } from './summary.ts';
import { tierExplanation } from './tier-distances.ts';
import { driftFrom, driftNotes } from './trends/drift.ts';

/** The results of one run: people in the order of the summaries, each made when asked for, and the company at a glance. */
export interface Evaluation {
  /** Number of people, rated and unrated. */
  readonly length: number;
  /** The names of the fields of each result that travelled along with the person, in their order. */
  readonly extras: readonly string[];
  /** What the evaluation says of person i, 0 <= i < length. */
  at(i: number): PersonResult;
  readonly summary: EvaluationSummary;
  /** The standard that was applied; null where nobody could be rated, so that there was nothing to fit. */
  readonly standard: Standard | null;
  /** What a reader of the results should know. */
  readonly notes: readonly string[];
  /** The people it is about. */
  readonly summaries: Summaries;
  /** The same results as columns, a row for each rated person; null where nobody is rated. */
  readonly rating: Rating | null;
  /** Each person's row in `rating`; -1 for the unrated. */
  readonly rowOf: Int32Array;
  /** What isolates each row of `rating` that is flagged; null where nobody is rated. */
  readonly reasons: AnomalyReasons | null;
}

/** The name of person i's tier, which is much less work than the whole result; null where unrated. */
export function tierOf({ rating, rowOf }: Evaluation, i: number): string | null {
  const row = rowOf[i];
  return rating === null || row < 0
    ? null
    : rating.standard.tiers[rating.rankOfCluster[rating.clusters[row]]].name;
}

/** The rated people's places in the summaries, in the order of the rating's rows. */
export function ratedPeople({ rating, rowOf }: Evaluation): Uint32Array {
  const people = new Uint32Array(rating?.features.rows ?? 0);
  for (let i = 0; i < rowOf.length; i++) {
    if (rowOf[i] >= 0) people[rowOf[i]] = i;
  }
  return people;
}

/**
 * Fits a standard on the people and applies it to them: tiers by K-means, anomalies by isolation forest, scores by
 * weights (Obydullah 2025, sections 2.2, 3.1 and 3.2). Any permutation of the people gives every person the same
 * result, bit for bit. Throws UsageError where an option is out of range.
 */
export function evaluate(summaries: Summaries, options?: EvaluateOptions): Evaluation {
  const complete = evaluationOptions(options);
  const { minTasks } = complete;
  const { people, hoursRange } = ratedInOrder(summaries, minTasks);
  if (people.length === 0) return evaluationOf(summaries, people, minTasks, null, null);
  const rating = fitAndRate(summaries, people, hoursRange, complete);
  return evaluationOf(summaries, people, minTasks, rating.standard, rating);
}

/** In a function of its own, as is what else needs much memory for a while only: it is given up where the function ends. */
function ratedInOrder(summaries: Summaries, minTasks: number): { people: Uint32Array; hoursRange: Range } {
  const rated = ratedIndices(summaries, minTasks);
  const numbers = numbersOf(summaries, rated);
  const hoursRange = rangeOf(numbers.avgTaskHours);
  return { people: inCanonicalOrder(rated, numbers, hoursRange), hoursRange };
}

function fitAndRate(
  summaries: Summaries,
  people: Uint32Array,
  hoursRange: Range,
  options: EvaluationOptions,
): Rating {
  const fitted = fitStandard(summaries, people, hoursRange, options);
  return rate(summaries, people, fitted.standard, fitted);
}

/**
 * Applies a saved standard: all minima, maxima, means, centres and trees are the standard's, and scores are clipped
 * to 0-100. On the people it was fitted on it gives what `evaluate` gave, bit for bit. Where the people have moved away
 * from those it was fitted on, the notes say so.
 */
export function applyStandard(summaries: Summaries, standard: Standard): Evaluation {
  const { minTasks } = standard.options;
  const rated = ratedIndices(summaries, minTasks);
  if (rated.length === 0) return evaluationOf(summaries, rated, minTasks, standard, null);
  const numbers = numbersOf(summaries, rated);
  const notes = driftNotes(driftFrom(standard.reference, numbers));
  const people = inCanonicalOrder(rated, numbers, standard.hoursRange);
  return evaluationOf(summaries, people, minTasks, standard, rate(summaries, people, standard), notes);
}

/**
 * What `evaluate` gives of an evaluation's people with other options, to the last bit; where the evaluation's standard was
 * fitted on them, only what the options touch is fitted again.
 */
export function evaluateAgain(evaluation: Evaluation, options: EvaluateOptions): Evaluation {
  const { summaries, rating } = evaluation;
  const complete = evaluationOptions(options);
  if (rating?.standard.options.minTasks !== complete.minTasks || !isFittedOnThese(evaluation)) {
    return evaluate(summaries, complete);
  }
  const people = ratedPeople(evaluation);
  const fitted = refitStandard(rating, complete);
  const { standard } = fitted;
  const again = rate(summaries, people, standard, fitted);
  return evaluationOf(summaries, people, complete.minTasks, standard, again);
}

/** Whether an evaluation's standard was fitted on the very people it rates. */
export function isFittedOnThese(evaluation: Evaluation): boolean {
  const { summaries, rating } = evaluation;
  const fingerprint = rating && fingerprintOf(numbersOf(summaries, ratedPeople(evaluation)));
  return rating !== null && fingerprint === rating.standard.fittedOn.fingerprint;
}

/** Everything that depends on the order of people sees them in canonical order, so that the order of the input never matters. */
function evaluationOf(
  summaries: Summaries,
  people: Uint32Array,
  minTasks: number,
  standard: Standard | null,
  rating: Rating | null,
  notes: readonly string[] = [],
): Evaluation {
  const reasons = rating && new AnomalyReasons(rating, summaries, people);
  const extras = summaries.extras.filter(({ name }) => !RESERVED_FIELDS.has(name));
  const rowOf = new Int32Array(summaries.completedTasks.length).fill(-1);
  for (let row = 0; row < people.length; row++) rowOf[people[row]] = row;

  const explanation = (row: number, i: number): Explanation | null => {
    if (!rating) return null;
    const { scores, standard, scaled, rankOfCluster, clusters } = rating;
    const { data } = rating.features;
    const at = row * 3;
    const parts = scoreParts(
      scores[row],
      data[at],
      data[at + 1],
      data[at + 2],
      standard.options.weights,
      standard.throughputRange,
    );
    return {
      score_parts: {
        completion_rate: parts.completionRate,
        task_efficiency: parts.taskEfficiency,
        throughput: parts.throughput,
      },
      tier: tierExplanation(
        standard,
        rankOfCluster[clusters[row]],
        [scaled.data[at], scaled.data[at + 1], scaled.data[at + 2]],
        [data[at], summaries.avgTaskHours[i], summaries.completedTasks[i]],
      ),
      anomaly: reasons?.get(row) ?? null,
    };
  };

  const at = (i: number): PersonResult => {
    const row = rowOf[i];
    const rated = rating !== null && row >= 0;
    const completed = finiteOrNull(summaries.completedTasks[i]);
    const total = finiteOrNull(summaries.totalTasks[i]);
    const passedThrough: Record<string, string | number | boolean | null> = {};
    for (const { name, values } of extras) passedThrough[name] = values[i];
    return {
      employee_id: summaries.ids[i],
      name: summaries.names[i],
      ...passedThrough,
      performance_score: rated ? rating.scores[row] : null,
      performance_cluster: rated
        ? rating.standard.tiers[rating.rankOfCluster[rating.clusters[row]]].name
        : null,
      is_anomaly: rated ? rating.anomalous[row] === 1 : null,
      completion_rate: completed !== null && total ? completed / total : null,
      avg_task_hours: finiteOrNull(summaries.avgTaskHours[i]),
      completed_tasks: completed,
      total_tasks: total,
      anomaly_score: rated ? rating.anomalyScores[row] : null,
      explanation: rated ? explanation(row, i) : null,
      unrated_reason: rated ? null : unratedReason(summaries, i, minTasks),
    };
  };

  return {
    length: summaries.completedTasks.length,
    extras: extras.map(({ name }) => name),
    at,
    summary: summarise(summaries, people, rating),
    standard,
    notes: [...notesOn(summaries, people.length, rating), ...notes],
    summaries,
    rating,
    rowOf,
    reasons,
  };
}

function finiteOrNull(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
