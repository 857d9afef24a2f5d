import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import {
  adjustedRand,
  calinskiHarabaszScore,
  daviesBouldinScore,
  silhouetteSamples,
  silhouetteScore,
} from '../../src/estimators/validity.ts';
import { matrixFrom, takeRows } from '../../src/math/matrix.ts';
import { RandomState } from '../../src/math/random.ts';
import { seededMatrix } from '../support/rough-matrix.ts';

const line = matrixFrom([[0], [2], [10], [14]]);
const halves = [0, 0, 1, 1];

describe('silhouetteSamples', () => {
  it('compares the own cluster with the nearest other', () => {
    // Row 0: a = 2, b = (10 + 14) / 2 = 12. Row 1: a = 2, b = 10. Row 2: a = 4, b = 9. Row 3: a = 4, b = 13.
    expect(Array.from(silhouetteSamples(line, halves))).toEqual([10 / 12, 8 / 10, 5 / 9, 9 / 13]);
  });

  it('is 0 for a row that is alone, and where all rows are equal', () => {
    expect(silhouetteSamples(line, [0, 0, 0, 1])[3]).toBe(0);
    expect(Array.from(silhouetteSamples(matrixFrom([[1], [1], [1], [1]]), halves))).toEqual([0, 0, 0, 0]);
  });
});

describe('silhouetteScore', () => {
  it('is the mean over all rows up to the size of the sample', () => {
    const mean = (10 / 12 + 8 / 10 + 5 / 9 + 9 / 13) / 4;
    expect(silhouetteScore(line, halves)).toBeCloseTo(mean, 15);
    expect(silhouetteScore(line, halves, { sampleSize: 4 })).toBeCloseTo(mean, 15);
  });

  it('is that of the first rows of a seeded permutation above', () => {
    const X = seededMatrix(500, 2);
    const labels = Array.from({ length: 500 }, (_, i) => (X.data[2 * i] > 0 ? 1 : 0));
    const drawn = new RandomState(9).permutation(500).slice(0, 60);
    const expected = silhouetteScore(
      takeRows(X, drawn),
      Array.from(drawn, (row) => labels[row]),
    );
    expect(silhouetteScore(X, labels, { sampleSize: 60, randomState: 9 })).toBe(expected);
    expect(silhouetteScore(X, labels, { sampleSize: 60, randomState: 8 })).not.toBe(expected);
  });

  it('takes a row of another cluster along where the sample has none', () => {
    const X = seededMatrix(1000, 2);
    const labels = new Int32Array(1000);
    labels[777] = 1;
    expect(Number.isFinite(silhouetteScore(X, labels, { sampleSize: 5, randomState: 0 }))).toBe(true);
  });
});

describe('calinskiHarabaszScore', () => {
  it('divides the variance between clusters by that within', () => {
    // Means 1, 12 and 6.5; between 2 * 5.5 ** 2 * 2 = 121, within 1 + 1 + 4 + 4 = 10.
    expect(calinskiHarabaszScore(line, halves)).toBeCloseTo((121 * 2) / (10 * 1), 12);
  });

  it('is 1 where nothing differs within', () => {
    expect(calinskiHarabaszScore(matrixFrom([[1], [1], [5], [5]]), halves)).toBe(1);
  });
});

describe('daviesBouldinScore', () => {
  it('divides the spreads by the distance of the centers', () => {
    expect(daviesBouldinScore(line, halves)).toBeCloseTo((1 + 2) / 11, 15);
  });

  it('is 0 where nothing differs within, or the centers are one', () => {
    expect(daviesBouldinScore(matrixFrom([[1], [1], [5], [5]]), halves)).toBe(0);
    expect(daviesBouldinScore(matrixFrom([[-1], [1], [-2], [2]]), halves)).toBe(0);
  });
});

describe.each([
  ['silhouetteScore', silhouetteScore],
  ['calinskiHarabaszScore', calinskiHarabaszScore],
  ['daviesBouldinScore', daviesBouldinScore],
])('%s', (_, score) => {
  it('does not depend on the names of the clusters or the order of the rows', () => {
    fc.assert(
      fc.property(fc.nat(10_000), fc.integer({ min: 5, max: 40 }), (seed, rows) => {
        const X = seededMatrix(rows, 3, seed);
        const labels = Array.from({ length: rows }, (_, i) => (i * 7 + (i >> 1)) % 3);
        const order = Array.from(new RandomState(seed).permutation(rows));
        const renamed = order.map((row) => [40, -2, 7][labels[row]]);
        expect(score(takeRows(X, order), renamed)).toBeCloseTo(score(X, labels), 9);
      }),
    );
  });

  it('says how many clusters there must be', () => {
    expect(() => score(line, [0, 0, 0, 0])).toThrow(
      /needs at least 2 clusters and fewer than rows, not 1 of 4/,
    );
    expect(() => score(line, [0, 1, 2, 3])).toThrow(InputError);
    expect(() => score(line, [0, 1])).toThrow('4 rows need 4 labels, not 2');
    expect(() => score(matrixFrom([[Number.NaN], [1], [2]]), [0, 0, 1])).toThrow('row 1, column 1 is NaN');
    expect(() => score(matrixFrom([[1e200], [1], [2]]), [0, 0, 1])).toThrow(/too far apart/);
  });
});

describe('adjustedRand', () => {
  it('is 1 for the same partition under other names, and as worked out by hand otherwise', () => {
    expect(adjustedRand([0, 0, 1, 1], ['b', 'b', 'a', 'a'])).toBe(1);
    expect(adjustedRand([0, 0, 0, 0], [5, 5, 5, 5])).toBe(1);
    expect(adjustedRand([0, 0, 1, 1], [0, 1, 0, 1])).toBe(-0.5);
    expect(adjustedRand([0, 0, 0, 0], [0, 1, 2, 3])).toBe(0);
    // Hubert and Arabie's formula: index 2, expected 3 * 6 / 15, largest (3 + 6) / 2.
    expect(adjustedRand([0, 0, 1, 1, 2, 2], [0, 0, 0, 1, 1, 1])).toBeCloseTo((2 - 1.2) / (4.5 - 1.2), 15);
  });

  it('is the same both ways, and at most 1', () => {
    const labels = fc.array(fc.tuple(fc.nat(3), fc.nat(3)), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(labels, (pairs) => {
        const a = pairs.map(([first]) => first);
        const b = pairs.map(([, second]) => second);
        expect(adjustedRand(a, b)).toBe(adjustedRand(b, a));
        expect(adjustedRand(a, b)).toBeLessThanOrEqual(1);
        expect(adjustedRand(a, a)).toBe(1);
      }),
    );
  });

  it('stays exact for millions of rows', () => {
    const a = Int32Array.from({ length: 1_000_000 }, (_, i) => i % 2);
    const b = Int32Array.from({ length: 1_000_000 }, (_, i) => (i >> 1) % 2);
    // Each of the four pairs of labels occurs 250,000 times.
    expect(adjustedRand(a, b)).toBeCloseTo(-1 / 999_998, 20);
  });

  it('refuses partitions of different things', () => {
    expect(() => adjustedRand([0, 1], [0])).toThrow('one has 2, the other 1');
    expect(() => adjustedRand([], [])).toThrow(InputError);
  });
});
