import type { Matrix } from '../math/matrix.ts';
import { Workspace } from '../math/workspace.ts';

/** From so many rows on, the kernel is done before plain loops, even where it has yet to start. */
const FEWEST_ROWS = 2500;
/** As in kernels/silhouette.ts. */
const BLOCK_ROWS = 64;
/** Of fewer rows each distance is taken once, pair by pair of clusters, which leaves less for threads to share. */
const FEWEST_ROWS_TO_SHARE = 3000;

/**
 * For each row and cluster, the sum of the row's distances to the cluster's rows, added in the order of the rows; `clusters`
 * are those of the rows, numbered from 0, and `sizes` has how many rows each has. O(rows^2 x columns).
 */
export function distanceTotals(X: Matrix, clusters: Int32Array, sizes: Float64Array): Float64Array {
  const workspace = Workspace.isReady || X.rows >= FEWEST_ROWS ? Workspace.open() : null;
  if (workspace === null) return distanceTotalsPlainly(X, clusters, sizes.length);
  try {
    return distanceTotalsByKernel(X, clusters, sizes, workspace);
  } finally {
    workspace.close();
  }
}

/** The kernel's way (kernels/silhouette.ts), on several threads where there are many rows. */
export function distanceTotalsByKernel(
  { rows, columns, data }: Matrix,
  clusters: Int32Array,
  sizes: Float64Array,
  workspace: Workspace,
): Float64Array {
  const count = sizes.length;
  const starts = workspace.ints(count + 1);
  starts[0] = 0;
  const isShared = rows >= FEWEST_ROWS_TO_SHARE;
  for (let c = 0; c < count; c++) starts[c + 1] = starts[c] + (isShared ? sizes[c] : fours(sizes[c]));
  const pitch = fours(starts[count]);
  const next = starts.slice();
  const places = new Int32Array(rows);
  for (let i = 0; i < rows; i++) places[i] = next[clusters[i]]++;
  const points = workspace.floats(pitch * columns).fill(0);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) points[j * pitch + places[i]] = data[i * columns + j];
  }
  const sums = workspace.floats(pitch * count);
  const given = [points, pitch, columns, starts] as const;
  if (isShared) {
    workspace.run('distanceTotals', Math.ceil(pitch / BLOCK_ROWS), ...given, count, sums);
  } else {
    const ownSizes = workspace.ints(count);
    ownSizes.set(sizes);
    const pairs = largestFirst(sizes);
    const ofPairs = workspace.ints(2 * pairs.length);
    for (let i = 0; i < pairs.length; i++) {
      ofPairs[2 * i] = pairs[i].a;
      ofPairs[2 * i + 1] = pairs[i].b;
    }
    workspace.runTogether('distanceTotalsOfPairs', pairs.length, ...given, ownSizes, ofPairs, sums.fill(0));
  }

  const totals = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++) {
    for (let c = 0; c < count; c++) totals[i * count + c] = sums[c * pitch + places[i]];
  }
  return totals;
}

/** The next multiple of 4. */
function fours(rows: number): number {
  return Math.ceil(rows / 4) * 4;
}

/** Two clusters, and about how many distances there are between their rows. */
interface Pair {
  readonly a: number;
  readonly b: number;
  readonly distances: number;
}

/** All pairs of clusters, each with itself, too: those of the most distances first, so that threads end together. */
function largestFirst(sizes: Float64Array): Pair[] {
  const pairs: Pair[] = [];
  for (let a = 0; a < sizes.length; a++) {
    for (let b = a; b < sizes.length; b++) {
      pairs.push({ a, b, distances: (sizes[a] * sizes[b]) / (a === b ? 2 : 1) });
    }
  }
  return pairs.sort(byDistances);
}

function byDistances(one: Pair, other: Pair): number {
  return other.distances - one.distances;
}

/** The plain twin of distanceTotalsByKernel. */
export function distanceTotalsPlainly(
  { rows, columns, data }: Matrix,
  clusters: Int32Array,
  count: number,
): Float64Array {
  const totals = new Float64Array(rows * count);
  for (let i = 0; i < rows; i++) {
    const own = clusters[i];
    for (let other = i + 1; other < rows; other++) {
      let squares = 0;
      for (let j = 0; j < columns; j++) {
        const difference = data[i * columns + j] - data[other * columns + j];
        squares += difference * difference;
      }
      const distance = Math.sqrt(squares);
      totals[i * count + clusters[other]] += distance;
      totals[other * count + own] += distance;
    }
  }
  return totals;
}
