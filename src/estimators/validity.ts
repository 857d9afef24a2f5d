import { InputError } from '../errors.ts';
import { largestMagnitude, requireMeasurable } from '../math/magnitude.ts';
import { type Matrix, requireFinite, takeRows } from '../math/matrix.ts';
import { RandomState, requireSeed } from '../math/random.ts';
import { squaredDistance } from '../math/squared-distance.ts';
import { requireWhole } from './contract.ts';
import { distanceTotals } from './silhouette-totals.ts';

/**
 * How well each row lies in its cluster, from -1 to 1 (Rousseeuw 1987): (b - a) / max(a, b), where a is its mean
 * distance to the others of its cluster and b the smallest mean distance to another cluster; 0 for a row that is alone.
 *
 * Throws InputError unless there are at least 2 clusters and fewer than rows. O(rows^2 x columns).
 */
export function silhouetteSamples(X: Matrix, labels: ArrayLike<number>): Float64Array {
  const { clusters, sizes } = requireClustering(X, labels, 'a silhouette');
  const { rows } = X;
  const totals = distanceTotals(X, clusters, sizes);
  const samples = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const own = clusters[i];
    if (sizes[own] === 1) continue;
    const within = totals[i * sizes.length + own] / (sizes[own] - 1);
    let between = Number.POSITIVE_INFINITY;
    for (let c = 0; c < sizes.length; c++) {
      if (c !== own) between = Math.min(between, totals[i * sizes.length + c] / sizes[c]);
    }
    const larger = Math.max(within, between);
    samples[i] = larger === 0 ? 0 : (between - within) / larger;
  }
  return samples;
}

/**
 * The mean of silhouetteSamples: over all rows up to `sampleSize` (default 10,000), over as many drawn at random
 * above. Should the drawn rows be of a single cluster, the first row drawn of another joins them.
 *
 * Throws InputError as silhouetteSamples does. O(min(rows, sampleSize)^2 x columns).
 */
export function silhouetteScore(
  X: Matrix,
  labels: ArrayLike<number>,
  { sampleSize = 10_000, randomState = 42 }: { sampleSize?: number; randomState?: number } = {},
): number {
  requireWhole('sampleSize', sampleSize, 3);
  requireSeed(randomState, 'randomState');
  requireClustering(X, labels, 'a silhouette');
  if (X.rows <= sampleSize) return average(silhouetteSamples(X, labels));
  const drawn = drawRows(labels, sampleSize, new RandomState(randomState));
  return average(
    silhouetteSamples(
      takeRows(X, drawn),
      Int32Array.from(drawn, (row) => labels[row]),
    ),
  );
}

/**
 * Variance between clusters over variance within (Calinski and Harabasz 1974): higher is better separated; 1 where
 * the rows of each cluster are all equal.
 *
 * Throws InputError unless there are at least 2 clusters and fewer than rows. O(rows x columns).
 */
export function calinskiHarabaszScore(X: Matrix, labels: ArrayLike<number>): number {
  const { clusters, sizes } = requireClustering(X, labels, 'a Calinski-Harabasz score');
  const { rows, columns, data } = X;
  const centers = clusterMeans(X, clusters, sizes);
  const center = clusterMeans(X, new Int32Array(rows), Float64Array.of(rows));
  let between = 0;
  for (let c = 0; c < sizes.length; c++) {
    between += sizes[c] * squaredDistance(centers.data, c * columns, center.data, 0, columns);
  }
  let within = 0;
  for (let i = 0; i < rows; i++) {
    within += squaredDistance(data, i * columns, centers.data, clusters[i] * columns, columns);
  }
  if (within === 0) return 1;
  return (between * (rows - sizes.length)) / (within * (sizes.length - 1));
}

/**
 * How much the clusters overlap (Davies and Bouldin 1979): the mean over clusters of the largest ratio of the spread
 * of two clusters to the distance of their centers; 0 is best.
 *
 * Throws InputError unless there are at least 2 clusters and fewer than rows. O(rows x columns).
 */
