import { InputError } from '../errors.ts';

/** A dense matrix of numbers, row by row: element (i, j) is `data[i * columns + j]`. */
export interface Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** A matrix from an array of equally long rows. Throws InputError where a row has another length. */
export function matrixFrom(rows: readonly (readonly number[])[]): Matrix {
  const columns = rows[0]?.length ?? 0;
  const data = new Float64Array(rows.length * columns);
  rows.forEach((row, i) => {
    if (row.length !== columns) {
      throw new InputError(`row ${i + 1} has ${row.length} values where the first row has ${columns}`);
    }
    data.set(row, i * columns);
  });
  return { rows: rows.length, columns, data };
}

/** The rows of a matrix as plain arrays, for printing and saving. */
export function rowsOf(matrix: Matrix): number[][] {
  return Array.from({ length: matrix.rows }, (_, i) => Array.from(rowOf(matrix, i)));
}

/** One row, as a view on the matrix's own numbers. */
export function rowOf({ columns, data }: Matrix, i: number): Float64Array {
  return data.subarray(i * columns, (i + 1) * columns);
}

/** A matrix of the given rows, in the given order. */
export function takeRows(matrix: Matrix, indices: ArrayLike<number>): Matrix {
  const { columns, data } = matrix;
  const taken = new Float64Array(indices.length * columns);
  for (let i = 0; i < indices.length; i++) {
    const from = indices[i] * columns;
    for (let j = 0; j < columns; j++) taken[i * columns + j] = data[from + j];
  }
  return { rows: indices.length, columns, data: taken };
}

/** Throws InputError unless the matrix is well formed and has at least one row and one column. */
export function requireShape({ rows, columns, data }: Matrix, what = 'the data'): void {
  if (data.length !== rows * columns) {
    throw new InputError(
      `${what}: ${rows} rows of ${columns} columns need ${rows * columns} numbers, not ${data.length}`,
    );
  }
  if (rows === 0 || columns === 0) {
    throw new InputError(`${what} must have at least one row and one column, not ${rows} x ${columns}`);
  }
}

/** Throws InputError unless the matrix has a shape and holds finite numbers only; the message names the first offender. */
export function requireFinite(matrix: Matrix, what = 'the data'): void {
  requireShape(matrix, what);
  const { columns, data } = matrix;
  if (isAllFinite(data)) return;
  const offender = data.findIndex((value) => !Number.isFinite(value));
  const row = Math.floor(offender / columns) + 1;
  throw new InputError(
    `${what} must be finite numbers: row ${row}, column ${(offender % columns) + 1} is ${data[offender]}`,
  );
}

/** By four running sums side by side: a finite number less itself is 0, any other NaN. */
function isAllFinite(values: Float64Array): boolean {
  const fours = values.length - (values.length % 4);
  let a = 0;
  let b = 0;
  let c = 0;
  let d = 0;
  for (let i = 0; i < fours; i += 4) {
    a += values[i] - values[i];
    b += values[i + 1] - values[i + 1];
    c += values[i + 2] - values[i + 2];
    d += values[i + 3] - values[i + 3];
  }
  for (let i = fours; i < values.length; i++) a += values[i] - values[i];
  return a + b + c + d === 0;
}
