import { meanNeighbourDistancesByKernel } from './kd-tree-kernels.ts';
import type { Matrix } from './matrix.ts';
import { squaredDistance } from './squared-distance.ts';
import { Workspace } from './workspace.ts';

/** At most this many rows in a leaf: measured best between 6 and 32, for 3 and for 7 columns. */
export const LEAF_ROWS = 24;

/**
 * For every row, the mean Euclidean distance to its `neighbours` nearest other rows.
 *
 * `points` holds each different row once and `counts` how often it occurs; a row's repeats are other rows at
 * distance 0. Exact: equal to the last bit to sorting all distances and adding the smallest, ascending. A distance
 * is the root of squares added in the order of the columns.
 *
 * Needs 1 <= neighbours < sum of counts, and differences whose squares stay finite.
 * About O(rows log rows) for few columns; memory about 3 times the points.
 */
export function meanNeighbourDistances(
  points: Matrix,
  counts: Uint32Array,
  neighbours: number,
): Float64Array {
  return Workspace.use(points, (workspace) =>
    workspace === null
      ? meanNeighbourDistancesPlainly(points, counts, neighbours)
      : meanNeighbourDistancesByKernel(points, counts, neighbours, LEAF_ROWS, workspace),
  );
}

/** The plain twin of the kernels. */
export function meanNeighbourDistancesPlainly(
  points: Matrix,
  counts: Uint32Array,
  neighbours: number,
): Float64Array {
  const tree = buildTree(points, counts, LEAF_ROWS);
  const { firstLeaf, starts, ends, origin } = tree;
  const nearest = new Nearest(LEAF_ROWS, neighbours);
  const stack = { nodes: new Uint32Array(64), distances: new Float64Array(64) };
  const means = new Float64Array(points.rows);
  for (let leaf = firstLeaf; leaf < 2 * firstLeaf; leaf++) {
    nearest.clear();
    compareWithin(tree, leaf, nearest);
    // The sister of each ancestor up to the root: bounds are tight before anything far away is looked at.
    for (let node = leaf; node > 1; node >>>= 1) compareBelow(tree, leaf, node ^ 1, nearest, stack);
    for (let row = starts[leaf]; row < ends[leaf]; row++) {
      means[origin[row]] = nearest.meanDistance(row - starts[leaf]);
    }
  }
  return means;
}

/**
 * A balanced k-d tree in flat arrays. Nodes are numbered as a heap: the root is 1, the children of i are 2i and
 * 2i + 1, all leaves lie on one level. Node i holds the rows `starts[i]` to `ends[i] - 1`, in the tree's order.
 */
interface Tree {
  readonly columns: number;
  readonly firstLeaf: number;
  readonly starts: Uint32Array;
  readonly ends: Uint32Array;
  /** Tight box of node i: the lows at `boxes[2 * i * columns]`, the highs right after them. */
  readonly boxes: Float64Array;
  readonly data: Float64Array;
  readonly counts: Uint32Array;
  /** Where the tree's rows stood among the points. */
  readonly origin: Uint32Array;
}

function buildTree(points: Matrix, pointCounts: Uint32Array, leafRows: number): Tree {
  const { rows, columns } = points;
  let firstLeaf = 1;
  while (rows > leafRows * firstLeaf) firstLeaf *= 2;
  const starts = new Uint32Array(2 * firstLeaf);
  const ends = new Uint32Array(2 * firstLeaf);
  const boxes = new Float64Array(4 * firstLeaf * columns);
  const data = Float64Array.from(points.data);
  const origin = Uint32Array.from({ length: rows }, (_, i) => i);
  ends[1] = rows;
  for (let node = 1; node < 2 * firstLeaf; node++) {
    const start = starts[node];
    const end = ends[node];
    const widest = fitBox(data, columns, start, end, boxes, 2 * node * columns);
    if (node >= firstLeaf) continue;
    const middle = (start + end) >>> 1;
    partition(data, origin, columns, start, end - 1, middle, widest);
    starts[2 * node] = start;
    ends[2 * node] = middle;
    starts[2 * node + 1] = middle;
    ends[2 * node + 1] = end;
  }
  const counts = Uint32Array.from(origin, (row) => pointCounts[row]);
  return { columns, firstLeaf, starts, ends, boxes, data, counts, origin };
}

