import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { lloyd } from '../../src/estimators/lloyd.ts';
import { lloydRuns, runsByKernel } from '../../src/estimators/lloyd-few.ts';
import { columnsOf } from '../../src/math/columns.ts';
import { type Matrix, takeRows } from '../../src/math/matrix.ts';
import { NearestCenter } from '../../src/math/nearest-center.ts';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import { Workspace } from '../../src/math/workspace.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe("runs of Lloyd's algorithm on few rows", () => {
  it('are the same by kernel as by plain loops', () => {
    const places = fc.array(fc.nat(), { minLength: 1, maxLength: 6 });
    const iterations = fc.constantFrom(1, 2, 3, 300);
    fc.assert(
      fc.property(roughMatrix(), places, iterations, fc.boolean(), (rough, rows, most, isExact) => {
        const X = {
          ...rough,
          data: rough.data.map((value) => (Math.abs(value) > 1e90 ? value / 1e220 : value)),
        };
        const starts = [0, 1, 2].map((shift) =>
          takeRows(
            X,
            rows.map((row) => (row + shift) % X.rows),
          ),
        );
        expectSame(X, starts, most, isExact ? 0 : 1e-4);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([2, 3, 1023, 1024, 1025])('are the same by kernel as by plain loops for %i rows', (rows) => {
    const X = seededMatrix(rows, 9);
    const starts = [1, 5, 6, 7].map((step) =>
      takeRows(
        X,
        [0, 1].map((c) => (c * step) % rows),
      ),
    );
    expectSame(X, starts, 300, 1e-4);
  });

  it('are the same on several threads', () => {
    useThreads(3);
    Workspace.prepare();
    const X = seededMatrix(1000, 3);
    const starts = Array.from({ length: 20 }, (_, i) => takeRows(X, [i, 2 * i + 1, 999 - i]));
    for (let time = 0; time < 5; time++) expectSame(X, starts, 300, 1e-4);
    dismissHelpers();
  });

  it('that lose a center are left to plain loops, the others are not', () => {
    const X = { rows: 4, columns: 1, data: Float64Array.of(0, 1, 2, 10) };
    const starts = [
      [0, 3],
      [1, 1],
    ].map((rows) => takeRows(X, rows));
    useWorkspace((workspace) => {
      const runs = runsByKernel(columnsOf(X, Float64Array.of(0), workspace), starts, 300, 0, workspace);
      expect(runs.map((run) => run?.labels().join() ?? null)).toEqual(['0,0,0,1', null]);
    });
    expectSame(X, starts, 300, 0);
  });
});

function expectSame(X: Matrix, starts: readonly Matrix[], maxIterations: number, tolerance: number): void {
  const origin = new Float64Array(X.columns);
  const plain = starts.map((start) => {
    const nearest = new NearestCenter(columnsOf(X, origin));
    return { ...lloyd(nearest, start, maxIterations, tolerance), labels: nearest.labels };
  });
  useWorkspace((workspace) => {
    const nearest = new NearestCenter(columnsOf(X, origin, workspace));
    const runs = lloydRuns(nearest, starts, maxIterations, tolerance);
    const found = Array.from(runs, (run) => ({ ...run, labels: run.labels() }));
    expect(found).toEqual(plain);
  });
}
