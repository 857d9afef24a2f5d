import { InputError } from '../errors.ts';
import { type Matrix, requireFinite } from './matrix.ts';

/** Sums run over blocks of this many rows, whose sums are then added in order: the bits do not depend on who adds which block. */
export const BLOCK_ROWS = 1024;

/** The mean of each column. Throws InputError where a column's sum is no finite number. */
export function columnMeans(matrix: Matrix): Float64Array {
  return columnAverages(matrix, new Float64Array(matrix.columns), 1);
}

/**
 * The population variance of each column: the mean squared difference from `means`.
 * Throws InputError where the squares are no finite numbers.
 */
export function columnVariances(matrix: Matrix, means: Float64Array): Float64Array {
  return columnAverages(matrix, means, 2);
}

/**
 * The mean of (value - origin) ** power of each column, for power 1 or 2. Adds in NumPy's order, so that the last bit is
 * NumPy's, too: row after row, but a single column pairwise.
 */
export function columnAverages(matrix: Matrix, origins: Float64Array, power: 1 | 2): Float64Array {
  const { columns, data } = matrix;
  const sums =
    columns === 1
      ? Float64Array.of(pairwisePowers(data, origins[0], power))
      : sumsOfPowers(matrix, origins, power);
  return averaged(sums, matrix, power);
}

/**
 * The sums of a matrix's columns divided by the number of rows. Throws InputError where one is not finite, as where a number
 * is not; `power` says what they are.
 */
export function averaged(sums: Float64Array, matrix: Matrix, power: 1 | 2): Float64Array {
  for (let j = 0; j < sums.length; j++) {
    sums[j] /= matrix.rows;
    if (!Number.isFinite(sums[j])) {
      requireFinite(matrix);
      throw new InputError(
        `column ${j + 1} holds numbers too large to compute with: its ${power === 1 ? 'mean' : 'variance'} is not finite`,
      );
    }
  }
  return sums;
}

/** One column, copied and sorted ascending. */
export function sortedColumn({ rows, columns, data }: Matrix, column: number): Float64Array {
  const values = new Float64Array(rows);
  for (let i = 0; i < rows; i++) values[i] = data[i * columns + column];
  return values.sort();
}

/** The median of at least one finite number; of an even count, the mean of the two in the middle. O(n log n). */
export function median(values: Float64Array): number {
  return sortedMedian(values.slice().sort());
}

/** The median of numbers sorted ascending. */
export function sortedMedian(sorted: Float64Array): number {
  const upper = sorted.length >>> 1;
  return sorted.length % 2 === 1 ? sorted[upper] : (sorted[upper - 1] + sorted[upper]) / 2;
}

/**
 * The given percentile (0 to 100) of at least one finite number, interpolated linearly between the two nearest, as
 * NumPy's `percentile` does (Hyndman and Fan 1996, definition 7). O(n) on average.
 */
export function percentile(values: Float64Array, percent: number): number {
  const last = values.length - 1;
  const position = last * (percent / 100);
  const below = Math.floor(position);
  const { part, smaller } = partAround(values, below);
  const place = below - smaller;
  sortPlace(part, place);
  if (below >= last) return part[place];
  let next = place + 1;
  for (let i = next + 1; i < part.length; i++) if (part[i] < part[next]) next = i;
  return between(part[place], part[next], position - below);
}

/** Numbers of which a sample tells where to look, how large it is, and how far to both sides of the place. */
const FEWEST_TO_SAMPLE = 65_536;
const SAMPLED = 4096;
const MARGIN = 128;

/**
 * A copy of those of the numbers among which the ones are that sorting would put at `place` and after it, and how many
 * smaller ones are left out (Floyd and Rivest 1975): few where a sample tells their range, otherwise all.
 */
