/** Rows scored together: their values, their sums and one tree stay in the nearest cache. */
const ROWS_AT_ONCE: i32 = 512;
/** Rows that go down a tree as one while their box lies on one side of every split: first 64, then 8. */
const BUCKET: i32 = 64;
const GROUP: i32 = 8;
/** From one column of a block to the next, in bytes: room for a number per row. */
const PITCH: usize = (<usize>ROWS_AT_ONCE) << 2;
/** Where in a column of boxes they stand: lows and highs of the groups, lows and highs of the buckets. */
const GROUP_LOWS: usize = 0;
const GROUP_HIGHS: usize = 256;
const BUCKET_LOWS: usize = 512;
const BUCKET_HIGHS: usize = 544;

/**
 * sumPathLengths of src/estimators/isolation-scoring.ts for the rows of blocks `from` to `to - 1`, ROWS_AT_ONCE each, in
 * the given order: the sum over the trees, one after another, of the value of the leaf that each row reaches.
 *
 * `values` are 32-bit floats row by row. They and the thresholds are compared as whole numbers of the same order
 * (`sortableKey`), which the processor does faster. All trees have `depth` levels of splits: their nodes stand as in a
 * heap from place 1, each the key of its threshold and its column times PITCH, and after them the leaves' values. A
 * node is told by its offset in bytes: the root's is 8, the children of the node at n are at 2n and 2n + 8.
 *
 * The closer the order brings rows that are near each other, the fewer steps are taken: never more than `depth` for
 * each row, and nearly none where a whole bucket goes the same way. `room` is for the keys, the boxes and the sums of
 * each block.
 */
export function sumPaths(
  values: usize,
  rows: i32,
  columns: i32,
  order: usize,
  trees: usize,
  count: i32,
  depth: i32,
  room: usize,
  sums: usize,
  from: i32,
  to: i32,
): void {
  const tree = (<usize>16) << depth;
  for (let block = from; block < to; block++) {
    const start = block * ROWS_AT_ONCE;
    const size = min(ROWS_AT_ONCE, rows - start);
    const rowsOrder = order + ((<usize>start) << 2);
    const keys = room + <usize>block * (2 * columns + 2) * PITCH;
    const boxes = keys + <usize>columns * PITCH;
    const blockSums = boxes + <usize>columns * PITCH;
    writeKeys(values, rowsOrder, size, columns, keys);
    writeBoxes(keys, columns, boxes);
    memory.fill(blockSums, 0, 2 * PITCH);
    for (let t = 0; t < count; t++) addPaths(trees + <usize>t * tree, depth, keys, boxes, blockSums, size);
    for (let row = 0; row < size; row++) {
      const place = <usize>load<u32>(rowsOrder + ((<usize>row) << 2));
      store<f64>(sums + (place << 3), load<f64>(blockSums + ((<usize>row) << 3)));
    }
  }
}

function addPaths(nodes: usize, depth: i32, keys: usize, boxes: usize, sums: usize, size: i32): void {
  const leaves = (<usize>8) << depth;
  for (let bucket = 0; bucket * BUCKET < size; bucket++) {
    const box = boxes + ((<usize>bucket) << 2);
    const common = descend(nodes, 8, leaves, box + BUCKET_LOWS, box + BUCKET_HIGHS);
    const first = bucket * BUCKET;
    if (common >= leaves) {
      const path = v128.load64_splat(nodes + common);
      const stop = sums + ((<usize>first + BUCKET) << 3);
      for (let at = sums + ((<usize>first) << 3); at < stop; at += 64) addToGroup(at, path);
      continue;
    }
    const stop = min(first + BUCKET, size);
    for (let row = first; row < stop; row += GROUP) {
      const at = sums + ((<usize>row) << 3);
      const own = boxes + ((<usize>(row / GROUP)) << 2);
      const node = descend(nodes, common, leaves, own + GROUP_LOWS, own + GROUP_HIGHS);
      if (node >= leaves) addToGroup(at, v128.load64_splat(nodes + node));
      else addRows(nodes, node, leaves, keys + ((<usize>row) << 2), at);
    }
  }
}

/** From the node on, the last one that all rows of the box reach. */
function descend(nodes: usize, node: usize, leaves: usize, lows: usize, highs: usize): usize {
  while (node < leaves) {
    const threshold = load<i32>(nodes + node);
    const column = <usize>load<u32>(nodes + node, 4);
    const goesRight = usize(load<i32>(lows + column) > threshold);
    if (goesRight !== usize(load<i32>(highs + column) > threshold)) break;
    node = (node + (goesRight << 2)) << 1;
  }
  return node;
}

