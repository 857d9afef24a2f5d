import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRows } from '../../src/math/distinct-rows.ts';
import { meanNeighbourDistances } from '../../src/math/kd-tree.ts';
import { type Matrix, matrixFrom } from '../../src/math/matrix.ts';
import { RandomState } from '../../src/math/random.ts';
import { bruteForceMeanDistances } from '../support/brute-force.ts';

describe('meanNeighbourDistances', () => {
  it('is the mean distance to the nearest others', () => {
    expect(meanDistances(matrixFrom([[0], [1], [3], [7]]), 2)).toEqual([2, 1.5, 2.5, 5]);
  });

  it('counts repeats of a row as other rows at distance 0', () => {
    expect(meanDistances(matrixFrom([[0], [0], [0], [4]]), 2)).toEqual([0, 0, 0, 4]);
    expect(meanDistances(matrixFrom([[0], [0], [0], [4]]), 3)).toEqual([4 / 3, 4 / 3, 4 / 3, 4]);
  });

  it('takes repeats of a neighbour as often as they occur', () => {
    expect(meanDistances(matrixFrom([[0], [3], [3], [10]]), 2)).toEqual([3, 1.5, 1.5, 7]);
  });

  it('is 0 everywhere where all rows are equal', () => {
    expect(
      meanDistances(
        matrixFrom([
          [5, 5],
          [5, 5],
          [5, 5],
        ]),
        2,
      ),
    ).toEqual([0, 0, 0]);
  });

  it('equals sorting all distances, to the last bit, on rows of every kind', () => {
    const values = fc.oneof(
      fc.integer({ min: 0, max: 3 }),
      fc.double({ min: -1e6, max: 1e6, noNaN: true }),
      fc.double({ min: -1e-150, max: 1e-150, noNaN: true }),
    );
    const tables = fc.integer({ min: 1, max: 8 }).chain((columns) =>
      fc.array(fc.array(values, { minLength: columns, maxLength: columns }), {
        minLength: 2,
        maxLength: 120,
      }),
    );
    fc.assert(
      fc.property(tables, fc.nat(), (table, pick) => {
        const X = matrixFrom(table);
        const neighbours = 1 + (pick % (X.rows - 1));
        expect(meanDistances(X, neighbours)).toEqual(bruteForceMeanDistances(X, neighbours));
      }),
      { numRuns: 300 },
    );
  });

  it.each([
    ['spread evenly', (random: RandomState) => random.randomSample()],
    ['in whole points, with many repeats', (random: RandomState) => random.randomInteger(4)],
    ['with a few far outliers', (random: RandomState) => random.randomSample() ** -3],
    ['on a line, most in one place', (random: RandomState) => Math.max(0.9, random.randomSample())],
  ])('equals sorting all distances on 600 rows %s', (_, draw) => {
    const random = new RandomState(7);
    for (const columns of [1, 3, 7]) {
      const data = Float64Array.from({ length: 600 * columns }, () => draw(random));
      const X = { rows: 600, columns, data };
      for (const neighbours of [1, 10, 60]) {
        expect(meanDistances(X, neighbours)).toEqual(bruteForceMeanDistances(X, neighbours));
      }
    }
  });

  it('copes with numbers that halve again and again, which would make a tree split in the middle very deep', () => {
    const X = { rows: 500, columns: 1, data: Float64Array.from({ length: 500 }, (_, i) => 2 ** -i) };
    expect(meanDistances(X, 3)).toEqual(bruteForceMeanDistances(X, 3));
  });
});

function meanDistances(X: Matrix, neighbours: number): number[] {
  const { matrix, counts, groups } = distinctRows(X);
  const means = meanNeighbourDistances(matrix, counts, neighbours);
  return Array.from(groups, (group) => means[group]);
}
