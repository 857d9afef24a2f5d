import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { DEFAULT_MIN_PTS, densitySeeds } from '../../src/estimators/density-seeding.ts';
import { type Matrix, matrixFrom, rowsOf, takeRows } from '../../src/math/matrix.ts';
import { RandomState } from '../../src/math/random.ts';
import { bruteForceMeanDistances } from '../support/brute-force.ts';

const points = fc.integer({ min: 1, max: 4 }).chain((columns) =>
  fc.array(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: columns, maxLength: columns }), {
    minLength: 1,
    maxLength: 60,
  }),
);
const cases = fc.record({
  table: points,
  clusters: fc.integer({ min: 1, max: 4 }),
  minPts: fc.integer({ min: 1, max: 12 }),
});

describe('densitySeeds', () => {
  it('starts in the densest place and takes the farthest dense row next', () => {
    // Two groups and an outlier at 100, which is far but not dense.
    const X = matrixFrom([[0], [1], [2], [10], [11.5], [13], [100]]);
    const { centers, mDist, meanDist } = densitySeeds(X, 2, { minPts: 2 });
    expect(Array.from(mDist)).toEqual([1.5, 1, 1.5, 2.25, 1.5, 2.25, 87.75]);
    expect(meanDist).toBeCloseTo(97.75 / 7, 12);
    expect(rowsOf(centers)).toEqual([[1], [13]]);
  });

  it('takes the row that is farthest from its nearest center, not from the first or from all', () => {
    const X = matrixFrom([[0], [0], [0], [10], [10], [6], [6]]);
    expect(rowsOf(densitySeeds(X, 3, { minPts: 1 }).centers)).toEqual([[0], [10], [6]]);
  });

  it('gives ties to the smaller row, whatever comes first', () => {
    const square = [
      [1, 1],
      [1, 0],
      [0, 1],
      [0, 0],
    ];
    const expected = [
      [0, 0],
      [1, 1],
      [0, 1],
    ];
    expect(rowsOf(densitySeeds(matrixFrom(square), 3).centers)).toEqual(expected);
    expect(rowsOf(densitySeeds(matrixFrom(square.toReversed()), 3).centers)).toEqual(expected);
  });

  it('looks among all rows when the dense ones are used up', () => {
    // Only the three zeros are dense: one different row for three clusters.
    const X = matrixFrom([[0], [0], [0], [5], [9]]);
    expect(rowsOf(densitySeeds(X, 3, { minPts: 2 }).centers)).toEqual([[0], [9], [5]]);
  });

  it('looks at all others where there are no more than minPts', () => {
    const X = matrixFrom([[0], [1], [3]]);
    const { mDist, neighbours } = densitySeeds(X, 2);
    expect(neighbours).toBe(2);
    expect(Array.from(mDist)).toEqual([2, 1.5, 2.5]);
  });

  it('takes a single row as it is', () => {
    const { centers, mDist, meanDist, neighbours } = densitySeeds(matrixFrom([[7, 8]]), 1);
    expect(rowsOf(centers)).toEqual([[7, 8]]);
    expect([Array.from(mDist), meanDist, neighbours]).toEqual([[0], 0, 0]);
  });

  it('takes one center from rows that are all equal, and refuses two', () => {
    const X = matrixFrom([
      [3, 3],
      [3, 3],
      [3, 3],
      [3, 3],
    ]);
    expect(rowsOf(densitySeeds(X, 1).centers)).toEqual([[3, 3]]);
    expect(() => densitySeeds(X, 2)).toThrow('2 clusters need at least 2 different rows; the data have 1');
  });

  it('has dense rows even where all rows are equally dense and their mean rounds down', () => {
    // The m-dist is 0.1 everywhere; six of them add up to so little that a sixth of it is below 0.1.
    const X = matrixFrom(
      [0, 5, 9].flatMap((x) => [
        [x, 0],
        [x, 0.1],
      ]),
    );
    const { centers, mDist, meanDist } = densitySeeds(X, 2, { minPts: 1 });
    expect(Array.from(mDist)).toEqual([0.1, 0.1, 0.1, 0.1, 0.1, 0.1]);
    expect(meanDist).toBe(0.1);
    expect(rowsOf(centers)).toEqual([
      [0, 0],
      [9, 0.1],
    ]);
  });

  it('refuses what is no number, a minPts of nothing, and numbers whose distance cannot be computed', () => {
    const X = matrixFrom([[1], [2]]);
    expect(() => densitySeeds(matrixFrom([[1], [Number.NaN]]), 1)).toThrow(InputError);
    expect(() => densitySeeds(X, 1, { minPts: 0 })).toThrow('minPts must be a whole number of at least 1');
    expect(() => densitySeeds(X, 0)).toThrow('clusters must be a whole number of at least 1');
    expect(() => densitySeeds(matrixFrom([[-1e200], [1e200]]), 1)).toThrow('too far apart');
  });

  it('finds the m-dist that sorting all distances finds, to the last bit', () => {
    fc.assert(
      fc.property(cases, ({ table, minPts }) => {
        fc.pre(table.length > 1);
        const X = matrixFrom(table);
        const { mDist, neighbours } = densitySeeds(X, 1, { minPts });
        expect(Array.from(mDist)).toEqual(bruteForceMeanDistances(X, neighbours));
      }),
    );
  });

  it('finds the same centers to the last bit whatever the order of the rows', () => {
    fc.assert(
      fc.property(cases, fc.nat(), ({ table, clusters, minPts }, seed) => {
        const X = thirds(table);
        const order = new RandomState(seed).permutation(X.rows);
        const straight = seedsOrError(X, clusters, minPts);
        const shuffled = seedsOrError(takeRows(X, order), clusters, minPts);
        if (typeof straight === 'string' || typeof shuffled === 'string') {
          expect(shuffled).toBe(straight);
          return;
        }
        expect(rowsOf(shuffled.centers)).toEqual(rowsOf(straight.centers));
        expect(shuffled.meanDist).toBe(straight.meanDist);
        expect(Array.from(shuffled.mDist)).toEqual(Array.from(order, (row) => straight.mDist[row]));
      }),
    );
  });

  it('finds the same centers when whole numbers are moved or anything is scaled by a power of two', () => {
    fc.assert(
      fc.property(cases, ({ table, clusters, minPts }) => {
        const seeds = seedsOrError(matrixFrom(table), clusters, minPts);
        if (typeof seeds === 'string') return;
        const moved = seedsOrError(
          mapped(table, (value) => value - 1000),
          clusters,
          minPts,
        );
        const scaled = seedsOrError(
          mapped(table, (value) => value / 1024),
          clusters,
          minPts,
        );
        expect(moved).toEqual({ ...seeds, centers: mapped(rowsOf(seeds.centers), (value) => value - 1000) });
        expect(scaled).toEqual({
          ...seeds,
          centers: mapped(rowsOf(seeds.centers), (value) => value / 1024),
          mDist: seeds.mDist.map((value) => value / 1024),
          meanDist: seeds.meanDist / 1024,
        });
      }),
    );
  });

  it('chooses as the definition says, computed by hand for every row', () => {
    fc.assert(
      fc.property(cases, ({ table, clusters, minPts }) => {
        const X = thirds(table);
        const seeds = seedsOrError(X, clusters, minPts);
        if (typeof seeds === 'string') return;
        expect(rowsOf(seeds.centers)).toEqual(definition(rowsOf(X), seeds.mDist, seeds.meanDist, clusters));
      }),
    );
  });

  it('uses ten neighbours unless told otherwise', () => {
    const X = { rows: 50, columns: 1, data: Float64Array.from({ length: 50 }, (_, i) => i * i) };
    expect(DEFAULT_MIN_PTS).toBe(10);
    expect(densitySeeds(X, 2)).toEqual(densitySeeds(X, 2, { minPts: 10 }));
  });
});

