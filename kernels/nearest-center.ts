import { fusedMultiplyAdd } from './fused';

/** Rows in a block, as in src/math/statistics.ts. */
const BLOCK_ROWS: i32 = 1024;

/**
 * NearestCenter.assign of src/math/nearest-center.ts for blocks `from` to `to - 1`: the nearest center of each row, and
 * of each block how many labels changed and, unless `sums` is 0, the sums and the number of each center's rows.
 *
 * `points` are columns of `rows` numbers. A center's sums take up its columns, their count, and one more where that
 * makes an even number. Reads and writes up to seven rows past the end of `points` and `labels`.
 */
export function assignRows(
  points: usize,
  rows: i32,
  columns: i32,
  weights: usize,
  norms: usize,
  clusters: i32,
  tolerance: f64,
  labels: usize,
  changes: usize,
  sums: usize,
  from: i32,
  to: i32,
): void {
  const size = (<usize>clusters * ((columns + 2) & ~1)) << 3;
  for (let block = from; block < to; block++) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, rows);
    const changed = labelRows(points, rows, columns, weights, norms, clusters, tolerance, labels, start, end);
    store<i32>(changes + ((<usize>block) << 2), changed);
    if (sums !== 0) addRows(points, rows, columns, labels, start, end, sums + <usize>block * size, size);
  }
}

/**
 * Eight rows at a time: each number of a center is loaded once for four pairs of rows, which all stay in registers. The
 * second smallest distance is kept beside the smallest; where they differ by no more than the tolerance, the row's
 * nearest center is found again with one rounding less.
 */
function labelRows(
  points: usize,
  rows: i32,
  columns: i32,
  weights: usize,
  norms: usize,
  clusters: i32,
  tolerance: f64,
  labels: usize,
  start: i32,
  end: i32,
): i32 {
  const pitch = (<usize>rows) << 3;
  const firstFour = i32x4(0, 1, 2, 3);
  const lastFour = i32x4(4, 5, 6, 7);
  let changed = i32x4.splat(0);
  for (let row = start; row < end; row += 8) {
    const first = points + ((<usize>row) << 3);
    let weight = weights;
    let norm = norms;
    let nearestA = f64x2.splat(Infinity);
    let nearestB = nearestA;
    let nearestC = nearestA;
    let nearestD = nearestA;
    let secondA = nearestA;
    let secondB = nearestA;
    let secondC = nearestA;
    let secondD = nearestA;
    let labelA = i64x2.splat(0);
    let labelB = labelA;
    let labelC = labelA;
    let labelD = labelA;
    for (let center = 0; center < clusters; center++) {
      let at = first;
      let a = f64x2.splat(0);
      let b = a;
      let c = a;
      let d = a;
      const stop = weight + ((<usize>columns) << 3);
      for (; weight < stop; weight += 8) {
        const w = v128.load64_splat(weight);
        a = f64x2.add(a, f64x2.mul(v128.load(at), w));
        b = f64x2.add(b, f64x2.mul(v128.load(at, 16), w));
        c = f64x2.add(c, f64x2.mul(v128.load(at, 32), w));
        d = f64x2.add(d, f64x2.mul(v128.load(at, 48), w));
        at += pitch;
      }
      const length = v128.load64_splat(norm);
      norm += 8;
      a = f64x2.add(a, length);
      b = f64x2.add(b, length);
      c = f64x2.add(c, length);
      d = f64x2.add(d, length);
      const label = i64x2.splat(center);
      labelA = v128.bitselect(label, labelA, f64x2.lt(a, nearestA));
      labelB = v128.bitselect(label, labelB, f64x2.lt(b, nearestB));
      labelC = v128.bitselect(label, labelC, f64x2.lt(c, nearestC));
      labelD = v128.bitselect(label, labelD, f64x2.lt(d, nearestD));
      secondA = f64x2.pmin(secondA, f64x2.pmax(nearestA, a));
      nearestA = f64x2.pmin(nearestA, a);
      secondB = f64x2.pmin(secondB, f64x2.pmax(nearestB, b));
      nearestB = f64x2.pmin(nearestB, b);
      secondC = f64x2.pmin(secondC, f64x2.pmax(nearestC, c));
      nearestC = f64x2.pmin(nearestC, c);
      secondD = f64x2.pmin(secondD, f64x2.pmax(nearestD, d));
      nearestD = f64x2.pmin(nearestD, d);
    }
    const out = labels + ((<usize>row) << 2);
    const left = i32x4.splat(end - row);
    const oldLow = v128.load(out);
    const oldHigh = v128.load(out, 16);
    let low = v128.shuffle<i32>(labelA, labelB, 0, 2, 4, 6);
    let high = v128.shuffle<i32>(labelC, labelD, 0, 2, 4, 6);
    const tieA = isTie(nearestA, secondA, tolerance);
    const tieB = isTie(nearestB, secondB, tolerance);
    const tieC = isTie(nearestC, secondC, tolerance);
    const tieD = isTie(nearestD, secondD, tolerance);
    v128.store(out, low);
    v128.store(out, high, 16);
    if (v128.any_true(v128.or(v128.or(tieA, tieB), v128.or(tieC, tieD)))) {
      let ties = i64x2.bitmask(tieA) | (i64x2.bitmask(tieB) << 2) | (i64x2.bitmask(tieC) << 4);
      for (ties |= i64x2.bitmask(tieD) << 6; ties !== 0; ties &= ties - 1) {
        const at = (<usize>ctz(ties)) << 3;
        store<i32>(out + (at >> 1), nearestFused(first + at, pitch, columns, weights, norms, clusters));
      }
      low = v128.load(out);
      high = v128.load(out, 16);
    }
    const lowMoved = v128.and(i32x4.ne(low, oldLow), i32x4.lt_s(firstFour, left));
    const highMoved = v128.and(i32x4.ne(high, oldHigh), i32x4.lt_s(lastFour, left));
    changed = i32x4.sub(i32x4.sub(changed, lowMoved), highMoved);
  }
  return (
    i32x4.extract_lane(changed, 0) +
    i32x4.extract_lane(changed, 1) +
    i32x4.extract_lane(changed, 2) +
    i32x4.extract_lane(changed, 3)
  );
}

