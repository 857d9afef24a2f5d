import { type Columns, floatPerRow } from './columns.ts';
import { largestMagnitude } from './magnitude.ts';
import type { CenterTotals, NearestCenterLoops } from './nearest-center-plain.ts';
import { partingNumbers } from './parted-sums.ts';
import { BLOCK_ROWS } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/**
 * The loops of NearestCenter as kernels (kernels/nearest-center.ts), on several threads where there are many rows.
 *
 * From one call to the next the kernels remember how far the centers of each row may move before another is the nearest,
 * and each block's sums: a call costs by how many rows are near a border, not by how many there are.
 */
export class NearestCenterKernels implements NearestCenterLoops {
  readonly #points: Columns;
  readonly #labels: Int32Array;
  readonly #workspace: Workspace;
  readonly #blocks: number;
  readonly #changes: Int32Array;
  readonly #singles: Float32Array;
  readonly #slacks: Float32Array;
  readonly #totals: Float64Array;
  #distances: Float64Array | null = null;
  #centers: Float64Array = new Float64Array(0);
  #singleCenters: Float32Array = new Float32Array(0);
  #norms: Float64Array = new Float64Array(0);
  #blockSums: Float64Array = new Float64Array(0);
  /** The scaled centers of the last call; none where nothing is remembered. */
  #last: Float64Array | null = null;
  /** How far the two centers that move most have moved in all. */
  #drift = 0;
  /** Whether the blocks' sums are those of the labels. */
  #areSumsKept = false;

  constructor(points: Columns, labels: Int32Array, workspace: Workspace) {
    const { rows, data } = points;
    this.#points = points;
    this.#labels = labels;
    this.#workspace = workspace;
    this.#blocks = Math.ceil(rows / BLOCK_ROWS);
    this.#changes = workspace.ints(this.#blocks);
    this.#totals = workspace.floats(this.#blocks);
    this.#singles = workspace.float32s(data.length);
    this.#slacks = workspace.float32s(rows);
    workspace.run('toSingles', Math.ceil(data.length / BLOCK_ROWS), data, data.length, this.#singles);
  }

  assign(
    scaled: Float64Array,
    norms: Float64Array,
    tolerance: number,
    totals: CenterTotals | undefined,
  ): number {
    const { rows, columns, data, largest } = this.#points;
    const clusters = norms.length;
    this.#reserve(clusters, totals ? this.#blocks * clusters * 2 * (columns + 1) : 0);
    this.#centers.set(scaled);
    this.#norms.set(norms);
    for (let c = 0; c < clusters; c++) {
      const at = c * (columns + 1);
      this.#singleCenters.set(scaled.subarray(c * columns, (c + 1) * columns), at);
      this.#singleCenters[at + columns] = norms[c];
    }
    const isFresh = this.#last?.length !== scaled.length || (totals !== undefined && !this.#areSumsKept);
    this.#drift = isFresh ? 0 : this.#drift + movement(this.#last ?? scaled, scaled, columns);
    this.#last = scaled;
    this.#areSumsKept = totals !== undefined;
    const { coarse, fine } = partingNumbers(largest, rows);
    this.#workspace.run(
      'assignRows',
      this.#blocks,
      ...[data, this.#singles, rows, columns, this.#centers, this.#norms, clusters, tolerance],
      // Twice what single precision can make of a distance, once for each of the two.
      ...[this.#singleCenters, (columns + 5) * 2 ** -22, 2 * largestMagnitude(norms)],
      ...[this.#drift * (1 + 2 ** -20), isFresh ? 1 : 0, coarse, fine],
      ...[this.#labels, this.#slacks, this.#changes, totals ? this.#blockSums : 0],
    );
    if (totals) addBlockSums(this.#blockSums, this.#blocks, columns, totals);
    return this.#changes.reduce((sum, changed) => sum + changed, 0);
  }

  squaredDistances(centers: Float64Array): Float64Array {
    this.#distances ??= floatPerRow(this.#points);
    this.#measure(centers, this.#distances);
    return this.#distances;
  }

  inertia(centers: Float64Array): number {
    this.#measure(centers, 0);
    return this.#totals.reduce((sum, total) => sum + total, 0);
  }

  forget(): void {
    this.#last = null;
  }

  #measure(centers: Float64Array, distances: Float64Array | 0): void {
    const { rows, columns, data } = this.#points;
    this.#reserve(centers.length / columns, 0);
    this.#centers.set(centers);
    const numbers = [data, rows, columns, this.#centers, this.#labels, distances, this.#totals];
    this.#workspace.run('distancesToCenters', this.#blocks, ...numbers);
  }

  #reserve(clusters: number, sums: number): void {
    const { columns } = this.#points;
    if (this.#norms.length !== clusters) {
      this.#centers = this.#workspace.floats(clusters * columns);
      this.#singleCenters = this.#workspace.float32s(clusters * (columns + 1));
      this.#norms = this.#workspace.floats(clusters);
    }
    if (this.#blockSums.length < sums) this.#blockSums = this.#workspace.floats(sums);
  }
}

/** How far, at most, the two centers that moved most have moved together; the centers come scaled by -2. */
function movement(from: Float64Array, to: Float64Array, columns: number): number {
  let first = 0;
  let second = 0;
  for (let center = 0; center < to.length; center += columns) {
    let squares = 0;
    for (let at = center; at < center + columns; at++) squares += ((to[at] - from[at]) / 2) ** 2;
    const distance = Math.sqrt(squares);
    if (distance > first) [first, second] = [distance, first];
    else if (distance > second) second = distance;
  }
  return (first + second) * (1 + 2 ** -40);
}

function addBlockSums(
  blockSums: Float64Array,
  blocks: number,
  columns: number,
  { sums, counts }: CenterTotals,
): void {
  const rests = new Float64Array(sums.length);
  let at = 0;
  for (let block = 0; block < blocks; block++) {
    for (let c = 0, to = 0; c < counts.length; c++, to += columns) {
      for (let j = 0; j < columns; j++) {
        sums[to + j] += blockSums[at + j];
        rests[to + j] += blockSums[at + columns + j];
      }
      at += 2 * columns;
      counts[c] += blockSums[at];
      at += 2;
    }
  }
  for (let i = 0; i < sums.length; i++) sums[i] += rests[i];
}
