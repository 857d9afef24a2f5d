/** Rows in a block, as in src/math/statistics.ts. */
const BLOCK_ROWS: i32 = 1024;

/**
 * Seeds of src/math/seeds.ts for blocks `from` to `to - 1`: what each row's distance to the nearest seed would be if
 * the row with the given weights and norm were taken too, and each block's sum of these distances.
 *
 * Reads and writes one row past the end.
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
  const zero = f64x2.splat(0);
  const stop = weights + ((<usize>columns) << 3);
  for (let block = from; block < to; block++) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, rows);
    let total: f64 = 0;
    for (let row = start; row < end; row += 2) {
      const offset = (<usize>row) << 3;
      let at = points + offset;
      let distance = zero;
      for (let weight = weights; weight < stop; weight += 8) {
        distance = f64x2.add(distance, f64x2.mul(v128.load(at), v128.load64_splat(weight)));
        at += pitch;
      }
      distance = f64x2.add(f64x2.add(distance, own), v128.load(norms + offset));
      const left = f64x2.min(f64x2.max(distance, zero), v128.load(closest + offset));
      v128.store(trial + offset, left);
      total += f64x2.extract_lane(left, 0);
      if (row + 1 < end) total += f64x2.extract_lane(left, 1);
    }
    store<f64>(totals + ((<usize>block) << 3), total);
  }
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
