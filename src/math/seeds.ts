import type { Columns } from './columns.ts';
import { BLOCK_ROWS } from './statistics.ts';

/**
 * The inner loops of k-means++: each row's squared distance to the nearest of the rows taken so far, and their sum.
 * Distances are |c|^2 - 2 x.c + |x|^2 in the order of scikit-learn's operations, so that ties fall as they do there;
 * sums run over blocks of rows that are added in order.
 */
export class Seeds {
  readonly #points: Columns;
  readonly #norms: Float64Array;
  #closest: Float64Array;
  #trial: Float64Array;
  #best: Float64Array;

  constructor(points: Columns) {
    this.#points = points;
    this.#norms = rowNorms(points);
    this.#closest = new Float64Array(points.rows).fill(Number.POSITIVE_INFINITY);
    this.#trial = new Float64Array(points.rows);
    this.#best = new Float64Array(points.rows);
  }

  /** Takes the best of the candidate rows, the one that leaves the smallest sum; of equal ones, the first. */
  takeBest(candidates: readonly number[]): { row: number; potential: number } {
    let row = -1;
    let potential = Number.POSITIVE_INFINITY;
    for (const candidate of candidates) {
      const left = this.#tryRow(candidate);
      if (row === -1 || left < potential) {
        row = candidate;
        potential = left;
        [this.#best, this.#trial] = [this.#trial, this.#best];
      }
    }
    [this.#closest, this.#best] = [this.#best, this.#closest];
    return { row, potential };
  }

  /** The first row up to which the distances sum to at least `part`; the last row where none does. */
  rowAt(part: number): number {
    const closest = this.#closest;
    const last = closest.length - 1;
    let sum = closest[0];
    let row = 0;
    while (sum < part && row < last) sum += closest[++row];
    return row;
  }

  /** Writes the distances there would be if the row were taken to #trial; returns their sum. */
  #tryRow(candidate: number): number {
    const { rows, columns, data } = this.#points;
    const norms = this.#norms;
    const closest = this.#closest;
    const trial = this.#trial;
    const ownNorm = norms[candidate];
    const lastColumn = (columns - 1) * rows;
    const lastWeight = -2 * data[lastColumn + candidate];
    let total = 0;
    for (let start = 0; start < rows; start += BLOCK_ROWS) {
      const end = Math.min(start + BLOCK_ROWS, rows);
      trial.fill(0, start, end);
      for (let j = 0; j < columns - 1; j++) {
        const column = j * rows;
        const weight = -2 * data[column + candidate];
        for (let i = start; i < end; i++) trial[i] += data[column + i] * weight;
      }
      let sum = 0;
      for (let i = start; i < end; i++) {
        const distance = Math.max(trial[i] + data[lastColumn + i] * lastWeight + ownNorm + norms[i], 0);
        const left = Math.min(distance, closest[i]);
        trial[i] = left;
        sum += left;
      }
      total += sum;
    }
    return total;
  }
}

function rowNorms({ rows, columns, data }: Columns): Float64Array {
  const norms = new Float64Array(rows);
  for (let j = 0; j < columns; j++) {
    for (let i = 0, at = j * rows; i < rows; i++, at++) norms[i] += data[at] * data[at];
  }
  return norms;
}
