import { type Columns, floatPerRow } from './columns.ts';
import { fusedPotential } from './fused.ts';
import { requireMeasurable } from './magnitude.ts';
import { BLOCK_ROWS } from './statistics.ts';

/**
 * The inner loops of k-means++: each row's squared distance to the nearest of the rows taken so far, and their sum.
 * Distances are |c|^2 - 2 x.c + |x|^2; sums run over blocks of rows that are added in order. Where the points lie in a
 * workspace, kernels run the loops.
 */
export class Seeds {
  readonly points: Columns;
  readonly #taken: number[] = [];
  /** What rounding can make of a sum, whatever its own size. */
  readonly #rounding: number;
  readonly #norms: Float64Array;
  #closest: Float64Array;
  #trial: Float64Array;
  #best: Float64Array;
  /** -2 times the row that is tried. */
  readonly #weights: Float64Array;
  /** Each block's sum. */
  readonly #totals: Float64Array;

  /** Throws InputError where the squares of the numbers would not be finite. */
  constructor(points: Columns) {
    const largestNorm = points.columns * points.largest ** 2;
    this.#rounding = points.rows * 4 * largestNorm * (points.columns + 4) * 2 ** -50;
    requireMeasurable(points.rows * 4 * largestNorm);
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
    this.#taken.length = 0;
    this.#closest.fill(Number.POSITIVE_INFINITY);
  }

  /**
   * Takes the best of the candidate rows, the one that leaves the smallest sum; of equal ones, the first. Where rounding
   * decides between two, it decides as on the processors that scikit-learn runs on.
   */
  takeBest(candidates: readonly number[]): { row: number; potential: number } {
    const potentials = new Float64Array(candidates.length);
    let best = 0;
    for (let i = 0; i < candidates.length; i++) {
      potentials[i] = this.#tryRow(candidates[i]);
      if (i > 0 && !(potentials[i] < potentials[best])) continue;
      best = i;
      [this.#best, this.#trial] = [this.#trial, this.#best];
    }
    const settled = this.#settleTies(candidates, potentials, best);
    if (settled !== best) {
      this.#tryRow(candidates[settled]);
      [this.#best, this.#trial] = [this.#trial, this.#best];
    }
    [this.#closest, this.#best] = [this.#best, this.#closest];
    this.#taken.push(candidates[settled]);
    return { row: candidates[settled], potential: potentials[settled] };
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

  #settleTies(candidates: readonly number[], potentials: Float64Array, best: number): number {
    const tolerance = this.#rounding + potentials[best] * 2 ** -40;
    const isTied = candidates.map(
      (row, i) => potentials[i] - potentials[best] <= tolerance && !this.#areEqual(row, candidates[best]),
    );
    if (!isTied.includes(true)) return best;
    let settled = -1;
    let smallest = Number.POSITIVE_INFINITY;
    for (let i = 0; i < candidates.length; i++) {
      if (i !== best && !isTied[i]) continue;
      const potential = fusedPotential(this.points, [...this.#taken, candidates[i]]);
      if (potential < smallest) {
        settled = i;
        smallest = potential;
      }
    }
    return settled;
  }

  #areEqual(a: number, b: number): boolean {
    const { rows, data } = this.points;
    for (let at = 0; at < data.length; at += rows) {
      if (data[at + a] !== data[at + b]) return false;
    }
    return true;
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
