import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixFrom, rowsOf, takeRows } from '../../src/math/matrix.ts';
import { RandomState } from '../../src/math/random.ts';
import { rowOrder } from '../../src/math/row-order.ts';

const numbers = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const tables = fc
  .integer({ min: 1, max: 4 })
  .chain((columns) =>
    fc.array(fc.array(numbers, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 60 }),
  );

describe('rowOrder', () => {
  it('sorts by the first column, then the second', () => {
    const X = matrixFrom([
      [2, 1],
      [1, 5],
      [2, -3],
      [1, 4],
    ]);
    expect(Array.from(rowOrder(X))).toEqual([3, 1, 2, 0]);
  });

  it('sorts by value, not by bits: signs, fractions, the smallest and the largest numbers', () => {
    const ascending = [-Number.MAX_VALUE, -1.5, -1, -Number.MIN_VALUE, 0, Number.MIN_VALUE, 1, 1.5, 1e300];
    const X = matrixFrom(ascending.toReversed().map((value) => [value]));
    expect(rowsOf(takeRows(X, rowOrder(X))).flat()).toEqual(ascending);
  });

  it('leaves equal rows in the order they came in, and takes -0 for 0', () => {
    expect(Array.from(rowOrder(matrixFrom([[0], [-0], [1], [0]])))).toEqual([0, 1, 3, 2]);
  });

  it('agrees with comparing rows number by number', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const order = Array.from(rowOrder(matrixFrom(table)));
        const compared = table.map((_, i) => i).sort((a, b) => compareRows(table[a], table[b]) || a - b);
        expect(order).toEqual(compared);
      }),
    );
  });

  it.each([
    ['in whole numbers of a narrow range', (random: RandomState) => random.randomInteger(5) - 2],
    [
      'in whole numbers of a wide range',
      (random: RandomState) => random.randomInteger(2 ** 31 - 1) * 8 - 2 ** 33,
    ],
    ['with few fractions and many ties', (random: RandomState) => random.randomInteger(6) / 7],
    ['spread evenly', (random: RandomState) => random.randomSample()],
    [
      'most of them close to 0 beside a few that are huge',
      (random: RandomState) => random.randomSample() ** -40,
    ],
    [
      'too close to each other to be told apart by a part of the range',
      (random: RandomState) => random.randomInteger(9) * 5e-324,
    ],
    ['farther apart than a number can say', (random: RandomState) => (random.randomInteger(9) - 4) * 4e307],
  ])('agrees with comparing rows on 3000 rows %s, whatever columns stand beside them', (_, draw) => {
    const random = new RandomState(11);
    const others = [
      () => 7.25,
      () => random.randomInteger(3),
      () => random.randomSample(),
      () => draw(random),
    ];
    for (const other of others) {
      const table = Array.from({ length: 3000 }, () => [other(), draw(random), draw(random)]);
      const compared = table.map((_, i) => i).sort((a, b) => compareRows(table[a], table[b]) || a - b);
      expect(Array.from(rowOrder(matrixFrom(table)))).toEqual(compared);
    }
  });
});

function compareRows(a: readonly number[], b: readonly number[]): number {
  for (let j = 0; j < a.length; j++) {
    if (a[j] !== b[j]) return a[j] < b[j] ? -1 : 1;
  }
  return 0;
}
