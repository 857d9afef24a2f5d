import { enterRoom, leaveRoom } from './rooms';
import { floatOf, keyOf, sortableKey } from './sortable-key';

/** Trees of a block, as in src/estimators/isolation-growth.ts. */
const TREES_AT_ONCE: i32 = 4;
/** A range of at most this, in 32-bit arithmetic, counts as constant. */
const CONSTANT_RANGE: f32 = 1e-7;
/** The largest number that a tree's generator draws. */
const LARGEST: i32 = 0x7fffffff;
const EPSILON: f64 = 2.220446049250313e-16;

/** Of a node to be grown: its first row, the row after its last, its depth, the parent of a right child, known constants, its impurity. */
const PENDING_BYTES: usize = 32;

/**
 * growTree of src/estimators/isolation-tree.ts for the `trees` of blocks `from` to `to - 1`, four each, on `samples` of the
 * rows: those that `drawn` names for a tree, ascending. `values` are 32-bit floats row by row, `targets` a number for each row.
 *
 * Writes the nodes of each tree from place 2 * samples * tree on, with the path of each leaf, to which `lengths` has what so
 * many rows add; and to `counts` for each tree the number of its nodes, and the splits to its deepest leaf. `rooms` are as in rooms.ts,
 * of `roomBytes` for each sample's columns, its target, and its place with a value; the columns' order twice; and what is
 * pending.
 */
