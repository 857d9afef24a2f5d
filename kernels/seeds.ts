/** Rows in a block, as in src/math/statistics.ts. */
const BLOCK_ROWS: i32 = 1024;

/**
 * Seeds of src/math/seeds.ts for blocks `from` to `to - 1`: makes `closest`, each row's distance to the nearest seed, take
 * the last seed into account, and adds up what the distances of each block would be if one of `trials` rows were the
 * next seed: eight numbers for each, of which the first is the sum. `isOpen` says that there is nothing in `closest` yet.
 *
 * `weights` are, for the last seed (unless there is none: `hasLast`) and then for each row that is tried, its numbers times
 * -2 and its squared length. Eight rows at a time. Reads and writes up to seven rows past the end.
 */
export function tryRows(
  points: usize,
  rows: i32,
  columns: i32,
  norms: usize,
  closest: usize,
  isOpen: i32,
  hasLast: i32,
  weights: usize,
  trials: i32,
  totals: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const zero = f64x2.splat(0);
  for (let block = from; block < to; block++) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, rows);
    const own = totals + ((<usize>(block * trials)) << 6);
    memory.fill(own, 0, (<usize>trials) << 6);
    for (let row = start; row < end; row += 8) {
      const offset = (<usize>row) << 3;
      const normA = v128.load(norms + offset);
      const normB = v128.load(norms + offset, 16);
      const normC = v128.load(norms + offset, 32);
      const normD = v128.load(norms + offset, 48);
      let leftA = f64x2.splat(Infinity);
      let leftB = leftA;
      let leftC = leftA;
      let leftD = leftA;
      if (!isOpen) {
        leftA = v128.load(closest + offset);
        leftB = v128.load(closest + offset, 16);
        leftC = v128.load(closest + offset, 32);
        leftD = v128.load(closest + offset, 48);
      }
      let weight = weights;
      for (let trial = -hasLast; trial < trials; trial++) {
        let at = points + offset;
        let a = zero;
        let b = zero;
        let c = zero;
        let d = zero;
        const stop = weight + ((<usize>columns) << 3);
        for (; weight < stop; weight += 8) {
          const w = v128.load64_splat(weight);
          a = f64x2.add(a, f64x2.mul(v128.load(at), w));
          b = f64x2.add(b, f64x2.mul(v128.load(at, 16), w));
          c = f64x2.add(c, f64x2.mul(v128.load(at, 32), w));
          d = f64x2.add(d, f64x2.mul(v128.load(at, 48), w));
          at += pitch;
        }
        const length = v128.load64_splat(weight);
        weight += 8;
        // Rounding must not leave a distance below 0.
        a = f64x2.pmin(f64x2.pmax(f64x2.add(f64x2.add(a, length), normA), zero), leftA);
        b = f64x2.pmin(f64x2.pmax(f64x2.add(f64x2.add(b, length), normB), zero), leftB);
        c = f64x2.pmin(f64x2.pmax(f64x2.add(f64x2.add(c, length), normC), zero), leftC);
        d = f64x2.pmin(f64x2.pmax(f64x2.add(f64x2.add(d, length), normD), zero), leftD);
        if (trial < 0) {
          leftA = a;
          leftB = b;
          leftC = c;
          leftD = d;
          v128.store(closest + offset, a);
          v128.store(closest + offset, b, 16);
          v128.store(closest + offset, c, 32);
          v128.store(closest + offset, d, 48);
        } else {
          const sum = own + ((<usize>trial) << 6);
          if (end - row < 8) {
            a = v128.and(a, i64x2.lt_s(i64x2(0, 1), i64x2.splat(end - row)));
            b = v128.and(b, i64x2.lt_s(i64x2(2, 3), i64x2.splat(end - row)));
            c = v128.and(c, i64x2.lt_s(i64x2(4, 5), i64x2.splat(end - row)));
            d = v128.and(d, i64x2.lt_s(i64x2(6, 7), i64x2.splat(end - row)));
          }
          v128.store(sum, f64x2.add(v128.load(sum), a));
          v128.store(sum, f64x2.add(v128.load(sum, 16), b), 16);
          v128.store(sum, f64x2.add(v128.load(sum, 32), c), 32);
          v128.store(sum, f64x2.add(v128.load(sum, 48), d), 48);
        }
      }
    }
    for (let trial = 0; trial < trials; trial++) {
      const sum = own + ((<usize>trial) << 6);
      store<f64>(sum, addLanes(sum));
    }
  }
}

/** The sum of eight numbers, in pairs. */
function addLanes(at: usize): f64 {
  const pairs = f64x2.add(v128.load(at), v128.load(at, 16));
  const others = f64x2.add(v128.load(at, 32), v128.load(at, 48));
  const sums = f64x2.add(pairs, others);
  return f64x2.extract_lane(sums, 0) + f64x2.extract_lane(sums, 1);
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
