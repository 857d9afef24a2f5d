import type { Matrix } from '../math/matrix.ts';
import { nearOrder } from '../math/near-order.ts';
import type { Workspace } from '../math/workspace.ts';
import type { Forest } from './isolation-scoring.ts';

/** Deeper trees would outgrow the cache: plain loops score those. The usual 256 rows per tree make at most 8 levels. */
const MOST_LEVELS = 12;
/** Below, bringing rows near each other takes longer than it saves. */
const FEWEST_ROWS_TO_ORDER = 8192;
/** Of few rows, threads share at least so many blocks, of whole buckets. */
const FEWEST_BLOCKS = 4;
const BUCKET = 64;
/** As in kernels/forest.ts. */
const ROWS_AT_ONCE = 1024;
const PITCH = ROWS_AT_ONCE * 4 + 160;
const ROOM_BYTES_BESIDE_COLUMNS = ROWS_AT_ONCE * 10 + 128;

/**
 * scoreRows by a kernel (kernels/forest.ts), with the same bits; null where the trees are too deep for it.
 */
export function scoreRowsByKernel(
  forest: Forest,
  X: Matrix,
  expected: number,
  workspace: Workspace,
): Float64Array | null {
  const { roots, depth } = forest;
  if (depth > MOST_LEVELS) return null;
  const { rows, columns } = X;
  const trees = filledUp(forest, workspace);
  const values = workspace.float32s(rows * columns);
  for (let at = 0; at < values.length; at++) values[at] = X.data[at];
  const isSmall = rows < FEWEST_ROWS_TO_ORDER;
  const order = isSmall ? asTheyCome(rows, workspace) : nearOrder(values, rows, columns, workspace);
  const rooms = workspace.rooms(columns * PITCH + ROOM_BYTES_BESIDE_COLUMNS);
  const scores = workspace.floats(rows);
  const atOnce = Math.min(ROWS_AT_ONCE, BUCKET * Math.ceil(rows / BUCKET / FEWEST_BLOCKS));
  const given = [values, rows, atOnce, columns, order, trees, roots.length, depth, expected, rooms, scores];
  workspace.runTogether('scoreRows', Math.ceil(rows / atOnce), ...given);
  return scores.slice();
}

/** All trees as heaps of the same depth: a leaf further up becomes splits that send every row left to its value. */
function filledUp(
  { roots, feature, threshold, right, path, depth }: Forest,
  workspace: Workspace,
): Int32Array {
  const nodes = 2 ** depth;
  const trees = workspace.ints(roots.length * 4 * nodes);
  workspace.temporarily(() => {
    const given = [
      intsIn(workspace, roots),
      intsIn(workspace, feature),
      floatsIn(workspace, threshold),
      intsIn(workspace, right),
      floatsIn(workspace, path),
    ] as const;
    workspace.runTogether('fillTrees', roots.length, ...given, depth, trees);
  });
  return trees;
}

function intsIn(workspace: Workspace, list: Int32Array): Int32Array {
  const copy = workspace.ints(list.length);
  copy.set(list);
  return copy;
}

function floatsIn(workspace: Workspace, list: Float64Array): Float64Array {
  const copy = workspace.floats(list.length);
  copy.set(list);
  return copy;
}

function asTheyCome(rows: number, workspace: Workspace): Int32Array {
  const order = workspace.ints(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  return order;
}
