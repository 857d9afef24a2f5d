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
 * The same for pairs `from` to `to - 1` of clusters: each distance of a row of the first to one of the second is taken once
 * and added to the sums of both rows, still in the order of the rows. Pairs share no sum, so threads need not wait for each
 * other. Every cluster begins at a multiple of 4 and has as many rows as `sizes` says.
 */
export function distanceTotalsOfPairs(
  points: usize,
  pitch: i32,
  columns: i32,
  starts: usize,
  sizes: usize,
  pairs: usize,
  totals: usize,
  from: i32,
  to: i32,
): void {
  const column = (<usize>pitch) << 3;
  for (let pair = from; pair < to; pair++) {
    const first = <usize>load<i32>(pairs + ((<usize>pair) << 3));
    const second = <usize>load<i32>(pairs + ((<usize>pair) << 3), 4);
    const own = (<usize>load<i32>(starts + (first << 2))) << 3;
    const ownEnd = own + ((<usize>load<i32>(sizes + (first << 2))) << 3);
    const others = (<usize>load<i32>(starts + (second << 2))) << 3;
    const othersEnd = others + ((<usize>load<i32>(sizes + (second << 2))) << 3);
    const ofOwn = totals + second * column;
    const ofOthers = totals + first * column;
    for (let four = own; four < ownEnd; four += 32) {
      const lanes = (ownEnd - four) >> 3;
      let total0 = v128.load(ofOwn + four);
      let total1 = v128.load(ofOwn + four, 16);
      for (let other = first === second ? four : others; other < othersEnd; other += 8) {
        let squares0 = f64x2.splat(0);
        let squares1 = f64x2.splat(0);
        for (let at = points; at < points + <usize>columns * column; at += column) {
          const value = v128.load64_splat(at + other);
          const difference0 = f64x2.sub(v128.load(at + four), value);
          const difference1 = f64x2.sub(v128.load(at + four, 16), value);
          squares0 = f64x2.add(squares0, f64x2.mul(difference0, difference0));
          squares1 = f64x2.add(squares1, f64x2.mul(difference1, difference1));
        }
        const distances0 = f64x2.sqrt(squares0);
        const distances1 = f64x2.sqrt(squares1);
        total0 = f64x2.add(total0, distances0);
        total1 = f64x2.add(total1, distances1);
        // The four rows among themselves take each distance twice.
        if (first === second && other < four + 32) continue;
        let sum = load<f64>(ofOthers + other) + f64x2.extract_lane(distances0, 0);
        if (lanes > 1) sum += f64x2.extract_lane(distances0, 1);
        if (lanes > 2) sum += f64x2.extract_lane(distances1, 0);
        if (lanes > 3) sum += f64x2.extract_lane(distances1, 1);
        store<f64>(ofOthers + other, sum);
      }
      v128.store(ofOwn + four, total0);
      v128.store(ofOwn + four, total1, 16);
    }
  }
}
