import { exp2OfTwo } from './exp2';
import { enterRoom, leaveRoom } from './rooms';
import { keyOf, sortableKey } from './sortable-key';

/** Most rows scored together: their values, their sums and one tree stay in the nearest cache. */
const ROWS_AT_ONCE: i32 = 1024;
/** Rows that go down a tree as one while their box lies on one side of every split: first all that are scored together. */
const BUCKET: i32 = 64;
/** Of a column of a block: a key for each row, then the lows and the highs of the buckets' boxes and of the block's own. */
const LOWS: usize = (<usize>ROWS_AT_ONCE) << 2;
const WHOLE: i32 = ROWS_AT_ONCE / BUCKET;
const HIGHS: usize = LOWS + ((<usize>(WHOLE + 4)) << 2);
const PITCH: usize = HIGHS + (HIGHS - LOWS);
/** Behind the columns of a room: sums, the node that each row of a bucket has reached, and the places of repeats. */
const SUMS_BYTES: usize = (<usize>ROWS_AT_ONCE) << 3;
const NODES_BYTES: usize = (<usize>BUCKET) << 1;
const PLACES_BYTES: usize = (<usize>ROWS_AT_ONCE) << 1;

/**
 * scoreRows of src/estimators/isolation-scoring.ts for the rows of blocks `from` to `to - 1`, `atOnce` each, in the
 * given order: the sum over the trees, one after another, of the value of the leaf that each row reaches, and what
 * score that makes where `expected` is the usual sum.
 *
 * `values` are 32-bit floats row by row. They and the thresholds are compared as whole numbers of the same order
 * (`sortableKey`), which the processor does faster. All trees have `depth` levels of splits: their nodes stand as in a
 * heap from place 1, each the key of its threshold and its column times PITCH, and after them the leaves' values. A
 * node is told by its offset in bytes: the root's is 8, the children of the node at n are at 2n and 2n + 8.
 *
 * The closer the order brings rows that are near each other, the fewer steps are taken: rows that are equal and follow
 * each other are scored once, and few splits divide the rows of a bucket. `rooms` are as in rooms.ts.
 */
export function scoreRows(
  values: usize,
  rows: i32,
  atOnce: i32,
  columns: i32,
  order: usize,
  trees: usize,
  count: i32,
  depth: i32,
  expected: f64,
  rooms: usize,
  scores: usize,
  from: i32,
  to: i32,
): void {
  const columnBytes = <usize>columns * PITCH;
  const roomBytes = columnBytes + SUMS_BYTES + NODES_BYTES + PLACES_BYTES;
  const keys = enterRoom(rooms, roomBytes);
  const sums = keys + columnBytes;
  const reached = sums + SUMS_BYTES;
  const places = reached + NODES_BYTES;
  const treeBytes = (<usize>16) << depth;
  const leaves = (<usize>8) << depth;
  for (let block = from; block < to; block++) {
    const start = block * atOnce;
    const size = min(atOnce, rows - start);
    const rowsOrder = order + ((<usize>start) << 2);
    const buckets = writeKeys(values, rowsOrder, size, columns, keys, places);
    writeBoxes(keys, columns, buckets);
    memory.fill(sums, 0, SUMS_BYTES);
    const whole = keys + LOWS + ((<usize>WHOLE) << 2);
    for (let t = 0; t < count; t++) {
      const nodes = trees + <usize>t * treeBytes;
      const first = descend(nodes, 8, leaves, whole);
      for (let bucket = 0; bucket < buckets; bucket++) {
        const box = keys + LOWS + ((<usize>bucket) << 2);
        const ofBucket = sums + ((<usize>bucket * BUCKET) << 3);
        const node = descend(nodes, first, leaves, box);
        if (node >= leaves) {
          addToAll(ofBucket, v128.load64_splat(nodes + node));
        } else {
          separate(nodes, node, leaves, keys + ((<usize>bucket * BUCKET) << 2), box, reached, true);
          addToEach(ofBucket, nodes, reached);
        }
      }
    }
    for (let at = sums; at < sums + ((<usize>buckets * BUCKET) << 3); at += 16) {
      v128.store(at, f64x2.neg(f64x2.div(v128.load(at), f64x2.splat(expected))));
      exp2OfTwo(at);
      v128.store(at, f64x2.neg(v128.load(at)));
    }
    for (let row = 0; row < size; row++) {
      const place = <usize>load<u16>(places + ((<usize>row) << 1));
      const to = <usize>load<u32>(rowsOrder + ((<usize>row) << 2));
      store<f64>(scores + (to << 3), load<f64>(sums + (place << 3)));
    }
  }
  leaveRoom(rooms, roomBytes, keys);
}

