import { type Columns, floatPerRow, takeFromColumns } from './columns.ts';
import type { CenterTotals, NearestCenterLoops } from './nearest-center-plain.ts';
import type { Workspace } from './workspace.ts';

/** The loops of NearestCenter as kernels (kernels/few-rows.ts) for a single block of rows, on this thread. */
export class NearestCenterFew implements NearestCenterLoops {
  readonly #points: Columns;
  readonly #labels: Int32Array;
  readonly #workspace: Workspace;
  readonly #changes: Int32Array;
  readonly #total: Float64Array;
  #distances: Float64Array | null = null;
  #centers: Float64Array = new Float64Array(0);
  #norms: Float64Array = new Float64Array(0);
  /** A row for each center, and then how many rows each has. */
  #sums: Float64Array = new Float64Array(0);

  constructor(points: Columns, workspace: Workspace) {
    this.#points = points;
    this.#labels = workspace.ints(points.rows).fill(-1);
    this.#workspace = workspace;
    this.#changes = workspace.ints(1);
    this.#total = workspace.floats(1);
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
    const { rows, columns, data } = this.#points;
    const clusters = norms.length;
    this.#reserve(clusters);
    this.#centers.set(scaled);
    this.#norms.set(norms);
    const centers = [this.#centers, this.#norms, clusters, tolerance] as const;
    const found = [this.#labels, this.#changes, totals ? this.#sums : 0] as const;
    this.#workspace.run('assignFewRows', 1, data, rows, columns, ...centers, ...found);
    if (totals) {
      const numbers = clusters * columns;
      totals.sums.set(this.#sums.subarray(0, numbers));
      totals.counts.set(this.#sums.subarray(numbers, numbers + clusters));
    }
    return this.#changes[0];
  }

  squaredDistances(centers: Float64Array): Float64Array {
    this.#distances ??= floatPerRow(this.#points);
    this.#measure(centers, this.#distances);
    return this.#distances;
  }

  inertia(centers: Float64Array): number {
    this.#measure(centers, 0);
    return this.#total[0];
  }

  forget(): void {
    this.#labels.fill(-1);
  }

  #measure(centers: Float64Array, distances: Float64Array | 0): void {
    const { rows, columns, data } = this.#points;
    this.#reserve(centers.length / columns);
    this.#centers.set(centers);
    const numbers = [data, rows, columns, this.#centers, this.#labels, distances, this.#total] as const;
    this.#workspace.run('distancesToCenters', 1, ...numbers);
  }

  #reserve(clusters: number): void {
    if (this.#norms.length === clusters) return;
    const { columns } = this.#points;
    this.#centers = this.#workspace.floats(clusters * columns);
    this.#norms = this.#workspace.floats(clusters);
    this.#sums = this.#workspace.floats(clusters * (columns + 1));
  }
}
