import { describe, expect, it } from 'vitest';
import { RowPieces } from '../../src/math/row-pieces.ts';
import { seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('RowPieces', () => {
  it.each([1, 5000, 524_288, 524_289, 1_048_577, 1_600_000])(
    'has all of %i rows in order, each time',
    (rows) => {
      const X = seededMatrix(rows, 2);
      useWorkspace((workspace) => {
        const pieces = new RowPieces(X, workspace);
        for (let time = 0; time < 2; time++) {
          const seen = new Float64Array(X.data.length);
          let count = 0;
          pieces.each(({ first, rows, data }) => {
            expect(first).toBe(count);
            count += rows;
            seen.set(data.subarray(0, 2 * rows), 2 * first);
            return () => {};
          });
          expect(count).toBe(rows);
          expect(areEqual(seen, X.data)).toBe(true);
        }
      });
    },
  );

  it('leaves a piece as it is until the work on it has ended, and begins no other before', () => {
    const X = seededMatrix(2_000_000, 1);
    useWorkspace((workspace) => {
      let open = 0;
      new RowPieces(X, workspace).each(({ first, rows, data }) => {
        expect(open++).toBe(0);
        return () => {
          open--;
          expect(areEqual(data.subarray(0, rows), X.data.subarray(first, first + rows))).toBe(true);
        };
      });
      expect(open).toBe(0);
    });
  });

  it('takes no more memory for more rows than two pieces have', () => {
    useWorkspace((workspace) => {
      const before = workspace.bytes(1).byteOffset;
      new RowPieces(seededMatrix(2_000_000, 1), workspace);
      expect(workspace.bytes(1).byteOffset - before).toBeLessThan(8.5 * 2 ** 20);
    });
  });
});

/** What toEqual says of millions of numbers takes it minutes. */
function areEqual(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, i) => value === b[i]);
}
