/** Rows scored together: their values, their sums and one tree stay in the nearest cache. */
const ROWS_AT_ONCE: i32 = 512;
/** From one column of a block's keys to the next. */
const KEY_PITCH: usize = (<usize>ROWS_AT_ONCE) << 2;

/**
 * sumPathLengths of src/estimators/isolation-scoring.ts for the rows of blocks `from` to `to - 1`, ROWS_AT_ONCE each:
 * the sum over the trees, in order, of the value of the leaf that each row reaches.
 *
 * `values` are 32-bit floats row by row. They and the thresholds are compared as whole numbers of the same order
 * (`sortableKey`), which the processor does faster. All trees have `depth` levels of splits: their nodes stand as in a
 * heap from place 1, each the key of its threshold and its column times KEY_PITCH, and after them the leaves' values.
 * So every row takes the same steps and there is no branch to guess. `keys` is room for one block's keys per block.
 */
export function sumPaths(
  values: usize,
  rows: i32,
  columns: i32,
  trees: usize,
  count: i32,
  depth: i32,
  keys: usize,
  sums: usize,
  from: i32,
  to: i32,
): void {
  const leaves = (<usize>8) << depth;
  const tree = leaves << 1;
  for (let block = from; block < to; block++) {
    const start = block * ROWS_AT_ONCE;
    const size = min(ROWS_AT_ONCE, rows - start);
    const blockKeys = keys + <usize>block * columns * KEY_PITCH;
    const blockSums = sums + ((<usize>start) << 3);
    writeKeys(values + ((<usize>start * columns) << 2), size, columns, blockKeys);
    memory.fill(blockSums, 0, (<usize>size) << 3);
    for (let t = 0; t < count; t++) addPaths(trees + <usize>t * tree, depth, blockKeys, blockSums, size);
  }
}

/**
 * Eight rows side by side, so that the processor works on some while others wait for a node. Where a row is in the tree
 * is told by the node's offset in bytes: the root's is 8, the children of the node at n are at 2n and 2n + 8.
 */
function addPaths(nodes: usize, depth: i32, keys: usize, sums: usize, size: i32): void {
  for (let row = 0; row < size; row += 8) {
    const group = keys + ((<usize>row) << 2);
    let a: usize = 8;
    let b: usize = 8;
    let c: usize = 8;
    let d: usize = 8;
    let e: usize = 8;
    let f: usize = 8;
    let g: usize = 8;
    let h: usize = 8;
    for (let level = 0; level < depth; level++) {
      a = (a + (usize(load<i32>(group + load<u32>(nodes + a, 4), 0) > load<i32>(nodes + a)) << 2)) << 1;
      b = (b + (usize(load<i32>(group + load<u32>(nodes + b, 4), 4) > load<i32>(nodes + b)) << 2)) << 1;
      c = (c + (usize(load<i32>(group + load<u32>(nodes + c, 4), 8) > load<i32>(nodes + c)) << 2)) << 1;
      d = (d + (usize(load<i32>(group + load<u32>(nodes + d, 4), 12) > load<i32>(nodes + d)) << 2)) << 1;
      e = (e + (usize(load<i32>(group + load<u32>(nodes + e, 4), 16) > load<i32>(nodes + e)) << 2)) << 1;
      f = (f + (usize(load<i32>(group + load<u32>(nodes + f, 4), 20) > load<i32>(nodes + f)) << 2)) << 1;
      g = (g + (usize(load<i32>(group + load<u32>(nodes + g, 4), 24) > load<i32>(nodes + g)) << 2)) << 1;
      h = (h + (usize(load<i32>(group + load<u32>(nodes + h, 4), 28) > load<i32>(nodes + h)) << 2)) << 1;
    }
    const sum = sums + ((<usize>row) << 3);
    store<f64>(sum, load<f64>(sum, 0) + load<f64>(nodes + a), 0);
    store<f64>(sum, load<f64>(sum, 8) + load<f64>(nodes + b), 8);
    store<f64>(sum, load<f64>(sum, 16) + load<f64>(nodes + c), 16);
    store<f64>(sum, load<f64>(sum, 24) + load<f64>(nodes + d), 24);
    store<f64>(sum, load<f64>(sum, 32) + load<f64>(nodes + e), 32);
    store<f64>(sum, load<f64>(sum, 40) + load<f64>(nodes + f), 40);
    store<f64>(sum, load<f64>(sum, 48) + load<f64>(nodes + g), 48);
    store<f64>(sum, load<f64>(sum, 56) + load<f64>(nodes + h), 56);
  }
}

/** The rows' values as sortable keys, column by column. */
function writeKeys(values: usize, size: i32, columns: i32, keys: usize): void {
  for (let j = 0; j < columns; j++) {
    let at = values + ((<usize>j) << 2);
    const stop = keys + ((<usize>size) << 2);
    for (let to = keys; to < stop; to += 4) {
      store<i32>(to, sortableKey(load<f32>(at)));
      at += (<usize>columns) << 2;
    }
    keys += KEY_PITCH;
  }
}

/** A whole number that is smaller exactly where the value is; -0 counts as 0. */
function sortableKey(value: f32): i32 {
  const bits = reinterpret<i32>(value + 0);
  return bits ^ ((bits >> 31) & 0x7fffffff);
}
