import type { Columns } from './columns.ts';
import type { Matrix } from './matrix.ts';
import { BLOCK_ROWS } from './statistics.ts';

/**
 * The inner loops of K-means, over blocks of rows. A block's numbers depend on the block alone, and the blocks' sums
 * are added in order: whoever computes which block, and however many at once, the bits are the same.
 */
export class NearestCenter {
  readonly #points: Columns;
  readonly #distances = new Float64Array(BLOCK_ROWS);
  readonly #smallest = new Float64Array(BLOCK_ROWS);
  readonly #nearest = new Int32Array(BLOCK_ROWS);

  constructor(points: Columns) {
    this.#points = points;
  }

  /**
   * Writes each row's nearest center into `labels` (the first of several equally near) and returns how many labels
   * changed. Where `sums` (a row per center) and `counts` are given, the rows of each center are added up there.
   *
   * Compares |c|^2 - 2 x.c, in the order of scikit-learn's operations, so that ties fall as they do there.
   */
  assign(centers: Matrix, labels: Int32Array, sums?: Float64Array, counts?: Float64Array): number {
    const { rows } = this.#points;
    const norms = squaredNorms(centers);
    const scaled = centers.data.map((value) => -2 * value);
    const blockSums = new Float64Array(centers.data.length);
    sums?.fill(0);
    counts?.fill(0);
    let changed = 0;
    for (let start = 0; start < rows; start += BLOCK_ROWS) {
      const size = Math.min(BLOCK_ROWS, rows - start);
      this.#nearestInBlock(start, size, norms, scaled);
      changed += writeLabels(this.#nearest, labels, start, size);
      if (sums !== undefined && counts !== undefined) {
        blockSums.fill(0);
        addBlock(this.#points, this.#nearest, start, size, blockSums, counts);
        for (let at = 0; at < sums.length; at++) sums[at] += blockSums[at];
      }
    }
    return changed;
  }

  /** Each row's squared distance to the center of its label. */
  squaredDistances(centers: Matrix, labels: Int32Array): Float64Array {
    const { rows, columns, data } = this.#points;
    const distances = new Float64Array(rows);
    for (let j = 0; j < columns; j++) {
      for (let i = 0, at = j * rows; i < rows; i++, at++) {
        const difference = data[at] - centers.data[labels[i] * columns + j];
        distances[i] += difference * difference;
      }
    }
    return distances;
  }

  #nearestInBlock(start: number, size: number, norms: Float64Array, scaled: Float64Array): void {
    const { rows, columns, data } = this.#points;
    const distances = this.#distances;
    const smallest = this.#smallest;
    const nearest = this.#nearest;
    smallest.fill(Number.POSITIVE_INFINITY);
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
        if (distance < smallest[i]) {
          smallest[i] = distance;
          nearest[i] = c;
        }
      }
    }
  }
}

/** Each row's squared length. */
export function squaredNorms({ rows, columns, data }: Matrix): Float64Array {
  const norms = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    for (let j = 0; j < columns; j++) norms[i] += data[i * columns + j] * data[i * columns + j];
  }
  return norms;
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

function addBlock(
  { rows, columns, data }: Columns,
  nearest: Int32Array,
  start: number,
  size: number,
  sums: Float64Array,
  counts: Float64Array,
): void {
  for (let i = 0; i < size; i++) counts[nearest[i]]++;
  for (let j = 0; j < columns; j++) {
    const column = j * rows + start;
    for (let i = 0; i < size; i++) sums[nearest[i] * columns + j] += data[column + i];
  }
}
