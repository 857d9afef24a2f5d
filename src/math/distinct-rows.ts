import type { Matrix } from './matrix.ts';

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

/**
 * The rows' indices in lexicographic order of the rows; equal rows keep the order they came in. -0 counts as 0,
 * the numbers must be finite. A radix sort from the last column to the first, which skips the bytes that all
 * rows share: O(rows x columns), and few passes for whole numbers.
 */
export function rowOrder(matrix: Matrix): Uint32Array {
  const { rows, columns } = matrix;
  let from = new Keyed(rows);
  let to = new Keyed(rows);
  for (let i = 0; i < rows; i++) from.row[i] = i;
  const histograms = new Uint32Array(8 * 256);
  for (let column = columns - 1; column >= 0; column--) {
    setKeys(from, matrix, column);
    countBytes(from, histograms);
    for (let byte = 0; byte < 8; byte++) {
      const positions = histograms.subarray(byte * 256, (byte + 1) * 256);
      if (!toPositions(positions, rows)) continue;
      moveRows(from, to, byte, positions);
      [from, to] = [to, from];
    }
  }
  return from.row;
}

/** Rows with a 64-bit key each, in two words. */
class Keyed {
  readonly row: Uint32Array;
  readonly low: Uint32Array;
  readonly high: Uint32Array;

  constructor(rows: number) {
    this.row = new Uint32Array(rows);
    this.low = new Uint32Array(rows);
    this.high = new Uint32Array(rows);
  }
}

/** Gives every row the key that sorts as its number in the column does. */
function setKeys({ row, low, high }: Keyed, { columns, data }: Matrix, column: number): void {
  const view = new DataView(new ArrayBuffer(8));
  for (let i = 0; i < row.length; i++) {
    view.setFloat64(0, data[row[i] * columns + column] + 0);
    const word = view.getInt32(0);
    // Negative numbers sort backwards as bits, so all their bits turn; of the others the sign alone.
    const negative = word >> 31;
    high[i] = word ^ (negative | 0x80000000);
    low[i] = view.getInt32(4) ^ negative;
  }
}

function countBytes({ low, high }: Keyed, histograms: Uint32Array): void {
  histograms.fill(0);
  for (let i = 0; i < low.length; i++) {
    const l = low[i];
    const h = high[i];
    histograms[l & 255]++;
    histograms[256 + ((l >>> 8) & 255)]++;
    histograms[512 + ((l >>> 16) & 255)]++;
    histograms[768 + (l >>> 24)]++;
    histograms[1024 + (h & 255)]++;
    histograms[1280 + ((h >>> 8) & 255)]++;
    histograms[1536 + ((h >>> 16) & 255)]++;
    histograms[1792 + (h >>> 24)]++;
  }
}

/** Turns counts into first positions; false where one bucket holds everything, so that nothing would move. */
function toPositions(counts: Uint32Array, total: number): boolean {
  let position = 0;
  for (let i = 0; i < counts.length; i++) {
    const count = counts[i];
    if (count === total) return false;
    counts[i] = position;
    position += count;
  }
  return true;
}

function moveRows(from: Keyed, to: Keyed, byte: number, positions: Uint32Array): void {
  const { row, low, high } = from;
  const { row: toRow, low: toLow, high: toHigh } = to;
  const word = byte < 4 ? low : high;
  const shift = (byte & 3) * 8;
  for (let i = 0; i < row.length; i++) {
    const position = positions[(word[i] >>> shift) & 255]++;
    toRow[position] = row[i];
    toLow[position] = low[i];
    toHigh[position] = high[i];
  }
}

function differ(a: Float64Array, atA: number, b: Float64Array, atB: number, columns: number): boolean {
  for (let j = 0; j < columns; j++) {
    if (a[atA + j] !== b[atB + j]) return true;
  }
  return false;
}
