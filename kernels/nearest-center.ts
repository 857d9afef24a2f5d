import { addRow, addSums, moveRow, subtractSums } from './center-sums';
import { TILE_ROWS, tileNumbers } from './near-rows';
import { nearestFused } from './nearest-fused';
import { enterRoom, leaveRoom } from './rooms';

/** Rows in a block, as in src/math/statistics.ts. */
const BLOCK_ROWS: i32 = 1024;
/** What numbers too small for their precision can make of a distance, and more. */
const SMALLEST: f32 = 1e-30;
/** The label of a tile whose rows may be nearest to several centers. */
const MIXED: i32 = -1;

/**
 * NearestCenter.assign of src/math/nearest-center.ts for blocks `from` to `to - 1`: the nearest center of each row, and
 * of each block how many labels changed and, unless `sums` is 0, the sums of each center's rows (center-sums.ts).
 *
 * First, unless `tiles` is 0, all rows of a tile (near-rows.ts) together: where its box lies nearer to one center than to any other, that is
 * their label, and `tileSlacks` keeps how far the two centers that move most may move in all, counted like `drift`, before
 * that can change: until then the tile is passed over (Hamerly 2010). The rows of other tiles are looked at one by one,
 * and have `slacks` of their own.
 *
 * `points` are columns of `rows` numbers, and `rowWeights`, unless 0, how often each counts. A center's sums in a block are
 * kept from one call to the next, and the rows that change taken from one and added to the other, unless `isFresh`, when
 * all rows are added. `rooms`, of 16 bytes a column, are as in rooms.ts. Reads and writes up to three rows past the end.
 */
export function assignRows(
  points: usize,
  rows: i32,
  columns: i32,
  rowWeights: usize,
  tiles: usize,
  tileSlacks: usize,
  tileLabels: usize,
  weights: usize,
  norms: usize,
  clusters: i32,
  tolerance: f64,
  singleCenters: usize,
  margin: f32,
  extent: f32,
  drift: f64,
  isFresh: i32,
  coarse: f64,
  fine: f64,
  labels: usize,
  slacks: usize,
  changes: usize,
  sums: usize,
  rooms: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const width = (<usize>columns + 1) << 4;
  const tileBytes = (<usize>tileNumbers(columns)) << 3;
  const roomBytes = (<usize>columns) << 4;
  const room = enterRoom(rooms, roomBytes);
  for (let block = from; block < to; block++) {
    const blockEnd = min((block + 1) * BLOCK_ROWS, rows);
    const ownSums = sums === 0 ? 0 : sums + <usize>(block * clusters) * width;
    if (isFresh && ownSums !== 0) memory.fill(ownSums, 0, <usize>clusters * width);
    let changed = 0;
    for (let start = block * BLOCK_ROWS; start < blockEnd; start += TILE_ROWS) {
      const tile = <usize>(start / TILE_ROWS);
      const slackAt = tileSlacks + (tile << 3);
      if (tiles !== 0 && !isFresh && load<f64>(slackAt) > drift) continue;
      const end = min(start + TILE_ROWS, blockEnd);
      const box = tiles + tile * tileBytes;
      const boxSums = box + ((<usize>columns) << 4);
      const labelAt = tileLabels + (tile << 2);
      const label =
        tiles === 0 ? MIXED : nearestOfBox(box, columns, weights, norms, clusters, tolerance, slackAt, drift);
      const old = isFresh ? MIXED : load<i32>(labelAt);
      store<i32>(labelAt, label);
      if (label === MIXED) {
        changed += assignEach(
          points,
          pitch,
          columns,
          rowWeights,
          weights,
          norms,
          clusters,
          tolerance,
          singleCenters,
          margin,
          extent,
          <f32>drift,
          isFresh,
          coarse,
          fine,
          labels,
          slacks,
          ownSums,
          room,
          start,
          end,
        );
        if (!isFresh || ownSums === 0) continue;
        for (let row = start; row < end; row++) {
          const own = ownSums + <usize>load<i32>(labels + ((<usize>row) << 2)) * width;
          const first = points + ((<usize>row) << 3);
          addRow(first, pitch, columns, weightOf(rowWeights, row), own, coarse, fine);
        }
      } else if (label !== old) {
        const joined = ownSums + <usize>label * width;
        if (ownSums !== 0) {
          if (isFresh) {
            addSums(boxSums, columns, joined);
          } else if (old === MIXED) {
            for (let row = start; row < end; row++) {
              const ofRow = load<i32>(labels + ((<usize>row) << 2));
              if (ofRow === label) continue;
              const first = points + ((<usize>row) << 3);
              const left = ownSums + <usize>ofRow * width;
              moveRow(first, pitch, columns, weightOf(rowWeights, row), left, joined, coarse, fine);
            }
          } else {
            subtractSums(boxSums, columns, ownSums + <usize>old * width);
            addSums(boxSums, columns, joined);
          }
        }
        changed += labelAll(labels, rowWeights, start, end, label);
        // What was known of single rows still holds, unless nothing was.
        if (isFresh)
          for (let row = start; row < end; row++) store<f32>(slacks + ((<usize>row) << 2), -Infinity);
      }
    }
    store<i32>(changes + ((<usize>block) << 2), changed);
  }
  leaveRoom(rooms, roomBytes, room);
}

