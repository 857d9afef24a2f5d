import type { RawRows } from './columns.ts';
import { RADIX_BITS, sortEntries, spreadBits, turnIntoPlaces } from './near-order.ts';
import type { Workspace } from './workspace.ts';

/** All bits that the place of a row is told by, shared by the columns. */
const CODE_BITS = 30;
const MOST_BITS_PER_COLUMN = 10;
/** As in kernels/near-rows.ts. */
const ROWS_AT_ONCE = 65_536;
/** Rows that tell how wide a column usually is, and how its numbers are spread. */
const SAMPLED_ROWS = 1024;
/** Equal rows are collapsed where at most this share of the rows is left. */
const WORTH_COLLAPSING = 0.8;

/** The rows of points in an order that brings rows near each other in space near each other. */
export interface NearRows {
  readonly rows: number;
  /** Column by column. */
  readonly data: Float64Array;
  /** How many of the points each row stands for; null where each stands for one. */
  readonly weights: Float64Array | null;
  /** For each of the points the row that stands for it; null where they stay in the order they came in. */
  readonly places: Int32Array | null;
}

/**
 * Orders rows along a Z-curve (Morton 1966) through cells of which each column has equally wide ones, and collapses
 * equal rows where no cell of a column holds two different numbers, as with whole numbers of a narrow range.
 * O(rows x columns), by kernels (kernels/near-rows.ts).
 */
export function nearRows(points: RawRows): NearRows {
  const { rows, columns, workspace } = points;
  const used = Math.min(columns, CODE_BITS);
  const bits = Math.min(Math.floor(CODE_BITS / used), MOST_BITS_PER_COLUMN);
  const places = workspace.ints(rows);
  const weights = workspace.floats(rows);
  const gathered = workspace.floats(rows * columns);
  return workspace.temporarily(() => {
    const entries = workspace.floats(rows);
    const areExact = writeCodes(points, used, bits, entries);
    if (areExact && used === columns) {
      const different = collapse(points, bits * used, entries, weights, places, gathered);
      if (different !== null) {
        const data = gathered.subarray(0, different * columns);
        return { rows: different, data, weights: weights.subarray(0, different), places };
      }
      writeCodes(points, used, bits, entries);
    }
    bringNear(points, bits * used, entries, places, gathered);
    return { rows, data: gathered, weights: null, places };
  });
}

/** Writes every different row once and how many are equal to it; returns how many there are, null where they are too many. */
function collapse(
  { rows, columns, raw, origin, workspace }: RawRows,
  bits: number,
  entries: Float64Array,
  weights: Float64Array,
  places: Int32Array,
  gathered: Float64Array,
): number | null {
  const sorted = sortEntries(entries, workspace.floats(rows), rows, bits, workspace);
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const firsts = workspace.ints(blocks);
  const different = countDifferent(sorted, rows, firsts, workspace);
  if (different > WORTH_COLLAPSING * rows) return null;
  const placed = workspace.ints(different);
  workspace.runHeavy('placeRows', blocks, sorted, rows, firsts, weights, placed, places);
  const keptBlocks = Math.ceil(different / ROWS_AT_ONCE);
  workspace.runHeavy('gatherRows', keptBlocks, placed, different, raw, columns, origin, gathered);
  return different;
}

/**
 * Writes all rows in an order by the leading bits of their codes, which suffice to bring them near each other. The rows move
 * with their entries, first to others of the same leading bits and from there to their places: to be fetched from all over
 * the memory each would be a wait.
 */
function bringNear(
  { rows, columns, raw, origin, workspace }: RawRows,
  bits: number,
  entries: Float64Array,
  places: Int32Array,
  gathered: Float64Array,
): void {
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const shift = Math.max(bits - RADIX_BITS, 0);
  const counts = workspace.ints(blocks * 2 ** RADIX_BITS);
  workspace.runHeavy('countDigits', blocks, entries, rows, shift, counts);
  turnIntoPlaces(counts, blocks);
  const moved = workspace.floats(rows * (columns + 1));
  workspace.runHeavy('moveRows', blocks, entries, rows, shift, counts, raw, columns, origin, moved);
  // Where each digit's rows end in the last block, they end in all.
  const ends = counts.subarray((blocks - 1) * 2 ** RADIX_BITS);
  const next = Math.max(shift - RADIX_BITS, 0);
  const rooms = workspace.rooms(4 * 2 ** RADIX_BITS);
  const made = [rooms, places, gathered] as const;
  workspace.runHeavy('settleRows', 2 ** RADIX_BITS, moved, rows, columns, next, ends, ...made);
}

/** The labels of the points, of those of the rows that stand for them; both in the workspace. */
export function labelsOfPoints(labels: Int32Array, places: Int32Array, workspace: Workspace): Int32Array {
  return workspace.temporarily(() => {
    const taken = workspace.ints(places.length);
    const blocks = Math.ceil(places.length / ROWS_AT_ONCE);
    workspace.runHeavy('takeLabels', blocks, labels, places, places.length, taken);
    return taken.slice();
  });
}

