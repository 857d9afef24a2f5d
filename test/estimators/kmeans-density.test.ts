import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { densitySeeds } from '../../src/estimators/density-seeding.ts';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { type Matrix, matrixFrom, rowsOf, takeRows } from '../../src/math/matrix.ts';
import { RandomState } from '../../src/math/random.ts';

describe("KMeans with init 'density'", () => {
  it('finds the groups, numbered in the order their centers were chosen', () => {
    const X = matrixFrom([[10], [0], [1], [11], [2], [30], [12], [31]]);
    const kmeans = new KMeans({ clusters: 3, init: 'density', minPts: 1 }).fit(X);
    expect(Array.from(kmeans.labels)).toEqual([2, 0, 0, 2, 0, 1, 2, 1]);
    expect(rowsOf(kmeans.clusterCenters)).toEqual([[1], [30.5], [11]]);
    expect(kmeans.inertia).toBeCloseTo(4.5, 12);
    expect(kmeans.stopped).toBe('labels-unchanged');
  });

  it('goes where K-means goes from the same centers', () => {
    const X = overlapping(1, 400);
    const { centers } = densitySeeds(X, 4, { minPts: 7 });
    const seeded = new KMeans({ clusters: 4, init: 'density', minPts: 7, tolerance: 0 }).fit(X);
    const given = new KMeans({ clusters: 4, init: centers, tolerance: 0 }).fit(X);
    expect(seeded.labels).toEqual(given.labels);
    expect(seeded.iterations).toBe(given.iterations);
    expect(seeded.inertia).toBeCloseTo(given.inertia, 9);
  });

  it('gives everybody the same label and learns the same bits whatever the order of the rows', () => {
    const random = fc.record({ data: fc.nat(), order: fc.nat(), rows: fc.integer({ min: 20, max: 300 }) });
    fc.assert(
      fc.property(random, ({ data, order, rows }) => {
        const X = overlapping(data, rows);
        const permutation = new RandomState(order).permutation(rows);
        const straight = new KMeans({ clusters: 4, init: 'density' }).fit(X);
        const shuffled = new KMeans({ clusters: 4, init: 'density' }).fit(takeRows(X, permutation));
        expect(shuffled.labels).toEqual(straight.labels.map((_, i) => straight.labels[permutation[i]]));
        expect({ ...shuffled.toJSON().learned, labels: null }).toEqual({
          ...straight.toJSON().learned,
          labels: null,
        });
      }),
      { numRuns: 50 },
    );
  });

  it('does not depend on the seed or on how often others would draw', () => {
    const X = overlapping(3, 200);
    const one = new KMeans({ clusters: 3, init: 'density', randomState: 1, nInit: 1 }).fit(X);
    const other = new KMeans({ clusters: 3, init: 'density', randomState: 2, nInit: 9 }).fit(X);
    expect(other.toJSON().learned).toEqual(one.toJSON().learned);
  });

  it('is saved with its minPts and read again', () => {
    const saved = JSON.parse(JSON.stringify(new KMeans({ clusters: 2, init: 'density', minPts: 4 })));
    expect(KMeans.fromJSON(saved)).toMatchObject({ init: 'density', minPts: 4 });
  });

  it('refuses a minPts that is no whole number and an init that it does not know', () => {
    const X = overlapping(1, 20);
    expect(() => new KMeans({ clusters: 2, init: 'density', minPts: 1.5 }).fit(X)).toThrow('minPts must be');
    const unknown = JSON.parse('{ "clusters": 2, "init": "random" }');
    expect(() => new KMeans(unknown).fit(X)).toThrow(
      "init must be 'k-means++', 'thorough', 'density', centers or rows",
    );
  });
});

/** Four overlapping groups of points on seven indicators, as shares that are not exact in binary. */
function overlapping(seed: number, rows: number): Matrix {
  const random = new RandomState(seed % 2 ** 32);
  const data = new Float64Array(rows * 7);
  for (let i = 0; i < rows; i++) {
    const level = [8, 7, 5, 3][random.randomInteger(4)];
    for (let j = 0; j < 7; j++) data[i * 7 + j] = (level + random.randomInteger(4)) / 12;
  }
  return { rows, columns: 7, data };
}