function weightOf(rowWeights: usize, row: i32): f64 {
  return rowWeights === 0 ? 1 : load<f64>(rowWeights + ((<usize>row) << 3));
}

/** Gives all rows one label; returns how many had another. */
function labelAll(labels: usize, rowWeights: usize, start: i32, end: i32, label: i32): i32 {
  let changed: f64 = 0;
  for (let row = start; row < end; row++) {
    const at = labels + ((<usize>row) << 2);
    if (load<i32>(at) !== label) changed += weightOf(rowWeights, row);
    store<i32>(at, label);
  }
  return <i32>changed;
}

/**
 * The center that is nearest of all rows in the box, and at `slackAt` how far centers may move until it may be another's
 * turn; MIXED where rows may differ. The difference of a row's squared distances to two centers is linear: in a box it
 * differs from that of the middle by at most half the sides times the centers' differences.
 */
function nearestOfBox(
  box: usize,
  columns: i32,
  weights: usize,
  norms: usize,
  clusters: i32,
  tolerance: f64,
  slackAt: usize,
  drift: f64,
): i32 {
  const bytes = (<usize>columns) << 3;
  let label = 0;
  let nearest: f64 = Infinity;
  let weight = weights;
  for (let center = 0; center < clusters; center++) {
    let products = v128.load64_zero(norms + ((<usize>center) << 3));
    for (let j: usize = 0; j < bytes; j += 16) {
      products = f64x2.add(products, f64x2.mul(pairAt(box, j, bytes), pairAt(weight, j, bytes)));
    }
    weight += bytes;
    const distance = f64x2.extract_lane(products, 0) + f64x2.extract_lane(products, 1);
    if (distance < nearest) {
      nearest = distance;
      label = center;
    }
  }
  store<f64>(slackAt, -Infinity);
  const square = load<f64>(box + 4 * bytes, 16) + 4 * tolerance;
  const radius = load<f64>(box + 4 * bytes, 24);
  const own = weights + <usize>label * bytes;
  const ownLength = Math.sqrt(max(nearest + square, 0)) + radius;
  let slack: f64 = Infinity;
  weight = weights;
  for (let center = 0; center < clusters; center++) {
    if (center === label) {
      weight += bytes;
      continue;
    }
    let products = f64x2.splat(0);
    let sides = products;
    for (let j: usize = 0; j < bytes; j += 16) {
      const difference = f64x2.sub(pairAt(weight, j, bytes), pairAt(own, j, bytes));
      products = f64x2.add(products, f64x2.mul(pairAt(box, j, bytes), difference));
      sides = f64x2.add(sides, f64x2.mul(pairAt(box + bytes, j, bytes), f64x2.abs(difference)));
    }
    weight += bytes;
    const ahead = load<f64>(norms + ((<usize>center) << 3)) - load<f64>(norms + ((<usize>label) << 3));
    const excess = ahead + (f64x2.extract_lane(products, 0) + f64x2.extract_lane(products, 1));
    const spread = f64x2.extract_lane(sides, 0) + f64x2.extract_lane(sides, 1);
    const gap = excess - spread - 4 * tolerance - SMALLEST;
    if (!(gap > 0)) return MIXED;
    const length = Math.sqrt(max(nearest + excess + square, 0)) + radius;
    slack = min(slack, gap / (length + ownLength));
  }
  store<f64>(slackAt, slack * (1 - 0.00000095367431640625) + drift);
  return label;
}

