import type { Matrix } from './matrix.ts';
import { BLOCK_ROWS } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** A dense matrix of numbers, column by column: element (i, j) is `data[j * rows + i]`. What kernels run along. */
export interface Columns {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
  /** Where kernels may work on the numbers; null where plain loops do. */
  readonly workspace: Workspace | null;
}

/** The matrix column by column, with `origin` taken from every row; in the workspace where one is given. */
export function columnsOf(
  { rows, columns, data }: Matrix,
  origin: Float64Array,
  workspace: Workspace | null = null,
): Columns {
  const shifted = workspace?.floats(rows * columns) ?? new Float64Array(rows * columns);
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
  return { rows, columns, data: shifted, workspace };
}

/** An array of a number per row, where the columns' numbers are; of any content. */
export function floatPerRow({ rows, workspace }: Columns): Float64Array {
  return workspace?.floats(rows) ?? new Float64Array(rows);
}