/** Writes the tight box of rows start to end - 1 and returns the column in which it is widest. */
function fitBox(
  data: Float64Array,
  columns: number,
  start: number,
  end: number,
  boxes: Float64Array,
  at: number,
): number {
  let widest = 0;
  let width = -1;
  for (let j = 0; j < columns; j++) {
    let low = Infinity;
    let high = -Infinity;
    for (let i = start * columns + j; i < end * columns; i += columns) {
      const value = data[i];
      if (value < low) low = value;
      if (value > high) high = value;
    }
    boxes[at + j] = low;
    boxes[at + columns + j] = high;
    if (high - low > width) {
      width = high - low;
      widest = j;
    }
  }
  return widest;
}

/** Reorders rows left to right (inclusive) so that none before `middle` is greater in `column`, none after is smaller. */
function partition(
  data: Float64Array,
  origin: Uint32Array,
  columns: number,
  left: number,
  right: number,
  middle: number,
  column: number,
): void {
  while (right > left) {
    if (right - left > 600) {
      // Floyd and Rivest: narrow to a small sample around the wanted position first.
      const n = right - left + 1;
      const m = middle - left + 1;
      const z = Math.log(n);
      const s = 0.5 * Math.exp((2 * z) / 3);
      const sd = 0.5 * Math.sqrt((z * s * (n - s)) / n) * (m - n / 2 < 0 ? -1 : 1);
      partition(
        data,
        origin,
        columns,
        Math.max(left, Math.floor(middle - (m * s) / n + sd)),
        Math.min(right, Math.floor(middle + ((n - m) * s) / n + sd)),
        middle,
        column,
      );
    }
    const pivot = data[middle * columns + column];
    let i = left;
    let j = right;
    while (i <= j) {
      while (data[i * columns + column] < pivot) i++;
      while (data[j * columns + column] > pivot) j--;
      if (i > j) break;
      swapRows(data, origin, columns, i, j);
      i++;
      j--;
    }
    if (middle <= j) right = j;
    else if (middle >= i) left = i;
    else return;
  }
}

function swapRows(data: Float64Array, origin: Uint32Array, columns: number, a: number, b: number): void {
  const row = origin[a];
  origin[a] = origin[b];
  origin[b] = row;
  for (let k = 0, i = a * columns, j = b * columns; k < columns; k++, i++, j++) {
    const value = data[i];
    data[i] = data[j];
    data[j] = value;
  }
}

/** For each row of a leaf the smallest squared distances found so far, ascending, each as often as it occurs. */
class Nearest {
  readonly #length: number;
  readonly #distances: Float64Array;

  constructor(rows: number, length: number) {
    this.#length = length;
    this.#distances = new Float64Array(rows * length);
  }

  clear(): void {
    this.#distances.fill(Infinity);
  }

  /** What a distance must stay below to be entered for the row. */
  bound(row: number): number {
    return this.#distances[(row + 1) * this.#length - 1];
  }

  /** What a distance must stay below to be entered for any of the first rows. */
  widestBound(rows: number): number {
    let widest = 0;
    for (let row = 0; row < rows; row++) {
      const bound = this.bound(row);
      if (bound > widest) widest = bound;
    }
    return widest;
  }

  offer(row: number, distance: number, times: number): void {
    const distances = this.#distances;
    const first = row * this.#length;
    const last = first + this.#length - 1;
    for (let n = times; n > 0 && distance < distances[last]; n--) {
      let i = last;
      for (; i > first && distances[i - 1] > distance; i--) distances[i] = distances[i - 1];
      distances[i] = distance;
    }
  }

