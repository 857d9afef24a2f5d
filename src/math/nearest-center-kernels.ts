import type { Columns, Points } from './columns.ts';
import { largestMagnitude } from './magnitude.ts';
import { labelsOfPoints, type NearRows, nearRows, takeNear } from './near-rows.ts';
import { type CenterTotals, farthestSquare, type NearestCenterLoops } from './nearest-center-plain.ts';
import { partingNumbers } from './parted-sums.ts';
import { BLOCK_ROWS } from './statistics.ts';
import type { Workspace } from './workspace.ts';

/** As in kernels/near-rows.ts. */
const TILE_ROWS = 32;
/** So many blocks are worth another thread's help, which waits for the next ones since they come one after another. */
const FEWEST_BLOCKS_TO_SHARE = 16;

/**
 * The loops of NearestCenter as kernels (kernels/nearest-center.ts), on several threads where there are many rows.
 *
 * Rows are brought near each other that are near each other in space, so that most of them can be labelled 32 at a time;
 * and from one call to the next the kernels remember how far the centers may move before another is the nearest, and
 * each block's sums: a call costs by how many rows are near a border, not by how many there are.
 */
export class NearestCenterKernels implements NearestCenterLoops {
  readonly #points: Points;
  readonly #near: NearRows;
  readonly #workspace: Workspace;
  readonly #blocks: number;
  /** The center of each of the near rows. */
  readonly #labels: Int32Array;
  readonly #slacks: Float32Array;
  readonly #changes: Int32Array;
  /** What is known of each tile; null where the rows lie in no order. */
  readonly #tiles: Float64Array | null;
  readonly #tileSlacks: Float64Array;
  readonly #tileLabels: Int32Array;
  readonly #rooms: Int32Array;
  /** The numbers by which sums are parted. */
  readonly #parting: { readonly coarse: number; readonly fine: number };
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

  /** Points in columns stay in the order they come in and are all looked at one by one. */
  constructor(points: Points, workspace: Workspace) {
    this.#points = points;
    this.#workspace = workspace;
    const isOrdered = 'pieces' in points;
    this.#near = isOrdered ? nearRows(points) : asTheyCome(points, workspace);
    const { rows, data, weights, labels } = this.#near;
    const tiles = Math.ceil(rows / TILE_ROWS);
    this.#blocks = Math.ceil(rows / BLOCK_ROWS);
    this.#labels = labels.fill(-1);
    this.#slacks = workspace.float32s(rows);
    this.#changes = workspace.ints(this.#blocks);
    this.#tiles = isOrdered ? workspace.floats(tiles * (4 * points.columns + 4)) : null;
    this.#tileSlacks = workspace.floats(tiles);
    this.#tileLabels = workspace.ints(tiles);
    this.#rooms = workspace.rooms(16 * points.columns);
    this.#parting = partingNumbers(points.largest, points.rows);
    if (this.#tiles === null) return;
    const { coarse, fine } = this.#parting;
    const given = [data, rows, points.columns, weights ?? 0, coarse, fine, this.#tiles] as const;
    workspace.run('measureTiles', this.#blocks, ...given);
  }

  copyLabels(): Int32Array {
    const { places } = this.#near;
    return places === null ? this.#labels.slice() : labelsOfPoints(this.#labels, places, this.#workspace);
  }

  takePoints(indices: Uint32Array): Float64Array {
    return takeNear(this.#near, indices, this.#workspace);
  }

  assign(
    scaled: Float64Array,
    norms: Float64Array,
    tolerance: number,
    totals: CenterTotals | undefined,
  ): number {
    const { columns } = this.#points;
    const { rows, data, weights } = this.#near;
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
    const { coarse, fine } = this.#parting;
    const run = this.#blocks < FEWEST_BLOCKS_TO_SHARE ? 'run' : 'runHeavy';
    this.#workspace[run](
      'assignRows',
      this.#blocks,
      ...[data, rows, columns, weights ?? 0, this.#tiles ?? 0, this.#tileSlacks, this.#tileLabels],
      ...[this.#centers, this.#norms, clusters, tolerance],
      // Twice what single precision can make of a distance, once for each of the two.
      ...[this.#singleCenters, (columns + 5) * 2 ** -22, 2 * largestMagnitude(norms)],
      ...[this.#drift * (1 + 2 ** -20), isFresh ? 1 : 0, coarse, fine],
      ...[this.#labels, this.#slacks, this.#changes, totals ? this.#blockSums : 0, this.#rooms],
    );
    if (totals) addBlockSums(this.#blockSums, this.#blocks, columns, totals);
    return this.#changes.reduce((sum, changed) => sum + changed, 0);
  }

  squaredDistances(centers: Float64Array): Float64Array {
    const { columns } = this.#points;
    const { rows, data, places } = this.#near;
    this.#reserve(centers.length / columns, 0);
    this.#centers.set(centers);
    return this.#workspace.temporarily(() => {
      const distances = this.#workspace.floats(rows);
      const totals = this.#workspace.floats(this.#blocks);
      const numbers = [data, rows, columns, this.#centers, this.#labels, distances, totals] as const;
      this.#workspace.run('distancesToCenters', this.#blocks, ...numbers);
      return places === null ? distances.slice() : Float64Array.from(places, (place) => distances[place]);
    });
  }

  inertia(centers: Float64Array): number {
    const { columns } = this.#points;
    const { rows, data, weights } = this.#near;
    this.#reserve(centers.length / columns, 0);
    this.#centers.set(centers);
    const { coarse, fine } = partingNumbers(farthestSquare(this.#points, centers), this.#points.rows);
    return this.#workspace.temporarily(() => {
      const totals = this.#workspace.floats(2 * this.#blocks);
      this.#workspace.run(
        'inertias',
        this.#blocks,
        ...[data, rows, columns, weights ?? 0, this.#tileLabels, this.#centers, this.#labels],
        ...[coarse, fine, totals],
      );
      let high = 0;
      let low = 0;
      for (let at = 0; at < totals.length; at += 2) {
        high += totals[at];
        low += totals[at + 1];
      }
      return high + low;
    });
  }

  forget(): void {
    this.#labels.fill(-1);
    this.#last = null;
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

function asTheyCome({ rows, data }: Columns, workspace: Workspace): NearRows {
  return { rows, data, weights: null, places: null, labels: workspace.ints(rows) };
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
