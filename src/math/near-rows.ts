import { numberAt, type RawRows } from './columns.ts';
import { countIntoPlaces, RADIX_BITS, sortEntries, spreadBits } from './near-order.ts';
import { BLOCK_ROWS } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** All bits that the place of a row is told by, shared by the columns. */
const CODE_BITS = 30;
const MOST_BITS_PER_COLUMN = 10;
/** As in kernels/near-rows.ts. */
const ROWS_AT_ONCE = 65_536;
/** Bits of the code that rows are moved by first, to so few places that these stay at hand, and that they are settled by. */
const MOVED_BITS = 8;
const SETTLED_BITS = 12;
const LABELS_AT_ONCE = 2 ** 20;
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
  /** Memory for a label of each row. */
  readonly labels: Int32Array;
}

/**
 * Orders rows along a Z-curve (Morton 1966) through cells of which each column has equally wide ones, and collapses
 * equal rows where no cell of a column holds two different numbers, as with whole numbers of a narrow range.
 * O(rows x columns), by kernels (kernels/near-rows.ts, kernels/cell-codes.ts).
 */
export function nearRows(points: RawRows): NearRows {
  const { rows, columns, workspace } = points;
  const data = workspace.floats(rows * columns);
  // Entries have gone when places are written, and labels come later still.
  const entries = workspace.floats(rows);
  const places = new Int32Array(entries.buffer, entries.byteOffset, rows);
  const labels = new Int32Array(entries.buffer, entries.byteOffset + 4 * rows, rows);
  const coding = codingOf(points);
  const weights = coding.mayBeExact ? workspace.floats(rows) : null;
  return workspace.temporarily(() => {
    const spare = workspace.floats(rows);
    if (weights !== null) {
      const collapsed = workspace.temporarily(() => collapse(points, coding, spare, weights, places, data));
      if (collapsed !== null) return { ...collapsed, places, labels: labels.subarray(0, collapsed.rows) };
    }
    bringNear(points, coding, entries, spare, places, data);
    return { rows, data, weights: null, places, labels };
  });
}

/** Writes every different row once and how many are equal to it; null where codes do not tell rows apart, or they are too many. */
function collapse(
  points: RawRows,
  coding: Coding,
  spare: Float64Array,
  weights: Float64Array,
  places: Int32Array,
  data: Float64Array,
): Omit<NearRows, 'places' | 'labels'> | null {
  const { rows, columns, workspace } = points;
  const { bits, cells } = coding;
  const entries = workspace.floats(rows);
  const values = writeCodes(points, coding, entries);
  if (values === null) return null;
  const sorted = sortEntries(entries, spare, rows, bits * columns, workspace);
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const firsts = workspace.ints(blocks);
  const different = countDifferent(sorted, rows, firsts, workspace);
  if (different > WORTH_COLLAPSING * rows) return null;
  const made = [weights, places, data, different] as const;
  workspace.runHeavy('placeRows', blocks, sorted, rows, firsts, columns, cells, values, ...made);
  return {
    rows: different,
    data: data.subarray(0, different * columns),
    weights: weights.subarray(0, different),
  };
}

/**
 * Writes all rows in an order by the leading bits of their codes, which suffice to bring them near each other. The rows move
 * with their entries, first to others of the same leading bits and from there to their places: to be fetched from all over
 * the memory each would be a wait.
 */
function bringNear(
  points: RawRows,
  coding: Coding,
  entries: Float64Array,
  moved: Float64Array,
  places: Int32Array,
  data: Float64Array,
): void {
  const { rows, columns, workspace } = points;
  const shift = Math.max(coding.bits * coding.used - MOVED_BITS, 0);
  const ends = workspace.ints(2 ** MOVED_BITS);
  workspace.temporarily(() => {
    writeCodes(points, coding, entries);
    ends.set(moveByFirstDigit(points, entries, shift, moved, data));
  });
  const most = ends.reduce((most, end, digit) => Math.max(most, end - (ends[digit - 1] ?? 0)), 0);
  const room = 4 * 2 ** SETTLED_BITS + 3 * 4 * 4 * Math.ceil(most / 4);
  // No more than there can be rows in.
  const rooms = workspace.rooms(room, Math.floor(rows / most));
  const next = Math.max(shift - SETTLED_BITS, 0);
  const given = [moved, data, rows, columns, next, ends, most, rooms, places] as const;
  workspace.runHeavy('settleRows', ends.length, ...given);
}

/** Returns where each digit's rows end. */
function moveByFirstDigit(
  { rows, columns, pieces, origin, workspace }: RawRows,
  entries: Float64Array,
  shift: number,
  moved: Float64Array,
  data: Float64Array,
): Int32Array {
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const counts = workspace.ints(blocks * 2 ** RADIX_BITS);
  countIntoPlaces(entries, rows, shift, counts, workspace);
  pieces.each((piece) => {
    const block = piece.first / ROWS_AT_ONCE;
    return workspace.startHeavy(
      'moveRows',
      Math.ceil(piece.rows / ROWS_AT_ONCE),
      ...[entries.subarray(piece.first), piece.rows, shift, counts.subarray(block * 2 ** RADIX_BITS)],
      ...[piece.data, columns, origin, moved, data, rows],
    );
  });
  // Where each digit's rows end in the last block, they end in all.
  return counts.slice((blocks - 1) * 2 ** RADIX_BITS).subarray(0, 2 ** MOVED_BITS);
}

