import type { Columns } from './columns.ts';
import { sortEntries, spreadBits } from './near-order.ts';
import { BLOCK_ROWS } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** All bits that the place of a row is told by, shared by the columns. */
const CODE_BITS = 30;
const MOST_BITS_PER_COLUMN = 10;
/** As in kernels/near-rows.ts. */
const ROWS_AT_ONCE = 65_536;
/** Rows that tell how wide a column usually is. */
const SAMPLED_ROWS = 512;
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
export function nearRows({ rows, columns, data }: Columns, workspace: Workspace): NearRows {
  const used = Math.min(columns, CODE_BITS);
  const bits = Math.min(Math.floor(CODE_BITS / used), MOST_BITS_PER_COLUMN);
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const places = workspace.ints(rows);
  const weights = workspace.floats(rows);
  const gathered = workspace.floats(rows * columns);
  return workspace.temporarily(() => {
    const entries = workspace.floats(rows);
    const spare = workspace.floats(rows);
    const areExact = writeCodes({ rows, columns, data }, used, bits, entries, workspace);
    const sorted = sortEntries(entries, spare, rows, bits * used, workspace);
    const firsts = workspace.ints(blocks);
    const different = areExact && used === columns ? countDifferent(sorted, rows, firsts, workspace) : rows;
    const isCollapsed = different <= WORTH_COLLAPSING * rows;
    const kept = isCollapsed ? different : rows;
    const placed = workspace.ints(kept);
    const given = [sorted, rows, firsts, isCollapsed ? weights : 0, placed, places] as const;
    workspace.runHeavy('placeRows', blocks, ...given);
    const heldBlocks = Math.ceil(kept / ROWS_AT_ONCE);
    workspace.runHeavy('gatherRows', heldBlocks, placed, kept, data, rows, columns, gathered);
    return {
      rows: kept,
      data: gathered.subarray(0, kept * columns),
      weights: isCollapsed ? weights.subarray(0, kept) : null,
      places,
    };
  });
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

/** Writes an entry for each row; returns whether rows are equal whose first `used` columns have one code. */
function writeCodes(
  points: Pick<Columns, 'rows' | 'columns' | 'data'>,
  used: number,
  bits: number,
  entries: Float64Array,
  workspace: Workspace,
): boolean {
  const cells = 2 ** bits;
  const blocks = Math.ceil(points.rows / ROWS_AT_ONCE);
  const lows = workspace.floats(used);
  const scales = workspace.floats(used);
  const spread = workspace.ints(used * cells);
  usualRanges(points, workspace).forEach(({ low, high }, j) => {
    if (j >= used) return;
    const scale = (cells - 1) / (high - low);
    lows[j] = low;
    scales[j] = Number.isFinite(scale) ? scale : 0;
    for (let cell = 0; cell < cells; cell++) spread[j * cells + cell] = spreadBits(cell, used) << j;
  });
  const values = workspace.floats(blocks * used * cells);
  const isSingle = workspace.ints(blocks);
  const tables = [lows, scales, spread, entries, values, isSingle] as const;
  workspace.runHeavy('writeCellCodes', blocks, points.data, points.rows, used, cells, ...tables);
  return isSingle.every((single) => single === 1) && agree(values, blocks);
}

/** Of each column the smallest and the greatest number, but none that are far from nearly all others. */
function usualRanges(
  { rows, columns, data }: Pick<Columns, 'rows' | 'columns' | 'data'>,
  workspace: Workspace,
) {
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  const ranges = workspace.floats(2 * blocks * columns);
  workspace.run('columnRanges', blocks, data, rows, columns, ranges);
  const step = Math.ceil(rows / SAMPLED_ROWS);
  return Array.from({ length: columns }, (_, j) => {
    let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let at = 2 * j; at < ranges.length; at += 2 * columns) {
      low = Math.min(low, ranges[at]);
      high = Math.max(high, ranges[at + 1]);
    }
    let [usualLow, usualHigh] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
    for (let i = 0; i < rows; i += step) {
      usualLow = Math.min(usualLow, data[j * rows + i]);
      usualHigh = Math.max(usualHigh, data[j * rows + i]);
    }
    const width = usualHigh - usualLow;
    return { low: Math.max(low, usualLow - width), high: Math.min(high, usualHigh + width) };
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
