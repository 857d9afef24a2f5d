import { nearestFused } from './nearest-fused';

/** Rows in a block, as in src/math/statistics.ts. */
const BLOCK_ROWS: i32 = 1024;
/** What numbers too small for single precision can make of a distance. */
const SMALLEST: f32 = 1e-30;

/** The numbers as single precision has them. */
export function toSingles(points: usize, count: i32, singles: usize, from: i32, to: i32): void {
  const end = min(to * BLOCK_ROWS, count);
  for (let i = from * BLOCK_ROWS; i < end; i += 4) {
    const at = points + ((<usize>i) << 3);
    const low = f32x4.demote_f64x2_zero(v128.load(at));
    const high = f32x4.demote_f64x2_zero(v128.load(at, 16));
    v128.store(singles + ((<usize>i) << 2), v128.shuffle<i64>(low, high, 0, 2));
  }
}

/**
 * NearestCenter.assign of src/math/nearest-center.ts for blocks `from` to `to - 1`: the nearest center of each row, and
 * of each block how many labels changed and, unless `sums` is 0, the sums and the number of each center's rows.
 *
 * Four rows at a time in single precision. Where that cannot tell two centers apart, whose distances then differ by less
 * than `margin` times (the row's squared length + `extent`), the row is done again in double precision. By the rest of
 * the difference, `slacks` keeps how far the two centers that move most may move in all, counted like `drift`, before
 * another can be the nearest: until then the row is passed over (Hamerly 2010).
 *
 * `points` and `singles` are columns of `rows` numbers, `singleCenters` each center's weights and norm. A center's sums
 * in a block are kept from one call to the next, and the rows that change taken from one and added to the other, unless
 * `isFresh`, when all rows are added: the coarse parts of its columns, the fine parts, the count, and one unused number.
 * Reads and writes up to three rows past the end.
 */
export function assignRows(
  points: usize,
  singles: usize,
  rows: i32,
  columns: i32,
  weights: usize,
  norms: usize,
  clusters: i32,
  tolerance: f64,
  singleCenters: usize,
  margin: f32,
  extent: f32,
  drift: f32,
  isFresh: i32,
  coarse: f64,
  fine: f64,
  labels: usize,
  slacks: usize,
  changes: usize,
  sums: usize,
  from: i32,
  to: i32,
): void {
  const size = (<usize>clusters * (<usize>columns + 1)) << 4;
  const pitch = (<usize>rows) << 3;
  const singlePitch = (<usize>rows) << 2;
  const limit = f32x4.splat(isFresh ? Infinity : drift);
  const drifts = f32x4.splat(drift);
  const margins = f32x4.splat(margin);
  const extents = f32x4.splat(extent);
  const lanes = i32x4(0, 1, 2, 3);
  for (let block = from; block < to; block++) {
    const start = block * BLOCK_ROWS;
    const end = min(start + BLOCK_ROWS, rows);
    const ownSums = sums === 0 ? 0 : sums + <usize>block * size;
    let changed = 0;
    for (let row = start; row < end; row += 4) {
      const slackAt = slacks + ((<usize>row) << 2);
      const beyond = i32x4.ge_s(lanes, i32x4.splat(end - row));
      if (i32x4.all_true(v128.or(f32x4.gt(v128.load(slackAt), limit), beyond))) continue;

      const first = singles + ((<usize>row) << 2);
      let length = f32x4.splat(0);
      for (let j = 0, at = first; j < columns; j++) {
        const value = v128.load(at);
        length = f32x4.add(length, f32x4.mul(value, value));
        at += singlePitch;
      }
      let nearest = f32x4.splat(Infinity);
      let second = nearest;
      let label = i32x4.splat(0);
      let center = singleCenters;
      for (let c = 0; c < clusters; c++) {
        let at = first;
        let distance = f32x4.splat(0);
        const stop = center + ((<usize>columns) << 2);
        for (; center < stop; center += 4) {
          distance = f32x4.add(distance, f32x4.mul(v128.load(at), v128.load32_splat(center)));
          at += singlePitch;
        }
        distance = f32x4.add(distance, v128.load32_splat(center));
        center += 4;
        label = v128.bitselect(i32x4.splat(c), label, f32x4.lt(distance, nearest));
        second = f32x4.pmin(second, f32x4.pmax(nearest, distance));
        nearest = f32x4.pmin(nearest, distance);
      }

      const error = f32x4.add(f32x4.mul(margins, f32x4.add(length, extents)), f32x4.splat(SMALLEST));
      const excess = f32x4.sub(f32x4.sub(second, nearest), error);
      // The sum of two distances is at most the root of twice the sum of their squares.
      const squares = f32x4.add(
        f32x4.mul(f32x4.splat(2), f32x4.add(second, nearest)),
        f32x4.mul(f32x4.splat(4), f32x4.add(length, error)),
      );
      const apart = f32x4.add(f32x4.div(excess, f32x4.sqrt(squares)), drifts);
      v128.store(slackAt, f32x4.mul(apart, f32x4.splat(1 - 0.00000095367431640625)));

      const labelAt = labels + ((<usize>row) << 2);
      const old = v128.load(labelAt);
      v128.store(labelAt, label);
      const known = v128.or(beyond, f32x4.gt(excess, f32x4.splat(0)));
      if (!i32x4.all_true(known)) {
        for (let open = ~i32x4.bitmask(known) & 15; open !== 0; open &= open - 1) {
          const lane = <usize>ctz(open);
          const at = points + ((<usize>row + lane) << 3);
          store<i32>(
            labelAt + (lane << 2),
            nearestInDouble(at, pitch, columns, weights, norms, clusters, tolerance),
          );
        }
        label = v128.load(labelAt);
      }
      const kept = v128.or(beyond, i32x4.eq(label, old));
      changed += 4 - popcnt(i32x4.bitmask(kept));
      if (isFresh || ownSums === 0) continue;
      for (let open = ~i32x4.bitmask(kept) & 15; open !== 0; open &= open - 1) {
        const lane = <usize>ctz(open);
        const at = points + ((<usize>row + lane) << 3);
        const width = (<usize>columns + 1) << 4;
        const pair = lane < 2 ? i64x2.extract_lane(old, 0) : i64x2.extract_lane(old, 1);
        const left = ownSums + <usize>((pair >>> ((<i64>lane & 1) << 5)) & 0xffffffff) * width;
        addRow(at, pitch, columns, left, -1, coarse, fine);
        const joined = ownSums + <usize>load<i32>(labelAt + (lane << 2)) * width;
        addRow(at, pitch, columns, joined, 1, coarse, fine);
      }
    }
    if (isFresh && ownSums !== 0) {
      memory.fill(ownSums, 0, size);
      addRows(points, pitch, columns, labels, start, end, ownSums, coarse, fine);
    }
    store<i32>(changes + ((<usize>block) << 2), changed);
  }
}

