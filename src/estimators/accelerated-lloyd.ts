import type { Matrix } from '../math/matrix.ts';
import type { NearestCenter } from '../math/nearest-center.ts';

/** How many steps back the acceleration looks. */
const MEMORY = 4;
const MOST_STEPS = 100;
/** The share of the squared extent by which inertia must fall to go on, unless told; the rest is left to plain steps. */
const SMALL_GAIN = 1e-13;

/**
 * K-means from the given centers to where inertia hardly falls any more, in fewer passes over the rows than Lloyd's
 * algorithm: each step goes where the steps so far point to (Anderson 1965; Zhang, Yao, Peng, Yu, Deng 2018, "Fast
 * K-Means Clustering with Anderson Acceleration"), and where inertia would rise, Lloyd's own step is taken. A center
 * without rows stays where it is.
 *
 * Plain steps from the result lead to a fixed point; another one, perhaps, than plain steps from the start.
 */
export function descend(
  nearest: NearestCenter,
  start: Matrix,
  smallGain = SMALL_GAIN,
): { centers: Matrix; inertia: number } {
  const { columns } = start;
  const counts = new Float64Array(start.rows);
  const sums = new Float64Array(start.data.length);
  const acceleration = new Acceleration();
  const total = nearest.squaredExtent;
  /** What Lloyd's step makes of the best centers so far, and their inertia. */
  let plain = start.data;
  let inertia = Number.POSITIVE_INFINITY;
  let tried = start.data;
  nearest.forget();
  for (let step = 0; step < MOST_STEPS; step++) {
    nearest.assign({ ...start, data: tried }, sums, counts);
    const reached = total + inertiaBeyond(tried, sums, counts, columns);
    if (reached >= inertia && tried !== plain) {
      acceleration.forget();
      tried = plain;
      continue;
    }
    const gain = inertia - reached;
    inertia = Math.min(inertia, reached);
    plain = meansOf(tried, sums, counts, columns);
    if (!(gain > smallGain * total)) break;
    tried = acceleration.next(tried, plain);
  }
  return { centers: { ...start, data: plain }, inertia };
}

/** Inertia without the rows' own squared lengths: what of it depends on the centers. */
function inertiaBeyond(
  centers: Float64Array,
  sums: Float64Array,
  counts: Float64Array,
  columns: number,
): number {
  let inertia = 0;
  for (let at = 0; at < centers.length; at++) {
    inertia += centers[at] * (counts[Math.floor(at / columns)] * centers[at] - 2 * sums[at]);
  }
  return inertia;
}

function meansOf(
  centers: Float64Array,
  sums: Float64Array,
  counts: Float64Array,
  columns: number,
): Float64Array {
  return centers.map((value, at) => {
    const count = counts[Math.floor(at / columns)];
    return count === 0 ? value : sums[at] / count;
  });
}

/** Anderson acceleration of a step from x to g(x): the mixture of the last steps whose residuals g(x) - x cancel best. */
class Acceleration {
  #steps: { readonly image: Float64Array; readonly residual: Float64Array }[] = [];

  forget(): void {
    this.#steps = [];
  }

  next(x: Float64Array, image: Float64Array): Float64Array {
    const residual = image.map((value, at) => value - x[at]);
    const before = this.#steps.slice(-MEMORY);
    this.#steps = [...before, { image, residual }];
    if (before.length === 0) return image;
    const differences = before.map((step) => residual.map((value, at) => value - step.residual[at]));
    const shares = leastSquares(differences, residual);
    if (shares === null) return image;
    return image.map((value, at) =>
      before.reduce((sum, step, i) => sum - shares[i] * (value - step.image[at]), value),
    );
  }
}

/** The shares of the vectors whose sum is nearest to the target, by the normal equations; null where they are singular. */
function leastSquares(vectors: readonly Float64Array[], target: Float64Array): number[] | null {
  const rows = vectors.map((a, i) => [
    ...vectors.map((b, j) => dot(a, b) * (i === j ? 1 + 1e-10 : 1)),
    dot(a, target),
  ]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    for (let r = i + 1; r < size; r++) {
      if (Math.abs(rows[r][i]) > Math.abs(rows[i][i])) [rows[i], rows[r]] = [rows[r], rows[i]];
    }
    if (rows[i][i] === 0) return null;
    for (let r = 0; r < size; r++) {
      if (r === i) continue;
      const factor = rows[r][i] / rows[i][i];
      for (let c = i; c <= size; c++) rows[r][c] -= factor * rows[i][c];
    }
  }
  const shares = rows.map((row, i) => row[size] / row[i]);
  return shares.every(Number.isFinite) ? shares : null;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
