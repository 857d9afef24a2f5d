import type { Columns } from './columns.ts';
import type { CenterTotals, NearestCenterLoops } from './nearest-center-plain.ts';
import { BLOCK_ROWS } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** The loops of NearestCenter as kernels (kernels/nearest-center.ts), on several threads where there are many rows. */
export class NearestCenterKernels implements NearestCenterLoops {
  readonly #points: Columns;
  readonly #labels: Int32Array;
  readonly #workspace: Workspace;
  readonly #blocks: number;
  readonly #changes: Int32Array;
  #centers: Float64Array = new Float64Array(0);
  #norms: Float64Array = new Float64Array(0);
  #blockSums: Float64Array = new Float64Array(0);

  constructor(points: Columns, labels: Int32Array, workspace: Workspace) {
    this.#points = points;
    this.#labels = labels;
    this.#workspace = workspace;
    this.#blocks = Math.ceil(points.rows / BLOCK_ROWS);
    this.#changes = workspace.ints(this.#blocks);
  }

  assign(
    scaled: Float64Array,
    norms: Float64Array,
    tolerance: number,
    totals: CenterTotals | undefined,
  ): number {
    const { rows, columns, data } = this.#points;
    const clusters = norms.length;
    // The kernel adds counts as one more column, and whole pairs of columns.
    const width = 2 * Math.floor((columns + 2) / 2);
    this.#reserve(clusters, width);
    this.#centers.set(scaled);
    this.#norms.set(norms);
    const sums = totals ? this.#blockSums : 0;
    const numbers = [this.#centers, this.#norms, clusters, tolerance, this.#labels, this.#changes, sums];
    this.#workspace.run('assignRows', this.#blocks, data, rows, columns, ...numbers);
    if (totals) addBlockSums(this.#blockSums, this.#blocks, columns, width, totals);
    return this.#changes.reduce((sum, changed) => sum + changed, 0);
  }

  squaredDistances(centers: Float64Array, distances: Float64Array): void {
    const { rows, columns, data } = this.#points;
    this.#reserve(centers.length / columns, 0);
    this.#centers.set(centers);
    const numbers = [data, rows, columns, this.#centers, this.#labels, distances];
    this.#workspace.run('distancesToCenters', this.#blocks, ...numbers);
  }

  #reserve(clusters: number, width: number): void {
    const { columns } = this.#points;
    if (this.#norms.length !== clusters) {
      this.#centers = this.#workspace.floats(clusters * columns);
      this.#norms = this.#workspace.floats(clusters);
    }
    const sums = this.#blocks * clusters * width;
    if (this.#blockSums.length < sums) this.#blockSums = this.#workspace.floats(sums);
  }
}

function addBlockSums(
  blockSums: Float64Array,
  blocks: number,
  columns: number,
  width: number,
  { sums, counts }: CenterTotals,
): void {
  let at = 0;
  for (let block = 0; block < blocks; block++) {
    for (let c = 0, to = 0; c < counts.length; c++, at += width, to += columns) {
      for (let j = 0; j < columns; j++) sums[to + j] += blockSums[at + j];
      counts[c] += blockSums[at + columns];
    }
  }
}
