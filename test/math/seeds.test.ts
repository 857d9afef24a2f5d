import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf } from '../../src/math/columns.ts';
import { fusedPotential } from '../../src/math/fused.ts';
import type { Matrix } from '../../src/math/matrix.ts';
import { Seeds } from '../../src/math/seeds.ts';
import type { Workspace } from '../../src/math/workspace.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

const line = { rows: 4, columns: 1, data: Float64Array.of(0, 1, 5, 6) };

describe('Seeds', () => {
  it('takes the candidate that leaves the smallest sum of squared distances', () => {
    const seeds = new Seeds(columnsOf(line, new Float64Array(1)));
    seeds.restart();
    expect(seeds.takeBest([0])).toEqual({ row: 0, potential: 1 + 25 + 36 });
    expect(seeds.takeBest([1, 2, 3])).toEqual({ row: 2, potential: 2 });
  });

  it('finds the row at which a part of the sum is reached', () => {
    const seeds = new Seeds(columnsOf(line, new Float64Array(1)));
    seeds.restart();
    seeds.takeBest([0]);
    expect([0, 1, 1.5, 26, 27, 62, 63].map((part) => seeds.rowAt(part))).toEqual([0, 1, 2, 2, 3, 3, 3]);
  });

  it('takes, of candidates that only rounding tells apart, the one that fused instructions find better', () => {
    const whole = fc.array(fc.integer({ min: 0, max: 2 }), { minLength: 12, maxLength: 60 });
    fc.assert(
      fc.property(
        whole,
        fc.integer({ min: 1, max: 3 }),
        fc.nat(),
        fc.nat(),
        fc.nat(),
        (values, columns, ...drawn) => {
          const rows = Math.floor(values.length / columns);
          const data = Float64Array.from(values.slice(0, rows * columns), (x) => x - 11 / 7);
          const points = columnsOf({ rows, columns, data }, new Float64Array(columns));
          const [first, ...candidates] = drawn.map((row) => row % rows);
          const seeds = new Seeds(points);
          seeds.restart();
          seeds.takeBest([first]);
          const potentials = candidates.map((row) => fusedPotential(points, [first, row]));
          const best = candidates[potentials.indexOf(Math.min(...potentials))];
          const { row } = seeds.takeBest(candidates);
          const rowAt = (at: number) => Array.from(data.subarray(at * columns, (at + 1) * columns));
          expect(rowAt(row)).toEqual(rowAt(best));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('computes the same bits with kernels as with plain loops', () => {
    fc.assert(
      fc.property(roughMatrix(), fc.array(fc.nat(), { minLength: 1, maxLength: 6 }), (X, rows) => {
        useWorkspace((workspace) => expect(answers(X, rows, workspace)).toEqual(answers(X, rows, null)));
      }),
      { numRuns: 2000 },
    );
  });

  it.each([1023, 1024, 1025, 3077])('computes the same bits with kernels for %i rows', (rows) => {
    const X = seededMatrix(rows, 3);
    useWorkspace((workspace) =>
      expect(answers(X, [3, 700, 911], workspace)).toEqual(answers(X, [3, 700, 911], null)),
    );
  });
});

function answers(X: Matrix, rows: readonly number[], workspace: Workspace | null) {
  const seeds = new Seeds(columnsOf(X, new Float64Array(X.columns), workspace));
  seeds.restart();
  return rows.map((row) => {
    const taken = seeds.takeBest([row % X.rows, (row >>> 1) % X.rows]);
    return { ...taken, halfway: seeds.rowAt(taken.potential / 2) };
  });
}
