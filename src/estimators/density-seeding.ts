import { InputError } from '../errors.ts';
import { type DistinctRows, distinctRows } from '../math/distinct-rows.ts';
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
  const distinct = distinctRows(X);
  const { centers, distances, meanDist, neighbours } = seedsAmong(distinct, clusters, minPts);
  return { centers, mDist: perRow(distances, distinct.groups), meanDist, neighbours };
}

/** What `densitySeeds` finds for rows whose different ones are known, with the m-dists of these. */
export function seedsAmong({ matrix, counts, order }: DistinctRows, clusters: number, minPts: number) {
  if (matrix.rows < clusters) {
    throw new InputError(
      `${clusters} clusters need at least ${clusters} different rows; the data have ${matrix.rows}`,
    );
  }
  requireMeasurable(matrix);
  const neighbours = Math.min(minPts, order.length - 1);
  const distances =
    neighbours === 0 ? new Float64Array(1) : meanNeighbourDistances(matrix, counts, neighbours);
  const meanDist = weightedMean(distances, counts, order.length);
  const centers = takeRows(matrix, farApart(matrix, distances, meanDist, clusters));
  return { centers, distances, meanDist, neighbours };
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
  const lows = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const highs = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  for (let at = 0; at < data.length; at += columns) {
    for (let j = 0; j < columns; j++) {
      const value = data[at + j];
      if (value < lows[j]) lows[j] = value;
      if (value > highs[j]) highs[j] = value;
    }
  }
  const diagonal = lows.reduce((sum, low, j) => sum + (highs[j] - low) ** 2, 0);
  if (!Number.isFinite(diagonal)) {
    throw new InputError('the numbers lie too far apart to compute distances: scale the columns first');
  }
}

/** What belongs to each row of the original; `values` belong to the distinct rows. */
function perRow(values: Float64Array, groups: Uint32Array): Float64Array {
  const result = new Float64Array(groups.length);
  for (let i = 0; i < groups.length; i++) result[i] = values[groups[i]];
  return result;
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
  const centers = [indexOfSmallest(mDist)];
  const isDense = (row: number) => mDist[row] <= meanDist;
  takeFarthest(matrix, rowsWhere(matrix.rows, isDense), centers, clusters);
  if (centers.length < clusters) {
    takeFarthest(
      matrix,
      rowsWhere(matrix.rows, (row) => !isDense(row)),
      centers,
      clusters,
    );
  }
  return centers;
}

function rowsWhere(rows: number, isWanted: (row: number) => boolean): Uint32Array {
  const wanted = new Uint32Array(rows);
  let length = 0;
  for (let row = 0; row < rows; row++) {
    if (isWanted(row)) wanted[length++] = row;
  }
  return wanted.subarray(0, length);
}

/**
 * Adds the candidate farthest from its nearest center, the first of equally far ones, to the centers until there are
 * as many as wanted or all candidates are centers.
 */
function takeFarthest(
  { columns, data }: Matrix,
  candidates: Uint32Array,
  centers: number[],
  wanted: number,
): void {
  // Squared; below 0 where the candidate is a center.
  const toCenter = new Float64Array(candidates.length).fill(Number.POSITIVE_INFINITY);
  for (let known = 0; centers.length < wanted; ) {
    for (; known < centers.length - 1; known++) shorten(toCenter, data, columns, candidates, centers[known]);
    const farthest = shorten(toCenter, data, columns, candidates, centers[known++]);
    if (farthest < 0) return;
    centers.push(candidates[farthest]);
  }
}

/**
 * Makes each candidate's distance to its nearest center take a new center into account; returns the farthest candidate
 * that is no center, -1 where all are.
 */
function shorten(
  toCenter: Float64Array,
  data: Float64Array,
  columns: number,
  candidates: Uint32Array,
  center: number,
): number {
  const origin = center * columns;
  let farthest = -1;
  let greatest = -1;
  for (let i = 0; i < candidates.length; i++) {
    const candidate = candidates[i];
    let squares = 0;
    for (let j = 0, at = candidate * columns; j < columns; j++, at++) {
      const difference = data[at] - data[origin + j];
      squares += difference * difference;
    }
    if (candidate === center) squares = -1;
    if (squares < toCenter[i]) toCenter[i] = squares;
    if (toCenter[i] > greatest) {
      greatest = toCenter[i];
      farthest = i;
    }
  }
  return farthest;
}

function indexOfSmallest(values: Float64Array): number {
  let smallest = 0;
  for (let i = 1; i < values.length; i++) {
    if (values[i] < values[smallest]) smallest = i;
  }
  return smallest;
}
