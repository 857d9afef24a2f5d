import type { Matrix } from '../math/matrix.ts';
import type { Range } from './features.ts';
import type { Weights } from './options.ts';
import { weightedScore } from './scoring.ts';

/**
 * The clusters from best to worst, by the weighted score of their centres in natural features; equal scores are
 * ordered by completion rate, then efficiency, then throughput.
 */
export function rankClusters(centres: Matrix, weights: Weights, throughputRange: Range): number[] {
  const { data } = centres;
  const score = (c: number) =>
    weightedScore(data[c * 3], data[c * 3 + 1], data[c * 3 + 2], weights, throughputRange);
  return Array.from({ length: centres.rows }, (_, c) => c).sort(
    (a, b) =>
      score(b) - score(a) ||
      data[b * 3] - data[a * 3] ||
      data[b * 3 + 1] - data[a * 3 + 1] ||
      data[b * 3 + 2] - data[a * 3 + 2],
  );
}

/**
 * The names of the tiers where the people allow fewer than were asked for: the best and the worst keep theirs, a
 * single tier is the middle one.
 */
export function namesFor(count: number, names: readonly string[]): string[] {
  if (count === names.length) return [...names];
  if (count === 1) return [names[Math.floor((names.length - 1) / 2)]];
  return Array.from({ length: count }, (_, i) => names[Math.round((i * (names.length - 1)) / (count - 1))]);
}