/** The numbers at offset `j` and after it, 0 where the row ends before. */
function pairAt(row: usize, j: usize, bytes: usize): v128 {
  return j + 8 < bytes ? v128.load(row + j) : v128.load64_zero(row + j);
}

/**
 * The nearest center of each row from `start` to `end - 1`, four at a time in single precision. Where that cannot tell two
 * centers apart, whose distances then differ by less than `margin` times (the row's squared length + `extent`), the row
 * is done again in double precision. By the rest of the difference, `slacks` keeps for how long the row can be passed
 * over. `singleCenters` are each center's weights and norm. Returns how many labels changed.
 */
function assignEach(
  points: usize,
  pitch: usize,
  columns: i32,
  rowWeights: usize,
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
  sums: usize,
  room: usize,
  start: i32,
  end: i32,
): i32 {
  const width = (<usize>columns + 1) << 4;
  const limit = f32x4.splat(isFresh ? Infinity : drift);
  const drifts = f32x4.splat(drift);
  const margins = f32x4.splat(margin);
  const extents = f32x4.splat(extent);
  const lanes = i32x4(0, 1, 2, 3);
  let changed: f64 = 0;
  for (let row = start; row < end; row += 4) {
    const slackAt = slacks + ((<usize>row) << 2);
    const beyond = i32x4.ge_s(lanes, i32x4.splat(end - row));
    if (i32x4.all_true(v128.or(f32x4.gt(v128.load(slackAt), limit), beyond))) continue;

    let length = f32x4.splat(0);
    let single = room;
    for (let j = 0, at = points + ((<usize>row) << 3); j < columns; j++) {
      const low = f32x4.demote_f64x2_zero(v128.load(at));
      const high = f32x4.demote_f64x2_zero(v128.load(at, 16));
      const value = v128.shuffle<i64>(low, high, 0, 2);
      length = f32x4.add(length, f32x4.mul(value, value));
      v128.store(single, value);
      at += pitch;
      single += 16;
    }
    let nearest = f32x4.splat(Infinity);
    let second = nearest;
    let label = i32x4.splat(0);
    let center = singleCenters;
    for (let c = 0; c < clusters; c++) {
      let at = room;
      let distance = f32x4.splat(0);
      const stop = center + ((<usize>columns) << 2);
      for (; center < stop; center += 4) {
        distance = f32x4.add(distance, f32x4.mul(v128.load(at), v128.load32_splat(center)));
        at += 16;
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
    for (let open = ~i32x4.bitmask(kept) & 15; open !== 0; open &= open - 1) {
      const lane = <usize>ctz(open);
      const weight = weightOf(rowWeights, row + <i32>lane);
      changed += weight;
      if (isFresh || sums === 0) continue;
      const at = points + ((<usize>row + lane) << 3);
      const pair = lane < 2 ? i64x2.extract_lane(old, 0) : i64x2.extract_lane(old, 1);
      const left = sums + <usize>((pair >>> ((<i64>lane & 1) << 5)) & 0xffffffff) * width;
      const joined = sums + <usize>load<i32>(labelAt + (lane << 2)) * width;
      moveRow(at, pitch, columns, weight, left, joined, coarse, fine);
    }
  }
  return <i32>changed;
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
      const sum = distanceToCenter(points, pitch, columns, centers, labels, row);
      if (distances !== 0) store<f64>(distances + ((<usize>row) << 3), sum);
      total += sum;
    }
    store<f64>(totals + ((<usize>block) << 3), total);
  }
}

