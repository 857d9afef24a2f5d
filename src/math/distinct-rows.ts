import type { Matrix } from './matrix.ts';
import { sortRows } from './row-order.ts';
import { rowsInOrder } from './rows-in-order.ts';

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
  const { columns } = matrix;
  const { order, keys, isExact } = sortRows(matrix);
  const kept = rowsInOrder(matrix, isExact ? firstOfEach(keys, order) : order);
  const counts = new Uint32Array(kept.length / columns);
  const groups = new Uint32Array(order.length);
  let rows = 0;
  for (let i = 0; i < order.length; i++) {
    const isTied = i > 0 && keys[i] === keys[i - 1];
    if (isExact) rows += isTied ? 0 : 1;
    else if (!isTied || !areEqual(kept, i * columns, (rows - 1) * columns, columns)) {
      if (rows < i) kept.copyWithin(rows * columns, i * columns, (i + 1) * columns);
      rows++;
    }
    counts[rows - 1]++;
    groups[order[i]] = rows - 1;
  }
  const all = { matrix: { rows, columns, data: kept }, counts, groups, order };
  if (rows === counts.length) return all;
  const different = { rows, columns, data: kept.slice(0, rows * columns) };
  return { ...all, matrix: different, counts: counts.slice(0, rows) };
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

/** Of each run of equal keys what stands first in the order. */
function firstOfEach(keys: Uint32Array, order: Uint32Array): Uint32Array {
  const firsts = new Uint32Array(order.length);
  let different = 0;
  for (let i = 0; i < order.length; i++) {
    if (i === 0 || keys[i] !== keys[i - 1]) firsts[different++] = order[i];
  }
  return firsts.subarray(0, different);
}

function areEqual(data: Float64Array, a: number, b: number, columns: number): boolean {
  for (let j = 0; j < columns; j++) {
    if (data[a + j] !== data[b + j]) return false;
  }
  return true;
}
