import { type Points, sumOfSquares } from './columns.ts';
import { squaredNorm } from './fused.ts';
import { largestMagnitude, requireMeasurable } from './magnitude.ts';
import type { Matrix } from './matrix.ts';
import { NearestCenterFew } from './nearest-center-few.ts';
import { NearestCenterKernels } from './nearest-center-kernels.ts';
import { type NearestCenterLoops, NearestCenterPlain } from './nearest-center-plain.ts';
import { BLOCK_ROWS } from './statistics.ts';

/**
 * The inner loops of K-means, over blocks of rows. A block's numbers depend on the block alone: whoever computes which
 * block, and however many at once, the bits are the same. Where the points lie in a workspace, kernels run the loops,
 * otherwise their plain twins.
 */
export class NearestCenter {
  readonly points: Points;
  readonly #loops: NearestCenterLoops;
  #squaredExtent = Number.NaN;

  /** Rows that are raw are put in an order of their own first, which pays where they are many and gone over often. */
  constructor(points: Points) {
    this.points = points;
    this.#loops = loopsOver(points);
  }

  /** A copy of the center of each row that `assign` found; -1 before. */
  get labels(): Int32Array {
    return this.#loops.copyLabels();
  }

  /** The points of these indices. */
  take(indices: Uint32Array): Matrix {
    return { rows: indices.length, columns: this.points.columns, data: this.#loops.takePoints(indices) };
  }

  /**
   * Finds each row's nearest center, the first of several equally near, and returns how many labels changed. Where `sums`
   * (a row per center) and `counts` are given, the rows of each center are added up there: up to 1,024 rows one after
   * another, as scikit-learn adds, more of them without rounding but of the result.
   *
   * Compares |c|^2 - 2 x.c in the order of scikit-learn's operations. Where two centers are as near as rounding lets
   * tell, which whole numbers make common, rounding decides; so such rows are computed again as the fused instructions
   * compute them that scikit-learn runs on, and ties fall as they do there. Throws InputError where numbers are too
   * large for that.
   */
  assign(centers: Matrix, sums?: Float64Array, counts?: Float64Array): number {
    const scaled = centers.data.map((value) => -2 * value);
    const totals = sums && counts && { sums: sums.fill(0), counts: counts.fill(0) };
    return this.#loops.assign(scaled, squaredNorms(centers), this.#tolerance(centers), totals);
  }

  /** Twice what rounding can make of the difference of two distances, one way or the other. */
  #tolerance(centers: Matrix): number {
    const { columns, largest } = this.points;
    const farthest = largestMagnitude(centers.data);
    const size = columns * farthest * (2 * largest + farthest);
    requireMeasurable(size);
    return (columns + 2) * 2 ** -50 * size;
  }

  /** Each row's squared distance to the center of its label. */
  squaredDistances(centers: Matrix): Float64Array {
    return this.#loops.squaredDistances(centers.data);
  }

  /** The sum of these distances. */
  inertia(centers: Matrix): number {
    return this.#loops.inertia(centers.data);
  }

  /** The sum of all rows' squared lengths. */
  get squaredExtent(): number {
    if (Number.isNaN(this.#squaredExtent)) {
      this.#squaredExtent = this.points.squares ?? sumOfSquares(this.points);
    }
    return this.#squaredExtent;
  }

  /** Forgets all labels: each counts as changed when it is found. */
  forget(): void {
    this.#loops.forget();
  }
}

function loopsOver(points: Points): NearestCenterLoops {
  if ('pieces' in points) return new NearestCenterKernels(points, points.workspace);
  const { rows, workspace } = points;
  if (workspace === null) return new NearestCenterPlain(points);
  return rows > BLOCK_ROWS
    ? new NearestCenterKernels(points, workspace)
    : new NearestCenterFew(points, workspace);
}

/** The squared length of each row of the matrix, in the order of NumPy's operations. */
function squaredNorms({ rows, columns, data }: Matrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) norms[i] = squaredNorm(data, i * columns, 1, columns);
  return norms;
}
