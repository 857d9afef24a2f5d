import { type Columns, floatPerRow } from './columns.ts';
import { fusedPotential } from './fused.ts';
import { requireMeasurable } from './magnitude.ts';
import { BLOCK_ROWS } from './statistics.ts';

const NOTHING = -1;
/** Running sums by which a block is added up. */
const SUMMANDS = 8;

/**
 * The inner loops of k-means++: each row's squared distance to the nearest of the rows taken so far, and their sum.
 * Distances are |c|^2 - 2 x.c + |x|^2; sums run over blocks of rows that are added in order. Where the points lie in a
 * workspace, kernels run the loops.
 *
 * The rows are gone through once for all candidates together, and then, too, the distances to the row taken last are
 * written down.
 */
export class Seeds {
  readonly points: Columns;
  readonly #taken: number[] = [];
  /** What rounding can make of a sum, whatever its own size. */
  readonly #rounding: number;
  readonly #norms: Float64Array;
  /** Each row's distance to the nearest of the rows taken, but for the last of them. */
  readonly #closest: Float64Array;
  /** A block's distances. */
  readonly #distances = new Float64Array(BLOCK_ROWS);
  /** The block whose distances to the rows taken these are; NOTHING where they are not. */
  #measured = NOTHING;
  /** -2 times the row taken last, and its squared length; the same of each candidate. */
  #weights: Float64Array;
  /** Of each block and candidate, SUMMANDS numbers of which the first is the sum of the distances. */
  #trials: Float64Array;
  /** Of each block, the sum of the distances to the rows taken. */
  readonly #totals: Float64Array;
  #potential = 0;

  /** Throws InputError where the squares of the numbers would not be finite. */
  constructor(points: Columns) {
    const largestNorm = points.columns * points.largest ** 2;
    this.#rounding = points.rows * 4 * largestNorm * (points.columns + 4) * 2 ** -50;
    requireMeasurable(points.rows * 4 * largestNorm);
    this.points = points;
    this.#norms = rowNorms(points);
    this.#closest = floatPerRow(points);
    this.#totals = new Float64Array(Math.ceil(points.rows / BLOCK_ROWS));
    this.#weights = new Float64Array(0);
    this.#trials = new Float64Array(0);
  }

  /** Forgets all rows that were taken. */
  restart(): void {
    this.#taken.length = 0;
    this.#measured = NOTHING;
  }

  /**
   * Takes the best of the candidate rows, the one that leaves the smallest sum; of equal ones, the first. Where rounding
   * decides between two, it decides as on the processors that scikit-learn runs on.
   */
  takeBest(candidates: readonly number[]): { row: number; potential: number } {
    const potentials = this.#tryRows(candidates);
    const settled = this.#settleTies(candidates, potentials, potentials.indexOf(Math.min(...potentials)));
    for (let block = 0; block < this.#totals.length; block++) {
      this.#totals[block] = this.#trials[(block * candidates.length + settled) * SUMMANDS];
    }
    this.#taken.push(candidates[settled]);
    this.#measured = NOTHING;
    this.#potential = potentials[settled];
    this.#setWeights(0, candidates[settled]);
    return { row: candidates[settled], potential: this.#potential };
  }

  /** The first row up to which the distances sum to at least `part`, added one after another; the last row where none does. */
  rowAt(part: number): number {
    // The blocks' sums find the row, unless it takes the last bits of the sum to tell.
    const rounding = this.points.rows * 2 ** -51 * this.#potential;
    let sum = 0;
    let block = 0;
    while (block < this.#totals.length && sum + this.#totals[block] < part - rounding) {
      sum += this.#totals[block++];
    }
    if (block < this.#totals.length) {
      const size = this.#measured === block ? this.#sizeOf(block) : this.#measureBlock(block);
      for (let i = 0; i < size; i++) {
        sum += this.#distances[i];
        if (sum > part + rounding) return block * BLOCK_ROWS + i;
        if (sum >= part - rounding) break;
      }
    }
    return this.#rowAtByAdding(part);
  }

  #rowAtByAdding(part: number): number {
    let sum = 0;
    for (let block = 0; block < this.#totals.length; block++) {
      const size = this.#measureBlock(block);
      for (let i = 0; i < size; i++) {
        sum += this.#distances[i];
        if (sum >= part) return block * BLOCK_ROWS + i;
      }
    }
    return this.points.rows - 1;
  }

