import { columnRanks } from './column-ranks.ts';
import type { Matrix } from './matrix.ts';
import { orderOfKeys } from './radix-order.ts';

/**
 * The rows' indices in lexicographic order of the rows; equal rows keep the order they came in. -0 counts as 0,
 * the numbers must be finite. A radix sort by what 32 bits tell of the first columns, all of them where they hold whole
 * numbers of a narrow range or few different ones, then a merge sort of the rows that this leaves tied: O(rows x columns) for whole numbers,
 * O(rows x (columns + log rows)) at worst.
 */
export function rowOrder(matrix: Matrix): Uint32Array {
  return sortRows(matrix).order;
}

export interface SortedRows {
  /** The rows' indices as `rowOrder` gives them. */
  readonly order: Uint32Array;
  /** In that order, a number for each row: rows that differ in it are different. */
  readonly keys: Uint32Array;
  /** Whether rows of one key are equal. */
  readonly isExact: boolean;
}

/** Rows in their order, with keys by which most or all of them can be told apart. */
export function sortRows(matrix: Matrix): SortedRows {
  const { keys, bits, decided } = leadingKeys(matrix);
  const order = orderOfKeys(keys, bits);
  const isExact = decided === matrix.columns;
  if (!isExact) settleTies(matrix, order, keys, decided);
  return { order, keys, isExact };
}

function settleTies(matrix: Matrix, order: Uint32Array, keys: Uint32Array, decided: number): void {
  const ties = new Ties(matrix, order);
  let start = 0;
  for (let end = 1; end <= order.length; end++) {
    if (end < order.length && keys[end] === keys[start]) continue;
    if (end - start > 1) ties.settle(start, end, decided);
    start = end;
  }
}

const KEY_BITS = 32;
/** A column of at most so many different numbers, and of few beside its rows, is told by their ranks. */
const MOST_RANKS = 65_536;

interface LeadingKeys {
  /** For each row a whole number that is never greater for a smaller row. */
  readonly keys: Uint32Array;
  /** How many bits of the keys are used. */
  readonly bits: number;
  /** In how many of the first columns rows of one key are equal. */
  readonly decided: number;
}

function leadingKeys(matrix: Matrix): LeadingKeys {
  const { rows, columns, data } = matrix;
  const { lows, highs, isWhole } = rangesOf(matrix);
  const scales = new Float64Array(columns).fill(1);
  const ranked: (Uint32Array | null)[] = [];
  const shifts = new Uint32Array(columns);
  let bits = 0;
  let decided = 0;
  for (let column = 0; column < columns && decided === column; column++) {
    const range = highs[column] - lows[column];
    const free = KEY_BITS - bits;
    const isNarrow = range === 0 || (isWhole[column] === 1 && range < 2 ** free);
    const few = isNarrow
      ? null
      : columnRanks(matrix, column, Math.min(MOST_RANKS, rows >>> 2, 2 ** free - 1));
    ranked.push(few?.ranks ?? null);
    if (isNarrow || few !== null) {
      shifts[column] = KEY_BITS - Math.clz32(few === null ? range : few.different - 1);
      decided++;
    } else {
      // Rounding keeps the order: subtracting, multiplying and rounding down never swap two numbers.
      const scale = (2 ** free - 1) / range;
      scales[column] = Number.isFinite(scale) ? scale : 0;
      shifts[column] = free;
    }
    bits += shifts[column];
  }
  const keys = new Uint32Array(rows);
  for (let j = 0; j < ranked.length; j++) {
    const ranks = ranked[j];
    // Where the shift is 32, and so none, there is nothing to be shifted yet.
    const shift = shifts[j];
    const low = lows[j];
    const scale = scales[j];
    if (ranks !== null) {
      for (let i = 0; i < rows; i++) keys[i] = (keys[i] << shift) | ranks[i];
    } else {
      for (let i = 0, at = j; i < rows; i++, at += columns) {
        keys[i] = (keys[i] << shift) | ((data[at] - low) * scale);
      }
    }
  }
  return { keys, bits, decided };
}

