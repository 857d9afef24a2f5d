import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { matrixFrom } from '../../src/math/matrix.ts';
import { rowsInOrder, rowsInOrderByKernel, rowsInOrderPlainly } from '../../src/math/rows-in-order.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('rowsInOrder', () => {
  it('writes the rows that are named, as often as they are, -0 as 0', () => {
    const X = matrixFrom([
      [1, 2, 3],
      [-0, 5, -0],
    ]);
    expect(Array.from(rowsInOrder(X, Uint32Array.of(1, 0, 1)))).toEqual([0, 5, 0, 1, 2, 3, 0, 5, 0]);
  });

  it('gives the same bits with kernels as with plain loops', () => {
    const drawn = roughMatrix({ columns: 9 }).chain((X) =>
      fc.tuple(fc.constant(X), fc.array(fc.integer({ min: 0, max: X.rows - 1 }))),
    );
    fc.assert(
      fc.property(drawn, ([X, places]) => {
        const order = Uint32Array.from(places);
        useWorkspace((workspace) => {
          expect(rowsInOrderByKernel(X, order, workspace)).toEqual(rowsInOrderPlainly(X, order));
        });
      }),
      { numRuns: 500 },
    );
  });

  it('gives the same bits for 100,000 rows', () => {
    const X = seededMatrix(100_000, 3);
    const order = Uint32Array.from({ length: 100_000 }, (_, i) => (i * 7919) % 100_000);
    useWorkspace((workspace) => {
      const kernel = Buffer.from(rowsInOrderByKernel(X, order, workspace).buffer);
      expect(kernel.equals(Buffer.from(rowsInOrderPlainly(X, order).buffer))).toBe(true);
    });
  });
});
