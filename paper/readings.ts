import { type Matrix, takeRows } from '../src/math/matrix.ts';
import { rowOrder } from '../src/math/row-order.ts';

/** One way to read section 3 of the paper, which leaves all of this open. */
export interface Reading {
  /** How sparse it is around a row: the mean distance to its MinPts nearest others, or the distance to the MinPts-th. */
  readonly density: 'mean' | 'MinPts-th';
  /** The first centre: the densest row, or, taking "lowest density" at its word, the sparsest. */
  readonly first: 'densest' | 'sparsest';
  /**
   * Each further centre: the dense row farthest from the centres so far, the next densest row, or the next densest row
   * that is not among the MinPts nearest of a centre.
   */
  readonly further: 'max-min' | 'next densest' | 'next densest elsewhere';
}

/** The reading that Evenhand takes first, then the others. */
export const READINGS: readonly Reading[] = [
  { density: 'mean', first: 'densest', further: 'max-min' },
  { density: 'MinPts-th', first: 'densest', further: 'max-min' },
  { density: 'mean', first: 'sparsest', further: 'max-min' },
  { density: 'mean', first: 'densest', further: 'next densest' },
  { density: 'MinPts-th', first: 'densest', further: 'next densest' },
  { density: 'mean', first: 'densest', further: 'next densest elsewhere' },
  { density: 'MinPts-th', first: 'densest', further: 'next densest elsewhere' },
];

/**
 * Finds starting centres under any reading, by comparing all rows with all rows. Ties go to the lexicographically
 * smaller row; where a rule runs out of rows, the remaining centres are found by the same rule among all rows.
 */
export class ReadingSeeds {
  readonly #rows: Matrix;
  readonly #distances: readonly Float64Array[];
  /** For each row the others, nearest first. */
  readonly #others: readonly Uint32Array[];

  constructor(X: Matrix) {
    const rows = takeRows(X, rowOrder(X));
    this.#rows = rows;
    this.#distances = allDistances(rows);
    this.#others = this.#distances.map((row, i) =>
      Uint32Array.from(row.keys())
        .filter((other) => other !== i)
        .sort((a, b) => row[a] - row[b] || a - b),
    );
  }

  seeds({ density, first, further }: Reading, clusters: number, minPts: number): Matrix {
    const neighbours = Math.min(minPts, this.#rows.rows - 1);
    const sparsity = this.#others.map((others, i) => {
      const nearest = Array.from(others.subarray(0, neighbours), (other) => this.#distances[i][other]);
      return density === 'mean'
        ? nearest.reduce((sum, distance) => sum + distance, 0) / neighbours
        : nearest[neighbours - 1];
    });
    const everyone = sparsity.map((_, i) => i);
    const mean = sparsity.reduce((sum, value) => sum + value, 0) / sparsity.length;
    const dense = everyone.filter((i) => sparsity[i] <= mean);
    const centres = [
      first === 'densest' ? best(everyone, (i) => -sparsity[i]) : best(everyone, (i) => sparsity[i]),
    ];
    const toCentre = (i: number) => Math.min(...centres.map((centre) => this.#distances[centre][i]));
    while (centres.length < clusters) {
      const isFree = (i: number) => toCentre(i) > 0;
      const near = new Set(
        centres.flatMap((centre) => Array.from(this.#others[centre].subarray(0, neighbours))),
      );
      const wanted = further === 'next densest elsewhere' ? dense.filter((i) => !near.has(i)) : dense;
      const open = wanted.some(isFree) ? wanted.filter(isFree) : everyone.filter(isFree);
      centres.push(best(open, further === 'max-min' ? toCentre : (i) => -sparsity[i]));
    }
    return takeRows(this.#rows, centres);
  }
}

function allDistances({ rows, columns, data }: Matrix): Float64Array[] {
  return Array.from({ length: rows }, (_, a) => {
    const distances = new Float64Array(rows);
    for (let b = 0; b < rows; b++) {
      let squares = 0;
      for (let j = 0; j < columns; j++) squares += (data[a * columns + j] - data[b * columns + j]) ** 2;
      distances[b] = Math.sqrt(squares);
    }
    return distances;
  });
}

/** The first of the candidates whose value is largest. */
function best(candidates: readonly number[], value: (i: number) => number): number {
  let found = candidates[0];
  let largest = value(found);
  for (const candidate of candidates) {
    const its = value(candidate);
    if (its > largest) {
      found = candidate;
      largest = its;
    }
  }
  return found;
}
