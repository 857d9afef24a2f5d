import { largestMagnitude } from './magnitude.ts';
import type { Matrix } from './matrix.ts';
import { averaged, BLOCK_ROWS, columnMeans, columnVariances } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** A dense matrix of numbers, column by column: element (i, j) is `data[j * rows + i]`. What kernels run along. */
export interface Columns {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
  /** The largest absolute value. */
  readonly largest: number;
  /** The sum of all squares; null where it is not known. */
  readonly squares: number | null;
  /** Where kernels may work on the numbers; null where plain loops do. */
  readonly workspace: Workspace | null;
}

/**
 * A matrix in a workspace, row by row as it came, and what each row has less: number j of point i is
 * `raw[i * columns + j] - origin[j]`. For whoever puts the rows in an order of their own.
 */
export interface RawRows {
  readonly rows: number;
  readonly columns: number;
  readonly raw: Float64Array;
  readonly origin: Float64Array;
  /** Of each column the smallest and the greatest number of the points. */
  readonly ranges: readonly { readonly low: number; readonly high: number }[];
  /** The largest absolute value of the points. */
  readonly largest: number;
  /** The sum of all their squares; null where it is not known. */
  readonly squares: number | null;
  readonly workspace: Workspace;
}

/** Points as K-means goes over them. */
export type Points = Columns | RawRows;

/** From so many rows on, putting them in an order pays where they are gone over often. */
const FEWEST_ROWS_TO_ORDER = 8192;

/** As in kernels/rows-in-order.ts. */
const ROWS_FETCHED_AT_ONCE = 16_384;

/** Points about the means of the columns. */
export interface Centered {
  readonly points: Points;
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** The matrix column by column, with `origin` taken from every row; in the workspace where one is given. */
export function columnsOf(matrix: Matrix, origin: Float64Array, workspace: Workspace | null = null): Columns {
  if (workspace === null) return turned(matrix, origin);
  return turnedInWorkspace(matrix, workspace, (given) => {
    given.set(origin);
    return null;
  });
}

/** The matrix row by row in the workspace, with `origin` taken from every row where they are made use of. */
export function rawRowsOf(matrix: Matrix, origin: Float64Array, workspace: Workspace): RawRows {
  return rawInWorkspace(matrix, workspace, (given) => {
    given.set(origin);
    return null;
  });
}

/** Whichever of the two K-means is faster with. */
export function pointsOf(matrix: Matrix, origin: Float64Array, workspace: Workspace | null): Points {
  return workspace === null || matrix.rows < FEWEST_ROWS_TO_ORDER
    ? columnsOf(matrix, origin, workspace)
    : rawRowsOf(matrix, origin, workspace);
}

/**
 * The matrix less the columns' means, in the workspace where one is given; and the means and population variances, with
 * NumPy's last bits. Throws InputError where one of these is no finite number.
 */
export function centeredPoints(matrix: Matrix, workspace: Workspace | null): Centered {
  const { rows, columns } = matrix;
  if (workspace === null || columns === 1) {
    const means = columnMeans(matrix);
    const variances = columnVariances(matrix, means);
    const points = { ...pointsOf(matrix, means, workspace), squares: rows * sumOf(variances) };
    return { points, means, variances };
  }
  const means = new Float64Array(columns);
  const variances = new Float64Array(columns);
  const center = (origin: Float64Array, raw: Float64Array): number => {
    const average = (power: 1 | 2) =>
      averaged(sumsOfPowers(matrix, raw, origin, power, workspace), matrix, power);
    means.set(average(1));
    origin.set(means);
    variances.set(average(2));
    return rows * sumOf(variances);
  };
  const place = rows < FEWEST_ROWS_TO_ORDER ? turnedInWorkspace : rawInWorkspace;
  return { points: place(matrix, workspace, center), means, variances };
}

/** The points column by column: themselves where they are. */
export function inColumns(points: Points): Columns {
  if ('data' in points) return points;
  const { rows, columns, raw, origin, largest, squares, workspace } = points;
  const data = workspace.floats(rows * columns);
  workspace.temporarily(() => turn(raw, rows, columns, origin, data, workspace));
  return { rows, columns, data, largest, squares, workspace };
}

/** The points of these indices, row by row: by all threads where they are raw, since each is a wait for the memory. */
export function takePoints(points: Points, indices: Uint32Array): Matrix {
  const { columns } = points;
  const rows = indices.length;
  const data = new Float64Array(rows * columns);
  if ('data' in points) {
    for (let at = 0; at < data.length; at++) {
      data[at] = numberAt(points, indices[Math.floor(at / columns)], at % columns);
    }
    return { rows, columns, data };
  }
  const { raw, origin, workspace } = points;
  return workspace.temporarily(() => {
    const order = workspace.ints(rows);
    const taken = workspace.floats(rows * columns);
    order.set(indices);
    workspace.runHeavy('orderRows', Math.ceil(rows / ROWS_FETCHED_AT_ONCE), raw, columns, order, rows, taken);
    for (let at = 0; at < data.length; at++) data[at] = taken[at] - origin[at % columns];
    return { rows, columns, data };
  });
}

/** Number `column` of point `row`. */
export function numberAt(points: Points, row: number, column: number): number {
  return 'data' in points
    ? points.data[column * points.rows + row]
    : points.raw[row * points.columns + column] - points.origin[column];
}

/** The sum of all squares, added row by row however the points lie. */
export function sumOfSquares(points: Points): number {
  const { rows, columns } = points;
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) sum += numberAt(points, row, column) ** 2;
  }
  return sum;
}

