import { largestMagnitude } from './magnitude.ts';
import type { Matrix } from './matrix.ts';
import { RowPieces } from './row-pieces.ts';
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
 * A matrix row by row as it came, and what each row has less: number j of point i is that of the matrix less `origin[j]`.
 * For whoever puts the rows in an order of their own.
 */
export interface RawRows {
  readonly rows: number;
  readonly columns: number;
  readonly pieces: RowPieces;
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

/** The matrix row by row, with `origin` taken from every row where they are made use of. */
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
  const center = (origin: Float64Array, pieces: RowPieces): number => {
    const average = (power: 1 | 2) => averaged(sumsOfPowers(pieces, origin, power, workspace), matrix, power);
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
  const { rows, columns, pieces, origin, largest, squares, workspace } = points;
  const data = workspace.floats(rows * columns);
  workspace.temporarily(() => turn(pieces, origin, data, workspace));
  return { rows, columns, data, largest, squares, workspace };
}

/** The points of these indices, row by row. */
export function takeFromColumns({ rows, columns, data }: Columns, indices: Uint32Array): Float64Array {
  return Float64Array.from({ length: indices.length * columns }, (_, at) => {
    return data[(at % columns) * rows + indices[Math.floor(at / columns)]];
  });
}

/** Number `column` of point `row`. */
export function numberAt(points: Points, row: number, column: number): number {
  return 'data' in points
    ? points.data[column * points.rows + row]
    : points.pieces.matrix.data[row * points.columns + column] - points.origin[column];
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

/** Sets the origin, all 0 so far, having seen the matrix; answers with the sum of the points' squares where it knows that. */
type SetOrigin = (origin: Float64Array, pieces: RowPieces) => number | null;

/** The same by a kernel. */
function turnedInWorkspace(matrix: Matrix, workspace: Workspace, setOrigin: SetOrigin): Columns {
  const { rows, columns } = matrix;
  const data = workspace.floats(rows * columns);
  return workspace.temporarily(() => {
    const pieces = new RowPieces(matrix, workspace);
    const origin = workspace.floats(columns).fill(0);
    const squares = setOrigin(origin, pieces);
    const largest = turn(pieces, origin, data, workspace);
    return { rows, columns, data, largest, squares, workspace };
  });
}

function rawInWorkspace(matrix: Matrix, workspace: Workspace, setOrigin: SetOrigin): RawRows {
  const { rows, columns } = matrix;
  const pieces = new RowPieces(matrix, workspace);
  const origin = workspace.floats(columns).fill(0);
  const squares = workspace.temporarily(() => setOrigin(origin, pieces));
  const ranges = workspace.temporarily(() => rangesOf(pieces, origin, workspace));
  const largest = ranges.reduce((most, { low, high }) => Math.max(most, Math.abs(low), Math.abs(high)), 0);
  return { rows, columns, pieces, origin, ranges, largest, squares, workspace };
}

/** Writes the rows column by column, less the origin; answers with the largest absolute value. */
function turn(pieces: RowPieces, origin: Float64Array, turned: Float64Array, workspace: Workspace): number {
  const { rows, columns } = pieces.matrix;
  const magnitudes = workspace.floats(Math.ceil(rows / BLOCK_ROWS));
  pieces.each((piece) => {
    const made = [turned.subarray(piece.first), rows, magnitudes.subarray(piece.first / BLOCK_ROWS)] as const;
    const blocks = Math.ceil(piece.rows / BLOCK_ROWS);
    return workspace.start('toColumns', blocks, piece.data, piece.rows, columns, origin, ...made);
  });
  return largestMagnitude(magnitudes);
}

function rangesOf(pieces: RowPieces, origin: Float64Array, workspace: Workspace) {
  const { rows, columns } = pieces.matrix;
  const ofBlocks = workspace.floats(2 * Math.ceil(rows / BLOCK_ROWS) * columns);
  pieces.each((piece) => {
    const made = ofBlocks.subarray((2 * piece.first * columns) / BLOCK_ROWS);
    const blocks = Math.ceil(piece.rows / BLOCK_ROWS);
    return workspace.start('columnRanges', blocks, piece.data, piece.rows, columns, origin, made);
  });
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

/** For each column the sum of (number - origin) ** power, row after row. */
function sumsOfPowers(
  pieces: RowPieces,
  origin: Float64Array,
  power: 1 | 2,
  workspace: Workspace,
): Float64Array {
  const { columns } = pieces.matrix;
  const fours = Math.ceil(columns / 4);
  const sums = workspace.floats(4 * fours).fill(0);
  pieces.each((piece) =>
    workspace.startHeavy('addColumns', fours, piece.data, piece.rows, columns, origin, power, sums),
  );
  return sums.slice(0, columns);
}

function sumOf(numbers: Float64Array): number {
  return numbers.reduce((sum, number) => sum + number, 0);
}
