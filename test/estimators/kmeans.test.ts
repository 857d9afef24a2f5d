import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { type Matrix, matrixFrom, rowOf } from '../../src/math/matrix.ts';
import { seededMatrix } from '../support/rough-matrix.ts';

const line = matrixFrom([[0], [1], [10], [11]]);

/** Matrices of at least `clusters` different rows. */
function clusterable(clusters: number): fc.Arbitrary<Matrix> {
  const value = fc.oneof(
    fc.integer({ min: -3, max: 9 }),
    fc.double({ min: -100, max: 100, noNaN: true }).map((x) => Number(x.toFixed(6))),
  );
  return fc
    .integer({ min: 1, max: 5 })
    .chain((columns) =>
      fc.uniqueArray(fc.array(value, { minLength: columns, maxLength: columns }), {
        minLength: clusters,
        maxLength: 40,
        selector: (row) => row.map((number) => number + 0).join(),
      }),
    )
    .map((rows) => matrixFrom([...rows, ...rows.slice(0, 3)]));
}

describe('KMeans', () => {
  it('finds two groups on a line', () => {
    const kmeans = new KMeans({ clusters: 2, init: [0, 2] }).fit(line);
    expect(Array.from(kmeans.labels)).toEqual([0, 0, 1, 1]);
    expect(Array.from(kmeans.clusterCenters.data)).toEqual([0.5, 10.5]);
    expect(kmeans.inertia).toBe(1);
    expect(kmeans.iterations).toBe(2);
    expect(kmeans.stopped).toBe('labels-unchanged');
    expect(Array.from(kmeans.predict(matrixFrom([[-5], [5.4], [5.6]])))).toEqual([0, 0, 1]);
  });

  it('says why it stopped', () => {
    const parameters = { clusters: 2, init: [0, 1] };
    expect(new KMeans({ ...parameters, maxIterations: 1 }).fit(line).stopped).toBe('iterations-used-up');
    expect(new KMeans({ ...parameters, tolerance: 10 }).fit(line).stopped).toBe('tolerance');
    expect(new KMeans(parameters).fit(line).stopped).toBe('labels-unchanged');
  });

  it('names both numbers where there are fewer different rows than clusters', () => {
    const X = matrixFrom([
      [1, 2],
      [3, 4],
      [1, 2],
      [3, 4],
    ]);
    for (const init of ['k-means++', 'density', [0, 1, 2]] as const) {
      expect(() => new KMeans({ clusters: 3, init }).fit(X)).toThrow(
        '3 clusters need at least 3 different rows; the data have 2',
      );
    }
  });

  it('puts each of as many different rows as clusters into its own', () => {
    const X = matrixFrom([[5], [5], [7], [9], [9]]);
    const { labels, inertia } = new KMeans({ clusters: 3 }).fit(X);
    expect(labels[0]).toBe(labels[1]);
    expect(labels[3]).toBe(labels[4]);
    expect(new Set(labels).size).toBe(3);
    expect(inertia).toBeCloseTo(0, 20);
  });

  it('clusters one row', () => {
    const kmeans = new KMeans({ clusters: 1 }).fit(matrixFrom([[3, 4]]));
    expect(Array.from(kmeans.clusterCenters.data)).toEqual([3, 4]);
    expect(Array.from(kmeans.labels)).toEqual([0]);
    expect(kmeans.inertia).toBe(0);
  });

  it('moves a center that no row is near to the row farthest from its own', () => {
    const X = matrixFrom([[0], [1], [2], [9]]);
    const kmeans = new KMeans({ clusters: 2, init: matrixFrom([[1], [100]]) }).fit(X);
    expect(Array.from(kmeans.clusterCenters.data)).toEqual([1, 9]);
    expect(Array.from(kmeans.labels)).toEqual([0, 0, 0, 1]);
  });

  it('says which starting row does not exist, and how many are needed', () => {
    expect(() => new KMeans({ clusters: 2, init: [0, 4] }).fit(line)).toThrow(
      'starting row 4 does not exist: rows are counted from 0 to 3',
    );
    expect(() => new KMeans({ clusters: 2, init: [0] }).fit(line)).toThrow(
      '2 clusters need 2 starting centers or rows, not 1',
    );
    expect(() => new KMeans({ clusters: 1, init: matrixFrom([[1, 2]]) }).fit(line)).toThrow(
      'the starting centers have 2 columns, the data 1',
    );
    expect(() => new KMeans({ clusters: 1, init: matrixFrom([[Number.NaN]]) }).fit(line)).toThrow(
      'the starting centers must be finite numbers: row 1, column 1 is NaN',
    );
  });

  it.each([
    ['few rows', 40],
    ['many rows', 20_000],
  ])('names a number of %s that is not finite', (_, rows) => {
    for (const init of ['k-means++', 'thorough', 'density', [0, 1]] as const) {
      for (const bad of [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY]) {
        const X = seededMatrix(rows, 3);
        X.data[3 * 31 + 1] = bad;
        X.data[3 * 37 + 1] = -bad;
        const message = `the data must be finite numbers: row 32, column 2 is ${bad}`;
        expect(() => new KMeans({ clusters: 2, init }).fit(X)).toThrow(message);
      }
    }
  });

  it.each([1e154, 1e200, 1e308])('refuses numbers of %d, whose squares are not finite', (size) => {
    const X = matrixFrom([[size], [-size], [0], [size / 2]]);
    expect(() => new KMeans({ clusters: 2 }).fit(X)).toThrow(InputError);
    expect(() => new KMeans({ clusters: 2, init: [0, 1] }).fit(X)).toThrow(InputError);
  });

  it('refuses to predict where distances would not be finite', () => {
    const kmeans = new KMeans({ clusters: 2 }).fit(line);
    expect(() => kmeans.predict(matrixFrom([[1.7e308]]))).toThrow(/too far apart to compute distances/);
    expect(new Set(kmeans.predict(matrixFrom([[-1e300], [1e300]]))).size).toBe(2);
  });

  it.each([1e-200, 1e-170])('refuses numbers of %d, whose squares are 0', (size) => {
    const X = matrixFrom([[size], [2 * size], [0], [3 * size]]);
    for (const init of ['k-means++', [0, 1]] as const) {
      expect(() => new KMeans({ clusters: 2, init }).fit(X)).toThrow(/too close to each other/);
    }
  });

  it('refuses rows that rounding alone tells apart', () => {
    const X = matrixFrom([[0.3], [0.1 + 0.2], [1e9]]);
    expect(() => new KMeans({ clusters: 3 }).fit(X)).toThrow(
      /too close to each other to be told apart as 3 clusters/,
    );
    expect(new KMeans({ clusters: 2 }).fit(X).inertia).toBeLessThan(1e-9);
  });

  it.each([1e-60, 1e100])('clusters numbers of %d as it does those of 1', (size) => {
    const X = matrixFrom([[0], [1], [2], [10], [11], [30], [33]]);
    const scaled = { ...X, data: X.data.map((value) => value * size) };
    expect(new KMeans({ clusters: 3 }).fit(scaled).labels).toEqual(new KMeans({ clusters: 3 }).fit(X).labels);
  });

  it('can be saved without labels, and then says so', () => {
    const kmeans = new KMeans({ clusters: 2 }).fit(line);
    const saved = kmeans.toJSON();
    const { labels: _, ...learned } = saved.learned ?? {};
    const restored = KMeans.fromJSON({ ...saved, learned });
    expect(restored.predict(line)).toEqual(kmeans.labels);
    expect(() => restored.labels).toThrow('saved without labels: use predict');
  });

  it('gives every row the nearest center, and the inertia of all', () => {
    fc.assert(
      fc.property(clusterable(3), fc.nat(100), (X, randomState) => {
        const { labels, clusterCenters, inertia } = new KMeans({ clusters: 3, nInit: 2, randomState }).fit(X);
        let total = 0;
        for (let i = 0; i < X.rows; i++) {
          const distances = [0, 1, 2].map((c) => squaredDistance(rowOf(X, i), rowOf(clusterCenters, c)));
          const own = distances[labels[i]];
          expect(own).toBeLessThanOrEqual(Math.min(...distances) + 1e-9);
          total += own;
        }
        expect(Math.abs(inertia - total)).toBeLessThanOrEqual(1e-9 * total + 1e-15);
      }),
    );
  });

  it('never gets worse by being drawn more often', () => {
    fc.assert(
      fc.property(clusterable(4), fc.nat(100), (X, randomState) => {
        const once = new KMeans({ clusters: 4, nInit: 1, randomState }).fit(X);
        const often = new KMeans({ clusters: 4, nInit: 5, randomState }).fit(X);
        expect(often.inertia).toBeLessThanOrEqual(once.inertia * (1 + 1e-9) + 1e-15);
      }),
    );
  });

  it('finds whole-number groups whatever is added to all rows', () => {
    const X = matrixFrom([
      [0, 0],
      [0, 1],
      [1, 0],
      [8, 8],
      [8, 9],
      [9, 8],
    ]);
    const far = { ...X, data: X.data.map((value) => value + 2 ** 30) };
    const near = new KMeans({ clusters: 2, randomState: 5 }).fit(X);
    const moved = new KMeans({ clusters: 2, randomState: 5 }).fit(far);
    expect(moved.labels).toEqual(near.labels);
    expect(moved.inertia).toBeCloseTo(near.inertia, 6);
  });
});

function squaredDistance(a: Float64Array, b: Float64Array): number {
  return a.reduce((sum, value, j) => sum + (value - b[j]) ** 2, 0);
}
