import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import {
  centeredPoints,
  columnsOf,
  inColumns,
  pointsOf,
  rawRowsOf,
  sumOfSquares,
} from '../../src/math/columns.ts';
import { type Matrix, matrixFrom } from '../../src/math/matrix.ts';
import type { Workspace } from '../../src/math/workspace.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('centeredPoints', () => {
  it('turns rows into columns about their means, and tells means, variances and the largest magnitude', () => {
    const X = matrixFrom([
      [1, 10],
      [3, 10],
      [8, 40],
    ]);
    const { points, means, variances } = centeredPoints(X, null);
    expect(Array.from(inColumns(points).data)).toEqual([-3, -1, 4, -10, -10, 20]);
    expect(points.largest).toBe(20);
    expect(Array.from(means)).toEqual([4, 20]);
    expect(Array.from(variances)).toEqual([26 / 3, 200]);
  });

  it('computes the same bits with kernels as with plain loops', () => {
    fc.assert(
      fc.property(roughMatrix(), (X) => {
        useWorkspace((workspace) => expect(answers(X, workspace)).toEqual(answers(X, null)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([
    [1023, 1],
    [1024, 2],
    [1025, 3],
    [3077, 9],
    [70_001, 5],
  ])('computes the same bits with kernels for %i rows of %i columns', (rows, columns) => {
    const X = seededMatrix(rows, columns);
    useWorkspace((workspace) => expect(answers(X, workspace)).toEqual(answers(X, null)));
  });

  it('adds up the same squares of few rows and of many, with kernels and without', () => {
    for (const rows of [1000, 8192, 20_000]) {
      const X = seededMatrix(rows, 3);
      const origin = Float64Array.of(1, -1e9, 0.1);
      useWorkspace((workspace) => {
        const [kernels, plain] = [workspace, null].map((given) => sumOfSquares(pointsOf(X, origin, given)));
        expect(kernels).toBe(plain);
      });
    }
  });

  it('gives up the memory that it needs in between', () => {
    useWorkspace((workspace) => {
      const { data } = columnsOf(seededMatrix(500, 3), new Float64Array(3), workspace);
      const next = workspace.floats(1);
      expect(next.byteOffset - data.byteOffset).toBeLessThan(2 * data.byteLength);
    });
  });
});

/** All numbers, or the words of the error. */
function answers(X: Matrix, workspace: Workspace | null) {
  const origin = Float64Array.from({ length: X.columns }, (_, j) => j - 1.5);
  const shifted = columnsOf(X, origin, workspace);
  const turned = workspace === null ? shifted : inColumns(rawRowsOf(X, origin, workspace));
  try {
    const { points, means, variances } = centeredPoints(X, workspace);
    return {
      shifted: numbersOf(shifted),
      turned: numbersOf(turned),
      centered: numbersOf(inColumns(points)),
      means,
      variances,
    };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { shifted: numbersOf(shifted), turned: numbersOf(turned), error: error.message };
  }
}

function numbersOf({ data, largest }: { data: Float64Array; largest: number }) {
  return { data: Array.from(data), largest };
}
