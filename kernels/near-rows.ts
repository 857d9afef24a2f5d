import { DIGITS, placeOfDigit } from './near-order';
import { enterRoom, leaveRoom } from './rooms';

/** Rows sorted in one go, as in src/math/near-order.ts, and rows in a block and in a tile. */
const ROWS_AT_ONCE: i32 = 65_536;
const BLOCK_ROWS: i32 = 1024;
export const TILE_ROWS: i32 = 32;

/** Of each block and column the smallest and the greatest number, less the column's origin. Reads one number past the end. */
export function columnRanges(
  matrix: usize,
  rows: i32,
  columns: i32,
  origin: usize,
  ranges: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let block = from; block < to; block++) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, rows);
    let out = ranges + ((<usize>(block * columns)) << 4);
    for (let j = 0; j < columns; j += 2) {
      const offset = (<usize>j) << 3;
      let at = matrix + <usize>start * width + offset;
      let lows = v128.load(at);
      let highs = lows;
      for (let row = start + 1; row < end; row++) {
        at += width;
        const values = v128.load(at);
        lows = f64x2.pmin(lows, values);
        highs = f64x2.pmax(highs, values);
      }
      const own = v128.load(origin + offset);
      lows = f64x2.sub(lows, own);
      highs = f64x2.sub(highs, own);
      v128.store(out, v128.shuffle<i64>(lows, highs, 0, 2));
      if (j + 1 < columns) v128.store(out, v128.shuffle<i64>(lows, highs, 1, 3), 16);
      out += 32;
    }
  }
}

/**
 * For the rows of blocks `from` to `to - 1`, ROWS_AT_ONCE each, an entry of eight bytes: the row, and above it the code of
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
      store<u64>(entry, ((<u64>code) << 32) | <u64>row);
      if (row + 1 < end) store<u64>(entry, ((<u64>next) << 32) | <u64>(row + 1), 8);
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
 * many they are; `firsts` tells where the rows of each block begin.
 */
export function placeRows(
  entries: usize,
  rows: i32,
  firsts: usize,
  weights: usize,
  placed: usize,
  places: usize,
  from: i32,
  to: i32,
): void {
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    let place = load<i32>(firsts + ((<usize>block) << 2));
    for (let i = block * ROWS_AT_ONCE; i < end; i++) {
      // The others belong to a row that begins further up.
      if (!startsRun(entries, i)) continue;
      const row = load<u32>(entries + ((<usize>i) << 3));
      store<u32>(placed + ((<usize>place) << 2), row);
      store<i32>(places + ((<usize>row) << 2), place);
      let next = i + 1;
      for (; next < rows && !startsRun(entries, next); next++) {
        store<i32>(places + ((<usize>load<u32>(entries + ((<usize>next) << 3))) << 2), place);
      }
      store<f64>(weights + ((<usize>place) << 3), <f64>(next - i));
      place++;
    }
  }
}

/** Writes the rows that are placed in a block column by column, less the origin. */
export function gatherRows(
  placed: usize,
  count: i32,
  matrix: usize,
  columns: i32,
  origin: usize,
  gathered: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const pitch = (<usize>count) << 3;
  const end = min(to * ROWS_AT_ONCE, count);
  for (let i = from * ROWS_AT_ONCE; i < end; i++) {
    const at = matrix + <usize>load<u32>(placed + ((<usize>i) << 2)) * width;
    let out = gathered + ((<usize>i) << 3);
    for (let offset: usize = 0; offset < width; offset += 8) {
      store<f64>(out, load<f64>(at + offset) - load<f64>(origin + offset));
      out += pitch;
    }
  }
}

/**
 * Moves the entries of each block to the places of their digits, which `places` tells block by block, and beside each of
 * them its row, less the origin.
 */
export function moveRows(
  entries: usize,
  rows: i32,
  shift: u32,
  places: usize,
  matrix: usize,
  columns: i32,
  origin: usize,
  moved: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let block = from; block < to; block++) {
    const ofBlock = places + ((<usize>block * DIGITS) << 2);
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    let at = matrix + <usize>(block * ROWS_AT_ONCE) * width;
    for (let i = block * ROWS_AT_ONCE; i < end; i++) {
      const entry = load<u64>(entries + ((<usize>i) << 3));
      const digit = ofBlock + placeOfDigit(entry, shift);
      const place = load<u32>(digit);
      store<u32>(digit, place + 1);
      const out = moved + <usize>place * (width + 8);
      store<u64>(out, entry);
      for (let offset: usize = 0; offset < width; offset += 8) {
        store<f64>(out + offset, load<f64>(at + offset) - load<f64>(origin + offset), 8);
      }
      at += width;
    }
  }
}

/**
 * Of the moved rows whose first digit is `from` to `to - 1`, which end where `ends` tells: sorts them by their next digit and
 * writes them column by column, and in `places` where each is. A room has place for a number for each digit.
 */
