import type { Workspace } from './workspace.ts';

/** All bits that the place of a row is told by, shared by the columns. */
const CODE_BITS = 30;
const MOST_BITS_PER_COLUMN = 10;
/** The leading 16 bits of a 32-bit float. */
const PREFIXES = 65_536;
/** Rows that cells are made from. */
const SAMPLED_ROWS = 65_536;
/** As in kernels/near-order.ts. */
const ROWS_AT_ONCE = 65_536;
export const RADIX_BITS = 10;

/**
 * The rows' indices in an order that brings rows near each other in space near each other: along a Z-curve (Morton
 * 1966) through cells of which each column has equally full ones, or one for each value where it has few. `values` are
 * finite, row by row and in the workspace, as the answer is; with more than thirty columns the first thirty decide.
 * O(rows x columns), by kernels (kernels/near-order.ts).
 */
export function nearOrder(
  values: Float32Array,
  rows: number,
  columns: number,
  workspace: Workspace,
): Int32Array {
  const order = workspace.ints(rows);
  workspace.temporarily(() => {
    const used = Math.min(columns, CODE_BITS);
    const bits = Math.min(Math.floor(CODE_BITS / used), MOST_BITS_PER_COLUMN);
    const cells = workspace.ints(used * PREFIXES);
    for (let column = 0; column < used; column++) {
      const spread = Int32Array.from({ length: 2 ** bits }, (_, cell) => spreadBits(cell, used) << column);
      const ofColumn = cellsOf(values, column, columns, bits);
      for (let i = 0; i < PREFIXES; i++) cells[column * PREFIXES + i] = spread[ofColumn[i]];
    }
    const blocks = Math.ceil(rows / ROWS_AT_ONCE);
    const from = workspace.floats(rows);
    const to = workspace.floats(rows);
    workspace.runHeavy('writeCodes', blocks, values, rows, columns, used, cells, from);
    sortEntries(from, to, rows, bits * used, workspace, order);
  });
  return order;
}

/**
 * Sorts entries of a row and, above it, a code of so many bits by their codes, those of equal ones in the order they came
 * in, and returns whichever of the two arrays holds them then; where `order` is given, only their rows are written there.
 */
export function sortEntries(
  entries: Float64Array,
  spare: Float64Array,
  rows: number,
  bits: number,
  workspace: Workspace,
  order?: Int32Array,
): Float64Array {
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const counts = workspace.ints(blocks * 2 ** RADIX_BITS);
  let from = entries;
  let to = spare;
  for (let shift = 0; shift < bits; shift += RADIX_BITS) {
    countIntoPlaces(from, rows, shift, counts, workspace);
    const rowsAlone = shift + RADIX_BITS >= bits ? order : undefined;
    const moved = rowsAlone ?? to;
    workspace.runHeavy('moveByDigit', blocks, from, rows, shift, counts, moved, rowsAlone ? 1 : 0);
    [from, to] = [to, from];
  }
  return from;
}

/**
 * For each 16 leading bits of a float, which among floats of one sign sort as whole numbers do, the cell from 0 to
 * 2 ** bits - 1. Cells hold about equally many values of the column, or one value each where there are few.
 */
function cellsOf(values: Float32Array, column: number, columns: number, bits: number): Uint32Array {
  const words = new Uint32Array(values.buffer, values.byteOffset, values.length);
  const cells = new Uint32Array(PREFIXES);
  const step = columns * Math.ceil(words.length / columns / SAMPLED_ROWS);
  let sampled = 0;
  for (let at = column; at < words.length; at += step) {
    cells[words[at] >>> 16]++;
    sampled++;
  }
  let different = 0;
  for (let i = 0; i < PREFIXES; i++) if (cells[i] > 0) different++;
  const isFew = different <= 2 ** bits;
  const share = 2 ** bits / sampled;
  let before = 0;
  for (let i = 0; i < PREFIXES; i++) {
    // From the lowest negative number, which has the highest bits, to 0, and from 0 to the highest positive one.
    const prefix = i < PREFIXES / 2 ? PREFIXES - 1 - i : i - PREFIXES / 2;
    const here = cells[prefix];
    const cell = isFew ? before : Math.floor((before + here / 2) * share);
    cells[prefix] = Math.min(cell, 2 ** bits - 1);
    before += isFew && here > 0 ? 1 : here;
  }
  return cells;
}

/** The bits of the cell, `distance` places apart. */
export function spreadBits(cell: number, distance: number): number {
  let spread = 0;
  for (let bit = 0; cell >> bit > 0; bit++) spread |= ((cell >> bit) & 1) << (bit * distance);
  return spread;
}

/** Writes in `counts`, block by block, where the first of the block's entries of each digit goes: the bits of the code from `shift` on. */
export function countIntoPlaces(
  entries: Float64Array,
  rows: number,
  shift: number,
  counts: Int32Array,
  workspace: Workspace,
): void {
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  workspace.runHeavy('countDigits', blocks, entries, rows, shift, counts);
  let before = 0;
  for (let digit = 0; digit < 2 ** RADIX_BITS; digit++) {
    for (let block = 0; block < blocks; block++) {
      const at = (block << RADIX_BITS) + digit;
      const here = counts[at];
      counts[at] = before;
      before += here;
    }
  }
}
