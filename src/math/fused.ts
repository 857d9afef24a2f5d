import type { Columns } from './columns.ts';
import { pairwiseSum } from './statistics.ts';

/**
 * a * b + c rounded once, as the processor's fused instruction has it and JavaScript does not.
 *
 * The product is taken apart without error (Dekker 1971), the sum likewise (Knuth, TAOCP 4.2.2), and the parts are added
 * from the smallest up. Needs magnitudes whose products neither overflow nor fall below 1e-290.
 */
export function fusedMultiplyAdd(a: number, b: number, c: number): number {
  const product = a * b;
  const aHigh = highHalf(a);
  const bHigh = highHalf(b);
  const aLow = a - aHigh;
  const bLow = b - bHigh;
  const productError = aHigh * bHigh - product + aHigh * bLow + aLow * bHigh + aLow * bLow;
  const sum = product + c;
  const added = sum - product;
  const sumError = product - (sum - added) + (c - added);
  return sum + (sumError + productError);
}

/** The upper 26 of a number's 53 bits. */
function highHalf(value: number): number {
  const shifted = 134217729 * value;
  return shifted - (shifted - value);
}

/**
 * The sum of the squares of `count` numbers, from `start` on and `stride` apart, in the order in which NumPy's `einsum`
 * adds them: even and odd places side by side, and of whole eights the last first.
 */
export function squaredNorm(values: Float64Array, start: number, stride: number, count: number): number {
  let even = 0;
  let odd = 0;
  const eights = count - (count % 8);
  for (let eight = 0; eight < eights; eight += 8) {
    for (let j = eight + 6; j >= eight; j -= 2) {
      even += squareAt(values, start + j * stride);
      odd += squareAt(values, start + (j + 1) * stride);
    }
  }
  for (let j = eights; j < count; j += 2) {
    even += squareAt(values, start + j * stride);
    if (j + 1 < count) odd += squareAt(values, start + (j + 1) * stride);
  }
  return even + odd;
}

function squareAt(values: Float64Array, at: number): number {
  return values[at] * values[at];
}

/**
 * The sum over all rows of the squared distance to the nearest of the given rows, in the order of scikit-learn's and
 * NumPy's operations and with fused instructions. O(rows x given rows x columns), each of them slow.
 */
export function fusedPotential({ rows, columns, data }: Columns, given: readonly number[]): number {
  const closest = new Float64Array(rows).fill(Number.POSITIVE_INFINITY);
  for (const center of given) {
    const centerNorm = squaredNorm(data, center, rows, columns);
    for (let row = 0; row < rows; row++) {
      let product = 0;
      for (let at = 0; at < data.length; at += rows) {
        product = fusedMultiplyAdd(data[at + center], data[at + row], product);
      }
      const distance = Math.max(centerNorm - 2 * product + squaredNorm(data, row, rows, columns), 0);
      if (distance < closest[row]) closest[row] = distance;
    }
  }
  return pairwiseSum(closest);
}