export function growTrees(
  values: usize,
  targets: usize,
  columns: i32,
  drawn: usize,
  samples: i32,
  trees: i32,
  treeSeeds: usize,
  maxDepth: i32,
  lengths: usize,
  rooms: usize,
  roomBytes: usize,
  feature: usize,
  threshold: usize,
  right: usize,
  reached: usize,
  path: usize,
  counts: usize,
  from: i32,
  to: i32,
): void {
  const room = enterRoom(rooms, roomBytes);
  const ownTargets = room;
  const order = ownTargets + ((<usize>samples) << 3);
  const keys = order + ((<usize>samples + 1) << 3);
  const features = keys + ((<usize>samples * columns) << 2);
  const constant = features + ((<usize>columns) << 2);
  const stack = (constant + ((<usize>columns) << 2) + 15) & ~15;
  const last = min(to * TREES_AT_ONCE, trees);
  for (let tree = from * TREES_AT_ONCE; tree < last; tree++) {
    const rows = drawn + ((<usize>tree * samples) << 2);
    let impurity = readSample(values, targets, columns, rows, samples, keys, ownTargets);
    for (let i = 0; i < samples; i++) store<u64>(order + ((<usize>i) << 3), i);
    for (let j = 0; j < columns; j++) store<i32>(features + ((<usize>j) << 2), j);
    let random = load<i32>(treeSeeds + ((<usize>tree) << 2));
    if (random === 0) random = 1;

    const first = <usize>tree * samples * 2;
    let node = 0;
    let top = stack;
    let start = 0;
    let end = samples;
    let depth = 0;
    let rightOf = -1;
    let known = 0;
    let deepest = 0;
    for (;;) {
      const place = first + node;
      store<i32>(feature + (place << 2), -1);
      store<f64>(threshold + (place << 3), 0);
      store<i32>(right + (place << 2), -1);
      store<i32>(reached + (place << 2), end - start);
      const length = load<f64>(lengths + ((<usize>(end - start)) << 3));
      store<f64>(path + (place << 3), <f64>depth + 1 + length - 1);
      deepest = max(deepest, depth);
      if (rightOf >= 0) store<i32>(right + ((first + rightOf) << 2), node);

      if (depth < maxDepth && end - start >= 2 && impurity > EPSILON) {
        // RandomSplitter.split of src/estimators/random-split.ts.
        let drawnKnown = 0;
        let found = 0;
        let middle = end;
        let column = 0;
        let at: f64 = 0;
        while (known + found < columns) {
          random = nextState(random);
          const draw = drawnKnown + ((random & LARGEST) % (columns - found - drawnKnown));
          if (draw < known) {
            swap(features, draw, drawnKnown++);
            continue;
          }
          column = load<i32>(features + ((<usize>(draw + found)) << 2));
          const range = readColumn(keys + ((<usize>column) << 2), columns, order, start, end);
          const smallest = floatOf(<i32>range);
          const largest = floatOf(<i32>(range >> 32));
          if (largest <= smallest + CONSTANT_RANGE) {
            swap(features, draw + found, known + found++);
            continue;
          }
          swap(features, draw + found, columns - 1);
          random = nextState(random);
          at = drawThreshold(smallest, largest, random & LARGEST);
          middle = partition(order, start, end, keyOf(at));
          break;
        }
        for (let j = 0; j < known; j++) copy(features, constant, j);
        for (let j = known; j < known + found; j++) copy(constant, features, j);
        if (middle < end) {
          // splitImpurity of src/estimators/target-impurity.ts.
          let leftSum: f64 = 0;
          let leftSquares: f64 = 0;
          for (let i = start; i < middle; i++) {
            const target = targetAt(order, ownTargets, i);
            leftSum += target;
            leftSquares += target * target;
          }
          let sum = leftSum;
          let squares = leftSquares;
          for (let i = middle; i < end; i++) {
            const target = targetAt(order, ownTargets, i);
            sum += target;
            squares += target * target;
          }
          const size = <f64>(end - start);
          const leftSize = <f64>(middle - start);
          const rightSize = <f64>(end - middle);
          if (leftSize > rightSize) {
            leftSum = sum;
            for (let i = end - 1; i >= middle; i--) leftSum -= targetAt(order, ownTargets, i);
          }
          const leftMean = leftSum / leftSize;
          const rightMean = (sum - leftSum) / rightSize;
          const leftImpurity = leftSquares / leftSize - leftMean * leftMean;
          const rightImpurity = (squares - leftSquares) / rightSize - rightMean * rightMean;
          const gain = impurity - (rightSize / size) * rightImpurity - (leftSize / size) * leftImpurity;
          if ((size / <f64>samples) * gain + EPSILON >= 0) {
            store<i32>(feature + (place << 2), column);
            store<f64>(threshold + (place << 3), at);
            store<f64>(path + (place << 3), 0);
            known += found;
            depth++;
            store<i32>(top, middle);
            store<i32>(top, end, 4);
            store<i32>(top, depth, 8);
            store<i32>(top, node, 12);
            store<i32>(top, known, 16);
            store<f64>(top, rightImpurity, 24);
            top += PENDING_BYTES;
            end = middle;
            impurity = leftImpurity;
            rightOf = -1;
            node++;
            continue;
          }
        }
      }
      node++;
      if (top === stack) break;
      top -= PENDING_BYTES;
      start = load<i32>(top);
      end = load<i32>(top, 4);
      depth = load<i32>(top, 8);
      rightOf = load<i32>(top, 12);
      known = load<i32>(top, 16);
      impurity = load<f64>(top, 24);
    }
    store<i32>(counts + ((<usize>tree) << 3), node);
    store<i32>(counts + ((<usize>tree) << 3), deepest, 4);
  }
  leaveRoom(rooms, roomBytes, room);
}

/**
 * Joins the trees of blocks `from` to `to - 1`, as growTrees has left them, to a forest (src/estimators/isolation-scoring.ts):
 * the nodes of a tree from its place in `roots` on, right children counted over all trees.
 */
export function joinTrees(
  samples: i32,
  trees: i32,
  feature: usize,
  threshold: usize,
  right: usize,
  reached: usize,
  path: usize,
  counts: usize,
  roots: usize,
  features: usize,
  thresholds: usize,
  rights: usize,
  allReached: usize,
  paths: usize,
  from: i32,
  to: i32,
): void {
  const last = min(to * TREES_AT_ONCE, trees);
  for (let tree = from * TREES_AT_ONCE; tree < last; tree++) {
    const count = <usize>load<i32>(counts + ((<usize>tree) << 3));
    const first = <usize>tree * samples * 2;
    const root = <usize>load<i32>(roots + ((<usize>tree) << 2));
    memory.copy(features + (root << 2), feature + (first << 2), count << 2);
    memory.copy(thresholds + (root << 3), threshold + (first << 3), count << 3);
    memory.copy(allReached + (root << 2), reached + (first << 2), count << 2);
    memory.copy(paths + (root << 3), path + (first << 3), count << 3);
    for (let node: usize = 0; node < count; node++) {
      const child = load<i32>(right + ((first + node) << 2));
      store<i32>(rights + ((root + node) << 2), child < 0 ? child : child + <i32>root);
    }
  }
}

