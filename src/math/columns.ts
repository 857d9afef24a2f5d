import type { Matrix } from './matrix.ts';

/** A dense matrix of numbers, column by column: element (i, j) is `data[j * rows + i]`. What kernels run along. */
export interface Columns {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

/** The matrix column by column, with `origin` taken from every row. */
export function columnsOf({ rows, columns, data }: Matrix, origin: Float64Array): Columns {
  const shifted = new Float64Array(rows * columns);
  for (let j = 0; j < columns; j++) {
    const shift = origin[j];
    for (let i = 0, at = j, to = j * rows; i < rows; i++, at += columns, to++) {
      shifted[to] = data[at] - shift;
    }
  }
  return { rows, columns, data: shifted };
}