  meanDistance(row: number): number {
    const first = row * this.#length;
    let sum = 0;
    for (let i = first; i < first + this.#length; i++) sum += Math.sqrt(this.#distances[i]);
    return sum / this.#length;
  }
}

/** Compares the rows of a leaf with each other. */
function compareWithin({ columns, starts, ends, data, counts }: Tree, leaf: number, nearest: Nearest): void {
  const start = starts[leaf];
  const end = ends[leaf];
  for (let a = start; a < end; a++) {
    nearest.offer(a - start, 0, counts[a] - 1);
    for (let b = start; b < a; b++) {
      const distance = squaredDistance(data, a * columns, data, b * columns, columns);
      nearest.offer(a - start, distance, counts[b]);
      nearest.offer(b - start, distance, counts[a]);
    }
  }
}

/**
 * Compares the rows of a leaf with those below `top`, nearer boxes first. A box that is no nearer than the bounds
 * is left out. Rounding cannot break that: subtracting, squaring and adding are monotone, and every distance adds
 * its columns in the same order.
 */
function compareBelow(tree: Tree, leaf: number, top: number, nearest: Nearest, stack: Stack): void {
  const { columns, firstLeaf, starts, ends, boxes } = tree;
  const { nodes, distances } = stack;
  const rows = ends[leaf] - starts[leaf];
  const home = 2 * leaf * columns;
  let bound = nearest.widestBound(rows);
  nodes[0] = top;
  distances[0] = boxDistance(boxes, home, 2 * top * columns, columns);
  for (let size = 1; size > 0; ) {
    const node = nodes[--size];
    if (distances[size] >= bound) continue;
    if (node >= firstLeaf) {
      compareLeaves(tree, leaf, node, nearest);
      bound = nearest.widestBound(rows);
      continue;
    }
    const left = boxDistance(boxes, home, 4 * node * columns, columns);
    const right = boxDistance(boxes, home, (4 * node + 2) * columns, columns);
    const further = left <= right ? 1 : 0;
    nodes[size] = 2 * node + further;
    distances[size++] = further === 1 ? right : left;
    nodes[size] = 2 * node + 1 - further;
    distances[size++] = further === 1 ? left : right;
  }
}

/** Nodes still to be looked at, with the distance of their boxes; a path down the tree leaves one for each level. */
interface Stack {
  readonly nodes: Uint32Array;
  readonly distances: Float64Array;
}

function compareLeaves(tree: Tree, leaf: number, other: number, nearest: Nearest): void {
  const { columns, starts, ends, boxes, data, counts } = tree;
  const start = starts[leaf];
  const end = ends[leaf];
  const otherStart = starts[other];
  const otherEnd = ends[other];
  const box = 2 * other * columns;
  for (let row = start; row < end; row++) {
    let bound = nearest.bound(row - start);
    if (pointDistance(data, row * columns, boxes, box, columns) >= bound) continue;
    for (let b = otherStart; b < otherEnd; b++) {
      const distance = squaredDistance(data, row * columns, data, b * columns, columns);
      if (distance >= bound) continue;
      nearest.offer(row - start, distance, counts[b]);
      bound = nearest.bound(row - start);
    }
  }
}

function pointDistance(
  data: Float64Array,
  a: number,
  boxes: Float64Array,
  box: number,
  columns: number,
): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const value = data[a + j];
    const low = boxes[box + j] - value;
    const high = value - boxes[box + columns + j];
    if (low > 0) sum += low * low;
    else if (high > 0) sum += high * high;
  }
  return sum;
}

function boxDistance(boxes: Float64Array, a: number, b: number, columns: number): number {
  let sum = 0;
  for (let j = 0; j < columns; j++) {
    const below = boxes[a + j] - boxes[b + columns + j];
    const above = boxes[b + j] - boxes[a + columns + j];
    if (below > 0) sum += below * below;
    else if (above > 0) sum += above * above;
  }
  return sum;
}
