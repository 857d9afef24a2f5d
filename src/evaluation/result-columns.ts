import { FEATURES, taskEfficiency } from './features.ts';
import type { Evaluation } from './pipeline.ts';
import { scoreParts, stretchedScore, weightedScore } from './scoring.ts';
import { tierExplanation } from './tier-distances.ts';

/**
 * What an evaluation says of people one after the other, as columns: the numbers of PersonResult, NaN for null. Of those who
 * are unrated, whose tier is -1, the columns say nothing else.
 */
export interface ResultColumns {
  readonly performanceScore: Float64Array;
  /** The place among the standard's tiers, 0 for the best one. */
  readonly tier: Int32Array;
  readonly isAnomaly: Uint8Array;
  readonly completionRate: Float64Array;
  readonly avgTaskHours: Float64Array;
  readonly completedTasks: Float64Array;
  readonly totalTasks: Float64Array;
  readonly anomalyScore: Float64Array;
  readonly pointsFromCompletionRate: Float64Array;
  readonly pointsFromTaskEfficiency: Float64Array;
  readonly pointsFromThroughput: Float64Array;
  readonly distance: Float64Array;
  /** The place of the next tier; -1 where there is none. */
  readonly next: Int32Array;
  readonly distanceToNext: Float64Array;
  /** The place among FEATURES of the feature of the smallest change; -1 where none would do. */
  readonly changed: Int32Array;
  readonly changedFrom: Float64Array;
  readonly changedTo: Float64Array;
}

/** Columns of so many people; `floats` gives arrays for the numbers. */
export function resultColumns(
  people: number,
  floats: (length: number) => Float64Array = (length) => new Float64Array(length),
): ResultColumns {
  return {
    performanceScore: floats(people),
    tier: new Int32Array(people),
    isAnomaly: new Uint8Array(people),
    completionRate: floats(people),
    avgTaskHours: floats(people),
    completedTasks: floats(people),
    totalTasks: floats(people),
    anomalyScore: floats(people),
    pointsFromCompletionRate: floats(people),
    pointsFromTaskEfficiency: floats(people),
    pointsFromThroughput: floats(people),
    distance: floats(people),
    next: new Int32Array(people),
    distanceToNext: floats(people),
    changed: new Int32Array(people),
    changedFrom: floats(people),
    changedTo: floats(people),
  };
}

/** Fills the columns with what the evaluation says of people `from` to `to` - 1. */
export function fillResults(evaluation: Evaluation, from: number, to: number, columns: ResultColumns): void {
  const { rating, rowOf, summaries } = evaluation;
  const { tier, isAnomaly, anomalyScore } = columns;
  tier.fill(-1);
  if (rating === null) return;
  // The rows of people who stand side by side lie far apart in memory, and each is a wait for it: what can be worked out
  // again faster than that is, with the same operations and so the same bits.
  const { clusters, rankOfCluster, anomalous, anomalyScores, standard } = rating;
  for (let i = from; i < to; i++) {
    const row = rowOf[i];
    if (row < 0) continue;
    const at = i - from;
    tier[at] = rankOfCluster[clusters[row]];
    isAnomaly[at] = anomalous[row];
    anomalyScore[at] = anomalyScores[row];
  }
  const { options, scaler, hoursRange, throughputRange, scoreRange } = standard;
  const { weights } = options;
  const { mean, scale } = scaler;
  for (let i = from; i < to; i++) {
    const at = i - from;
    if (tier[at] < 0) continue;
    const completed = summaries.completedTasks[i];
    const total = summaries.totalTasks[i];
    const hours = summaries.avgTaskHours[i];
    const rate = completed / total;
    const efficiency = taskEfficiency(hours, hoursRange);
    const score = stretchedScore(
      weightedScore(rate, efficiency, completed, weights, throughputRange),
      scoreRange,
    );
    columns.completionRate[at] = rate;
    columns.avgTaskHours[at] = hours;
    columns.completedTasks[at] = completed;
    columns.totalTasks[at] = total;
    columns.performanceScore[at] = score;
    const parts = scoreParts(score, rate, efficiency, completed, weights, throughputRange);
    columns.pointsFromCompletionRate[at] = parts.completionRate;
    columns.pointsFromTaskEfficiency[at] = parts.taskEfficiency;
    columns.pointsFromThroughput[at] = parts.throughput;
    const { distance, next_is_better, distance_to_next, smallest_change } = tierExplanation(
      standard,
      tier[at],
      [(rate - mean[0]) / scale[0], (efficiency - mean[1]) / scale[1], (completed - mean[2]) / scale[2]],
      [rate, hours, completed],
    );
    columns.distance[at] = distance;
    columns.next[at] = next_is_better === null ? -1 : next_is_better ? tier[at] - 1 : tier[at] + 1;
    columns.distanceToNext[at] = distance_to_next ?? Number.NaN;
    columns.changed[at] = smallest_change === null ? -1 : FEATURES.indexOf(smallest_change.feature);
    columns.changedFrom[at] = smallest_change?.from ?? Number.NaN;
    columns.changedTo[at] = smallest_change?.to ?? Number.NaN;
  }
}