function partAround(values: Float64Array, place: number): { part: Float64Array; smaller: number } {
  const count = values.length;
  if (count < FEWEST_TO_SAMPLE) return { part: values.slice(), smaller: 0 };
  const sample = new Float64Array(SAMPLED);
  for (let i = 0; i < SAMPLED; i++) sample[i] = values[Math.floor((i * count) / SAMPLED)];
  sample.sort();
  const middle = Math.floor((place / count) * SAMPLED);
  const low = middle < MARGIN ? Number.NEGATIVE_INFINITY : sample[middle - MARGIN];
  const high = middle + MARGIN >= SAMPLED ? Number.POSITIVE_INFINITY : sample[middle + MARGIN];
  const part = new Float64Array(count >>> 3);
  let smaller = 0;
  let taken = 0;
  for (let i = 0; i < count; i++) {
    const value = values[i];
    if (value < low) smaller++;
    else if (value <= high) part[taken++] = value;
  }
  const isFound =
    taken <= part.length && smaller <= place && Math.min(place + 1, count - 1) < smaller + taken;
  return isFound ? { part: part.subarray(0, taken), smaller } : { part: values.slice(), smaller: 0 };
}

/** Reorders the numbers so that the one at `place` is the one that sorting would put there, none greater before it, none smaller after. */
function sortPlace(values: Float64Array, place: number): void {
  let left = 0;
  let right = values.length - 1;
  while (right > left) {
    const pivot = middleOf(values[left], values[(left + right) >>> 1], values[right]);
    let i = left;
    let j = right;
    while (i <= j) {
      while (values[i] < pivot) i++;
      while (values[j] > pivot) j--;
      if (i > j) break;
      const value = values[i];
      values[i++] = values[j];
      values[j--] = value;
    }
    if (place <= j) right = j;
    else if (place >= i) left = i;
    else return;
  }
}

function middleOf(a: number, b: number, c: number): number {
  return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
}

/** The percentile of numbers sorted ascending. */
export function sortedPercentile(sorted: Float64Array, percent: number): number {
  const last = sorted.length - 1;
  const position = last * (percent / 100);
  const below = Math.floor(position);
  if (below >= last) return sorted[last];
  return between(sorted[below], sorted[below + 1], position - below);
}

function between(low: number, high: number, weight: number): number {
  const step = high - low;
  return weight >= 0.5 ? high - step * (1 - weight) : low + step * weight;
}

/** The sum of the numbers, block by block. */
export function blockSum(values: Float64Array): number {
  let total = 0;
  for (let start = 0; start < values.length; start += BLOCK_ROWS) {
    const end = Math.min(start + BLOCK_ROWS, values.length);
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i];
    total += sum;
  }
  return total;
}

/**
 * The sum of the numbers, halves added to halves down to pieces of at most 128, as NumPy adds: the rounding error grows
 * with the logarithm of their count (Higham 1993), and the last bit is NumPy's.
 */
export function pairwiseSum(values: Float64Array, start = 0, end = values.length): number {
  const count = end - start;
  if (count <= PAIRWISE_PIECE) return pieceSum(values, start, end);
  const half = count >>> 1;
  const middle = start + half - (half % 8);
  return pairwiseSum(values, start, middle) + pairwiseSum(values, middle, end);
}

const PAIRWISE_PIECE = 128;

/** Eight running sums side by side, then what is left. */
function pieceSum(values: Float64Array, start: number, end: number): number {
  if (end - start < 8) {
    let sum = 0;
    for (let i = start; i < end; i++) sum += values[i];
    return sum;
  }
  let [a, b, c, d, e, f, g, h] = values.subarray(start, start + 8);
  let i = start + 8;
  for (; i + 8 <= end; i += 8) {
    a += values[i];
    b += values[i + 1];
    c += values[i + 2];
    d += values[i + 3];
    e += values[i + 4];
    f += values[i + 5];
    g += values[i + 6];
    h += values[i + 7];
  }
  let sum = a + b + (c + d) + (e + f + (g + h));
  for (; i < end; i++) sum += values[i];
  return sum;
}

function sumsOfPowers({ columns, data }: Matrix, origins: Float64Array, power: 1 | 2): Float64Array {
  const sums = new Float64Array(columns);
  for (let at = 0; at < data.length; at += columns) {
    for (let j = 0; j < columns; j++) {
      const difference = data[at + j] - origins[j];
      sums[j] += power === 1 ? difference : difference * difference;
    }
  }
  return sums;
}

function pairwisePowers(data: Float64Array, origin: number, power: 1 | 2): number {
  const differences = data.map((value) => value - origin);
  return pairwiseSum(power === 1 ? differences : differences.map((difference) => difference * difference));
}