/**
 * Writes an entry for each row; returns whether rows are equal whose first `used` columns have one code. Where some rows
 * show already that they need not be, codes tell ranks rather than places, so that each stands for as many rows.
 */
function writeCodes(points: RawRows, used: number, bits: number, entries: Float64Array): boolean {
  const { rows, columns, raw, origin, ranges, workspace } = points;
  const cells = 2 ** bits;
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const lows = workspace.floats(used);
  const scales = workspace.floats(used);
  const spread = workspace.ints(used * cells);
  const sample = sampleOf(points);
  const scalings = Array.from({ length: used }, (_, j) => scalingOf(sample, j, columns, ranges[j], cells));
  const mayBeExact = scalings.every(({ isSingle }) => isSingle);
  scalings.forEach(({ low, scale, counts }, j) => {
    lows[j] = low;
    scales[j] = scale;
    const codes = mayBeExact ? counts.keys() : ranksOf(counts);
    let at = j * cells;
    for (const code of codes) spread[at++] = spreadBits(code, used) << j;
  });
  const values = mayBeExact ? workspace.floats(blocks * used * cells) : null;
  const isSingle = workspace.ints(blocks);
  const tables = [lows, scales, spread, entries, values ?? 0, isSingle] as const;
  workspace.runHeavy('writeCellCodes', blocks, raw, rows, columns, origin, used, cells, ...tables);
  return values !== null && isSingle.every((single) => single === 1) && agree(values, blocks);
}

/** Some of the points, as far from each other as they are many, row by row. */
function sampleOf({ rows, columns, raw, origin }: RawRows): Float64Array {
  const step = Math.ceil(rows / SAMPLED_ROWS);
  const sample = new Float64Array(Math.ceil(rows / step) * columns);
  for (let row = 0, at = 0; row < rows; row += step) {
    for (let j = 0; j < columns; j++) sample[at++] = raw[row * columns + j] - origin[j];
  }
  return sample;
}

/** How a column's numbers become cells, how many of the sample each cell has, and whether none has two different ones. */
function scalingOf(
  sample: Float64Array,
  column: number,
  columns: number,
  range: { readonly low: number; readonly high: number },
  cells: number,
) {
  let [usualLow, usualHigh] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (let at = column; at < sample.length; at += columns) {
    usualLow = Math.min(usualLow, sample[at]);
    usualHigh = Math.max(usualHigh, sample[at]);
  }
  // Numbers far from nearly all others would leave these hardly any cells.
  const width = usualHigh - usualLow;
  const low = Math.max(range.low, usualLow - width);
  const high = Math.min(range.high, usualHigh + width);
  const wide = (cells - 1) / (high - low);
  const scale = Number.isFinite(wide) ? wide : 0;
  const counts = new Uint32Array(cells);
  const known = new Float64Array(cells);
  let isSingle = true;
  for (let at = column; at < sample.length; at += columns) {
    const cell = Math.floor(Math.min(Math.max((sample[at] - low) * scale + 0.5, 0), cells - 1));
    isSingle &&= counts[cell] === 0 || known[cell] === sample[at];
    known[cell] = sample[at];
    counts[cell]++;
  }
  return { low, scale, counts, isSingle };
}

/** For each cell the share of the sample before its middle, as a whole number below that of the cells. */
function ranksOf(counts: Uint32Array): Uint32Array {
  const share = counts.length / counts.reduce((sum, count) => sum + count, 0);
  let before = 0;
  return counts.map((here) => {
    const middle = before + here / 2;
    before += here;
    return Math.min(Math.floor(middle * share), counts.length - 1);
  });
}

/** Whether no cell holds one number in one block and another in the next; Infinity stands for none. */
function agree(values: Float64Array, blocks: number): boolean {
  const cells = values.length / blocks;
  for (let cell = 0; cell < cells; cell++) {
    let known = Number.POSITIVE_INFINITY;
    for (let at = cell; at < values.length; at += cells) {
      if (values[at] === Number.POSITIVE_INFINITY || values[at] === known) continue;
      if (known !== Number.POSITIVE_INFINITY) return false;
      known = values[at];
    }
  }
  return true;
}

/** How many different codes there are; writes how many of them begin before each block. */
function countDifferent(
  sorted: Float64Array,
  rows: number,
  firsts: Int32Array,
  workspace: Workspace,
): number {
  workspace.runHeavy('countRuns', firsts.length, sorted, rows, firsts);
  let before = 0;
  for (let block = 0; block < firsts.length; block++) {
    const here = firsts[block];
    firsts[block] = before;
    before += here;
  }
  return before;
}