export function daviesBouldinScore(X: Matrix, labels: ArrayLike<number>): number {
  const { clusters, sizes } = requireClustering(X, labels, 'a Davies-Bouldin score');
  const { rows, columns, data } = X;
  const { data: centers } = clusterMeans(X, clusters, sizes);
  const spreads = new Float64Array(sizes.length);
  for (let i = 0; i < rows; i++) {
    const own = clusters[i];
    spreads[own] += Math.sqrt(squaredDistance(data, i * columns, centers, own * columns, columns));
  }
  for (let c = 0; c < sizes.length; c++) spreads[c] /= sizes[c];
  const worst = new Float64Array(sizes.length);
  let farthest = 0;
  for (let a = 0; a < sizes.length; a++) {
    for (let b = 0; b < sizes.length; b++) {
      const apart = Math.sqrt(squaredDistance(centers, a * columns, centers, b * columns, columns));
      farthest = Math.max(farthest, apart);
      if (apart > 0) worst[a] = Math.max(worst[a], (spreads[a] + spreads[b]) / apart);
    }
  }
  return spreads.every(isNearlyZero) || isNearlyZero(farthest) ? 0 : average(worst);
}

/**
 * How far two partitions of the same things agree, corrected for chance (Hubert and Arabie 1985): 1 for the same
 * partition under any names, about 0 for unrelated ones. Throws InputError where they differ in length or are empty.
 */
export function adjustedRand(a: ArrayLike<string | number>, b: ArrayLike<string | number>): number {
  if (a.length !== b.length || a.length === 0) {
    throw new InputError(
      `two partitions of the same things are needed: one has ${a.length}, the other ${b.length}`,
    );
  }
  const first = renumber(a);
  const second = renumber(b);
  const shared = renumber(
    first.clusters.map((cluster, i) => cluster * second.sizes.length + second.clusters[i]),
  );
  const pairs = BigInt(a.length) ** 2n;
  const together = sumOfSquares(shared.sizes);
  const onlyFirst = sumOfSquares(first.sizes) - together;
  const onlySecond = sumOfSquares(second.sizes) - together;
  const apart = pairs - onlyFirst - onlySecond - together;
  const same = together - BigInt(a.length);
  if (onlyFirst === 0n && onlySecond === 0n) return 1;
  return (
    (2 * Number(same * apart - onlyFirst * onlySecond)) /
    Number((same + onlyFirst) * (onlyFirst + apart) + (same + onlySecond) * (onlySecond + apart))
  );
}

interface Clusters {
  /** The cluster of each row, numbered from 0 as they first occur. */
  readonly clusters: Int32Array;
  readonly sizes: Float64Array;
}

function requireClustering(X: Matrix, labels: ArrayLike<number>, what: string): Clusters {
  requireFinite(X);
  requireMeasurable(4 * X.rows * X.columns * largestMagnitude(X.data) ** 2);
  if (labels.length !== X.rows) {
    throw new InputError(`${X.rows} rows need ${X.rows} labels, not ${labels.length}`);
  }
  const clustering = renumber(labels);
  const count = clustering.sizes.length;
  if (count < 2 || count >= X.rows) {
    throw new InputError(
      `${what} needs at least 2 clusters and fewer than rows, not ${count} of ${X.rows} rows`,
    );
  }
  return clustering;
}

function renumber(labels: ArrayLike<string | number>): Clusters {
  const numbers = new Map<string | number, number>();
  const clusters = new Int32Array(labels.length);
  for (let i = 0; i < clusters.length; i++) {
    const number = numbers.get(labels[i]);
    if (number === undefined) numbers.set(labels[i], numbers.size);
    clusters[i] = number ?? numbers.size - 1;
  }
  const sizes = new Float64Array(numbers.size);
  for (const cluster of clusters) sizes[cluster]++;
  return { clusters, sizes };
}

function drawRows(labels: ArrayLike<number>, sampleSize: number, random: RandomState): Uint32Array {
  const order = random.permutation(labels.length);
  const drawn = order.slice(0, sampleSize);
  if (drawn.some((row) => labels[row] !== labels[drawn[0]])) return drawn;
  const other = order.find((row) => labels[row] !== labels[drawn[0]]);
  return other === undefined ? drawn : Uint32Array.of(...drawn, other);
}

function clusterMeans({ rows, columns, data }: Matrix, clusters: Int32Array, sizes: Float64Array): Matrix {
  const means = new Float64Array(sizes.length * columns);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) means[clusters[i] * columns + j] += data[i * columns + j];
  }
  for (let at = 0; at < means.length; at++) means[at] /= sizes[Math.floor(at / columns)];
  return { rows: sizes.length, columns, data: means };
}

/** What scikit-learn takes for 0 in this score. */
function isNearlyZero(value: number): boolean {
  return value <= 1e-8;
}

function average(values: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i];
  return sum / values.length;
}

function sumOfSquares(sizes: Float64Array): bigint {
  return sizes.reduce((sum, size) => sum + BigInt(size) ** 2n, 0n);
}
