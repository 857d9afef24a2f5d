import { assignFewRows } from './few-rows';
import { distancesToCenters } from './nearest-center';

/** How the iterations of a run ended, as in src/estimators/lloyd-few.ts; GIVEN_UP where a center lost all rows. */
const GIVEN_UP: i32 = 0;
const LABELS_UNCHANGED: i32 = 1;
const TOLERANCE: i32 = 2;
const ITERATIONS_USED_UP: i32 = 3;

/** Of a run: its inertia, how many iterations it took, and how they ended. */
const RESULT_BYTES: usize = 16;

/**
 * lloyd of src/estimators/lloyd.ts on rows of a single block, for runs `from` to `to - 1`, each from centers of its own. A
 * run has in `centers` its first and then its last centers, and room for others of them, their doubles, their norms, their
 * sums, how many rows they have, and how many labels changed; in `labels`, `labelsPitch` bytes apart, its rows' labels, -1 at
 * first. `largest` is the largest absolute value of the points. Reads and writes one row past the end.
 */
export function lloydFewRows(
  points: usize,
  rows: i32,
  columns: i32,
  largest: f64,
  clusters: i32,
  maxIterations: i32,
  tolerance: f64,
  centers: usize,
  labels: usize,
  labelsPitch: usize,
  results: usize,
  from: i32,
  to: i32,
): void {
  const width = (<usize>columns) << 3;
  const all = width * <usize>clusters;
  const roomBytes = 4 * all + ((<usize>clusters) << 4) + 16;
  for (let run = from; run < to; run++) {
    let given = centers + <usize>run * roomBytes;
    const own = given;
    let next = given + all;
    const scaled = next + all;
    const norms = scaled + all;
    const sums = norms + ((<usize>clusters) << 3);
    const counts = sums + all;
    const changes = counts + ((<usize>clusters) << 3);
    const ownLabels = labels + <usize>run * labelsPitch;
    let ended = ITERATIONS_USED_UP;
    let iterations = 0;
    while (iterations < maxIterations && ended === ITERATIONS_USED_UP) {
      iterations++;
      const near = prepare(given, columns, clusters, largest, scaled, norms);
      assignFewRows(points, rows, columns, scaled, norms, clusters, near, ownLabels, changes, sums, 0, 1);
      if (!(near < Infinity) || !divide(sums, counts, columns, clusters, next)) {
        ended = GIVEN_UP;
        break;
      }
      // The first labels are of no centers of this run, whatever they were before.
      if (load<i32>(changes) === 0 && iterations > 1) ended = LABELS_UNCHANGED;
      else if (squaredMovement(given, next, width, all) <= tolerance) ended = TOLERANCE;
      const last = given;
      given = next;
      next = last;
    }
    const result = results + <usize>run * RESULT_BYTES;
    store<i32>(result, iterations, 8);
    store<i32>(result, ended, 12);
    if (ended === GIVEN_UP) continue;
    if (ended !== LABELS_UNCHANGED) {
      const near = prepare(given, columns, clusters, largest, scaled, norms);
      if (!(near < Infinity)) store<i32>(result, GIVEN_UP, 12);
      assignFewRows(points, rows, columns, scaled, norms, clusters, near, ownLabels, changes, 0, 0, 1);
    }
    distancesToCenters(points, rows, columns, given, ownLabels, 0, result, 0, 1);
    memory.copy(own, given, all);
  }
}

/** What assignFewRows needs to know of centers; how near two of them must be for rounding to decide between them. */
function prepare(
  centers: usize,
  columns: i32,
  clusters: i32,
  largest: f64,
  scaled: usize,
  norms: usize,
): f64 {
  let farthest: f64 = 0;
  for (let i = 0; i < columns * clusters; i++) {
    const value = load<f64>(centers + ((<usize>i) << 3));
    store<f64>(scaled + ((<usize>i) << 3), -2 * value);
    farthest = max(farthest, abs(value));
  }
  for (let c = 0; c < clusters; c++) {
    store<f64>(norms + ((<usize>c) << 3), squaredNorm(centers + ((<usize>(c * columns)) << 3), columns));
  }
  const size = <f64>columns * farthest * (2 * largest + farthest);
  return <f64>(columns + 2) * 8.881784197001252e-16 * size;
}

/** squaredNorm of src/math/fused.ts. */
function squaredNorm(values: usize, count: i32): f64 {
  let even: f64 = 0;
  let odd: f64 = 0;
  const eights = count - (count % 8);
  for (let eight = 0; eight < eights; eight += 8) {
    for (let j = eight + 6; j >= eight; j -= 2) {
      even += square(values, j);
      odd += square(values, j + 1);
    }
  }
  for (let j = eights; j < count; j += 2) {
    even += square(values, j);
    if (j + 1 < count) odd += square(values, j + 1);
  }
  return even + odd;
}

function square(values: usize, j: i32): f64 {
  const value = load<f64>(values + ((<usize>j) << 3));
  return value * value;
}

/** Turns sums into means; false where a center has no rows. */
function divide(sums: usize, counts: usize, columns: i32, clusters: i32, means: usize): bool {
  for (let c = 0; c < clusters; c++) {
    const count = load<f64>(counts + ((<usize>c) << 3));
    if (count === 0) return false;
    const share = 1 / count;
    for (let j = 0; j < columns; j++) {
      const at = (<usize>(c * columns + j)) << 3;
      store<f64>(means + at, load<f64>(sums + at) * share);
    }
  }
  return true;
}

function squaredMovement(before: usize, after: usize, width: usize, all: usize): f64 {
  let total: f64 = 0;
  for (let center: usize = 0; center < all; center += width) {
    let squares: f64 = 0;
    for (let at = center; at < center + width; at += 8) {
      const difference = load<f64>(after + at) - load<f64>(before + at);
      squares += difference * difference;
    }
    const movement = Math.sqrt(squares);
    total += movement * movement;
  }
  return total;
}