/** The points of these indices, row by row: each is a wait for the memory, for all threads. */
export function takeNear(
  { rows, data, places }: NearRows,
  indices: Uint32Array,
  workspace: Workspace,
): Float64Array {
  const columns = data.length / rows;
  return workspace.temporarily(() => {
    const given = workspace.ints(indices.length);
    const taken = workspace.floats(indices.length * columns);
    given.set(indices);
    const blocks = Math.ceil(indices.length / BLOCK_ROWS);
    workspace.runHeavy('takePoints', blocks, given, indices.length, places ?? 0, data, rows, columns, taken);
    return taken.slice();
  });
}

/** The labels of the points, of those of the rows that stand for them; both in the workspace. */
export function labelsOfPoints(labels: Int32Array, places: Int32Array, workspace: Workspace): Int32Array {
  const points = places.length;
  const ofPoints = new Int32Array(points);
  return workspace.temporarily(() => {
    const taken = workspace.ints(Math.min(points, LABELS_AT_ONCE));
    for (let first = 0; first < points; first += LABELS_AT_ONCE) {
      const count = Math.min(points - first, LABELS_AT_ONCE);
      const blocks = Math.ceil(count / ROWS_AT_ONCE);
      workspace.runHeavy('takeLabels', blocks, labels, places.subarray(first), count, taken);
      ofPoints.set(taken.subarray(0, count), first);
    }
    return ofPoints;
  });
}

/** How rows become codes. */
interface Coding {
  /** How many columns, from the first, codes are made of. */
  readonly used: number;
  /** Bits of each, and cells: 2 ** bits. */
  readonly bits: number;
  readonly cells: number;
  readonly lows: readonly number[];
  readonly scales: readonly number[];
  /** For each cell of each column its bits in the code. */
  readonly spread: Int32Array;
  /** Whether rows may be equal that have one code. */
  readonly mayBeExact: boolean;
}

/** Where some rows show already that those of one code need not be equal, codes tell ranks rather than places, so that each stands for as many rows. */
function codingOf(points: RawRows): Coding {
  const { columns, ranges } = points;
  const used = Math.min(columns, CODE_BITS);
  const bits = Math.min(Math.floor(CODE_BITS / used), MOST_BITS_PER_COLUMN);
  const cells = 2 ** bits;
  const sample = sampleOf(points);
  const scalings = Array.from({ length: used }, (_, j) => scalingOf(sample, j, columns, ranges[j], cells));
  const areSingle = scalings.every(({ isSingle }) => isSingle);
  const spread = new Int32Array(used * cells);
  scalings.forEach(({ counts }, j) => {
    let at = j * cells;
    for (const code of areSingle ? counts.keys() : ranksOf(counts))
      spread[at++] = spreadBits(code, used) << j;
  });
  const lows = scalings.map(({ low }) => low);
  const scales = scalings.map(({ scale }) => scale);
  return { used, bits, cells, lows, scales, spread, mayBeExact: areSingle && used === columns };
}

/**
 * Writes an entry for each row. Returns the value of each cell where none holds two, so that rows of one code are equal;
 * otherwise null.
 */
function writeCodes(points: RawRows, coding: Coding, entries: Float64Array): Float64Array | null {
  const { rows, columns, pieces, origin, workspace } = points;
  const { used, cells, mayBeExact } = coding;
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const lows = workspace.floats(used);
  const scales = workspace.floats(used);
  const spread = workspace.ints(used * cells);
  lows.set(coding.lows);
  scales.set(coding.scales);
  spread.set(coding.spread);
  const values = mayBeExact ? workspace.floats(blocks * used * cells) : null;
  const areSingle = workspace.ints(blocks);
  pieces.each((piece) => {
    const block = piece.first / ROWS_AT_ONCE;
    return workspace.startHeavy(
      'writeCellCodes',
      Math.ceil(piece.rows / ROWS_AT_ONCE),
      ...[piece.data, piece.rows, columns, origin, used, cells, lows, scales, spread],
      ...[entries.subarray(piece.first), values?.subarray(block * used * cells) ?? 0],
      ...[areSingle.subarray(block), piece.first],
    );
  });
  if (values === null || areSingle.includes(0)) return null;
  return agreed(values, blocks);
}

/** Some of the points, as far from each other as they are many, row by row. */
function sampleOf(points: RawRows): Float64Array {
  const { rows, columns } = points;
  const step = Math.ceil(rows / SAMPLED_ROWS);
  const sample = new Float64Array(Math.ceil(rows / step) * columns);
  for (let row = 0, at = 0; row < rows; row += step) {
    for (let j = 0; j < columns; j++) sample[at++] = numberAt(points, row, j);
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

/** The value of each cell, Infinity where it has none, written over the first block's; null where blocks have different ones. */
function agreed(values: Float64Array, blocks: number): Float64Array | null {
  const cells = values.length / blocks;
  for (let cell = 0; cell < cells; cell++) {
    let known = Number.POSITIVE_INFINITY;
    for (let at = cell; at < values.length; at += cells) {
      if (values[at] === Number.POSITIVE_INFINITY || values[at] === known) continue;
      if (known !== Number.POSITIVE_INFINITY) return null;
      known = values[at];
    }
    values[cell] = known;
  }
  return values.subarray(0, cells);
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