/** Max-min among the dense rows in lexicographic order, one row at a time. */
function definition(
  rows: readonly number[][],
  mDist: Float64Array,
  meanDist: number,
  clusters: number,
): number[][] {
  const people = rows
    .map((row, i) => ({ row, mDist: mDist[i] }))
    .sort((a, b) => compareRows(a.row, b.row))
    .filter(({ row }, i, sorted) => i === 0 || compareRows(sorted[i - 1].row, row) !== 0);
  const dense = people.filter((person) => person.mDist <= meanDist);
  const first = dense.reduce((best, person) => (person.mDist < best.mDist ? person : best));
  const centers = [first.row];
  while (centers.length < clusters) {
    const free = (person: { row: number[] }) => !centers.includes(person.row);
    const candidates = dense.some(free) ? dense.filter(free) : people.filter(free);
    const toCenter = (row: number[]) => Math.min(...centers.map((center) => squaredDistance(row, center)));
    centers.push(candidates.reduce((best, p) => (toCenter(p.row) > toCenter(best.row) ? p : best)).row);
  }
  return centers;
}

function seedsOrError(X: Matrix, clusters: number, minPts: number) {
  try {
    return densitySeeds(X, clusters, { minPts });
  } catch (error) {
    if (error instanceof InputError) return error.message;
    throw error;
  }
}

/** Numbers that are not exact in binary, so that another order of adding would show. */
function thirds(table: readonly number[][]): Matrix {
  return mapped(table, (value) => value / 3);
}

function mapped(table: readonly number[][], change: (value: number) => number): Matrix {
  return matrixFrom(table.map((row) => row.map(change)));
}

function squaredDistance(a: readonly number[], b: readonly number[]): number {
  return a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
}

function compareRows(a: readonly number[], b: readonly number[]): number {
  const j = a.findIndex((value, column) => value !== b[column]);
  return j < 0 ? 0 : a[j] - b[j];
}
