import { type Matrix, takeRows } from '../math/matrix.ts';
import type { RandomState } from '../math/random.ts';
import { rowOrder } from '../math/row-order.ts';

/** How many times colleagues are drawn anew. */
export const RESAMPLES = 200;

/**
 * A tier or grade that stays in a smaller share of the resamples than this is borderline: with a few other colleagues one
 * in five such people would have another. Drawn 200 times, a share near it is known to within 6 points.
 */
export const BORDERLINE = 0.8;

/** At most so many colleagues are drawn; of more, a sample of so many stands for all. */
export const MOST_COLLEAGUES = 5000;

/** Whether a share of resamples is below 0.8; null for an unrated person, whose share is NaN. */
export function isBorderline(share: number): boolean | null {
  return Number.isNaN(share) ? null : share < BORDERLINE;
}

/** The rows that are drawn from: all of them, or 5,000 that stand for more, whatever order they come in. */
export function colleagues(features: Matrix, random: RandomState): Matrix {
  if (features.rows <= MOST_COLLEAGUES) return features;
  const ordered = takeRows(features, rowOrder(features));
  return takeRows(ordered, random.sampleWithoutReplacement(ordered.rows, MOST_COLLEAGUES));
}

/** Each row's index as often as the row counts. */
export function repeatedIndices(counts: Uint32Array, length: number): Uint32Array {
  const indices = new Uint32Array(length);
  let start = 0;
  for (const [row, count] of counts.entries()) {
    indices.fill(row, start, start + count);
    start += count;
  }
  return indices;
}