/**
 * Of each block the sum of the rows' squared distances to the centers of their labels, the columns added in order, each row
 * as often as it counts, in two exact parts (center-sums.ts). Two rows at a time where a tile has one label.
 */
export function inertias(
  points: usize,
  rows: i32,
  columns: i32,
  rowWeights: usize,
  tileLabels: usize,
  centers: usize,
  labels: usize,
  coarse: f64,
  fine: f64,
  totals: usize,
  from: i32,
  to: i32,
): void {
  const pitch = (<usize>rows) << 3;
  const coarses = f64x2.splat(coarse);
  const fines = f64x2.splat(fine);
  for (let block = from; block < to; block++) {
    const blockEnd = min((block + 1) * BLOCK_ROWS, rows);
    let highs = f64x2.splat(0);
    let lows = highs;
    for (let start = block * BLOCK_ROWS; start < blockEnd; start += TILE_ROWS) {
      const end = min(start + TILE_ROWS, blockEnd);
      const label = load<i32>(tileLabels + ((<usize>(start / TILE_ROWS)) << 2));
      for (let row = start; row < end; row += 2) {
        const isLast = row + 1 === end;
        let distances = f64x2.splat(0);
        if (label !== MIXED) {
          let at = points + ((<usize>row) << 3);
          let center = centers + ((<usize>(label * columns)) << 3);
          for (let j = 0; j < columns; j++) {
            const values = isLast ? v128.load64_splat(at) : v128.load(at);
            const difference = f64x2.sub(values, v128.load64_splat(center));
            distances = f64x2.add(distances, f64x2.mul(difference, difference));
            at += pitch;
            center += 8;
          }
        } else {
          const own = distanceToCenter(points, pitch, columns, centers, labels, row);
          const next = isLast ? 0 : distanceToCenter(points, pitch, columns, centers, labels, row + 1);
          distances = f64x2.replace_lane(f64x2.splat(own), 1, next);
        }
        const high = f64x2.sub(f64x2.add(distances, coarses), coarses);
        const low = f64x2.sub(f64x2.add(f64x2.sub(distances, high), fines), fines);
        let times = rowWeights === 0 ? f64x2.splat(1) : v128.load(rowWeights + ((<usize>row) << 3));
        if (isLast) times = f64x2.replace_lane(times, 1, 0);
        highs = f64x2.add(highs, f64x2.mul(high, times));
        lows = f64x2.add(lows, f64x2.mul(low, times));
      }
    }
    const total = totals + ((<usize>block) << 4);
    store<f64>(total, f64x2.extract_lane(highs, 0) + f64x2.extract_lane(highs, 1));
    store<f64>(total, f64x2.extract_lane(lows, 0) + f64x2.extract_lane(lows, 1), 8);
  }
}

function distanceToCenter(
  points: usize,
  pitch: usize,
  columns: i32,
  centers: usize,
  labels: usize,
  row: i32,
): f64 {
  let at = points + ((<usize>row) << 3);
  let center = centers + ((<usize>(load<i32>(labels + ((<usize>row) << 2)) * columns)) << 3);
  let sum: f64 = 0;
  for (let j = 0; j < columns; j++) {
    const difference = load<f64>(at) - load<f64>(center);
    sum += difference * difference;
    at += pitch;
    center += 8;
  }
  return sum;
}