/** The row's nearest center in double precision, and with one rounding less where that is needed to tell. */
function nearestInDouble(
  first: usize,
  pitch: usize,
  columns: i32,
  weights: usize,
  norms: usize,
  clusters: i32,
  tolerance: f64,
): i32 {
  let label = 0;
  let nearest: f64 = Infinity;
  let second: f64 = Infinity;
  let weight = weights;
  for (let center = 0; center < clusters; center++) {
    let distance: f64 = 0;
    let at = first;
    for (let j = 0; j < columns; j++) {
      distance += load<f64>(at) * load<f64>(weight);
      at += pitch;
      weight += 8;
    }
    distance += load<f64>(norms + ((<usize>center) << 3));
    second = min(second, max(nearest, distance));
    if (distance < nearest) {
      nearest = distance;
      label = center;
    }
  }
  if (!(second - nearest <= tolerance)) return label;
  return nearestFused(first, pitch, columns, weights, norms, clusters);
}

/** Adds the row, times 1 or -1, to the sums of a center in a block: PartedSums of src/math/parted-sums.ts. */
function addRow(
  first: usize,
  pitch: usize,
  columns: i32,
  sums: usize,
  sign: f64,
  coarse: f64,
  fine: f64,
): void {
  const bytes = (<usize>columns) << 3;
  const signs = f64x2.splat(sign);
  const coarses = f64x2.splat(coarse);
  const fines = f64x2.splat(fine);
  let at = first;
  let to = sums;
  let j = 0;
  for (; j + 1 < columns; j += 2) {
    const value = f64x2.mul(v128.load64_lane(at + pitch, v128.load64_zero(at), 1), signs);
    const high = f64x2.sub(f64x2.add(value, coarses), coarses);
    const low = f64x2.sub(f64x2.add(f64x2.sub(value, high), fines), fines);
    v128.store(to, f64x2.add(v128.load(to), high));
    v128.store(to + bytes, f64x2.add(v128.load(to + bytes), low));
    at += pitch << 1;
    to += 16;
  }
  if (j < columns) {
    const value = load<f64>(at) * sign;
    const high = value + coarse - coarse;
    store<f64>(to, load<f64>(to) + high);
    store<f64>(to + bytes, load<f64>(to + bytes) + (value - high + fine - fine));
  }
  const count = sums + (bytes << 1);
  store<f64>(count, load<f64>(count) + sign);
}