  #settleTies(candidates: readonly number[], potentials: readonly number[], best: number): number {
    const tolerance = this.#rounding + potentials[best] * 2 ** -40;
    const tied: number[] = [];
    for (let i = 0; i < candidates.length; i++) {
      const isNear = potentials[i] - potentials[best] <= tolerance;
      if (i === best || (isNear && !this.#areEqual(candidates[i], candidates[best]))) tied.push(i);
    }
    if (tied.length === 1) return best;
    let settled = -1;
    let smallest = Number.POSITIVE_INFINITY;
    for (const i of tied) {
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

  /** The sums that the distances would have if one of the candidates were taken. */
  #tryRows(candidates: readonly number[]): number[] {
    const { rows, columns, data, workspace } = this.points;
    const taken = this.#taken.length;
    const trials = candidates.length;
    const blocks = this.#totals.length;
    this.#reserve(trials);
    for (let i = 0; i < trials; i++) this.#setWeights(i + 1, candidates[i]);
    if (workspace === null) {
      for (let block = 0; block < blocks; block++) this.#tryInBlock(block, trials);
    } else {
      const weights = taken > 0 ? this.#weights : this.#weights.subarray(columns + 1);
      const seeds = [this.#closest, taken > 1 ? 0 : 1, taken > 0 ? 1 : 0, weights, trials, this.#trials];
      workspace.run('tryRows', blocks, data, rows, columns, this.#norms, ...seeds);
    }
    const sums: number[] = [];
    for (let i = 0; i < trials; i++) {
      let sum = 0;
      for (let at = i; at < blocks * trials; at += trials) sum += this.#trials[at * SUMMANDS];
      sums.push(sum);
    }
    return sums;
  }

  #tryInBlock(block: number, trials: number): void {
    if (this.#taken.length > 0) {
      const size = this.#measureBlock(block);
      this.#closest.set(this.#distances.subarray(0, size), block * BLOCK_ROWS);
    }
    for (let trial = 0; trial < trials; trial++) {
      const size = this.#measure(block, trial + 1, this.#taken.length > 0);
      this.#trials[(block * trials + trial) * SUMMANDS] = sumOfEights(this.#distances, size);
    }
  }

  /** Writes a block's distances to the rows taken to #distances; returns how many they are. */
  #measureBlock(block: number): number {
    const size = this.#measure(block, 0, this.#taken.length > 1);
    this.#measured = block;
    return size;
  }

  /** The same for the row whose weights are given, or, if that is nearer, what #closest has of the rows taken. */
  #measure(block: number, weighted: number, hasClosest: boolean): number {
    const { rows, columns, data } = this.points;
    const start = block * BLOCK_ROWS;
    const size = this.#sizeOf(block);
    this.#measured = NOTHING;
    const distances = this.#distances.fill(0, 0, size);
    const norms = this.#norms;
    const closest = this.#closest;
    const first = weighted * (columns + 1);
    for (let j = 0; j < columns; j++) {
      const weight = this.#weights[first + j];
      for (let i = 0, at = j * rows + start; i < size; i++, at++) distances[i] += data[at] * weight;
    }
    const ownNorm = this.#weights[first + columns];
    for (let i = 0; i < size; i++) {
      const distance = Math.max(distances[i] + ownNorm + norms[start + i], 0);
      distances[i] = hasClosest ? Math.min(distance, closest[start + i]) : distance;
    }
    return size;
  }

  #sizeOf(block: number): number {
    return Math.min(BLOCK_ROWS, this.points.rows - block * BLOCK_ROWS);
  }

  #setWeights(place: number, row: number): void {
    const { rows, columns, data } = this.points;
    const first = place * (columns + 1);
    for (let j = 0; j < columns; j++) this.#weights[first + j] = -2 * data[j * rows + row];
    this.#weights[first + columns] = this.#norms[row];
  }

  #reserve(trials: number): void {
    const { columns, workspace } = this.points;
    const weights = (trials + 1) * (columns + 1);
    if (this.#weights.length < weights) {
      const kept = this.#weights;
      this.#weights = workspace?.floats(weights) ?? new Float64Array(weights);
      this.#weights.set(kept);
    }
    const sums = SUMMANDS * trials * this.#totals.length;
    if (this.#trials.length < sums) this.#trials = workspace?.floats(sums) ?? new Float64Array(sums);
  }
}

/** The sum of the first numbers as kernels add them: eight running sums side by side, and these in pairs. */
function sumOfEights(values: Float64Array, size: number): number {
  const sums = new Float64Array(SUMMANDS);
  for (let i = 0; i < size; i++) sums[i % SUMMANDS] += values[i];
  const [a, b, c, d, e, f, g, h] = sums;
  return a + c + (e + g) + (b + d + (f + h));
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
