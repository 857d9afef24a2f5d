import type { Matrix } from './matrix.ts';
import { sortRows } from './row-order.ts';

/** The rows of a matrix with repeats collapsed, in lexicographic order. */
export interface DistinctRows {
  /** Every different row once, ascending by the first column, then the second, ... */
  readonly matrix: Matrix;
  /** How many rows of the original each distinct row stands for. */
  readonly counts: Uint32Array;
  /** For each row of the original, the distinct row it is. */
  readonly groups: Uint32Array;
  /** The original's rows in lexicographic order, equal ones in the order they came in. */
  readonly order: Uint32Array;
}

/**
 * Collapses equal rows. The result is the same whatever order the rows come in, but for `groups`, which follows it.
 * -0 counts as 0. O(rows x columns).
 */
export function distinctRows(matrix: Matrix): DistinctRows {
  const { columns, data } = matrix;
  const { order, keys, isExact } = sortRows(matrix);
  const groups = new Uint32Array(order.length);
  const firsts = new Uint32Array(order.length);
  let rows = 0;
  for (let i = 0; i < order.length; i++) {
    const isRepeat =
      i > 0 && keys[i] === keys[i - 1] && (isExact || areEqual(data, order[i - 1], order[i], columns));
    if (!isRepeat) firsts[rows++] = i;
    groups[order[i]] = rows - 1;
  }
  const counts = new Uint32Array(rows);
  const kept = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    const first = firsts[row];
    counts[row] = (row + 1 < rows ? firsts[row + 1] : order.length) - first;
    const from = order[first] * columns;
    // Adding 0 turns -0 into 0.
    for (let j = 0; j < columns; j++) kept[at++] = data[from + j] + 0;
  }
  return { matrix: { rows, columns, data: kept }, counts, groups, order };
}

/** All rows of the original in lexicographic order, -0 as 0; the distinct rows themselves where no row repeats. */
export function withRepeats({ matrix, counts, order }: DistinctRows): Matrix {
  if (matrix.rows === order.length) return matrix;
  const { rows, columns, data } = matrix;
  const repeated = new Float64Array(order.length * columns);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let n = counts[row]; n > 0; n--) {
      for (let j = 0; j < columns; j++) repeated[at++] = data[row * columns + j];
    }
  }
  return { rows: order.length, columns, data: repeated };
}

function areEqual(data: Float64Array, a: number, b: number, columns: number): boolean {
  for (let j = 0; j < columns; j++) {
    if (data[a * columns + j] !== data[b * columns + j]) return false;
  }
  return true;
}