/** Adds the rows to the sums of their centers, two rows and two columns at once. */
function addRows(
  points: usize,
  pitch: usize,
  columns: i32,
  labels: usize,
  start: i32,
  end: i32,
  sums: usize,
  coarse: f64,
  fine: f64,
): void {
  const bytes = (<usize>columns) << 3;
  const width = (<usize>columns + 1) << 4;
  const coarses = f64x2.splat(coarse);
  const fines = f64x2.splat(fine);
  let row = start;
  for (; row + 1 < end; row += 2) {
    const label = labels + ((<usize>row) << 2);
    let at = points + ((<usize>row) << 3);
    let to = sums + <usize>load<i32>(label) * width;
    let next = sums + <usize>load<i32>(label, 4) * width;
    const stop = to + (bytes & ~15);
    for (; to < stop; to += 16) {
      const a = v128.load(at);
      const b = v128.load(at + pitch);
      const highA = f64x2.sub(f64x2.add(a, coarses), coarses);
      const highB = f64x2.sub(f64x2.add(b, coarses), coarses);
      const lowA = f64x2.sub(f64x2.add(f64x2.sub(a, highA), fines), fines);
      const lowB = f64x2.sub(f64x2.add(f64x2.sub(b, highB), fines), fines);
      v128.store(to, f64x2.add(v128.load(to), v128.shuffle<i64>(highA, highB, 0, 2)));
      v128.store(to + bytes, f64x2.add(v128.load(to + bytes), v128.shuffle<i64>(lowA, lowB, 0, 2)));
      v128.store(next, f64x2.add(v128.load(next), v128.shuffle<i64>(highA, highB, 1, 3)));
      v128.store(next + bytes, f64x2.add(v128.load(next + bytes), v128.shuffle<i64>(lowA, lowB, 1, 3)));
      at += pitch << 1;
      next += 16;
    }
    if (columns & 1) {
      const a = v128.load(at);
      const high = f64x2.sub(f64x2.add(a, coarses), coarses);
      const low = f64x2.sub(f64x2.add(f64x2.sub(a, high), fines), fines);
      store<f64>(to, load<f64>(to) + f64x2.extract_lane(high, 0));
      store<f64>(to + bytes, load<f64>(to + bytes) + f64x2.extract_lane(low, 0));
      store<f64>(next, load<f64>(next) + f64x2.extract_lane(high, 1));
      store<f64>(next + bytes, load<f64>(next + bytes) + f64x2.extract_lane(low, 1));
      to += 8;
      next += 8;
    }
    to += bytes;
    next += bytes;
    store<f64>(to, load<f64>(to) + 1);
    store<f64>(next, load<f64>(next) + 1);
  }
  if (row < end) {
    const to = sums + <usize>load<i32>(labels + ((<usize>row) << 2)) * width;
    addRow(points + ((<usize>row) << 3), pitch, columns, to, 1, coarse, fine);
  }
}

/**
 * Of each block the sum of the rows' squared distances to the centers of their labels, the columns added in order; and
 * unless `distances` is 0, each row's.
 */
export function distancesToCenters(
  points: usize,
  rows: i32,
  columns: i32,
  centers: usize,
  labels: usize,
  distances: usize,
  totals: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  for (let block = from; block < to; block++) {
    const end = min((block + 1) * BLOCK_ROWS, rows);
    let total: f64 = 0;
    for (let row = block * BLOCK_ROWS; row < end; row++) {
      let at = points + ((<usize>row) << 3);
      let center = centers + ((<usize>load<i32>(labels + ((<usize>row) << 2)) * columns) << 3);
      let sum: f64 = 0;
      for (let j = 0; j < columns; j++) {
        const difference = load<f64>(at) - load<f64>(center);
        sum += difference * difference;
        at += pitch;
        center += 8;
      }
      if (distances !== 0) store<f64>(distances + ((<usize>row) << 3), sum);
      total += sum;
    }
    store<f64>(totals + ((<usize>block) << 3), total);
  }
}