/**
 * Fills trees `from` to `to - 1` of a forest (src/estimators/isolation-scoring.ts) up to the same depth, as scoreRows needs
 * them: a leaf further up becomes splits that send every row left to its value. Until its turn comes, a place holds the
 * number of the node that it is filled with.
 */
export function fillTrees(
  roots: usize,
  feature: usize,
  threshold: usize,
  right: usize,
  path: usize,
  depth: i32,
  trees: usize,
  from: i32,
  to: i32,
): void {
  const nodes = 1 << depth;
  for (let t = from; t < to; t++) {
    const heap = trees + (((<usize>t) << 4) << depth);
    store<i32>(heap, load<i32>(roots + ((<usize>t) << 2)), 8);
    for (let at = 1; at < nodes; at++) {
      const split = heap + ((<usize>at) << 3);
      const node = load<i32>(split);
      const column = load<i32>(feature + ((<usize>node) << 2));
      const isLeaf = column < 0;
      store<i32>(split, isLeaf ? i32.MAX_VALUE : keyOf(load<f64>(threshold + ((<usize>node) << 3))));
      store<i32>(split, isLeaf ? 0 : column * <i32>PITCH, 4);
      const below = heap + ((<usize>at) << 4);
      store<i32>(below, isLeaf ? node : node + 1);
      store<i32>(below, isLeaf ? node : load<i32>(right + ((<usize>node) << 2)), 8);
    }
    for (let at = nodes; at < 2 * nodes; at++) {
      const place = heap + ((<usize>at) << 3);
      const leaf = <usize>load<i32>(place);
      store<f64>(place, load<f64>(path + (leaf << 3)));
    }
  }
}

/** From the node on, the last one that all rows of the box reach. */
function descend(nodes: usize, node: usize, leaves: usize, box: usize): usize {
  while (node < leaves) {
    const threshold = load<i32>(nodes + node);
    const corner = box + <usize>load<u32>(nodes + node, 4);
    const goesRight = usize(load<i32>(corner) > threshold);
    if (goesRight !== usize(load<i32>(corner, HIGHS - LOWS) > threshold)) break;
    node = (node + (goesRight << 2)) << 1;
  }
  return node;
}

/**
 * Sends those rows of a bucket that have reached the node, which divides its box, on to the leaves; all rows where they
 * `areTogether`, whatever `reached` holds. What makes one node of another is added, in 16 bits, where a row goes that way.
 */
function separate(
  nodes: usize,
  node: usize,
  leaves: usize,
  keys: usize,
  box: usize,
  reached: usize,
  areTogether: bool,
): void {
  const left = descend(nodes, node << 1, leaves, box);
  const right = descend(nodes, (node << 1) + 8, leaves, box);
  const threshold = v128.load32_splat(nodes + node);
  const rightward = i16x8.splat(<i16>(right - left));
  let key = keys + <usize>load<u32>(nodes + node, 4);
  if (areTogether) {
    const toLeft = i16x8.splat(<i16>left);
    for (let at = reached; at < reached + NODES_BYTES; at += 16) {
      v128.store(at, i16x8.add(toLeft, v128.and(areBeyond(key, threshold), rightward)));
      key += 32;
    }
  } else {
    const here = i16x8.splat(<i16>node);
    const leftward = i16x8.splat(<i16>(left - node));
    for (let at = reached; at < reached + NODES_BYTES; at += 16) {
      const now = v128.load(at);
      const way = i16x8.add(leftward, v128.and(areBeyond(key, threshold), rightward));
      v128.store(at, i16x8.add(now, v128.and(i16x8.eq(now, here), way)));
      key += 32;
    }
  }
  if (left < leaves) separate(nodes, left, leaves, keys, box, reached, false);
  if (right < leaves) separate(nodes, right, leaves, keys, box, reached, false);
}

