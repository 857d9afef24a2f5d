import { nearestFused } from './nearest-fused';

/**
 * NearestCenter.assign of src/math/nearest-center.ts for so few rows that their sums are added one row after another:
 * the nearest center of each row, how many labels changed and, unless `sums` is 0, each center's sums and, behind them,
 * the number of its rows. Two rows at a time. Reads and writes one row past the end. There is one block only.
 */
export function assignFewRows(
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
  _from: i32,
  _to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const tolerances = f64x2.splat(tolerance);
  const last = pitch * (<usize>columns - 1);
  let changed = 0;
  for (let row = 0; row < rows; row += 2) {
    const first = points + ((<usize>row) << 3);
    let nearest = f64x2.splat(Infinity);
    let second = nearest;
    let label = i64x2.splat(0);
    let weight = weights;
    for (let c = 0; c < clusters; c++) {
      let distance = f64x2.splat(0);
      let at = first;
      for (; at < first + last; at += pitch) {
        distance = f64x2.add(distance, f64x2.mul(v128.load(at), v128.load64_splat(weight)));
        weight += 8;
      }
      distance = f64x2.add(distance, f64x2.mul(v128.load(at), v128.load64_splat(weight)));
      weight += 8;
      distance = f64x2.add(distance, v128.load64_splat(norms + ((<usize>c) << 3)));
      label = v128.bitselect(i64x2.splat(c), label, f64x2.lt(distance, nearest));
      second = f64x2.pmin(second, f64x2.pmax(nearest, distance));
      nearest = f64x2.pmin(nearest, distance);
    }
    const size = min(rows - row, 2);
    const tied = i64x2.bitmask(f64x2.le(f64x2.sub(second, nearest), tolerances));
    for (let lane = 0; lane < size; lane++) {
      let found = <i32>(lane === 0 ? i64x2.extract_lane(label, 0) : i64x2.extract_lane(label, 1));
      if (tied & (1 << lane)) {
        found = nearestFused(first + ((<usize>lane) << 3), pitch, columns, weights, norms, clusters);
      }
      const at = labels + ((<usize>(row + lane)) << 2);
      changed += i32(load<i32>(at) !== found);
      store<i32>(at, found);
    }
  }
  store<i32>(changes, changed);
  if (sums !== 0) addInOrder(points, rows, columns, labels, clusters, sums);
}

/** Adds row after row, two columns at a time. */
function addInOrder(points: usize, rows: i32, columns: i32, labels: usize, clusters: i32, sums: usize): void {
  const pitch = (<usize>rows) << 3;
  const width = (<usize>columns) << 3;
  const counts = sums + width * clusters;
  memory.fill(sums, 0, (width + 8) * clusters);
  for (let row = 0; row < rows; row++) {
    const label = <usize>load<i32>(labels + ((<usize>row) << 2));
    let at = points + ((<usize>row) << 3);
    let to = sums + label * width;
    const end = to + width;
    for (; to + 8 < end; to += 16) {
      const two = v128.load64_lane(at + pitch, v128.load64_zero(at), 1);
      v128.store(to, f64x2.add(v128.load(to), two));
      at += pitch << 1;
    }
    if (to < end) store<f64>(to, load<f64>(to) + load<f64>(at));
    const count = counts + (label << 3);
    store<f64>(count, load<f64>(count) + 1);
  }
}
