/** Rows in a block, as in src/math/statistics.ts. */
const BLOCK_ROWS: i32 = 1024;

/**
 * columnsOf of src/math/columns.ts for blocks `from` to `to - 1`: writes rows that lie one after another column by
 * column, columns `pitch` numbers apart, with `origin` taken from each, and the largest magnitude of each block.
 */
export function toColumns(
  matrix: usize,
  rows: i32,
  columns: i32,
  origin: usize,
  points: usize,
  pitch: i32,
  largest: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const columnBytes = (<usize>pitch) << 3;
  for (let block = from; block < to; block++) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, rows);
    let magnitudes = f64x2.splat(0);
    let column = 0;
    for (; column + 1 < columns; column += 2) {
      magnitudes = f64x2.pmax(
        magnitudes,
        turnPair(matrix, width, origin, points, columnBytes, column, start, end),
      );
    }
    let magnitude = max(f64x2.extract_lane(magnitudes, 0), f64x2.extract_lane(magnitudes, 1));
    if (column < columns) {
      magnitude = max(magnitude, turnColumn(matrix, width, origin, points, columnBytes, column, start, end));
    }
    store<f64>(largest + ((<usize>block) << 3), magnitude);
  }
}

/** Two columns, two rows at a time; gives the largest magnitudes. */
function turnPair(
  matrix: usize,
  width: usize,
  origin: usize,
  points: usize,
  pitch: usize,
  column: i32,
  start: i32,
  end: i32,
): v128 {
  const own = v128.load(origin + ((<usize>column) << 3));
  let at = matrix + <usize>start * width + ((<usize>column) << 3);
  let out = points + <usize>column * pitch + ((<usize>start) << 3);
  let magnitudes = f64x2.splat(0);
  let row = start;
  for (; row + 1 < end; row += 2) {
    const a = f64x2.sub(v128.load(at), own);
    const b = f64x2.sub(v128.load(at + width), own);
    magnitudes = f64x2.pmax(f64x2.pmax(magnitudes, f64x2.abs(a)), f64x2.abs(b));
    v128.store(out, v128.shuffle<i64>(a, b, 0, 2));
    v128.store(out + pitch, v128.shuffle<i64>(a, b, 1, 3));
    at += width << 1;
    out += 16;
  }
  if (row < end) {
    const a = f64x2.sub(v128.load(at), own);
    magnitudes = f64x2.pmax(magnitudes, f64x2.abs(a));
    store<f64>(out, f64x2.extract_lane(a, 0));
    store<f64>(out + pitch, f64x2.extract_lane(a, 1));
  }
  return magnitudes;
}

function turnColumn(
  matrix: usize,
  width: usize,
  origin: usize,
  points: usize,
  pitch: usize,
  column: i32,
  start: i32,
  end: i32,
): f64 {
  const own = load<f64>(origin + ((<usize>column) << 3));
  let at = matrix + <usize>start * width + ((<usize>column) << 3);
  let out = points + <usize>column * pitch + ((<usize>start) << 3);
  let magnitude: f64 = 0;
  for (let row = start; row < end; row++) {
    const value = load<f64>(at) - own;
    magnitude = max(magnitude, abs(value));
    store<f64>(out, value);
    at += width;
    out += 8;
  }
  return magnitude;
}

/**
 * Adds (number - origin) ** power of all rows, which lie one after another, for power 1 or 2 to the sums of columns
 * 4 `from` to 4 `to` - 1: row after row. Reads up to three numbers past the end.
 */
export function addColumns(
  matrix: usize,
  rows: i32,
  columns: i32,
  origin: usize,
  power: i32,
  sums: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  for (let column = from * 4; column < min(to * 4, columns); column += 4) {
    const offset = (<usize>column) << 3;
    const ownA = v128.load(origin + offset);
    const ownB = v128.load(origin + offset, 16);
    // `sums` has room for whole fours.
    let sumA = v128.load(sums + offset);
    let sumB = v128.load(sums + offset, 16);
    let at = matrix + offset;
    if (power === 1) {
      for (let row = 0; row < rows; row++) {
        sumA = f64x2.add(sumA, f64x2.sub(v128.load(at), ownA));
        sumB = f64x2.add(sumB, f64x2.sub(v128.load(at, 16), ownB));
        at += width;
      }
    } else {
      for (let row = 0; row < rows; row++) {
        const a = f64x2.sub(v128.load(at), ownA);
        const b = f64x2.sub(v128.load(at, 16), ownB);
        sumA = f64x2.add(sumA, f64x2.mul(a, a));
        sumB = f64x2.add(sumB, f64x2.mul(b, b));
        at += width;
      }
    }
    v128.store(sums + offset, sumA);
    v128.store(sums + offset, sumB, 16);
  }
}
