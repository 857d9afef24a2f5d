/** Rows sorted in one go, as in src/math/near-order.ts. */
const ROWS_AT_ONCE: i32 = 65_536;

/**
 * For the rows of blocks `from` to `to - 1`, ROWS_AT_ONCE each, an entry of eight bytes: the row, counted from `first`, and above it the code of
 * its cell, put together from what `spread` holds for the cell of each of the first `used` columns.
 *
 * `values`, unless 0, are tables in which each block writes the value that it finds in a cell; `isSingle` says of each block
 * whether no cell holds two. Two rows at a time.
 */
export function writeCellCodes(
  matrix: usize,
  rows: i32,
  columns: i32,
  origin: usize,
  used: i32,
  cells: i32,
  lows: usize,
  scales: usize,
  spread: usize,
  entries: usize,
  values: usize,
  isSingle: usize,
  first: i32,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const zero = f64x2.splat(0);
  const half = f64x2.splat(0.5);
  const last = f64x2.splat(<f64>(cells - 1));
  const tables = <usize>used * <usize>cells;
  for (let block = from; block < to; block++) {
    const found = values + ((<usize>block * tables) << 3);
    let single = values !== 0;
    if (single) for (let i: usize = 0; i < tables; i++) store<f64>(found + (i << 3), Infinity);
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    for (let row = block * ROWS_AT_ONCE; row < end; row += 2) {
      let at = matrix + <usize>row * width;
      // The last row stands for the one after it, of which nothing is written.
      const following = row + 1 < end ? width : 0;
      let code: u32 = 0;
      let next: u32 = 0;
      let table: usize = 0;
      for (let j = 0; j < used; j++) {
        const pair = f64x2.replace_lane(v128.load64_splat(at), 1, load<f64>(at + following));
        const values = f64x2.sub(pair, v128.load64_splat(origin + ((<usize>j) << 3)));
        const low = v128.load64_splat(lows + ((<usize>j) << 3));
        const scale = v128.load64_splat(scales + ((<usize>j) << 3));
        const scaled = f64x2.add(f64x2.mul(f64x2.sub(values, low), scale), half);
        const places = i32x4.trunc_sat_f64x2_u_zero(f64x2.pmin(f64x2.pmax(scaled, zero), last));
        const cell = table + <usize>i32x4.extract_lane(places, 0);
        const nextCell = table + <usize>i32x4.extract_lane(places, 1);
        code |= load<u32>(spread + (cell << 2));
        next |= load<u32>(spread + (nextCell << 2));
        if (single) {
          single = isAlone(found + (cell << 3), f64x2.extract_lane(values, 0));
          if (single && row + 1 < end)
            single = isAlone(found + (nextCell << 3), f64x2.extract_lane(values, 1));
        }
        table += <usize>cells;
        at += 8;
      }
      const entry = entries + ((<usize>row) << 3);
      const name = <u64>(first + row);
      store<u64>(entry, ((<u64>code) << 32) | name);
      if (row + 1 < end) store<u64>(entry, ((<u64>next) << 32) | (name + 1), 8);
    }
    store<i32>(isSingle + ((<usize>block) << 2), single ? 1 : 0);
  }
}

/** Writes the value that a cell holds; returns whether it holds no other. */
function isAlone(cell: usize, value: f64): bool {
  const known = load<f64>(cell);
  if (known === value) return true;
  store<f64>(cell, value);
  return known === Infinity;
}

/** Of each block, ROWS_AT_ONCE of the sorted entries, how many have another code than the one before. */
export function countRuns(entries: usize, rows: i32, counts: usize, from: i32, to: i32): void {
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    let count = 0;
    for (let i = block * ROWS_AT_ONCE; i < end; i++) count += startsRun(entries, i) ? 1 : 0;
    store<i32>(counts + ((<usize>block) << 2), count);
  }
}

/**
 * Writes the row of each run of sorted entries of one code, in `places` where it is for all of them, and in `weights` how
 * many they are; `firsts` tells where the rows of each block begin. The rows are made of the values that `values` has for
 * the `cells` of each column, which their codes name, and written in columns `pitch` numbers apart.
 */
export function placeRows(
  entries: usize,
  rows: i32,
  firsts: usize,
  columns: i32,
  cells: i32,
  values: usize,
  weights: usize,
  places: usize,
  points: usize,
  pitch: i32,
  from: i32,
  to: i32,
): void {
  const columnBytes = (<usize>pitch) << 3;
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    let place = load<i32>(firsts + ((<usize>block) << 2));
    for (let i = block * ROWS_AT_ONCE; i < end; i++) {
      // The others belong to a row that begins further up.
      if (!startsRun(entries, i)) continue;
      const entry = entries + ((<usize>i) << 3);
      const code = load<u32>(entry, 4);
      let out = points + ((<usize>place) << 3);
      let table = values;
      for (let j = 0; j < columns; j++) {
        store<f64>(out, load<f64>(table + ((<usize>cellOf(code, j, columns, cells)) << 3)));
        out += columnBytes;
        table += (<usize>cells) << 3;
      }
      store<i32>(places + ((<usize>load<u32>(entry)) << 2), place);
      let next = i + 1;
      for (; next < rows && !startsRun(entries, next); next++) {
        store<i32>(places + ((<usize>load<u32>(entries + ((<usize>next) << 3))) << 2), place);
      }
      store<f64>(weights + ((<usize>place) << 3), <f64>(next - i));
      place++;
    }
  }
}

/** The cell of a column, whose bits lie `columns` places apart in the code. */
function cellOf(code: u32, column: i32, columns: i32, cells: i32): u32 {
  let cell: u32 = 0;
  let rest = code >> <u32>column;
  for (let bit: u32 = 1; bit < <u32>cells; bit <<= 1) {
    if (rest & 1) cell |= bit;
    rest >>= <u32>columns;
  }
  return cell;
}

function startsRun(entries: usize, i: i32): bool {
  const code = entries + ((<usize>i) << 3) + 4;
  return i === 0 || load<u32>(code) !== load<u32>(code - 8);
}
