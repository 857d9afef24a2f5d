import type { Matrix } from '../math/matrix.ts';
import { nearOrder } from '../math/near-order.ts';
import type { Workspace } from '../math/workspace.ts';
import type { Forest } from './isolation-scoring.ts';

/** Deeper trees would outgrow the cache: plain loops score those. The usual 256 rows per tree make at most 8 levels. */
const MOST_LEVELS = 12;
/** Below, bringing rows near each other takes longer than it saves. */
const FEWEST_ROWS_TO_ORDER = 8192;
/** As in kernels/forest.ts. */
const ROWS_AT_ONCE = 1024;
const PITCH = ROWS_AT_ONCE * 4 + 128;
const ROOM_BYTES_BESIDE_COLUMNS = ROWS_AT_ONCE * 10 + 256;

/** The levels of splits of the deepest tree. */
export function forestDepth({ roots, feature, right }: Forest): number {
  const depth = new Int32Array(feature.length);
  let deepest = 0;
  for (let node = 0; node < feature.length; node++) {
    if (feature[node] < 0) continue;
    depth[node + 1] = depth[node] + 1;
    depth[right[node]] = depth[node] + 1;
    deepest = Math.max(deepest, depth[node] + 1);
  }
  return roots.length === 0 ? 0 : deepest;
}

/**
 * scoreRows by a kernel (kernels/forest.ts), with the same bits; null where the trees are too deep for it.
 * Every tree is filled up to the same depth: a leaf further up becomes splits that send every row left to its value.
 */
export function scoreRowsByKernel(
  forest: Forest,
  X: Matrix,
  expected: number,
  workspace: Workspace,
): Float64Array | null {
  const depth = forestDepth(forest);
  if (depth > MOST_LEVELS) return null;
  const { rows, columns } = X;
  const { roots } = forest;
  const nodes = 2 ** depth;
  const trees = workspace.ints(roots.length * 4 * nodes);
  const leaves = new Float64Array(trees.buffer, trees.byteOffset, roots.length * 2 * nodes);
  roots.forEach((root, tree) => {
    fill(forest, root, trees.subarray(4 * nodes * tree), leaves.subarray(2 * nodes * tree), nodes, 1);
  });
  const values = workspace.float32s(rows * columns);
  for (let at = 0; at < values.length; at++) values[at] = X.data[at];
  const isSmall = rows < FEWEST_ROWS_TO_ORDER;
  const order = isSmall ? asTheyCome(rows, workspace) : nearOrder(values, rows, columns, workspace);
  const rooms = workspace.rooms(columns * PITCH + ROOM_BYTES_BESIDE_COLUMNS);
  const scores = workspace.floats(rows);
  const given = [values, rows, columns, order, trees, roots.length, depth, expected, rooms, scores];
  workspace.run('scoreRows', Math.ceil(rows / ROWS_AT_ONCE), ...given);
  return scores.slice();
}

function asTheyCome(rows: number, workspace: Workspace): Int32Array {
  const order = workspace.ints(rows);
  for (let i = 0; i < rows; i++) order[i] = i;
  return order;
}

/** Writes the node and what is below it to place `at` of a heap of `nodes` - 1 splits and `nodes` leaves. */
function fill(
  forest: Forest,
  node: number,
  heap: Int32Array,
  values: Float64Array,
  nodes: number,
  at: number,
): void {
  if (at >= nodes) {
    values[at] = forest.path[node];
    return;
  }
  const column = forest.feature[node];
  const isLeaf = column < 0;
  heap[2 * at] = isLeaf ? 0x7fffffff : sortableKey(forest.threshold[node]);
  heap[2 * at + 1] = isLeaf ? 0 : column * PITCH;
  fill(forest, isLeaf ? node : node + 1, heap, values, nodes, 2 * at);
  fill(forest, isLeaf ? node : forest.right[node], heap, values, nodes, 2 * at + 1);
}

const bits = new DataView(new ArrayBuffer(4));

/** The key of the largest 32-bit float that is not above the threshold: what is at most one is at most the other. */
function sortableKey(threshold: number): number {
  const nearest = Math.fround(threshold) + 0;
  bits.setFloat32(0, nearest);
  const whole = bits.getInt32(0);
  const key = whole ^ ((whole >> 31) & 0x7fffffff);
  return nearest > threshold ? key - 1 : key;
}
