import type { Matrix } from './matrix.ts';
import { Workspace } from './workspace.ts';

/** As in kernels/rows-in-order.ts. */
const ROWS_AT_ONCE = 16_384;

/** The rows of these indices one after another, -0 as 0. Plain loops wait for each row that lies far from the one before. */
export function rowsInOrder(matrix: Matrix, order: Uint32Array): Float64Array {
  return Workspace.use(matrix, (workspace) =>
    workspace === null ? rowsInOrderPlainly(matrix, order) : rowsInOrderByKernel(matrix, order, workspace),
  );
}

/** The same by a kernel (kernels/rows-in-order.ts). */
export function rowsInOrderByKernel(
  { columns, data }: Matrix,
  order: Uint32Array,
  workspace: Workspace,
): Float64Array {
  const given = workspace.floats(data.length);
  const places = workspace.ints(order.length);
  const ordered = workspace.floats(order.length * columns);
  given.set(data);
  places.set(order);
  const blocks = Math.ceil(order.length / ROWS_AT_ONCE);
  workspace.runHeavy('orderRows', blocks, given, columns, places, order.length, ordered);
  return ordered.slice();
}

/** The plain twin. */
export function rowsInOrderPlainly({ columns, data }: Matrix, order: Uint32Array): Float64Array {
  const ordered = new Float64Array(order.length * columns);
  for (let i = 0, at = 0; i < order.length; i++) {
    const row = order[i] * columns;
    for (let j = 0; j < columns; j++) ordered[at++] = data[row + j] + 0;
  }
  return ordered;
}
