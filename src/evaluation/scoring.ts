import { type Range, shareOfRange } from './features.ts';
import type { Weights } from './options.ts';

/** Points of a score by where they come from; they sum to the score exactly, in any order. */
export interface ScoreParts {
  readonly completionRate: number;
  readonly taskEfficiency: number;
  readonly throughput: number;
}

/** The weighted score before it is stretched: 0.4 completion rate + 0.3 task efficiency + 0.3 share of the throughput's range, by default. */
export function weightedScore(
  completionRate: number,
  taskEfficiency: number,
  throughput: number,
  weights: Weights,
  throughputRange: Range,
): number {
  return (
    weights.completionRate * completionRate +
    weights.taskEfficiency * taskEfficiency +
    weights.throughput * shareOfRange(throughput, throughputRange)
  );
}

/**
 * A weighted score stretched to 0-100 over the range of the people the standard was fitted on, and clipped to it.
 * Where all of them have the same weighted score there is nothing to tell them apart by: that score is 50, better
 * ones are 100, worse ones 0.
 */
export function stretchedScore(weighted: number, { minimum, maximum }: Range): number {
  if (maximum > minimum)
    return onGrid(Math.min(100, Math.max(0, (100 * (weighted - minimum)) / (maximum - minimum))));
  return weighted === minimum ? 50 : weighted > minimum ? 100 : 0;
}

/** The score split in proportion to the weighted parts it was made from. */
export function scoreParts(
  score: number,
  completionRate: number,
  taskEfficiency: number,
  throughput: number,
  weights: Weights,
  throughputRange: Range,
): ScoreParts {
  const weighted = weightedScore(completionRate, taskEfficiency, throughput, weights, throughputRange);
  const isSplit = weighted > 0;
  const completion = isSplit ? (weights.completionRate * completionRate) / weighted : weights.completionRate;
  const efficiency = isSplit ? (weights.taskEfficiency * taskEfficiency) / weighted : weights.taskEfficiency;
  const completionPoints = onGrid(score * completion);
  const efficiencyPoints = onGrid(score * efficiency);
  return {
    completionRate: completionPoints,
    taskEfficiency: efficiencyPoints,
    throughput: score - completionPoints - efficiencyPoints,
  };
}

/**
 * Rounds to a multiple of 2^-42 points: far below what anybody could read, and coarse enough that sums and
 * differences of points carry no rounding error at all.
 */
function onGrid(points: number): number {
  return Math.round(points * 2 ** 42) / 2 ** 42;
}
