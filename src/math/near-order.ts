/** All bits that the place of a row is told by, shared by the columns. */
const CODE_BITS = 30;
const MOST_BITS_PER_COLUMN = 10;
const RADIX_BITS = 10;

/**
 * The rows' indices in an order that brings rows near each other in space near each other: along a Z-curve (Morton
 * 1966) through cells of which each column has equally full ones. `values` are finite and row by row; with more than
 * thirty columns the first thirty decide. O(rows x columns).
 */
export function nearOrder(values: Float32Array, rows: number, columns: number): Uint32Array {
  const used = Math.min(columns, CODE_BITS);
  const bits = Math.min(Math.floor(CODE_BITS / used), MOST_BITS_PER_COLUMN);
  const words = new Int32Array(values.buffer, values.byteOffset, values.length);
  const codes = new Uint32Array(rows);
  for (let column = 0; column < used; column++) {
    const cells = equallyFullCells(words, column, columns, bits);
    const spread = Uint32Array.from(cells, (cell) => spreadBits(cell, used) << column);
    for (let i = 0, at = column; i < rows; i++, at += columns) codes[i] |= spread[words[at] >>> 16];
  }
  return sortedBy(codes, bits * used);
}

/**
 * For each 16 leading bits of a float, which among floats of one sign sort as whole numbers do, the cell from 0 to
 * 2 ** bits - 1, so that cells hold about equally many values of the column.
 */
function equallyFullCells(words: Int32Array, column: number, columns: number, bits: number): Uint32Array {
  const cells = new Uint32Array(65_536);
  for (let at = column; at < words.length; at += columns) cells[words[at] >>> 16]++;
  const share = 2 ** bits / (words.length / columns);
  let before = 0;
  for (let i = 0; i < cells.length; i++) {
    // From the lowest negative number, which has the highest bits, to 0, and from 0 to the highest positive one.
    const prefix = i < 32_768 ? 65_535 - i : i - 32_768;
    const here = cells[prefix];
    cells[prefix] = Math.min(Math.floor((before + here / 2) * share), 2 ** bits - 1);
    before += here;
  }
  return cells;
}

/** The bits of the cell, `distance` places apart. */
function spreadBits(cell: number, distance: number): number {
  let spread = 0;
  for (let bit = 0; cell >> bit > 0; bit++) spread |= ((cell >> bit) & 1) << (bit * distance);
  return spread;
}

/** The indices of the codes in ascending order: a radix sort that carries the codes along. */
function sortedBy(codes: Uint32Array, bits: number): Uint32Array {
  const { length } = codes;
  let from: Uint32Array = codes;
  let to: Uint32Array = new Uint32Array(length);
  let order = new Uint32Array(length);
  let spare = new Uint32Array(length);
  for (let i = 0; i < length; i++) order[i] = i;
  for (let shift = 0; shift < bits; shift += RADIX_BITS) {
    const places = new Uint32Array(2 ** RADIX_BITS);
    const mask = places.length - 1;
    for (let i = 0; i < length; i++) places[(from[i] >>> shift) & mask]++;
    let before = 0;
    for (let digit = 0; digit < places.length; digit++) {
      const here = places[digit];
      places[digit] = before;
      before += here;
    }
    for (let i = 0; i < length; i++) {
      const code = from[i];
      const place = places[(code >>> shift) & mask]++;
      to[place] = code;
      spare[place] = order[i];
    }
    [from, to] = [to, from];
    [order, spare] = [spare, order];
  }
  return order;
}