export function settleRows(
  moved: usize,
  rows: i32,
  columns: i32,
  shift: u32,
  ends: usize,
  rooms: usize,
  places: usize,
  gathered: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const pitch = (<usize>rows) << 3;
  const size = (<usize>DIGITS) << 2;
  const counts = enterRoom(rooms, size);
  for (let first = from; first < to; first++) {
    const start = first === 0 ? 0 : load<i32>(ends + ((<usize>(first - 1)) << 2));
    const end = load<i32>(ends + ((<usize>first) << 2));
    if (start === end) continue;
    memory.fill(counts, 0, size);
    let at = moved + <usize>start * (width + 8);
    for (let i = start; i < end; i++) {
      const digit = counts + placeOfDigit(load<u64>(at), shift);
      store<u32>(digit, load<u32>(digit) + 1);
      at += width + 8;
    }
    let before = start;
    for (let digit = counts; digit < counts + size; digit += 4) {
      const here = load<u32>(digit);
      store<u32>(digit, before);
      before += here;
    }
    at = moved + <usize>start * (width + 8);
    for (let i = start; i < end; i++) {
      const entry = load<u64>(at);
      const digit = counts + placeOfDigit(entry, shift);
      const place = load<u32>(digit);
      store<u32>(digit, place + 1);
      store<u32>(places + ((<usize>(<u32>entry)) << 2), place);
      let out = gathered + ((<usize>place) << 3);
      for (let offset: usize = 0; offset < width; offset += 8) {
        store<f64>(out, load<f64>(at + offset, 8));
        out += pitch;
      }
      at += width + 8;
    }
  }
  leaveRoom(rooms, size, counts);
}

/** Writes for each of the points the label of the row that stands for it. */
export function takeLabels(
  labels: usize,
  places: usize,
  points: i32,
  taken: usize,
  from: i32,
  to: i32,
): void {
  const end = min(to * ROWS_AT_ONCE, points);
  for (let i = from * ROWS_AT_ONCE; i < end; i++) {
    const at = (<usize>i) << 2;
    store<i32>(taken + at, load<i32>(labels + ((<usize>load<i32>(places + at)) << 2)));
  }
}

function startsRun(entries: usize, i: i32): bool {
  const code = entries + ((<usize>i) << 3) + 4;
  return i === 0 || load<u32>(code) !== load<u32>(code - 8);
}

/** How many numbers tell of a tile. */
export function tileNumbers(columns: i32): i32 {
  return 4 * columns + 4;
}

/**
 * Of each tile, TILE_ROWS rows that follow each other, in the blocks `from` to `to - 1`: the middle of its box, half the
 * box's sides, the sums of its rows as PartedSums (src/math/parted-sums.ts) has them (coarse parts, fine parts, number),
 * one unused number, the squared length of the middle, and half the box's diagonal.
 */
export function measureTiles(
  points: usize,
  rows: i32,
  columns: i32,
  weights: usize,
  coarse: f64,
  fine: f64,
  tiles: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const bytes = (<usize>columns) << 3;
  const coarses = f64x2.splat(coarse);
  const fines = f64x2.splat(fine);
  const ones = f64x2.splat(1);
  const end = min(to * BLOCK_ROWS, rows);
  for (let start = from * BLOCK_ROWS; start < end; start += TILE_ROWS) {
    const size = min(TILE_ROWS, end - start);
    let tile = tiles + ((<usize>(start / TILE_ROWS) * <usize>tileNumbers(columns)) << 3);
    const own = weights === 0 ? 0 : weights + ((<usize>start) << 3);
    let square: f64 = 0;
    let diagonal: f64 = 0;
    for (let j = 0; j < columns; j++) {
      const first = points + <usize>j * pitch + ((<usize>start) << 3);
      let least = v128.load64_splat(first);
      let greatest = least;
      let highs = f64x2.splat(0);
      let lows = highs;
      for (let i = 0; i < size; i += 2) {
        const at = first + ((<usize>i) << 3);
        const isPair = i + 1 < size;
        const values = isPair ? v128.load(at) : v128.load64_splat(at);
        least = f64x2.pmin(least, values);
        greatest = f64x2.pmax(greatest, values);
        const part = f64x2.sub(f64x2.add(values, coarses), coarses);
        const rest = f64x2.sub(f64x2.add(f64x2.sub(values, part), fines), fines);
        let times = own === 0 ? ones : v128.load(own + ((<usize>i) << 3));
        if (!isPair) times = f64x2.replace_lane(times, 1, 0);
        highs = f64x2.add(highs, f64x2.mul(part, times));
        lows = f64x2.add(lows, f64x2.mul(rest, times));
      }
      const low = min(f64x2.extract_lane(least, 0), f64x2.extract_lane(least, 1));
      const high = max(f64x2.extract_lane(greatest, 0), f64x2.extract_lane(greatest, 1));
      const middle = (low + high) * 0.5;
      const half = max(high - middle, middle - low) * (1 + 2.220446049250313e-15);
      store<f64>(tile, middle);
      store<f64>(tile + bytes, half);
      store<f64>(tile + 2 * bytes, f64x2.extract_lane(highs, 0) + f64x2.extract_lane(highs, 1));
      store<f64>(tile + 3 * bytes, f64x2.extract_lane(lows, 0) + f64x2.extract_lane(lows, 1));
      square += middle * middle;
      diagonal += half * half;
      tile += 8;
    }
    let count: f64 = <f64>size;
    if (own !== 0) {
      count = 0;
      for (let i: usize = 0; i < <usize>size; i++) count += load<f64>(own + (i << 3));
    }
    const rest = tile + 3 * bytes;
    store<f64>(rest, count);
    store<f64>(rest, 0, 8);
    store<f64>(rest, square, 16);
    store<f64>(rest, Math.sqrt(diagonal), 24);
  }
}
