/** Rows in a block, as in src/math/statistics.ts. */
const BLOCK_ROWS: i32 = 1024;

/**
 * Seeds of src/math/seeds.ts for blocks `from` to `to - 1`: what each row's distance to the nearest seed would be if
 * the row with the given weights and norm were taken too, and each block's sum of these distances.
 *
 * Eight rows at a time. Reads and writes up to seven rows past the end.
 */
export function tryRow(
  points: usize,
  rows: i32,
  columns: i32,
  norms: usize,
  closest: usize,
  weights: usize,
  ownNorm: f64,
  trial: usize,
  totals: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const own = f64x2.splat(ownNorm);
  const stop = weights + ((<usize>columns) << 3);
  for (let block = from; block < to; block++) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, rows);
    let total: f64 = 0;
    for (let row = start; row < end; row += 8) {
      const offset = (<usize>row) << 3;
      let at = points + offset;
      let a = f64x2.splat(0);
      let b = a;
      let c = a;
      let d = a;
      for (let weight = weights; weight < stop; weight += 8) {
        const w = v128.load64_splat(weight);
        a = f64x2.add(a, f64x2.mul(v128.load(at), w));
        b = f64x2.add(b, f64x2.mul(v128.load(at, 16), w));
        c = f64x2.add(c, f64x2.mul(v128.load(at, 32), w));
        d = f64x2.add(d, f64x2.mul(v128.load(at, 48), w));
        at += pitch;
      }
      a = left(a, own, norms + offset, closest + offset);
      b = left(b, own, norms + offset + 16, closest + offset + 16);
      c = left(c, own, norms + offset + 32, closest + offset + 32);
      d = left(d, own, norms + offset + 48, closest + offset + 48);
      v128.store(trial + offset, a);
      v128.store(trial + offset, b, 16);
      v128.store(trial + offset, c, 32);
      v128.store(trial + offset, d, 48);
      if (row + 8 <= end) {
        total += f64x2.extract_lane(a, 0);
        total += f64x2.extract_lane(a, 1);
        total += f64x2.extract_lane(b, 0);
        total += f64x2.extract_lane(b, 1);
        total += f64x2.extract_lane(c, 0);
        total += f64x2.extract_lane(c, 1);
        total += f64x2.extract_lane(d, 0);
        total += f64x2.extract_lane(d, 1);
      } else {
        for (let last = row; last < end; last++) total += load<f64>(trial + ((<usize>last) << 3));
      }
    }
    store<f64>(totals + ((<usize>block) << 3), total);
  }
}

/** The smaller of the distance, which rounding must not leave below 0, and the closest so far. */
function left(product: v128, own: v128, norm: usize, closest: usize): v128 {
  const distance = f64x2.add(f64x2.add(product, own), v128.load(norm));
  return f64x2.pmin(f64x2.pmax(distance, f64x2.splat(0)), v128.load(closest));
}

/** Each row's squared length, the columns added in order. */
export function rowNorms(points: usize, rows: i32, columns: i32, norms: usize, from: i32, to: i32): void {
  const pitch = (<usize>rows) << 3;
  const end = min(to * BLOCK_ROWS, rows);
  for (let row = from * BLOCK_ROWS; row < end; row++) {
    let at = points + ((<usize>row) << 3);
    let norm: f64 = 0;
    for (let j = 0; j < columns; j++) {
      const value = load<f64>(at);
      norm += value * value;
      at += pitch;
    }
    store<f64>(norms + ((<usize>row) << 3), norm);
  }
}
