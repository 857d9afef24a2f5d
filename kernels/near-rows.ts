import { DIGITS, placeOfDigit } from './near-order';
import { enterRoom, leaveRoom } from './rooms';

/** Rows sorted in one go, as in src/math/near-order.ts, and rows in a block and in a tile. */
const ROWS_AT_ONCE: i32 = 65_536;
const BLOCK_ROWS: i32 = 1024;
/** Digits of SETTLED_BITS, as in src/math/near-rows.ts. */
const SETTLED_DIGITS: i32 = 4096;
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
 * Moves the entries of each block to the places of their digits, which `places` tells block by block, and their rows, less
 * the origin, to the same places in columns `pitch` numbers apart.
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
  points: usize,
  pitch: i32,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const columnBytes = (<usize>pitch) << 3;
  for (let block = from; block < to; block++) {
    const ofBlock = places + ((<usize>block * DIGITS) << 2);
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    let at = matrix + <usize>(block * ROWS_AT_ONCE) * width;
    for (let i = block * ROWS_AT_ONCE; i < end; i++) {
      const entry = load<u64>(entries + ((<usize>i) << 3));
      const digit = ofBlock + placeOfDigit(entry, shift);
      const place = load<u32>(digit);
      store<u32>(digit, place + 1);
      store<u64>(moved + ((<usize>place) << 3), entry);
      let out = points + ((<usize>place) << 3);
      for (let offset: usize = 0; offset < width; offset += 8) {
        store<f64>(out, load<f64>(at + offset) - load<f64>(origin + offset));
        out += columnBytes;
      }
      at += width;
    }
  }
}

/**
 * Of the moved rows whose first digit is `from` to `to - 1`, which end where `ends` tells: sorts them by the bits of their
 * codes from `shift` on, column by column, and writes in `places` where each is. A room has a number for each of
 * SETTLED_DIGITS, and one and a half for each of up to `most` rows.
 */
export function settleRows(
  moved: usize,
  points: usize,
  rows: i32,
  columns: i32,
  shift: u32,
  ends: usize,
  most: i32,
  rooms: usize,
  places: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const size = (<usize>SETTLED_DIGITS) << 2;
  const targetBytes = ((<usize>most + 3) & ~3) << 2;
  const roomBytes = size + 3 * targetBytes;
  const counts = enterRoom(rooms, roomBytes);
  const targets = counts + size;
  const values = targets + targetBytes;
  for (let first = from; first < to; first++) {
    const start = first === 0 ? 0 : load<i32>(ends + ((<usize>(first - 1)) << 2));
    const count = load<i32>(ends + ((<usize>first) << 2)) - start;
    if (count === 0) continue;
    const own = moved + ((<usize>start) << 3);
    memory.fill(counts, 0, size);
    for (let i = 0; i < count; i++) {
      const digit = counts + settledDigit(load<u64>(own + ((<usize>i) << 3)), shift);
      store<u32>(digit, load<u32>(digit) + 1);
    }
    let before: u32 = 0;
    for (let digit = counts; digit < counts + size; digit += 4) {
      const here = load<u32>(digit);
      store<u32>(digit, before);
      before += here;
    }
    for (let i = 0; i < count; i++) {
      const entry = load<u64>(own + ((<usize>i) << 3));
      const digit = counts + settledDigit(entry, shift);
      const place = load<u32>(digit);
      store<u32>(digit, place + 1);
      store<u32>(targets + ((<usize>i) << 2), place);
      store<u32>(places + ((<usize>(<u32>entry)) << 2), start + place);
    }
    let column = points + ((<usize>start) << 3);
    for (let j = 0; j < columns; j++) {
      memory.copy(values, column, (<usize>count) << 3);
      for (let i: usize = 0; i < <usize>count; i++) {
        const target = <usize>load<u32>(targets + (i << 2));
        store<f64>(column + (target << 3), load<f64>(values + (i << 3)));
      }
      column += pitch;
    }
  }
  leaveRoom(rooms, roomBytes, counts);
}

function settledDigit(entry: u64, shift: u32): usize {
  return (<usize>(<u32>(entry >> 32) >> shift) & (SETTLED_DIGITS - 1)) << 2;
}

/** Writes the points of these indices one after another, from the rows that `places`, unless 0, has for them. */
export function takePoints(
  indices: usize,
  count: i32,
  places: usize,
  points: usize,
  rows: i32,
  columns: i32,
  taken: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const end = min(to * BLOCK_ROWS, count);
  let out = taken + ((<usize>(from * BLOCK_ROWS * columns)) << 3);
  for (let i = from * BLOCK_ROWS; i < end; i++) {
    let place = <usize>load<u32>(indices + ((<usize>i) << 2));
    if (places !== 0) place = <usize>load<u32>(places + (place << 2));
    let at = points + (place << 3);
    for (let j = 0; j < columns; j++) {
      store<f64>(out, load<f64>(at));
      at += pitch;
      out += 8;
    }
  }
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
