import { type Columns, type Points, takeFromColumns } from './columns.ts';
import { fusedMultiplyAdd } from './fused.ts';
import { largestMagnitude } from './magnitude.ts';
import { partingNumbers } from './parted-sums.ts';
import { BLOCK_ROWS } from './statistics.ts';

/** The sum of each center's rows, a row per center, and how many they are; all zero before they are added up. */
export interface CenterTotals {
  readonly sums: Float64Array;
  readonly counts: Float64Array;
}

/**
 * What NearestCenter computes of all rows; `scaled` is the centers times -2, `norms` their squared lengths, and distances
 * that differ by at most `tolerance` count as equal until they are computed with one rounding less.
 */
export interface NearestCenterLoops {
  /** A copy of the center of each row that `assign` found; -1 before. */
  copyLabels(): Int32Array;
  /** The points of these indices, row by row. */
  takePoints(indices: Uint32Array): Float64Array;
  assign(
    scaled: Float64Array,
    norms: Float64Array,
    tolerance: number,
    totals: CenterTotals | undefined,
  ): number;
  /** Each row's squared distance to the center of its label, in an array that the next call overwrites. */
  squaredDistances(centers: Float64Array): Float64Array;
  /** The sum of these distances: of up to 1,024 rows one after another, of more in two exact parts. */
  inertia(centers: Float64Array): number;
  /** Forgets the labels, where they were kept for the next call. */
  forget(): void;
}

/** The loops of NearestCenter, without WebAssembly. */
export class NearestCenterPlain implements NearestCenterLoops {
  readonly #points: Columns;
  readonly #labels: Int32Array;
  readonly #distances = new Float64Array(BLOCK_ROWS);
  readonly #smallest = new Float64Array(BLOCK_ROWS);
  readonly #second = new Float64Array(BLOCK_ROWS);
  readonly #nearest = new Int32Array(BLOCK_ROWS);

  constructor(points: Columns) {
    this.#points = points;
    this.#labels = new Int32Array(points.rows).fill(-1);
  }

  copyLabels(): Int32Array {
    return this.#labels.slice();
  }