/** Which of eight keys are greater than the threshold. */
function areBeyond(keys: usize, threshold: v128): v128 {
  return i16x8.narrow_i32x4_s(
    i32x4.gt_s(v128.load(keys), threshold),
    i32x4.gt_s(v128.load(keys, 16), threshold),
  );
}

/** Adds a leaf's value to the sums of all rows of a bucket. */
function addToAll(sums: usize, path: v128): void {
  for (let at = sums; at < sums + ((<usize>BUCKET) << 3); at += 64) {
    v128.store(at, f64x2.add(v128.load(at), path));
    v128.store(at, f64x2.add(v128.load(at, 16), path), 16);
    v128.store(at, f64x2.add(v128.load(at, 32), path), 32);
    v128.store(at, f64x2.add(v128.load(at, 48), path), 48);
  }
}

/** Adds to the sum of each row of a bucket the value of the leaf that it has reached. */
function addToEach(sums: usize, nodes: usize, reached: usize): void {
  for (let at = reached; at < reached + NODES_BYTES; at += 8) {
    addToTwo(sums, nodes, at);
    addToTwo(sums + 16, nodes, at + 4);
    sums += 32;
  }
}

function addToTwo(sums: usize, nodes: usize, reached: usize): void {
  const first = v128.load64_splat(nodes + <usize>load<u16>(reached));
  const both = v128.load_lane<f64>(nodes + <usize>load<u16>(reached, 2), first, 1);
  v128.store(sums, f64x2.add(v128.load(sums), both));
}

/**
 * The rows' values as sortable keys, column by column, a row that equals the one before once; where each row stands.
 * The last one is repeated until its bucket is full; returns how many buckets there are.
 */
function writeKeys(values: usize, order: usize, size: i32, columns: i32, keys: usize, places: usize): i32 {
  let kept = -1;
  for (let row = 0; row < size; row++) {
    const place = <usize>load<u32>(order + ((<usize>row) << 2));
    let at = values + ((place * columns) << 2);
    let to = keys + ((<usize>(kept + 1)) << 2);
    let differs = i32(row === 0);
    for (let j = 0; j < columns; j++) {
      const key = sortableKey(load<f32>(at));
      differs |= key ^ load<i32>(to - 4);
      store<i32>(to, key);
      at += 4;
      to += PITCH;
    }
    kept += i32(differs !== 0);
    store<u16>(places + ((<usize>row) << 1), <u16>kept);
  }
  const buckets = kept / BUCKET + 1;
  for (let j = 0; j < columns; j++) {
    const column = keys + <usize>j * PITCH;
    const last = load<i32>(column + ((<usize>kept) << 2));
    for (let row = kept + 1; row < buckets * BUCKET; row++) store<i32>(column + ((<usize>row) << 2), last);
  }
  return buckets;
}

/** The smallest and the largest key of each bucket and of all rows, column by column. */
function writeBoxes(keys: usize, columns: i32, buckets: i32): void {
  for (let j = 0; j < columns; j++) {
    let lowest = i32.MAX_VALUE;
    let highest = i32.MIN_VALUE;
    for (let bucket = 0; bucket < buckets; bucket++) {
      const first = keys + ((<usize>bucket * BUCKET) << 2);
      let low = v128.load(first);
      let high = low;
      for (let at = first + 16; at < first + ((<usize>BUCKET) << 2); at += 16) {
        low = i32x4.min_s(low, v128.load(at));
        high = i32x4.max_s(high, v128.load(at));
      }
      const box = keys + LOWS + ((<usize>bucket) << 2);
      store<i32>(box, smallest(low));
      store<i32>(box, largest(high), HIGHS - LOWS);
      lowest = min(lowest, load<i32>(box));
      highest = max(highest, load<i32>(box, HIGHS - LOWS));
    }
    const whole = keys + LOWS + ((<usize>WHOLE) << 2);
    store<i32>(whole, lowest);
    store<i32>(whole, highest, HIGHS - LOWS);
    keys += PITCH;
  }
}

function smallest(four: v128): i32 {
  const two = i32x4.min_s(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
  return min(i32x4.extract_lane(two, 0), i32x4.extract_lane(two, 1));
}

function largest(four: v128): i32 {
  const two = i32x4.max_s(four, v128.shuffle<i32>(four, four, 2, 3, 0, 1));
  return max(i32x4.extract_lane(two, 0), i32x4.extract_lane(two, 1));
}
