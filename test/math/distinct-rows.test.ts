import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRows } from '../../src/math/distinct-rows.ts';
import { matrixFrom, rowsOf } from '../../src/math/matrix.ts';

const numbers = fc.oneof(
  fc.integer({ min: -2, max: 2 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
);
const tables = fc
  .integer({ min: 1, max: 4 })
  .chain((columns) =>
    fc.array(fc.array(numbers, { minLength: columns, maxLength: columns }), { minLength: 1, maxLength: 60 }),
  );

describe('distinctRows', () => {
  it('keeps each different row once, in order, with its count and its rows', () => {
    const { matrix, counts, groups } = distinctRows(
      matrixFrom([
        [3, 1],
        [1, 2],
        [3, 1],
        [-0, 0],
        [0, 0],
        [3, 1],
      ]),
    );
    expect(rowsOf(matrix)).toEqual([
      [0, 0],
      [1, 2],
      [3, 1],
    ]);
    expect(Array.from(counts)).toEqual([2, 1, 3]);
    expect(Array.from(groups)).toEqual([2, 1, 2, 0, 0, 2]);
  });

  it('puts every row into the group that equals it, and counts it once', () => {
    fc.assert(
      fc.property(tables, (table) => {
        const { matrix, counts, groups } = distinctRows(matrixFrom(table));
        const distinct = rowsOf(matrix);
        table.forEach((row, i) => {
          expect(compareRows(distinct[groups[i]], row)).toBe(0);
        });
        counts.forEach((count, group) => {
          expect(count).toBe(groups.filter((other) => other === group).length);
        });
        for (let i = 1; i < distinct.length; i++) {
          expect(compareRows(distinct[i - 1], distinct[i])).toBeLessThan(0);
        }
      }),
    );
  });

  it('does not touch the rows it is given', () => {
    const X = matrixFrom([[2], [1], [2]]);
    distinctRows(X);
    expect(rowsOf(X)).toEqual([[2], [1], [2]]);
  });
});

function compareRows(a: readonly number[], b: readonly number[]): number {
  for (let j = 0; j < a.length; j++) {
    if (a[j] !== b[j]) return a[j] < b[j] ? -1 : 1;
  }
  return 0;
}