/** The sample's values as sortable keys, column after column of a row, and its targets, whose variance is returned. */
function readSample(
  values: usize,
  targets: usize,
  columns: i32,
  rows: usize,
  samples: i32,
  keys: usize,
  ownTargets: usize,
): f64 {
  let sum: f64 = 0;
  let squares: f64 = 0;
  for (let i = 0; i < samples; i++) {
    const row = <usize>load<u32>(rows + ((<usize>i) << 2));
    const target = load<f64>(targets + (row << 3));
    store<f64>(ownTargets + ((<usize>i) << 3), target);
    sum += target;
    squares += target * target;
    let at = values + ((row * columns) << 2);
    for (let j = 0; j < columns; j++) {
      store<i32>(keys, sortableKey(load<f32>(at)));
      keys += 4;
      at += 4;
    }
  }
  const mean = sum / <f64>samples;
  return squares / <f64>samples - mean * mean;
}

/** Puts a column's keys beside the rows of an order; the smallest key, and above it the largest. */
function readColumn(keys: usize, columns: i32, order: usize, start: i32, end: i32): i64 {
  let smallest = i32.MAX_VALUE;
  let largest = i32.MIN_VALUE;
  const last = order + ((<usize>end) << 3);
  for (let at = order + ((<usize>start) << 3); at < last; at += 8) {
    const row = <usize>load<u32>(at);
    const key = load<i32>(keys + ((row * columns) << 2));
    store<i32>(at, key, 4);
    smallest = min(smallest, key);
    largest = max(largest, key);
  }
  return ((<i64>largest) << 32) | <i64>(<u32>smallest);
}

function drawThreshold(smallest: f32, largest: f32, drawn: i32): f64 {
  const threshold = ((<f64>largest - <f64>smallest) * <f64>drawn) / <f64>LARGEST + <f64>smallest;
  return threshold === <f64>largest ? <f64>smallest : threshold;
}

/**
 * Puts the rows whose key is at most the threshold's first; returns where the others begin. The row in hand goes to one
 * end of what is left and makes room for the next one there, without a branch.
 */
function partition(order: usize, start: i32, end: i32, threshold: i32): i32 {
  let next = order + ((<usize>start) << 3);
  let middle = order + ((<usize>end) << 3);
  let row = load<u64>(next);
  while (next < middle) {
    const goesRight = usize(<i32>(row >> 32) > threshold);
    const before = middle - 8;
    const place = goesRight ? before : next;
    const following = load<u64>(goesRight ? before : next + 8);
    store<u64>(place, row);
    row = following;
    next += (1 - goesRight) << 3;
    middle -= goesRight << 3;
  }
  return <i32>((middle - order) >> 3);
}

function targetAt(order: usize, targets: usize, i: i32): f64 {
  return load<f64>(targets + ((<usize>load<u32>(order + ((<usize>i) << 3))) << 3));
}

/** XorShift of src/math/random.ts. */
function nextState(state: i32): i32 {
  state ^= state << 13;
  state ^= state >>> 17;
  return state ^ (state << 5);
}

function swap(list: usize, a: i32, b: i32): void {
  const value = load<i32>(list + ((<usize>a) << 2));
  store<i32>(list + ((<usize>a) << 2), load<i32>(list + ((<usize>b) << 2)));
  store<i32>(list + ((<usize>b) << 2), value);
}

function copy(to: usize, from: usize, j: i32): void {
  store<i32>(to + ((<usize>j) << 2), load<i32>(from + ((<usize>j) << 2)));
}