/** An array of a number per row, where the columns' numbers are; of any content. */
export function floatPerRow({ rows, workspace }: Columns): Float64Array {
  return workspace?.floats(rows) ?? new Float64Array(rows);
}

function turned({ rows, columns, data }: Matrix, origin: Float64Array): Columns {
  const shifted = new Float64Array(rows * columns);
  // In pieces that stay in the cache while every column takes its numbers from them.
  for (let start = 0; start < rows; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, rows);
    for (let j = 0; j < columns; j++) {
      const shift = origin[j];
      const column = j * rows;
      for (let i = start, at = start * columns + j; i < end; i++, at += columns) {
        shifted[column + i] = data[at] - shift;
      }
    }
  }
  return { rows, columns, data: shifted, largest: largestMagnitude(shifted), squares: null, workspace: null };
}

/** Sets the origin, all 0 so far, having seen a copy of the matrix's numbers; answers with the sum of the points' squares where it knows that. */
type SetOrigin = (origin: Float64Array, raw: Float64Array) => number | null;

/** The same by a kernel. */
function turnedInWorkspace(
  { rows, columns, data }: Matrix,
  workspace: Workspace,
  setOrigin: SetOrigin,
): Columns {
  const shifted = workspace.floats(rows * columns);
  return workspace.temporarily(() => {
    const raw = copied(data, workspace);
    const origin = workspace.floats(columns).fill(0);
    const squares = setOrigin(origin, raw);
    const largest = turn(raw, rows, columns, origin, shifted, workspace);
    return { rows, columns, data: shifted, largest, squares, workspace };
  });
}

function rawInWorkspace(
  { rows, columns, data }: Matrix,
  workspace: Workspace,
  setOrigin: SetOrigin,
): RawRows {
  const raw = copied(data, workspace);
  const origin = workspace.floats(columns).fill(0);
  const squares = workspace.temporarily(() => setOrigin(origin, raw));
  const ranges = workspace.temporarily(() => rangesOf(raw, rows, columns, origin, workspace));
  const largest = ranges.reduce((most, { low, high }) => Math.max(most, Math.abs(low), Math.abs(high)), 0);
  return { rows, columns, raw, origin, ranges, largest, squares, workspace };
}

function copied(data: Float64Array, workspace: Workspace): Float64Array {
  const copy = workspace.floats(data.length);
  copy.set(data);
  return copy;
}

/** Writes rows of a workspace column by column, less the origin; answers with the largest absolute value. */
function turn(
  raw: Float64Array,
  rows: number,
  columns: number,
  origin: Float64Array,
  shifted: Float64Array,
  workspace: Workspace,
): number {
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  const magnitudes = workspace.floats(blocks);
  workspace.run('toColumns', blocks, raw, rows, columns, origin, shifted, magnitudes);
  return largestMagnitude(magnitudes);
}

function rangesOf(
  raw: Float64Array,
  rows: number,
  columns: number,
  origin: Float64Array,
  workspace: Workspace,
) {
  const blocks = Math.ceil(rows / BLOCK_ROWS);
  const ofBlocks = workspace.floats(2 * blocks * columns);
  workspace.run('columnRanges', blocks, raw, rows, columns, origin, ofBlocks);
  return Array.from({ length: columns }, (_, j) => {
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let at = 2 * j; at < ofBlocks.length; at += 2 * columns) {
      low = Math.min(low, ofBlocks[at]);
      high = Math.max(high, ofBlocks[at + 1]);
    }
    return { low, high };
  });
}

/** For each column the sum of (number - origin) ** power, row after row; `raw` are the matrix's numbers in the workspace. */
function sumsOfPowers(
  { rows, columns }: Matrix,
  raw: Float64Array,
  origin: Float64Array,
  power: 1 | 2,
  workspace: Workspace,
): Float64Array {
  const fours = Math.ceil(columns / 4);
  const sums = workspace.floats(4 * fours);
  workspace.runHeavy('addColumns', fours, raw, rows, columns, origin, power, sums);
  return sums.slice(0, columns);
}

function sumOf(numbers: Float64Array): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
