import { latticeDistances } from './lattice-kernels.ts';
import type { Matrix } from './matrix.ts';
import { countIntoPlaces, RADIX_BITS } from './near-order.ts';
import type { Workspace } from './workspace.ts';

/** Groups of rows that a thread searches for in one go, and the memory that all such goes may take for what they found so far. */
const GROUPS_PER_BLOCK = 64;
const MOST_ROOM_BYTES = 64 * 2 ** 20;
/** As in kernels/neighbours.ts and kernels/kd-tree.ts. */
const STACK_BYTES = 768;
const SHORTEST_LIST = 10;
const ROWS_AT_ONCE = 65_536;
/** As in kernels/rows-in-order.ts. */
const ROWS_FETCHED_AT_ONCE = 16_384;
/** What stands for a mean that is not known yet: no mean is negative. */
const UNKNOWN = -1;
/** How full groups are at most as a rule, so that those of a node to which a sample gave too many rows have room for them, too. */
const USUAL_SHARE = 2 / 3;
/** Nodes to which rows go by a sample have about so many each, and so many of the sample. */
const ROWS_BELOW = 1024;
const SAMPLED_BELOW = 128;
/** So many of a tree's first levels are split one after another, each by all threads. */
const LEVELS_TO_SHARE = 4;
/** From so many rows on trees are worth a second thread. */
const FEWEST_ROWS_FOR_THREADS = 100_000;

/** meanNeighbourDistances by kernels (kernels/kd-tree.ts, kernels/neighbours.ts): the same bits, since both are exact. */
export function meanNeighbourDistancesByKernel(
  points: Matrix,
  pointCounts: Uint32Array,
  neighbours: number,
  groupRows: number,
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

  const tree = growTree({ rows, columns, data }, counts, groupRows, workspace);
  const { firstGroup } = tree;
  const pairBytes = 16 * (columns + 1 + Math.max(neighbours, SHORTEST_LIST));
  const roomBytes = STACK_BYTES + Math.ceil(groupRows / 2) * pairBytes;
  const groups = Math.max(GROUPS_PER_BLOCK, Math.ceil((firstGroup * roomBytes) / MOST_ROOM_BYTES));
  const blocks = Math.ceil(firstGroup / groups);
  const room = workspace.ints((blocks * roomBytes) / 4);
  const given = [
    tree.data,
    columns,
    tree.origin,
    tree.starts,
    tree.ends,
    tree.boxes,
    tree.counts,
    firstGroup,
  ];
  workspace.run(
    'neighbourDistances',
    blocks,
    ...given,
    groupRows,
    groups,
    neighbours,
    means,
    room,
    roomBytes,
  );
  return means.slice();
}

/** As in kernels/kd-tree.ts: nodes are numbered as a heap, and the groups from `firstGroup` on have two leaves each. */
interface Tree {
  readonly firstGroup: number;
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly boxes: Float64Array;
  /** The points in the tree's order, each group column by column. */
  readonly data: Float64Array;
  readonly counts: Int32Array;
  /** Where they stood. */
  readonly origin: Int32Array;
}

/** A tree of points in the workspace, whose place it may take. */
function growTree(points: Matrix, pointCounts: Int32Array, groupRows: number, workspace: Workspace): Tree {
  const { rows, columns } = points;
  let levels = 0;
  while (rows > USUAL_SHARE * groupRows * 2 ** levels) levels++;
  const firstGroup = 2 ** levels;
  const starts = workspace.ints(4 * firstGroup);
  const ends = workspace.ints(4 * firstGroup);
  const boxes = workspace.floats(8 * firstGroup * columns);
  const counts = workspace.ints(rows);
  const origin = workspace.ints(rows);
  const spare = workspace.floats(rows * columns);
  return workspace.temporarily(() => {
    const places = workspace.ints(rows);
    const stood = workspace.ints(rows);
    const keys = workspace.floats(rows);
    for (let row = 0; row < rows; row++) places[row] = row;
    const depth = moveBySample(
      points,
      levels,
      groupRows,
      { starts, ends, keys, moved: spare, stood },
      workspace,
    );
    const [from, data] = depth > 0 ? [spare, points.data] : [points.data, spare];
    if (depth === 0) {
      stood.set(places);
      starts[1] = 0;
      ends[1] = rows;
    }
    const nodes = [from, columns, places, keys, starts, ends, boxes, 0, 0] as const;
    let top = depth;
    for (; top < Math.min(levels, LEVELS_TO_SHARE); top++) {
      workspace.runHeavy('splitNodes', 2 ** top, ...nodes, 2 ** top, 1);
    }
    const run = rows < FEWEST_ROWS_FOR_THREADS ? 'run' : 'runHeavy';
    workspace[run]('splitNodes', 2 ** top, ...nodes, 2 ** top, levels + 1 - top);
    const groups = [from, columns, places, stood, pointCounts, starts, ends, boxes, firstGroup] as const;
    workspace.run('settleGroups', firstGroup, ...groups, data, origin, counts);
    for (let first = firstGroup / 2; first >= 1; first /= 2) {
      workspace.run('joinBoxes', first, boxes, columns, first);
    }
    return { firstGroup, starts, ends, boxes, data, counts, origin };
  });
}

