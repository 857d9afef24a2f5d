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
  /** The sum of all squares, where it is known. */
  readonly squares?: number;
  /** Where kernels may work on the numbers; null where plain loops do. */
  readonly workspace: Workspace | null;
}

/** Columns about their means. */
export interface Centered {
  readonly points: Columns;
  readonly means: Float64Array;
  readonly variances: Float64Array;
}

/** The matrix column by column, with `origin` taken from every row; in the workspace where one is given. */
export function columnsOf(matrix: Matrix, origin: Float64Array, workspace: Workspace | null = null): Columns {
  if (workspace === null) return turned(matrix, origin);
  return turnedInWorkspace(matrix, workspace, (given) => given.set(origin));
}

/**
 * The matrix column by column, less the columns' means, in the workspace where one is given; and the means and
 * population variances, with NumPy's last bits. Throws InputError where one of these is no finite number.
 */
export function centeredColumns(matrix: Matrix, workspace: Workspace | null): Centered {
  const { rows, columns } = matrix;
  const squared = (points: Columns, variances: Float64Array): Columns => ({
    ...points,
    squares: rows * variances.reduce((sum, variance) => sum + variance, 0),
  });
  if (workspace === null || columns === 1) {
    const means = columnMeans(matrix);
    const variances = columnVariances(matrix, means);
    return { points: squared(columnsOf(matrix, means, workspace), variances), means, variances };
  }
  const means = new Float64Array(columns);
  const variances = new Float64Array(columns);
  const fours = Math.ceil(columns / 4);
  const points = turnedInWorkspace(matrix, workspace, (origin, raw) => {
    const sums = workspace.floats(4 * fours);
    const addUp = (power: 1 | 2) => {
      workspace.runHeavy('addColumns', fours, raw, rows, columns, origin, power, sums);
      return averaged(sums.slice(0, columns), rows, power);
    };
    means.set(addUp(1));
    origin.set(means);
    variances.set(addUp(2));
  });
  return { points: squared(points, variances), means, variances };
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
  return { rows, columns, data: shifted, largest: largestMagnitude(shifted), workspace: null };
}

/** The same by a kernel. `setOrigin` is given the origin, all 0 so far, and a copy of the matrix's numbers. */
function turnedInWorkspace(
  { rows, columns, data }: Matrix,
  workspace: Workspace,
  setOrigin: (origin: Float64Array, raw: Float64Array) => void,
): Columns {
  const shifted = workspace.floats(rows * columns);
  const largest = workspace.temporarily(() => {
    const raw = workspace.floats(rows * columns);
    raw.set(data);
    const origin = workspace.floats(columns).fill(0);
    setOrigin(origin, raw);
    const blocks = Math.ceil(rows / BLOCK_ROWS);
    const magnitudes = workspace.floats(blocks);
    workspace.run('toColumns', blocks, raw, rows, columns, origin, shifted, magnitudes);
    return largestMagnitude(magnitudes);
  });
  return { rows, columns, data: shifted, largest, workspace };
}
