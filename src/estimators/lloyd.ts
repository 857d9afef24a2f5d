import { numberAt, type Points } from '../math/columns.ts';
import type { Matrix } from '../math/matrix.ts';
import type { NearestCenter } from '../math/nearest-center.ts';

/** Why the iterations ended: no row changed its cluster, the centers hardly moved, or as many were made as allowed. */
export type Stopped = 'labels-unchanged' | 'tolerance' | 'iterations-used-up';

export interface Clustering {
  readonly centers: Matrix;
  /** The sum of the rows' squared distances to their centers. */
  readonly inertia: number;
  readonly iterations: number;
  readonly stopped: Stopped;
}

/**
 * Lloyd's K-means from the given centers (Lloyd 1982): every row goes to its nearest center, every center to the
 * mean of its rows, until no row changes, or until the centers' squared movement is at most `tolerance`, or
 * `maxIterations` times. A center that loses all rows moves to the row farthest from its own center, as in
 * scikit-learn. The labels are left in `nearest`. O(iterations x rows x columns x centers).
 */
export function lloyd(
  nearest: NearestCenter,
  start: Matrix,
  maxIterations: number,
  tolerance: number,
): Clustering {
  const counts = new Float64Array(start.rows);
  let centers: Matrix = { ...start, data: start.data.slice() };
  let next: Matrix = { ...start, data: new Float64Array(start.data.length) };
  let stopped: Stopped = 'iterations-used-up';
  let iterations = 0;
  while (iterations < maxIterations && stopped === 'iterations-used-up') {
    iterations++;
    const changed = nearest.assign(centers, next.data, counts);
    if (counts.includes(0)) {
      fillEmptyClusters(nearest.points, nearest.labels, nearest.squaredDistances(centers), next, counts);
    }
    divideByCounts(next, counts);
    // The first labels are of no centers of this run, whatever they were before.
    if (changed === 0 && iterations > 1) stopped = 'labels-unchanged';
    else if (squaredMovement(centers, next) <= tolerance) stopped = 'tolerance';
    [centers, next] = [next, centers];
  }
  if (stopped !== 'labels-unchanged') nearest.assign(centers);
  return { centers, inertia: nearest.inertia(centers), iterations, stopped };
}

/**
 * Gives each cluster without rows the row that is farthest from its center, the farthest first and of equally far
 * ones the last; the clusters that lose these rows keep the sums of their others.
 */
function fillEmptyClusters(
  points: Points,
  labels: Int32Array,
  distances: Float64Array,
  sums: Matrix,
  counts: Float64Array,
): void {
  const { rows, columns } = points;
  const empty = Array.from(counts.keys()).filter((c) => counts[c] === 0);
  for (const c of empty) {
    let farthest = 0;
    for (let i = 1; i < rows; i++) {
      if (distances[i] >= distances[farthest]) farthest = i;
    }
    distances[farthest] = -1;
    const left = labels[farthest];
    for (let j = 0; j < columns; j++) {
      const value = numberAt(points, farthest, j);
      sums.data[left * columns + j] -= value;
      sums.data[c * columns + j] = value;
    }
    counts[c] = 1;
    counts[left]--;
  }
}

/** Turns sums into means; a cluster that gave away its only row keeps a sum of nothing. */
function divideByCounts({ columns, data }: Matrix, counts: Float64Array): void {
  for (let c = 0; c < counts.length; c++) {
    if (counts[c] === 0) continue;
    const share = 1 / counts[c];
    for (let j = 0; j < columns; j++) data[c * columns + j] *= share;
  }
}

function squaredMovement(from: Matrix, to: Matrix): number {
  let total = 0;
  for (let c = 0; c < from.rows; c++) {
    let squares = 0;
    for (let j = 0; j < from.columns; j++) {
      const difference = to.data[c * from.columns + j] - from.data[c * from.columns + j];
      squares += difference * difference;
    }
    const movement = Math.sqrt(squares);
    total += movement * movement;
  }
  return total;
}
