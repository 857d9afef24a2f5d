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
  const scores: number[] = [];
  for (let at = 0; at < data.length; at += 3) {
    scores.push(weightedScore(data[at], data[at + 1], data[at + 2], weights, throughputRange));
  }
  return Array.from(scores.keys()).sort(
    (a, b) =>
      scores[b] - scores[a] ||
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