function addToGroup(sums: usize, path: v128): void {
  v128.store(sums, f64x2.add(v128.load(sums), path));
  v128.store(sums, f64x2.add(v128.load(sums, 16), path), 16);
  v128.store(sums, f64x2.add(v128.load(sums, 32), path), 32);
  v128.store(sums, f64x2.add(v128.load(sums, 48), path), 48);
}

/** The eight rows of a group each on its own, side by side, so that the processor works on some while others wait. */
function addRows(nodes: usize, node: usize, leaves: usize, keys: usize, sums: usize): void {
  let a = node;
  let b = node;
  let c = node;
  let d = node;
  let e = node;
  let f = node;
  let g = node;
  let h = node;
  while (a < leaves) {
    a = (a + (usize(load<i32>(keys + load<u32>(nodes + a, 4)) > load<i32>(nodes + a)) << 2)) << 1;
    b = (b + (usize(load<i32>(keys + load<u32>(nodes + b, 4), 4) > load<i32>(nodes + b)) << 2)) << 1;
    c = (c + (usize(load<i32>(keys + load<u32>(nodes + c, 4), 8) > load<i32>(nodes + c)) << 2)) << 1;
    d = (d + (usize(load<i32>(keys + load<u32>(nodes + d, 4), 12) > load<i32>(nodes + d)) << 2)) << 1;
    e = (e + (usize(load<i32>(keys + load<u32>(nodes + e, 4), 16) > load<i32>(nodes + e)) << 2)) << 1;
    f = (f + (usize(load<i32>(keys + load<u32>(nodes + f, 4), 20) > load<i32>(nodes + f)) << 2)) << 1;
    g = (g + (usize(load<i32>(keys + load<u32>(nodes + g, 4), 24) > load<i32>(nodes + g)) << 2)) << 1;
    h = (h + (usize(load<i32>(keys + load<u32>(nodes + h, 4), 28) > load<i32>(nodes + h)) << 2)) << 1;
  }
  store<f64>(sums, load<f64>(sums) + load<f64>(nodes + a));
  store<f64>(sums, load<f64>(sums, 8) + load<f64>(nodes + b), 8);
  store<f64>(sums, load<f64>(sums, 16) + load<f64>(nodes + c), 16);
  store<f64>(sums, load<f64>(sums, 24) + load<f64>(nodes + d), 24);
  store<f64>(sums, load<f64>(sums, 32) + load<f64>(nodes + e), 32);
  store<f64>(sums, load<f64>(sums, 40) + load<f64>(nodes + f), 40);
  store<f64>(sums, load<f64>(sums, 48) + load<f64>(nodes + g), 48);
  store<f64>(sums, load<f64>(sums, 56) + load<f64>(nodes + h), 56);
}

/** The rows' values as sortable keys, column by column; the last row is repeated until the block is full. */
function writeKeys(values: usize, order: usize, size: i32, columns: i32, keys: usize): void {
  for (let row = 0; row < ROWS_AT_ONCE; row++) {
    const place = <usize>load<u32>(order + ((<usize>min(row, size - 1)) << 2));
    let at = values + ((place * columns) << 2);
    let to = keys + ((<usize>row) << 2);
    for (let j = 0; j < columns; j++) {
      store<i32>(to, sortableKey(load<f32>(at)));
      at += 4;
      to += PITCH;
    }
  }
}

/** The smallest and largest key of each group and of each bucket, column by column. */
function writeBoxes(keys: usize, columns: i32, boxes: usize): void {
  for (let j = 0; j < columns; j++) {
    for (let group = 0; group < ROWS_AT_ONCE / GROUP; group++) {
      const at = keys + ((<usize>group) << 5);
      const a = v128.load(at);
      const b = v128.load(at, 16);
      const to = boxes + ((<usize>group) << 2);
      store<i32>(to, smallest(i32x4.min_s(a, b)), GROUP_LOWS);
      store<i32>(to, largest(i32x4.max_s(a, b)), GROUP_HIGHS);
    }
    for (let bucket = 0; bucket < ROWS_AT_ONCE / BUCKET; bucket++) {
      const lows = boxes + ((<usize>bucket) << 5);
      const highs = lows + GROUP_HIGHS;
      const to = boxes + ((<usize>bucket) << 2);
      store<i32>(to, smallest(i32x4.min_s(v128.load(lows), v128.load(lows, 16))), BUCKET_LOWS);
      store<i32>(to, largest(i32x4.max_s(v128.load(highs), v128.load(highs, 16))), BUCKET_HIGHS);
    }
    keys += PITCH;
    boxes += PITCH;
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

/** A whole number that is smaller exactly where the value is; -0 counts as 0. */
function sortableKey(value: f32): i32 {
  const bits = reinterpret<i32>(value + 0);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}
