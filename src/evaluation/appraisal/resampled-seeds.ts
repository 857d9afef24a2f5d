import { seedsFromDensity } from '../../estimators/density-seeding.ts';
import { type Matrix, takeRows } from '../../math/matrix.ts';
import { squaredDistance } from '../../math/squared-distance.ts';

/**
 * Density seeds of many resamples of the same rows. The rows' neighbours are looked up once; a resample only decides
 * how often each of them counts. The seeds are those of `densitySeeds` on the resampled rows, to the last bit.
 */
export class ResampledSeeds {
  readonly #points: Matrix;
  readonly #minPts: number;
  readonly #lists: NeighbourLists;

  /** `points` are different rows in lexicographic order. O(rows^2 x columns). */
  constructor(points: Matrix, minPts: number) {
    this.#points = points;
    this.#minPts = minPts;
    this.#lists = nearestOthers(points, Math.min(points.rows - 1, 4 * minPts + 8));
  }

  /** The seeds of the resample in which point i occurs `counts[i]` times; null where fewer different points occur than clusters. */
  seeds(counts: Uint32Array, clusters: number): Matrix | null {
    const present = Uint32Array.from(counts.keys()).filter((i) => counts[i] > 0);
    if (present.length < clusters) return null;
    const drawn = counts.reduce((sum, count) => sum + count, 0);
    const neighbours = Math.min(this.#minPts, drawn - 1);
    const mDist = Float64Array.from(present, (i) => this.#meanDistance(i, counts, neighbours));
    const occurring = present.map((i) => counts[i]);
    return seedsFromDensity(takeRows(this.#points, present), occurring, mDist, clusters);
  }

  #meanDistance(point: number, counts: Uint32Array, neighbours: number): number {
    const { length, rows, squared } = this.#lists;
    let wanted = Math.max(0, neighbours - (counts[point] - 1));
    let sum = 0;
    for (let at = point * length; at < (point + 1) * length && wanted > 0; at++) {
      const distance = Math.sqrt(squared[at]);
      for (let times = Math.min(counts[rows[at]], wanted); times > 0; times--, wanted--) sum += distance;
    }
    return wanted === 0 ? sum / neighbours : this.#meanOfAll(point, counts, neighbours);
  }

  /** For the rare point of whose listed neighbours too few were drawn. */
  #meanOfAll(point: number, counts: Uint32Array, neighbours: number): number {
    const squares: number[] = [];
    for (let other = 0; other < counts.length; other++) {
      const times = Math.min(neighbours, other === point ? counts[other] - 1 : counts[other]);
      if (times <= 0) continue;
      const square = squaredBetween(this.#points, point, other);
      for (let n = 0; n < times; n++) squares.push(square);
    }
    const nearest = Float64Array.from(squares).sort().subarray(0, neighbours);
    return nearest.reduce((sum, square) => sum + Math.sqrt(square), 0) / neighbours;
  }
}

/** For each row, its nearest others and their squared distances, ascending: `length` entries a row. */
interface NeighbourLists {
  readonly length: number;
  readonly rows: Uint32Array;
  readonly squared: Float64Array;
}

function nearestOthers(points: Matrix, length: number): NeighbourLists {
  const rows = new Uint32Array(points.rows * length);
  const squared = new Float64Array(points.rows * length).fill(Number.POSITIVE_INFINITY);
  for (let row = 0; row < points.rows && length > 0; row++) {
    const first = row * length;
    const last = first + length - 1;
    for (let other = 0; other < points.rows; other++) {
      const square = squaredBetween(points, row, other);
      if (other === row || square >= squared[last]) continue;
      let at = last;
      for (; at > first && squared[at - 1] > square; at--) {
        squared[at] = squared[at - 1];
        rows[at] = rows[at - 1];
      }
      squared[at] = square;
      rows[at] = other;
    }
  }
  return { length, rows, squared };
}

function squaredBetween({ columns, data }: Matrix, a: number, b: number): number {
  return squaredDistance(data, a * columns, data, b * columns, columns);
}
