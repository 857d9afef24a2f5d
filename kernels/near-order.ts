/** Rows sorted in one go, and the bits by which they are sorted at once: as in src/math/near-order.ts. */
const ROWS_AT_ONCE: i32 = 65_536;
export const DIGITS: i32 = 1024;

/**
 * For the rows of blocks `from` to `to - 1`, ROWS_AT_ONCE each, an entry of eight bytes: the row, and above it the code
 * of its place, which is put together from what `cells` holds for the 16 leading bits of the first `used` columns.
 */
export function writeCodes(
  values: usize,
  rows: i32,
  columns: i32,
  used: i32,
  cells: usize,
  entries: usize,
  from: i32,
  to: i32,
): void {
  const end = min(to * ROWS_AT_ONCE, rows);
  for (let row = from * ROWS_AT_ONCE; row < end; row++) {
    let at = values + ((<usize>row * columns) << 2);
    let cell = cells;
    let code: u32 = 0;
    for (let j = 0; j < used; j++) {
      code |= load<u32>(cell + ((<usize>load<u16>(at, 2)) << 2));
      at += 4;
      cell += 65_536 << 2;
    }
    store<u32>(entries + ((<usize>row) << 3), row);
    store<u32>(entries + ((<usize>row) << 3), code, 4);
  }
}

/** For each block, how many of its entries have each digit: the bits of the code from `shift` on. */
export function countDigits(entries: usize, rows: i32, shift: u32, counts: usize, from: i32, to: i32): void {
  for (let block = from; block < to; block++) {
    const ofBlock = counts + ((<usize>block * DIGITS) << 2);
    memory.fill(ofBlock, 0, (<usize>DIGITS) << 2);
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    for (let i = block * ROWS_AT_ONCE; i < end; i++) {
      const at = ofBlock + placeOfDigit(load<u64>(entries + ((<usize>i) << 3)), shift);
      store<u32>(at, load<u32>(at) + 1);
    }
  }
}

/**
 * Moves the entries of each block to the places of their digits, which `places` tells block by block; where `only` is
 * not 0, the rows alone.
 */
export function moveByDigit(
  entries: usize,
  rows: i32,
  shift: u32,
  places: usize,
  moved: usize,
  only: i32,
  from: i32,
  to: i32,
): void {
  for (let block = from; block < to; block++) {
    const ofBlock = places + ((<usize>block * DIGITS) << 2);
    const end = min((block + 1) * ROWS_AT_ONCE, rows);
    for (let i = block * ROWS_AT_ONCE; i < end; i++) {
      const entry = load<u64>(entries + ((<usize>i) << 3));
      const at = ofBlock + placeOfDigit(entry, shift);
      const place = <usize>load<u32>(at);
      store<u32>(at, <u32>place + 1);
      if (only !== 0) store<u32>(moved + (place << 2), <u32>entry);
      else store<u64>(moved + (place << 3), entry);
    }
  }
}

export function placeOfDigit(entry: u64, shift: u32): usize {
  return (<usize>(<u32>(entry >> 32) >> shift) & (DIGITS - 1)) << 2;
}
