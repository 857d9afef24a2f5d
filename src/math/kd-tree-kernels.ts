import { latticeDistances } from './lattice-kernels.ts';
import type { Matrix } from './matrix.ts';
import type { Workspace } from './workspace.ts';

/** Leaves that a thread searches in one go, and the memory that all such goes may take for what they found so far. */
const LEAVES_PER_BLOCK = 64;
const MOST_ROOM_BYTES = 64 * 2 ** 20;
const STACK_BYTES = 768;
/** What stands for a mean that is not known yet: no mean is negative. */
const UNKNOWN = -1;
/** From so many rows on the first levels of the tree are worth a second thread. */
const FEWEST_ROWS_FOR_THREADS = 100_000;

/** meanNeighbourDistances by kernels (kernels/kd-tree.ts): the same bits, since both are exact. */
export function meanNeighbourDistancesByKernel(
  points: Matrix,
  pointCounts: Uint32Array,
  neighbours: number,
  leafRows: number,
  workspace: Workspace,
): Float64Array {
  const { rows, columns } = points;
  const data = workspace.floats(rows * columns);
  const counts = workspace.ints(rows);
  const means = workspace.floats(rows).fill(UNKNOWN);
  data.set(points.data);
  counts.set(pointCounts);
  latticeDistances({ rows, columns, data }, counts, neighbours, means, workspace);
  if (!means.includes(UNKNOWN)) return means.slice();

  let firstLeaf = 1;
  while (rows > leafRows * firstLeaf) firstLeaf *= 2;
  const origin = workspace.ints(rows);
  const starts = workspace.ints(2 * firstLeaf);
  const ends = workspace.ints(2 * firstLeaf);
  const boxes = workspace.floats(4 * firstLeaf * columns);
  for (let row = 0; row < rows; row++) origin[row] = row;
  starts[1] = 0;
  ends[1] = rows;
  for (let first = 1; first <= firstLeaf; first *= 2) {
    const isLeaf = first === firstLeaf ? 1 : 0;
    const level = [data, columns, origin, starts, ends, boxes, first, isLeaf];
    if (rows < FEWEST_ROWS_FOR_THREADS) workspace.run('splitNodes', first, ...level);
    else workspace.runHeavy('splitNodes', first, ...level);
  }

  for (let row = 0; row < rows; row++) counts[row] = pointCounts[origin[row]];
  const listBytes = ((neighbours + 2) >> 1) * 16;
  const roomBytes = STACK_BYTES + leafRows * (16 * columns + listBytes);
  const leaves = Math.max(LEAVES_PER_BLOCK, Math.ceil((firstLeaf * roomBytes) / MOST_ROOM_BYTES));
  const blocks = Math.ceil(firstLeaf / leaves);
  const room = workspace.ints((blocks * roomBytes) / 4);
  const tree = [data, columns, origin, starts, ends, boxes, counts, firstLeaf, leafRows];
  workspace.run('neighbourDistances', blocks, ...tree, leaves, neighbours, means, room, roomBytes);
  return means.slice();
}
