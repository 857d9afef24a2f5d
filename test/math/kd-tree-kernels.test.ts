import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRows } from '../../src/math/distinct-rows.ts';
import { LEAF_ROWS, meanNeighbourDistancesPlainly } from '../../src/math/kd-tree.ts';
import { meanNeighbourDistancesByKernel } from '../../src/math/kd-tree-kernels.ts';
import type { Matrix } from '../../src/math/matrix.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('neighbour distances by kernel', () => {
  it('are the bits that plain loops give', () => {
    fc.assert(
      fc.property(roughMatrix({ rows: 200 }), fc.nat(), (X, pick) => {
        if (X.rows > 1) expectSame(X, 1 + (pick % (X.rows - 1)));
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    [5000, 1],
    [5000, 3],
    [3000, 7],
  ])('are the bits that plain loops give for %i rows of %i columns', (rows, columns) => {
    const X = seededMatrix(rows, columns);
    for (const neighbours of [1, 10, 100]) expectSame(X, neighbours);
    expectSame({ ...X, data: X.data.map((value) => Math.round(4 * value)) }, 10);
  });
});

function expectSame(X: Matrix, neighbours: number): void {
  const { matrix, counts } = distinctRows(X);
  useWorkspace((workspace) => {
    expect(meanNeighbourDistancesByKernel(matrix, counts, neighbours, LEAF_ROWS, workspace)).toEqual(
      meanNeighbourDistancesPlainly(matrix, counts, neighbours),
    );
  });
}