/** Each column's smallest and greatest number, and 1 where all its numbers are whole. */
function rangesOf({ columns, data }: Matrix) {
  const lows = new Float64Array(columns).fill(Number.POSITIVE_INFINITY);
  const highs = new Float64Array(columns).fill(Number.NEGATIVE_INFINITY);
  const isWhole = new Uint8Array(columns).fill(1);
  for (let at = 0; at < data.length; at += columns) {
    for (let j = 0; j < columns; j++) {
      const value = data[at + j];
      if (value < lows[j]) lows[j] = value;
      if (value > highs[j]) highs[j] = value;
      if (value !== Math.floor(value)) isWhole[j] = 0;
    }
  }
  return { lows, highs, isWhole };
}

/** Sorts pieces of an order, column by column. */
class Ties {
  readonly #matrix: Matrix;
  readonly #order: Uint32Array;
  #values = new Float64Array(64);
  #spareValues = new Float64Array(64);
  #spareOrder = new Uint32Array(64);

  constructor(matrix: Matrix, order: Uint32Array) {
    this.#matrix = matrix;
    this.#order = order;
  }

  /** Sorts the rows from `start` to `end` - 1 of the order by the columns from `column` on. */
  settle(start: number, end: number, column: number): void {
    const { columns } = this.#matrix;
    for (let next = column; next < columns && end - start > 1; next++) {
      if (this.#areEqual(start, end, next)) continue;
      this.#sortBy(start, end, next);
      if (next + 1 < columns) this.#settleWithin(start, end, next);
      return;
    }
  }

  #areEqual(start: number, end: number, column: number): boolean {
    const { columns, data } = this.#matrix;
    const order = this.#order;
    const first = data[order[start] * columns + column];
    for (let i = start + 1; i < end; i++) {
      if (data[order[i] * columns + column] !== first) return false;
    }
    return true;
  }

  #settleWithin(start: number, end: number, column: number): void {
    const { columns, data } = this.#matrix;
    const order = this.#order;
    let first = start;
    let value = data[order[start] * columns + column];
    for (let i = start + 1; i <= end; i++) {
      const next = i < end ? data[order[i] * columns + column] : Number.NaN;
      if (next === value) continue;
      if (i - first > 1) this.settle(first, i, column + 1);
      first = i;
      value = next;
    }
  }

  /** A stable merge sort, from pieces that are sorted by insertion. */
  #sortBy(start: number, end: number, column: number): void {
    const { columns, data } = this.#matrix;
    const count = end - start;
    this.#reserve(count);
    const order = this.#order.subarray(start, end);
    const values = this.#values;
    for (let i = 0; i < count; i++) values[i] = data[order[i] * columns + column];
    for (let first = 0; first < count; first += PIECE) {
      insert(values, order, first, Math.min(first + PIECE, count));
    }
    let from: Valued = { values, order };
    let to: Valued = { values: this.#spareValues, order: this.#spareOrder };
    for (let size = PIECE; size < count; size *= 2) {
      for (let first = 0; first < count; first += 2 * size) {
        const middle = Math.min(first + size, count);
        merge(from, to, first, middle, Math.min(first + 2 * size, count));
      }
      [from, to] = [to, from];
    }
    if (from.order !== order) order.set(from.order.subarray(0, count));
  }

  #reserve(count: number): void {
    if (this.#values.length >= count) return;
    this.#values = new Float64Array(2 * count);
    this.#spareValues = new Float64Array(2 * count);
    this.#spareOrder = new Uint32Array(2 * count);
  }
}

const PIECE = 12;

interface Valued {
  readonly values: Float64Array;
  readonly order: Uint32Array;
}

function insert(values: Float64Array, order: Uint32Array, first: number, end: number): void {
  for (let i = first + 1; i < end; i++) {
    const value = values[i];
    const row = order[i];
    let at = i;
    for (; at > first && values[at - 1] > value; at--) {
      values[at] = values[at - 1];
      order[at] = order[at - 1];
    }
    values[at] = value;
    order[at] = row;
  }
}

function merge(from: Valued, to: Valued, first: number, middle: number, end: number): void {
  const { values, order } = from;
  const { values: toValues, order: toOrder } = to;
  let a = first;
  let b = middle;
  for (let at = first; at < end; at++) {
    const i = b === end || (a < middle && values[a] <= values[b]) ? a++ : b++;
    toValues[at] = values[i];
    toOrder[at] = order[i];
  }
}
