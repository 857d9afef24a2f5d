import { KMeans, type KMeansInit } from '../../estimators/kmeans.ts';
import { type Matrix, rowOf, takeRows } from '../../math/matrix.ts';
import { squaredDistance } from '../../math/squared-distance.ts';

/** Far more than any run needs to come to rest. */
const MAX_ITERATIONS = 10_000;

/**
 * The centres of the grades, best first: K-means from density seeds until nothing moves, ordered by the centres' mean
 * share of points, of equal ones by the larger share on the first indicator that differs (Fan 2022, section 3).
 * `features` must hold at least as many different rows as there are grades; their order does not matter.
 */
export function gradeCentres(features: Matrix, grades: number, minPts: number): Matrix {
  return centresFrom(features, grades, 'density', minPts);
}

/** The centres, best grade first, that K-means comes to from where it starts. */
export function centresFrom(features: Matrix, grades: number, init: KMeansInit, minPts: number): Matrix {
  const { clusterCenters } = new KMeans({
    clusters: grades,
    init,
    minPts,
    nInit: 1,
    maxIterations: MAX_ITERATIONS,
    tolerance: 0,
  }).fit(features);
  return bestFirst(clusterCenters);
}

/**
 * For each row, the rank of the grade whose centre is nearest; in doubt the better grade. Writes into `ranks`.
 * O(rows x centres x columns).
 */
export function nearestRanks(
  { rows, columns, data }: Matrix,
  centres: Matrix,
  ranks: Uint8Array<ArrayBuffer> = new Uint8Array(rows),
): Uint8Array {
  for (let i = 0; i < rows; i++) {
    const at = i * columns;
    let nearest = 0;
    let smallest = Number.POSITIVE_INFINITY;
    for (let c = 0; c < centres.rows; c++) {
      const squares = squaredDistance(data, at, centres.data, c * columns, columns);
      if (squares < smallest) {
        smallest = squares;
        nearest = c;
      }
    }
    ranks[i] = nearest;
  }
  return ranks;
}

/** The Euclidean distance of one row of features to a centre. */
export function distanceTo(features: Matrix, row: number, centres: Matrix, centre: number): number {
  const { columns } = features;
  return Math.sqrt(squaredDistance(features.data, row * columns, centres.data, centre * columns, columns));
}

function bestFirst(centres: Matrix): Matrix {
  const sums = Array.from({ length: centres.rows }, (_, c) =>
    rowOf(centres, c).reduce((sum, share) => sum + share, 0),
  );
  const order = Array.from(sums.keys()).sort((a, b) => sums[b] - sums[a] || compareRows(centres, b, a));
  return takeRows(centres, order);
}

function compareRows(matrix: Matrix, a: number, b: number): number {
  const other = rowOf(matrix, b);
  for (const [j, value] of rowOf(matrix, a).entries()) {
    if (value !== other[j]) return value - other[j];
  }
  return 0;
}
