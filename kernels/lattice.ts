/**
 * Different rows of whole numbers as points of a lattice: each is packed into one 64-bit key, a bit field per column, so
 * that the key of a place nearby is the sum of two keys. `slots` is a hash table of the rows, from 1; 0 is empty.
 */

/** Packs rows in the blocks `from` to `to - 1`; `lows` are what the columns' fields count from. */
export function packRows(
  points: usize,
  rows: i32,
  columns: i32,
  lows: usize,
  shifts: usize,
  keys: usize,
  from: i32,
  to: i32,
): void {
  let at = points + ((<usize>(from * BLOCK_ROWS) * columns) << 3);
  const end = min(to * BLOCK_ROWS, rows);
  for (let row = from * BLOCK_ROWS; row < end; row++) {
    let key: i64 = 0;
    for (let j = 0; j < columns; j++) {
      const field = load<f64>(at) - load<f64>(lows + ((<usize>j) << 3));
      key += (<i64>field) << load<i32>(shifts + ((<usize>j) << 2));
      at += 8;
    }
    store<i64>(keys + ((<usize>row) << 3), key);
  }
}

/** Enters all rows, which are one block, in the hash table of 2 ** `slotBits` slots. */
export function enterRows(keys: usize, rows: i32, slots: usize, slotBits: i32, from: i32, to: i32): void {
  const mask = (1 << slotBits) - 1;
  for (let row = from * rows; row < to * rows; row++) {
    let slot = slotOf(load<i64>(keys + ((<usize>row) << 3)), slotBits);
    while (load<i32>(slots + ((<usize>slot) << 2)) !== 0) slot = (slot + 1) & mask;
    store<i32>(slots + ((<usize>slot) << 2), row + 1);
  }
}

/**
 * The mean distance to its `neighbours` nearest other rows, for the rows in the blocks `from` to `to - 1` that have
 * them in the given shells: places at the same distance around a row, given as the keys to be added. A shell is its
 * squared distance and where its places end. The means of all other rows stay as they are.
 */
export function shellDistances(
  keys: usize,
  rows: i32,
  counts: usize,
  slots: usize,
  slotBits: i32,
  places: usize,
  shells: usize,
  shellCount: i32,
  neighbours: i32,
  means: usize,
  from: i32,
  to: i32,
): void {
  const end = min(to * BLOCK_ROWS, rows);
  for (let row = from * BLOCK_ROWS; row < end; row++) {
    const key = load<i64>(keys + ((<usize>row) << 3));
    let missing = neighbours - (load<i32>(counts + ((<usize>row) << 2)) - 1);
    let sum: f64 = 0;
    let place = places;
    for (let shell = shells; shell < shells + ((<usize>shellCount) << 3) && missing > 0; shell += 8) {
      const stop = places + ((<usize>load<i32>(shell, 4)) << 3);
      let found = 0;
      for (; place < stop; place += 8) {
        found += countAt(key + load<i64>(place), keys, counts, slots, slotBits);
      }
      const distance = Math.sqrt(<f64>load<i32>(shell));
      for (let n = min(found, missing); n > 0; n--) sum += distance;
      missing -= found;
      // Where the two nearest shells are empty, rows are too thin for looking at places one by one.
      if (missing >= neighbours && shell > shells) break;
    }
    if (missing <= 0) store<f64>(means + ((<usize>row) << 3), sum / <f64>neighbours);
  }
}

/** How many rows of the original lie at the place. */
function countAt(key: i64, keys: usize, counts: usize, slots: usize, slotBits: i32): i32 {
  const mask = (1 << slotBits) - 1;
  let slot = slotOf(key, slotBits);
  let row = load<i32>(slots + ((<usize>slot) << 2));
  while (row !== 0) {
    const found = <usize>(row - 1);
    if (load<i64>(keys + (found << 3)) === key) return load<i32>(counts + (found << 2));
    slot = (slot + 1) & mask;
    row = load<i32>(slots + ((<usize>slot) << 2));
  }
  return 0;
}

/** Fibonacci hashing (Knuth, The Art of Computer Programming, 6.4). */
function slotOf(key: i64, slotBits: i32): i32 {
  return <i32>((<u64>key * GOLDEN) >> (64 - slotBits));
}

const BLOCK_ROWS = 1024;
/** 2 ** 64 divided by the golden ratio. */
const GOLDEN: u64 = ((<u64>0x9e3779b9) << 32) | 0x7f4a7c15;
