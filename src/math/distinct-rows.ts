import type { Matrix } from './matrix.ts';
import { rowOrder } from './row-order.ts';

/** The rows of a matrix with repeats collapsed, in lexicographic order. */
export interface DistinctRows {
  /** Every different row once, ascending by the first column, then the second, ... */
  readonly matrix: Matrix;
  /** How many rows of the original each distinct row stands for. */
  readonly counts: Uint32Array;
  /** For each row of the original, the distinct row it is. */
  readonly groups: Uint32Array;
}

/**
 * Collapses equal rows. The result is the same whatever order the rows come in, but for `groups`, which follows it.
 * -0 counts as 0. O(rows x columns).
 */
export function distinctRows(matrix: Matrix): DistinctRows {
  const { columns, data } = matrix;
  const order = rowOrder(matrix);
  const kept = new Float64Array(data.length);
  const counts = new Uint32Array(order.length);
  const groups = new Uint32Array(order.length);
  let last = -1;
  for (let i = 0; i < order.length; i++) {
    const row = order[i];
    if (last < 0 || differ(data, row * columns, kept, last * columns, columns)) {
      last++;
      for (let j = 0; j < columns; j++) kept[last * columns + j] = data[row * columns + j] + 0;
    }
    counts[last]++;
    groups[row] = last;
  }
  const rows = last + 1;
  return {
    matrix: { rows, columns, data: kept.slice(0, rows * columns) },
    counts: counts.slice(0, rows),
    groups,
  };
}

function differ(a: Float64Array, atA: number, b: Float64Array, atB: number, columns: number): boolean {
  for (let j = 0; j < columns; j++) {
    if (a[atA + j] !== b[atB + j]) return true;
  }
  return false;
}
