/** Rows of a block. */
const ROWS: i32 = 64;

/**
 * distanceTotals of src/estimators/silhouette-totals.ts for the rows of blocks `from` to `to - 1`: for each cluster and row,
 * the sum of the row's distances to the cluster's rows, one after another.
 *
 * `points` are columns of `pitch` numbers each, a multiple of 4, with the rows of a cluster side by side: those of cluster
 * c are from place `starts[c]` to before `starts[c + 1]`. `totals` are `pitch` numbers for each cluster.
 */
export function distanceTotals(
  points: usize,
  pitch: i32,
  columns: i32,
  starts: usize,
  clusters: i32,
  totals: usize,
  from: i32,
  to: i32,
): void {
  const column = (<usize>pitch) << 3;
  const end = min(to * ROWS, pitch);
  for (let row = from * ROWS; row < end; row += 4) {
    const own = points + ((<usize>row) << 3);
    for (let c = 0; c < clusters; c++) {
      const last = points + ((<usize>load<i32>(starts + ((<usize>c) << 2), 4)) << 3);
      let total0 = f64x2.splat(0);
      let total1 = f64x2.splat(0);
      for (
        let other = points + ((<usize>load<i32>(starts + ((<usize>c) << 2))) << 3);
        other < last;
        other += 8
      ) {
        let squares0 = f64x2.splat(0);
        let squares1 = f64x2.splat(0);
        for (let j = 0, at: usize = 0; j < columns; j++, at += column) {
          const value = v128.load64_splat(other + at);
          const difference0 = f64x2.sub(v128.load(own + at), value);
          const difference1 = f64x2.sub(v128.load(own + at, 16), value);
          squares0 = f64x2.add(squares0, f64x2.mul(difference0, difference0));
          squares1 = f64x2.add(squares1, f64x2.mul(difference1, difference1));
        }
        total0 = f64x2.add(total0, f64x2.sqrt(squares0));
        total1 = f64x2.add(total1, f64x2.sqrt(squares1));
      }
      const sums = totals + <usize>c * column + ((<usize>row) << 3);
      v128.store(sums, total0);
      v128.store(sums, total1, 16);
    }
  }
}

/**
 * The same where blocks 0 to the last come one after another: each distance is taken once and added to the sums of both
 * rows, still in the order of the rows. `clusterOf` has the cluster of each place, and `totals` are 0 at first.
 */
export function distanceTotalsInTurn(
  points: usize,
  pitch: i32,
  columns: i32,
  starts: usize,
  clusters: i32,
  clusterOf: usize,
  totals: usize,
  from: i32,
  to: i32,
): void {
  const column = (<usize>pitch) << 3;
  const end = min(to * ROWS, pitch);
  for (let row = from * ROWS; row < end; row += 4) {
    const own = points + ((<usize>row) << 3);
    const places = clusterOf + ((<usize>row) << 2);
    const sums0 = totals + <usize>load<i32>(places) * column - points;
    const sums1 = totals + <usize>load<i32>(places, 4) * column - points;
    const sums2 = totals + <usize>load<i32>(places, 8) * column - points;
    const sums3 = totals + <usize>load<i32>(places, 12) * column - points;
    const areTogether = sums0 === sums3;
    for (let c = 0; c < clusters; c++) {
      const last = points + ((<usize>load<i32>(starts + ((<usize>c) << 2), 4)) << 3);
      const sums = totals + <usize>c * column + ((<usize>row) << 3);
      let total0 = v128.load(sums);
      let total1 = v128.load(sums, 16);
      let other = max(points + ((<usize>load<i32>(starts + ((<usize>c) << 2))) << 3), own);
      for (; other < last; other += 8) {
        let squares0 = f64x2.splat(0);
        let squares1 = f64x2.splat(0);
        for (let j = 0, at: usize = 0; j < columns; j++, at += column) {
          const value = v128.load64_splat(other + at);
          const difference0 = f64x2.sub(v128.load(own + at), value);
          const difference1 = f64x2.sub(v128.load(own + at, 16), value);
          squares0 = f64x2.add(squares0, f64x2.mul(difference0, difference0));
          squares1 = f64x2.add(squares1, f64x2.mul(difference1, difference1));
        }
        const distances0 = f64x2.sqrt(squares0);
        const distances1 = f64x2.sqrt(squares1);
        total0 = f64x2.add(total0, distances0);
        total1 = f64x2.add(total1, distances1);
        // The four rows among themselves take each distance twice.
        if (other < own + 32) continue;
        if (areTogether) {
          let sum = load<f64>(other + sums0);
          sum += f64x2.extract_lane(distances0, 0);
          sum += f64x2.extract_lane(distances0, 1);
          sum += f64x2.extract_lane(distances1, 0);
          sum += f64x2.extract_lane(distances1, 1);
          store<f64>(other + sums0, sum);
        } else {
          addTo(other + sums0, f64x2.extract_lane(distances0, 0));
          addTo(other + sums1, f64x2.extract_lane(distances0, 1));
          addTo(other + sums2, f64x2.extract_lane(distances1, 0));
          addTo(other + sums3, f64x2.extract_lane(distances1, 1));
        }
      }
      v128.store(sums, total0);
      v128.store(sums, total1, 16);
    }
  }
}

function addTo(sum: usize, distance: f64): void {
  store<f64>(sum, load<f64>(sum) + distance);
}
