import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnRanks } from '../../src/math/column-ranks.ts';
import { matrixFrom } from '../../src/math/matrix.ts';

describe('the ranks of a column', () => {
  it('are the places of its numbers among the different ones', () => {
    const X = matrixFrom([0.5, -3, 0, 0.5, 1e300, -0].map((value) => [7, value]));
    expect(columnRanks(X, 1, 4)).toEqual({ ranks: Uint32Array.of(2, 0, 1, 2, 3, 1), different: 4 });
    expect(columnRanks(X, 0, 1)).toEqual({ ranks: new Uint32Array(6), different: 1 });
  });

  it('are not told where more numbers are different than may be', () => {
    const X = matrixFrom([[1.5], [2.5], [1.5], [3.5]]);
    expect(columnRanks(X, 0, 2)).toBeNull();
    expect(columnRanks(X, 0, 3)?.different).toBe(3);
  });

  it('order any numbers as the numbers themselves do', () => {
    const value = fc.double({ noNaN: true, noDefaultInfinity: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 20 }), fc.array(fc.nat(19)), (values, picks) => {
        const column = [...values, ...picks.map((pick) => values[pick % values.length])];
        const told = columnRanks(matrixFrom(column.map((number) => [number])), 0, values.length);
        const sorted = [...new Set(column.map((number) => number + 0))].sort((a, b) => a - b);
        expect(told?.different).toBe(sorted.length);
        expect(Array.from(told?.ranks ?? [])).toEqual(column.map((number) => sorted.indexOf(number + 0)));
      }),
      { numRuns: 1000 },
    );
  });
});
