import { type Columns, floatPerRow } from './columns.ts';
import { BLOCK_ROWS } from './statistics.ts';

/**
 * The inner loops of k-means++: each row's squared distance to the nearest of the rows taken so far, and their sum.
 * Distances are |c|^2 - 2 x.c + |x|^2 in the order of scikit-learn's operations, so that ties fall as they do there;
 * sums run over blocks of rows that are added in order. Where the points lie in a workspace, kernels run the loops.
 */
export class Seeds {
  readonly points: Columns;
  readonly #norms: Float64Array;
  #closest: Float64Array;
  #trial: Float64Array;
  #best: Float64Array;
  /** -2 times the row that is tried. */
  readonly #weights: Float64Array;
  /** Each block's sum. */
  readonly #totals: Float64Array;

  constructor(points: Columns) {
    const blocks = Math.ceil(points.rows / BLOCK_ROWS);
    this.points = points;
    this.#norms = rowNorms(points);
    this.#closest = floatPerRow(points);
    this.#trial = floatPerRow(points);
    this.#best = floatPerRow(points);
    this.#weights = points.workspace?.floats(points.columns) ?? new Float64Array(points.columns);
    this.#totals = points.workspace?.floats(blocks) ?? new Float64Array(blocks);
  }

  /** Forgets all rows that were taken. */
  restart(): void {
    this.#closest.fill(Number.POSITIVE_INFINITY);
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
    const { rows, columns, data, workspace } = this.points;
    const weights = this.#weights;
    const totals = this.#totals;
    for (let j = 0; j < columns; j++) weights[j] = -2 * data[j * rows + candidate];
    if (workspace === null) {
      for (let block = 0; block < totals.length; block++) totals[block] = this.#tryInBlock(block, candidate);
    } else {
      const { [candidate]: ownNorm } = this.#norms;
      const numbers = [this.#norms, this.#closest, weights, ownNorm, this.#trial, totals];
      workspace.run('tryRow', totals.length, data, rows, columns, ...numbers);
    }
    return totals.reduce((sum, total) => sum + total, 0);
  }

  #tryInBlock(block: number, candidate: number): number {
    const { rows, columns, data } = this.points;
    const norms = this.#norms;
    const closest = this.#closest;
    const trial = this.#trial;
    const weights = this.#weights;
    const ownNorm = norms[candidate];
    const start = block * BLOCK_ROWS;
    const end = Math.min(start + BLOCK_ROWS, rows);
    trial.fill(0, start, end);
    for (let j = 0; j < columns; j++) {
      const column = j * rows;
      const weight = weights[j];
      for (let i = start; i < end; i++) trial[i] += data[column + i] * weight;
    }
    let sum = 0;
    for (let i = start; i < end; i++) {
      const distance = Math.max(trial[i] + ownNorm + norms[i], 0);
      const left = Math.min(distance, closest[i]);
      trial[i] = left;
      sum += left;
    }
    return sum;
  }
}

function rowNorms(points: Columns): Float64Array {
  const { rows, columns, data, workspace } = points;
  const norms = floatPerRow(points);
  if (workspace !== null) {
    workspace.run('rowNorms', Math.ceil(rows / BLOCK_ROWS), data, rows, columns, norms);
    return norms;
  }
  for (let j = 0; j < columns; j++) {
    for (let i = 0, at = j * rows; i < rows; i++, at++) norms[i] += data[at] * data[at];
  }
  return norms;
}