function isTie(nearest: v128, second: v128, tolerance: f64): v128 {
  return f64x2.le(f64x2.sub(second, nearest), f64x2.splat(tolerance));
}

/** nearestFused of src/math/nearest-center-plain.ts. */
function nearestFused(
  first: usize,
  pitch: usize,
  columns: i32,
  weights: usize,
  norms: usize,
  clusters: i32,
): i32 {
  let nearest = 0;
  let smallest: f64 = Infinity;
  let weight = weights;
  for (let center = 0; center < clusters; center++) {
    let product: f64 = 0;
    let at = first;
    for (let j = 0; j < columns; j++) {
      product = fusedMultiplyAdd(load<f64>(at), load<f64>(weight), product);
      at += pitch;
      weight += 8;
    }
    const distance = load<f64>(norms + ((<usize>center) << 3)) + product;
    if (distance < smallest) {
      smallest = distance;
      nearest = center;
    }
  }
  return nearest;
}

/** Adds the rows one after another, two columns at once; the count is a column of ones after the last. */
function addRows(
  points: usize,
  rows: i32,
  columns: i32,
  labels: usize,
  start: i32,
  end: i32,
  sums: usize,
  size: usize,
): void {
  memory.fill(sums, 0, size);
  const pitch = (<usize>rows) << 3;
  const one = f64x2.splat(1);
  const width = (<usize>((columns + 2) & ~1)) << 3;
  const pairs = columns >> 1;
  let row = start;
  for (; row + 1 < end; row += 2) {
    const label = labels + ((<usize>row) << 2);
    let at = points + ((<usize>row) << 3);
    let to = sums + <usize>load<i32>(label) * width;
    let next = sums + <usize>load<i32>(label, 4) * width;
    for (let pair = 0; pair < pairs; pair++) {
      const a = v128.load(at);
      const b = v128.load(at + pitch);
      v128.store(to, f64x2.add(v128.load(to), v128.shuffle<i64>(a, b, 0, 2)));
      v128.store(next, f64x2.add(v128.load(next), v128.shuffle<i64>(a, b, 1, 3)));
      at += pitch << 1;
      to += 16;
      next += 16;
    }
    if (columns & 1) {
      const a = v128.load(at);
      v128.store(to, f64x2.add(v128.load(to), v128.shuffle<i64>(a, one, 0, 2)));
      v128.store(next, f64x2.add(v128.load(next), v128.shuffle<i64>(a, one, 1, 3)));
    } else {
      store<f64>(to, load<f64>(to) + 1);
      store<f64>(next, load<f64>(next) + 1);
    }
  }
  if (row < end) {
    let at = points + ((<usize>row) << 3);
    let to = sums + <usize>load<i32>(labels + ((<usize>row) << 2)) * width;
    for (let j = 0; j < columns; j++) {
      store<f64>(to, load<f64>(to) + load<f64>(at));
      at += pitch;
      to += 8;
    }
    store<f64>(to, load<f64>(to) + 1);
  }
}

/** Each row's squared distance to the center of its label, the columns added in order. */
export function distancesToCenters(
  points: usize,
  rows: i32,
  columns: i32,
  centers: usize,
  labels: usize,
  distances: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const end = min(to * BLOCK_ROWS, rows);
  for (let row = from * BLOCK_ROWS; row < end; row++) {
    let at = points + ((<usize>row) << 3);
    let center = centers + ((<usize>load<i32>(labels + ((<usize>row) << 2)) * columns) << 3);
    let sum: f64 = 0;
    for (let j = 0; j < columns; j++) {
      const difference = load<f64>(at) - load<f64>(center);
      sum += difference * difference;
      at += pitch;
      center += 8;
    }
    store<f64>(distances + ((<usize>row) << 3), sum);
  }
}
