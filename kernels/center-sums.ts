/**
 * Sums of the rows of each center, in two parts that are exact (PartedSums of src/math/parted-sums.ts), so that rows join
 * and leave in any order: the coarse parts of the columns, the fine parts, the number of rows, and one unused number.
 */

/** Adds the row, `weight` times, to the sums of a center. */
export function addRow(
  first: usize,
  pitch: usize,
  columns: i32,
  weight: f64,
  sums: usize,
  coarse: f64,
  fine: f64,
): void {
  const bytes = (<usize>columns) << 3;
  const weights = f64x2.splat(weight);
  const coarses = f64x2.splat(coarse);
  const fines = f64x2.splat(fine);
  let at = first;
  let to = sums;
  let j = 0;
  for (; j + 1 < columns; j += 2) {
    const value = v128.load64_lane(at + pitch, v128.load64_zero(at), 1);
    const high = f64x2.sub(f64x2.add(value, coarses), coarses);
    const low = f64x2.sub(f64x2.add(f64x2.sub(value, high), fines), fines);
    v128.store(to, f64x2.add(v128.load(to), f64x2.mul(high, weights)));
    v128.store(to + bytes, f64x2.add(v128.load(to + bytes), f64x2.mul(low, weights)));
    at += pitch << 1;
    to += 16;
  }
  if (j < columns) {
    const value = load<f64>(at);
    const high = value + coarse - coarse;
    store<f64>(to, load<f64>(to) + high * weight);
    store<f64>(to + bytes, load<f64>(to + bytes) + (value - high + fine - fine) * weight);
  }
  const count = sums + (bytes << 1);
  store<f64>(count, load<f64>(count) + weight);
}

/** Takes the row, `weight` times, from the sums of one center and adds it to those of another. */
export function moveRow(
  first: usize,
  pitch: usize,
  columns: i32,
  weight: f64,
  left: usize,
  joined: usize,
  coarse: f64,
  fine: f64,
): void {
  const bytes = (<usize>columns) << 3;
  const weights = f64x2.splat(weight);
  const coarses = f64x2.splat(coarse);
  const fines = f64x2.splat(fine);
  let at = first;
  let j: usize = 0;
  for (; j + 16 <= bytes; j += 16) {
    const value = v128.load64_lane(at + pitch, v128.load64_zero(at), 1);
    const rounded = f64x2.sub(f64x2.add(value, coarses), coarses);
    const rest = f64x2.sub(f64x2.add(f64x2.sub(value, rounded), fines), fines);
    const high = f64x2.mul(rounded, weights);
    const low = f64x2.mul(rest, weights);
    v128.store(left + j, f64x2.sub(v128.load(left + j), high));
    v128.store(left + bytes + j, f64x2.sub(v128.load(left + bytes + j), low));
    v128.store(joined + j, f64x2.add(v128.load(joined + j), high));
    v128.store(joined + bytes + j, f64x2.add(v128.load(joined + bytes + j), low));
    at += pitch << 1;
  }
  if (j < bytes) {
    const value = load<f64>(at);
    const rounded = value + coarse - coarse;
    const high = rounded * weight;
    const low = (value - rounded + fine - fine) * weight;
    store<f64>(left + j, load<f64>(left + j) - high);
    store<f64>(left + bytes + j, load<f64>(left + bytes + j) - low);
    store<f64>(joined + j, load<f64>(joined + j) + high);
    store<f64>(joined + bytes + j, load<f64>(joined + bytes + j) + low);
  }
  const count = bytes << 1;
  store<f64>(left + count, load<f64>(left + count) - weight);
  store<f64>(joined + count, load<f64>(joined + count) + weight);
}

/** Adds sums to those of a center. */
export function addSums(sums: usize, columns: i32, to: usize): void {
  const stop = sums + ((<usize>(columns + 1)) << 4);
  for (; sums < stop; sums += 16) {
    v128.store(to, f64x2.add(v128.load(to), v128.load(sums)));
    to += 16;
  }
}

/** Takes sums from those of a center. */
export function subtractSums(sums: usize, columns: i32, from: usize): void {
  const stop = sums + ((<usize>(columns + 1)) << 4);
  for (; sums < stop; sums += 16) {
    v128.store(from, f64x2.sub(v128.load(from), v128.load(sums)));
    from += 16;
  }
}