/** What moveBySample writes: where nodes start and end, the moved points, and where they stood. */
interface Moved {
  readonly starts: Int32Array;
  readonly ends: Int32Array;
  readonly moved: Float64Array;
  readonly stood: Int32Array;
  /** Of any content. */
  readonly keys: Float64Array;
}

/**
 * Moves the points to the nodes of a level of the tree by the middles of a sample; answers with the level, and with 0 where
 * they are too few, or the sample gave a node too many of them.
 */
function moveBySample(
  points: Matrix,
  levels: number,
  groupRows: number,
  { starts, ends, keys, moved, stood }: Moved,
  workspace: Workspace,
): number {
  const { rows, columns, data } = points;
  const depth = Math.min(RADIX_BITS, Math.floor(Math.log2(rows / ROWS_BELOW)));
  if (depth < 1) return 0;
  const places = placesInNodes(points, depth, keys, workspace);
  const nodes = 2 ** depth;
  const most = groupRows * 2 ** (levels - depth);
  for (let node = 0; node < nodes; node++) {
    starts[nodes + node] = places[node];
    ends[nodes + node] = node + 1 < nodes ? places[node + 1] : rows;
    if (ends[nodes + node] - places[node] > most) return 0;
  }
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  workspace.runHeavy('moveToNodes', blocks, keys, rows, places, data, columns, moved, stood);
  return depth;
}

/**
 * Writes for each point an entry of the node that it belongs to `depth` levels below the root, as the middles of a sample
 * have it, and returns where each block's points of each node go.
 */
function placesInNodes(
  { rows, columns, data }: Matrix,
  depth: number,
  entries: Float64Array,
  workspace: Workspace,
): Int32Array {
  const blocks = Math.ceil(rows / ROWS_AT_ONCE);
  const counts = workspace.ints(blocks * 2 ** RADIX_BITS);
  return workspace.temporarily(() => {
    const size = SAMPLED_BELOW * 2 ** depth;
    const sample = workspace.floats(size * columns);
    const places = workspace.ints(size);
    const keys = workspace.floats(size);
    const starts = workspace.ints(2 ** (depth + 1));
    const ends = workspace.ints(2 ** (depth + 1));
    const boxes = workspace.floats(4 * 2 ** depth * columns);
    const splits = workspace.floats(2 ** depth);
    const splitColumns = workspace.ints(2 ** depth);
    for (let i = 0; i < size; i++) places[i] = Math.floor((i * rows) / size);
    const sampleBlocks = Math.ceil(size / ROWS_FETCHED_AT_ONCE);
    workspace.runHeavy('orderRows', sampleBlocks, data, columns, places, size, sample);
    for (let i = 0; i < size; i++) places[i] = i;
    starts[1] = 0;
    ends[1] = size;
    const nodes = [sample, columns, places, keys, starts, ends, boxes, splits, splitColumns] as const;
    for (let top = 0; top < depth; top++) workspace.runHeavy('splitNodes', 2 ** top, ...nodes, 2 ** top, 1);
    workspace.runHeavy('findNodes', blocks, data, rows, columns, depth, splits, splitColumns, entries);
    countIntoPlaces(entries, rows, 0, counts, workspace);
    return counts;
  });
}
