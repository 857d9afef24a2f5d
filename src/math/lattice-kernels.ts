import type { Matrix } from './matrix.ts';
import { BLOCK_ROWS } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** Places around a row that are looked at, one by one, before a tree is the faster way. */
const MOST_PLACES = 1024;
/** The farthest of them; no column of a place differs from the row's by more than the root. */
const MOST_SQUARES = 16;
const MARGIN = 4;
const MOST_COLUMNS = 20;
const KEY_BITS = 63;

/**
 * Writes the mean distance to its `neighbours` nearest other rows for those rows that have them close by on the lattice
 * of whole numbers, and leaves the other means as they are; all of them where the numbers are not whole or their
 * ranges too wide. `points` are different rows. Exact: sums of whole squares are, in whatever order.
 */
export function latticeDistances(
  { rows, columns, data }: Matrix,
  counts: Int32Array,
  neighbours: number,
  means: Float64Array,
  workspace: Workspace,
): void {
  const fields = fieldsOf({ rows, columns, data });
  if (fields === null) return;
  const { offsets, shells } = placesAround(columns);
  const placeCount = offsets.length / columns;
  const slotBits = 2 + Math.ceil(Math.log2(rows));

  const lows = workspace.floats(columns);
  const shifts = workspace.ints(columns);
  const keys = workspace.floats(rows);
  const places = workspace.floats(placeCount);
  const slots = workspace.ints(2 ** slotBits).fill(0);
  const shellEnds = workspace.ints(shells.length);
  const placeOffsets = workspace.floats(offsets.length);
  lows.fill(0);
  shifts.set(fields.shifts);
  shellEnds.set(shells);
  placeOffsets.set(offsets);
  workspace.run('packRows', 1, placeOffsets, placeCount, columns, lows, shifts, places);

  lows.set(fields.lows);
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  workspace.run('packRows', blocks, data, rows, columns, lows, shifts, keys);
  workspace.run('enterRows', 1, keys, rows, slots, slotBits);
  const table = [keys, rows, counts, slots, slotBits];
  workspace.run('shellDistances', blocks, ...table, places, shellEnds, shells.length / 2, neighbours, means);
}

/** Where the columns lie in a key, with room for what lies beside a row; null where they have none. */
function fieldsOf({ columns, data }: Matrix) {
  if (columns > MOST_COLUMNS || !data.every(Number.isInteger)) return null;
  const lows = new Float64Array(columns);
  const shifts = new Int32Array(columns);
  let bits = 0;
  for (let j = 0; j < columns; j++) {
    let low = data[j];
    let high = low;
    for (let at = j; at < data.length; at += columns) {
      low = Math.min(low, data[at]);
      high = Math.max(high, data[at]);
    }
    lows[j] = low - MARGIN;
    shifts[j] = bits;
    for (let values = high - low + 2 * MARGIN; values >= 1; values /= 2) bits++;
    if (bits > KEY_BITS) return null;
  }
  return { lows, shifts };
}

/** The places around the origin, nearest first, and pairs of a squared distance and how many places are as near. */
function placesAround(columns: number): { readonly offsets: number[]; readonly shells: number[] } {
  const offsets: number[] = [];
  const shells: number[] = [];
  for (let squares = 1; squares <= MOST_SQUARES; squares++) {
    const places = placesAt(columns, squares);
    if (offsets.length / columns + places.length > MOST_PLACES) break;
    for (const place of places) offsets.push(...place);
    shells.push(squares, offsets.length / columns);
  }
  return { offsets, shells };
}

/** All rows of whole numbers whose squares add up to `squares`. */
function placesAt(columns: number, squares: number): number[][] {
  if (squares === 0) return [new Array(columns).fill(0)];
  if (columns === 0) return [];
  const places: number[][] = [];
  for (let value = -MARGIN; value <= MARGIN; value++) {
    if (value * value > squares) continue;
    for (const rest of placesAt(columns - 1, squares - value * value)) places.push([value, ...rest]);
  }
  return places;
}
