import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { matrixFrom } from '../../src/math/matrix.ts';
import {
  blockSum,
  columnMeans,
  columnVariances,
  median,
  pairwiseSum,
  percentile,
  sortedColumn,
  sortedPercentile,
} from '../../src/math/statistics.ts';

const finite = fc.double({ min: -1e6, max: 1e6, noNaN: true });

describe('columnMeans and columnVariances', () => {
  it('describe each column', () => {
    const X = matrixFrom([
      [1, 10],
      [2, 10],
      [6, 10],
    ]);
    expect(Array.from(columnMeans(X))).toEqual([3, 10]);
    expect(Array.from(columnVariances(X, columnMeans(X)))).toEqual([14 / 3, 0]);
  });

  it('name the column whose sum is beyond the largest number', () => {
    const X = matrixFrom([
      [1, 1.7e308],
      [2, 1.7e308],
    ]);
    expect(() => columnMeans(X)).toThrow(/column 2 holds numbers too large/);
    expect(() => columnVariances(matrixFrom([[0], [1e200]]), Float64Array.of(0))).toThrow(InputError);
  });
});

describe('median and percentile', () => {
  it('interpolate linearly between the two nearest', () => {
    const values = Float64Array.of(40, 10, 30, 20);
    expect(median(values)).toBe(25);
    expect(median(Float64Array.of(3, 1, 2))).toBe(2);
    expect([0, 25, 50, 90, 100].map((percent) => percentile(values, percent))).toEqual([
      10, 17.5, 25, 37, 40,
    ]);
    expect(percentile(Float64Array.of(7), 5)).toBe(7);
  });

  it('select what sorting would find', () => {
    const repeated = fc.array(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(repeated, fc.integer({ min: 0, max: 100 }), (values, percent) => {
        const sorted = Float64Array.from(values).sort();
        expect(percentile(Float64Array.from(values), percent)).toBe(sortedPercentile(sorted, percent));
      }),
    );
  });

  it('are those of sorted values for many values, in whatever order and however often they repeat', () => {
    const count = 100_000;
    const draws: ((i: number) => number)[] = [
      (i) => i,
      (i) => -i,
      (i) => (i * 48_271) % 2_147_483,
      (i) => i % 7,
      (i) => (i % 25 === 0 ? i : -1e6 - (i % 1000)),
      () => 5,
    ];
    for (const draw of draws) {
      const values = Float64Array.from({ length: count }, (_, i) => draw(i));
      const sorted = values.slice().sort();
      for (const percent of [0, 0.001, 1, 5, 37.3, 50, 95, 99.9999, 100]) {
        expect(percentile(values, percent)).toBe(sortedPercentile(sorted, percent));
      }
    }
  });

  it('leave the values as they were', () => {
    const values = Float64Array.of(3, 1, 2);
    percentile(values, 50);
    median(values);
    expect(Array.from(values)).toEqual([3, 1, 2]);
  });

  it('grow with the percentage and stay between the extremes', () => {
    fc.assert(
      fc.property(fc.array(finite, { minLength: 1 }), finite, finite, (values, a, b) => {
        const [low, high] = [Math.abs(a) % 100, Math.abs(b) % 100].sort((x, y) => x - y);
        const numbers = Float64Array.from(values);
        expect(percentile(numbers, low)).toBeLessThanOrEqual(percentile(numbers, high) + 1e-9);
        expect(percentile(numbers, low)).toBeGreaterThanOrEqual(Math.min(...values));
        expect(percentile(numbers, high)).toBeLessThanOrEqual(Math.max(...values));
      }),
    );
  });
});

it('sortedColumn takes one column, ascending', () => {
  const X = matrixFrom([
    [3, 9],
    [-1, 8],
    [20, 7],
  ]);
  expect(Array.from(sortedColumn(X, 0))).toEqual([-1, 3, 20]);
});

describe.each([
  ['pairwiseSum', (values: Float64Array) => pairwiseSum(values)],
  ['blockSum', blockSum],
])('%s', (_, sum) => {
  it.each([0, 1, 7, 8, 9, 127, 128, 129, 1000, 1024, 1025, 5000])(
    'adds %i whole numbers exactly',
    (count) => {
      const values = Float64Array.from({ length: count }, (_, i) => i + 1);
      expect(sum(values)).toBe((count * (count + 1)) / 2);
    },
  );
});

it('pairwiseSum loses less than adding one after another', () => {
  const tenths = new Float64Array(100_000).fill(0.1);
  const oneByOne = tenths.reduce((sum, value) => sum + value, 0);
  expect(Math.abs(pairwiseSum(tenths) - 10_000)).toBeLessThan(Math.abs(oneByOne - 10_000) / 100);
});
