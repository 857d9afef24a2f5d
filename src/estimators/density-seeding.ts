import { InputError } from '../errors.ts';
import { distinctRows } from '../math/distinct-rows.ts';
import { meanNeighbourDistances } from '../math/kd-tree.ts';
import { type Matrix, requireFinite, takeRows } from '../math/matrix.ts';
import { requireWhole } from './contract.ts';

/**
 * From 8 to 13 neighbours, K-means from density seeds comes within one point of the accuracy of the lowest inertia
 * known on all five data sets of Fan 2022 in all three scalings, and grades the paper's 15 employees as printed once
 * its floors are applied; fewer and more do not do both (paper/RESULTS.md). Groups of up to 11 use all others.
 */
export const DEFAULT_MIN_PTS = 10;

export interface DensitySeeds {
  /** The starting centers, a row each, in the order they were chosen. */
  readonly centers: Matrix;
  /** The m-dist of every row of X, in the unit of the columns. */
  readonly mDist: Float64Array;
  /** mean-dist: the mean m-dist of all rows. */
  readonly meanDist: number;
  /** How many nearest other rows m-dist looked at: `minPts`, or all others where there are fewer. */
  readonly neighbours: number;
}

/**
 * Starting centers for K-means without luck: dense rows, far from each other (Fan 2022, section 3, after Yuan, Zhou
 * and Song 2007).
 *
 * The m-dist of a row is its mean distance to its `minPts` nearest other rows; dense rows are those whose m-dist is
 * at most the mean m-dist. The first center is the dense row of smallest m-dist, each further one the dense row
 * farthest from its nearest center so far. Ties go to the lexicographically smaller row, so the order of the rows
 * never matters. Where there are fewer different dense rows than clusters, all of them are centers and the rest are
 * found among all rows by the same rule.
 *
 * Throws InputError where X has fewer different rows than clusters, or numbers too far apart to square.
 */
export function densitySeeds(
  X: Matrix,
  clusters: number,
  { minPts = DEFAULT_MIN_PTS }: { readonly minPts?: number } = {},
): DensitySeeds {
  requireWhole('clusters', clusters, 1);
  requireWhole('minPts', minPts, 1);
  requireFinite(X);
  const { matrix, counts, groups } = distinctRows(X);
  if (matrix.rows < clusters) {
    throw new InputError(
      `${clusters} clusters need at least ${clusters} different rows; the data have ${matrix.rows}`,
    );
  }
  requireMeasurable(matrix);
  const neighbours = Math.min(minPts, X.rows - 1);
  const distances =
    neighbours === 0 ? new Float64Array(1) : meanNeighbourDistances(matrix, counts, neighbours);
  const meanDist = weightedMean(distances, counts, X.rows);
  return {
    centers: takeRows(matrix, farApart(matrix, distances, meanDist, clusters)),
    mDist: Float64Array.from(groups, (group) => distances[group]),
    meanDist,
    neighbours,
  };
}

/**
 * The starting centers among different rows in lexicographic order whose m-dists are known, for who computes m-dists
 * of many resamples at once. `counts` says how often each row occurs; there must be at least as many rows as clusters.
 */
export function seedsFromDensity(
  matrix: Matrix,
  counts: Uint32Array,
  mDist: Float64Array,
  clusters: number,
): Matrix {
  const rows = counts.reduce((sum, count) => sum + count, 0);
  return takeRows(matrix, farApart(matrix, mDist, weightedMean(mDist, counts, rows), clusters));
}

/** Throws InputError where the square of the longest possible distance would not be finite. */
function requireMeasurable({ columns, data }: Matrix): void {
  let diagonal = 0;
  for (let j = 0; j < columns; j++) {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = j; at < data.length; at += columns) {
      low = Math.min(low, data[at]);
      high = Math.max(high, data[at]);
    }
    diagonal += (high - low) ** 2;
  }
  if (!Number.isFinite(diagonal)) {
    throw new InputError('the numbers lie too far apart to compute distances: scale the columns first');
  }
}

/** The mean, taken from the smallest number up, so that rounding never leaves it below all of them. */
function weightedMean(values: Float64Array, counts: Uint32Array, total: number): number {
  const smallest = values[indexOfSmallest(values)];
  let excess = 0;
  for (let i = 0; i < values.length; i++) excess += counts[i] * (values[i] - smallest);
  return smallest + excess / total;
}

/** The rows of the centers, in the order they are chosen. O(rows x clusters x columns). */
function farApart(matrix: Matrix, mDist: Float64Array, meanDist: number, clusters: number): number[] {
  const toCenter = new Float64Array(matrix.rows).fill(Number.POSITIVE_INFINITY);
  const chosen = new Uint8Array(matrix.rows);
  const centers = [indexOfSmallest(mDist)];
  while (true) {
    const last = centers[centers.length - 1];
    chosen[last] = 1;
    if (centers.length === clusters) return centers;
    shorten(toCenter, matrix, last);
    let farthest = -1;
    let isDense = false;
    for (let i = 0; i < matrix.rows; i++) {
      if (chosen[i] === 1) continue;
      const dense = mDist[i] <= meanDist;
      if (farthest < 0 || (dense && !isDense) || (dense === isDense && toCenter[i] > toCenter[farthest])) {
        farthest = i;
        isDense = dense;
      }
    }
    centers.push(farthest);
  }
}

/** Makes each row's distance to its nearest center (squared) take a new center into account. */
function shorten(toCenter: Float64Array, { rows, columns, data }: Matrix, center: number): void {
  const origin = center * columns;
  for (let i = 0, at = 0; i < rows; i++) {
    let squares = 0;
    for (let j = 0; j < columns; j++, at++) {
      const difference = data[at] - data[origin + j];
      squares += difference * difference;
    }
    if (squares < toCenter[i]) toCenter[i] = squares;
  }
}

function indexOfSmallest(values: Float64Array): number {
  let smallest = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] < values[smallest]) smallest = i;
  }
  return smallest;
}