  takePoints(indices: Uint32Array): Float64Array {
    return takeFromColumns(this.#points, indices);
  }

  assign(
    scaled: Float64Array,
    norms: Float64Array,
    tolerance: number,
    totals: CenterTotals | undefined,
  ): number {
    const { rows } = this.#points;
    let changed = 0;
    for (let start = 0; start < rows; start += BLOCK_ROWS) {
      const size = Math.min(BLOCK_ROWS, rows - start);
      this.#nearestInBlock(start, size, norms, scaled);
      this.#settleTies(start, size, norms, scaled, tolerance);
      changed += writeLabels(this.#nearest, this.#labels, start, size);
    }
    if (totals && rows <= BLOCK_ROWS) addInOrder(this.#points, this.#labels, totals);
    else if (totals) addParted(this.#points, this.#labels, totals);
    return changed;
  }

  squaredDistances(centers: Float64Array): Float64Array {
    const { rows, columns, data } = this.#points;
    const labels = this.#labels;
    const distances = new Float64Array(rows);
    for (let j = 0; j < columns; j++) {
      for (let i = 0, at = j * rows; i < rows; i++, at++) {
        const difference = data[at] - centers[labels[i] * columns + j];
        distances[i] += difference * difference;
      }
    }
    return distances;
  }

  inertia(centers: Float64Array): number {
    const distances = this.squaredDistances(centers);
    const sum = (values: Float64Array) => values.reduce((total, value) => total + value, 0);
    if (distances.length <= BLOCK_ROWS) return sum(distances);
    const { coarse, fine } = partingNumbers(farthestSquare(this.#points, centers), distances.length);
    const highs = distances.map((distance) => distance + coarse - coarse);
    return sum(highs) + sum(distances.map((distance, i) => distance - highs[i] + fine - fine));
  }

  forget(): void {
    this.#labels.fill(-1);
  }

  #nearestInBlock(start: number, size: number, norms: Float64Array, scaled: Float64Array): void {
    const { rows, columns, data } = this.#points;
    const distances = this.#distances;
    const smallest = this.#smallest;
    const second = this.#second;
    const nearest = this.#nearest;
    smallest.fill(Number.POSITIVE_INFINITY);
    second.fill(Number.POSITIVE_INFINITY);
    nearest.fill(0);
    const lastColumn = (columns - 1) * rows + start;
    for (let c = 0; c < norms.length; c++) {
      const weights = c * columns;
      distances.fill(0);
      for (let j = 0; j < columns - 1; j++) {
        const weight = scaled[weights + j];
        const column = j * rows + start;
        for (let i = 0; i < size; i++) distances[i] += data[column + i] * weight;
      }
      const weight = scaled[weights + columns - 1];
      const norm = norms[c];
      for (let i = 0; i < size; i++) {
        const distance = distances[i] + data[lastColumn + i] * weight + norm;
        second[i] = Math.min(second[i], Math.max(smallest[i], distance));
        if (distance < smallest[i]) {
          smallest[i] = distance;
          nearest[i] = c;
        }
      }
    }
  }

  #settleTies(
    start: number,
    size: number,
    norms: Float64Array,
    scaled: Float64Array,
    tolerance: number,
  ): void {
    const smallest = this.#smallest;
    const second = this.#second;
    for (let i = 0; i < size; i++) {
      if (second[i] - smallest[i] <= tolerance) {
        this.#nearest[i] = nearestFused(this.#points, start + i, norms, scaled);
      }
    }
  }
}

/** What no squared distance of a row to a center is beyond. */
export function farthestSquare({ columns, largest }: Points, centers: Float64Array): number {
  return columns * (largest + largestMagnitude(centers)) ** 2;
}

/** The row's nearest center as a processor finds it that multiplies and adds with one rounding. */
function nearestFused(
  { rows, columns, data }: Columns,
  row: number,
  norms: Float64Array,
  scaled: Float64Array,
): number {
  let nearest = 0;
  let smallest = Number.POSITIVE_INFINITY;
  for (let c = 0; c < norms.length; c++) {
    let product = 0;
    for (let j = 0; j < columns; j++) {
      product = fusedMultiplyAdd(data[j * rows + row], scaled[c * columns + j], product);
    }
    const distance = norms[c] + product;
    if (distance < smallest) {
      smallest = distance;
      nearest = c;
    }
  }
  return nearest;
}

function writeLabels(nearest: Int32Array, labels: Int32Array, start: number, size: number): number {
  let changed = 0;
  for (let i = 0; i < size; i++) {
    if (labels[start + i] !== nearest[i]) {
      labels[start + i] = nearest[i];
      changed++;
    }
  }
  return changed;
}

/** Adds row after row, as scikit-learn does with so few. */
function addInOrder(
  { rows, columns, data }: Columns,
  labels: Int32Array,
  { sums, counts }: CenterTotals,
): void {
  for (let i = 0; i < rows; i++) counts[labels[i]]++;
  for (let j = 0; j < columns; j++) {
    for (let i = 0, at = j * rows; i < rows; i++, at++) sums[labels[i] * columns + j] += data[at];
  }
}

/** Adds the rows in two parts that are exact whatever the order: kernels take a row out of a sum when it leaves. */
function addParted(
  { rows, columns, data, largest }: Columns,
  labels: Int32Array,
  { sums, counts }: CenterTotals,
): void {
  const { coarse, fine } = partingNumbers(largest, rows);
  const rests = new Float64Array(sums.length);
  for (let i = 0; i < rows; i++) counts[labels[i]]++;
  for (let j = 0; j < columns; j++) {
    for (let i = 0, at = j * rows; i < rows; i++, at++) {
      const to = labels[i] * columns + j;
      const high = data[at] + coarse - coarse;
      sums[to] += high;
      rests[to] += data[at] - high + fine - fine;
    }
  }
  for (let at = 0; at < sums.length; at++) sums[at] += rests[at];
}
