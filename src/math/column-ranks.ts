import type { Matrix } from './matrix.ts';

/** What the numbers of a column are among its different numbers, in ascending order. */
export interface ColumnRanks {
  /** For each row the place of its number, from 0 on. */
  readonly ranks: Uint32Array;
  readonly different: number;
}

/**
 * The ranks of a column's finite numbers where at most so many of them are different, otherwise null; -0 counts as 0.
 * O(rows + different x log different) on average, or O(most) where there are too many.
 */
export function columnRanks(
  { rows, columns, data }: Matrix,
  column: number,
  most: number,
): ColumnRanks | null {
  const size = 2 ** Math.ceil(Math.log2(2 * most + 2));
  const numbers = new Float64Array(size);
  /** Of each place in the table, 1 + the number's place among the different ones as they came; 0 where it is free. */
  const entries = new Uint32Array(size);
  const found: number[] = [];
  const ranks = new Uint32Array(rows);
  const bits = new Uint32Array(2);
  const number = new Float64Array(bits.buffer);
  for (let i = 0, at = column; i < rows; i++, at += columns) {
    number[0] = data[at] + 0;
    let place = (Math.imul(bits[0] ^ Math.imul(bits[1], 0x85ebca6b), 0x9e3779b1) >>> 7) & (size - 1);
    while (entries[place] !== 0 && numbers[place] !== number[0]) place = (place + 1) & (size - 1);
    if (entries[place] === 0) {
      if (found.length === most) return null;
      numbers[place] = number[0];
      entries[place] = found.push(number[0]);
    }
    ranks[i] = entries[place] - 1;
  }
  const sorted = Float64Array.from(found).sort();
  const rankOf = new Map(Array.from(sorted, (value, rank) => [value, rank]));
  const renamed = Uint32Array.from(found, (value) => rankOf.get(value) ?? 0);
  for (let i = 0; i < rows; i++) ranks[i] = renamed[ranks[i]];
  return { ranks, different: found.length };
}
