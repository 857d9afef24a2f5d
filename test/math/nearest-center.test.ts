import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { columnsOf, rawRowsOf } from '../../src/math/columns.ts';
import { fusedMultiplyAdd, squaredNorm } from '../../src/math/fused.ts';
import { type Matrix, rowOf, takeRows } from '../../src/math/matrix.ts';
import { NearestCenter } from '../../src/math/nearest-center.ts';
import type { Workspace } from '../../src/math/workspace.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('NearestCenter', () => {
  it('follows centers that move a little or far, again and again, with kernels as without', () => {
    const step = fc.oneof(
      fc.constant(0),
      fc.double({ min: -1, max: 1, noNaN: true }).map((x) => x ** 9),
    );
    const steps = fc.array(fc.array(step, { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(steps, fc.boolean(), fc.boolean(), fc.nat(), (moves, isWhole, isOrdered, seed) => {
        const X = seededMatrix(1500, 2, seed);
        if (isWhole) for (let i = 0; i < X.data.length; i++) X.data[i] = Math.round(4 * X.data[i]);
        useWorkspace((workspace) => {
          const plain = new NearestCenter(columnsOf(X, new Float64Array(2)));
          const fast = nearestOf(X, workspace, isOrdered);
          const centers = takeRows(X, [1, 2, 3, 4]);
          moves.forEach((move, time) => {
            for (let at = 0; at < centers.data.length; at++) centers.data[at] += move[at];
            if (time % 5 === 4) for (const nearest of [plain, fast]) nearest.forget();
            expect(next(fast, centers, time)).toEqual(next(plain, centers, time));
          });
        });
      }),
      { numRuns: 600 },
    );
  });

  it('adds more than 1,024 rows up to the last bit in whatever order they come', () => {
    const X = seededMatrix(5000, 3);
    const order = Array.from({ length: 5000 }, (_, i) => (i * 1237) % 5000);
    const centers = takeRows(X, [0, 1, 2]);
    const totals = [X, takeRows(X, order)].map((rows) => next(nearestOf(rows), centers, 1));
    expect(totals[1].sums).toEqual(totals[0].sums);
  });

  it('labels rows by their nearest center and adds them up', () => {
    const X = { rows: 4, columns: 1, data: Float64Array.of(0, 1, 10, 12) };
    const nearest = new NearestCenter(columnsOf(X, new Float64Array(1)));
    const sums = new Float64Array(2);
    const counts = new Float64Array(2);
    const centers = { rows: 2, columns: 1, data: Float64Array.of(0, 10) };
    expect(nearest.assign(centers, sums, counts)).toBe(4);
    expect(Array.from(nearest.labels)).toEqual([0, 0, 1, 1]);
    expect(Array.from(sums)).toEqual([1, 22]);
    expect(Array.from(counts)).toEqual([2, 2]);
    expect(Array.from(nearest.squaredDistances(centers))).toEqual([0, 1, 0, 4]);
    expect(nearest.assign(centers, sums, counts)).toBe(0);
  });

  it('gives the first of several equally near centers', () => {
    const X = { rows: 1, columns: 1, data: Float64Array.of(1) };
    const nearest = new NearestCenter(columnsOf(X, new Float64Array(1)));
    nearest.assign({ rows: 3, columns: 1, data: Float64Array.of(2, 0, 2) });
    expect(Array.from(nearest.labels)).toEqual([0]);
  });

  it('settles what rounding decides as fused instructions do, with kernels and without', () => {
    // Centered whole numbers: rows are as near to one center as to another, but for the rounding of the means.
    const whole = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 60, maxLength: 240 });
    fc.assert(
      fc.property(whole, fc.integer({ min: 1, max: 5 }), (values, columns) => {
        const rows = Math.floor(values.length / columns);
        const X = {
          rows,
          columns,
          data: Float64Array.from(values.slice(0, rows * columns), (x) => x - 11 / 7),
        };
        const centers = takeRows(X, [0, 1, 2, 3]);
        const expected = Array.from({ length: rows }, (_, i) => nearestByFused(rowOf(X, i), centers));
        expect(labels(X, centers, null)).toEqual(expected);
        const times = Math.ceil(1100 / rows);
        const often = Array.from({ length: times }, () => expected).flat();
        useWorkspace((workspace) => {
          expect(labels(X, centers, workspace)).toEqual(expected);
          expect(labels(tall(X, times), centers, workspace)).toEqual(often);
          expect(labels(tall(X, times), centers, workspace, true)).toEqual(often);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('takes rows by their indices, whatever order it has put them in', () => {
    const X = seededMatrix(20_000, 3);
    const indices = Uint32Array.of(19_999, 0, 7, 7, 12_345);
    const expected = takeRows(X, Array.from(indices));
    useWorkspace((workspace) => {
      expect(nearestOf(X).take(indices)).toEqual(expected);
      expect(nearestOf(X, workspace).take(indices)).toEqual(expected);
      expect(nearestOf(X, workspace, true).take(indices)).toEqual(expected);
    });
    const few = takeRows(X, [3, 4, 5]);
    useWorkspace((workspace) => {
      expect(nearestOf(few, workspace).take(Uint32Array.of(2, 0))).toEqual(takeRows(few, [2, 0]));
    });
  });

  it('computes the same bits with kernels as with plain loops', () => {
    fc.assert(
      fc.property(roughMatrix(), fc.integer({ min: 1, max: 12 }), (rough, clusters) => {
        const centers = takeRows(
          rough,
          Array.from({ length: clusters }, (_, c) => (c * 5) % rough.rows),
        );
        for (const X of [rough, tall(rough, Math.ceil(1030 / rough.rows))]) {
          const expected = answers(X, centers, null);
          useWorkspace((workspace) => expect(answers(X, centers, workspace)).toEqual(expected));
          useWorkspace((workspace) => expect(answers(X, centers, workspace, true)).toEqual(expected));
        }
      }),
      { numRuns: 500 },
    );
  });

  it.each([1, 2, 3, 1023, 1024, 1025, 1026, 1027, 3077])(
    'computes the same bits with kernels for %i rows',
    (rows) => {
      const X = seededMatrix(rows, 3);
      const centers = takeRows(X, [0, 1, 2, 3, 4]);
      const expected = answers(X, centers, null);
      useWorkspace((workspace) => expect(answers(X, centers, workspace)).toEqual(expected));
      useWorkspace((workspace) => expect(answers(X, centers, workspace, true)).toEqual(expected));
    },
  );
});

/** All rows, many times over: kernels work on more than one block of rows. */
function tall(X: Matrix, times: number): Matrix {
  return takeRows(
    X,
    Array.from({ length: X.rows * times }, (_, i) => i % X.rows),
  );
}

function labels(X: Matrix, centers: Matrix, workspace: Workspace | null, isOrdered = false): number[] {
  const nearest = nearestOf(X, workspace, isOrdered);
  nearest.assign(centers);
  return Array.from(nearest.labels);
}

function nearestByFused(row: Float64Array, centers: Matrix): number {
  const distances = Array.from({ length: centers.rows }, (_, c) => {
    const center = rowOf(centers, c);
    const product = row.reduce((sum, value, j) => fusedMultiplyAdd(value, center[j], sum), 0);
    return squaredNorm(center, 0, 1, center.length) - 2 * product;
  });
  return distances.indexOf(Math.min(...distances));
}

function nearestOf(X: Matrix, workspace: Workspace | null = null, isOrdered = false): NearestCenter {
  const origin = new Float64Array(X.columns);
  // So few rows are never put in another order, since they are added one after another.
  const isRaw = workspace !== null && isOrdered && X.rows > 1024;
  return new NearestCenter(isRaw ? rawRowsOf(X, origin, workspace) : columnsOf(X, origin, workspace));
}

/** What the centers find; every fourth time without sums. */
function next(nearest: NearestCenter, centers: Matrix, time: number) {
  const sums = new Float64Array(centers.data.length);
  const counts = new Float64Array(centers.rows);
  const changed = time % 4 === 3 ? nearest.assign(centers) : nearest.assign(centers, sums, counts);
  return { changed, sums, counts, labels: Array.from(nearest.labels), inertia: nearest.inertia(centers) };
}

function answers(X: Matrix, centers: Matrix, workspace: Workspace | null, isOrdered = false) {
  const nearest = nearestOf(X, workspace, isOrdered);
  const sums = new Float64Array(centers.data.length);
  const counts = new Float64Array(centers.rows);
  const swapped = takeRows(
    centers,
    Array.from({ length: centers.rows }, (_, c) => centers.rows - 1 - c),
  );
  return {
    changed: nearest.assign(centers),
    labels: Array.from(nearest.labels),
    changedAgain: nearest.assign(swapped, sums, counts),
    labelsAgain: Array.from(nearest.labels),
    changedBack: nearest.assign(centers),
    labelsBack: Array.from(nearest.labels),
    sums,
    counts,
    distances: Array.from(nearest.squaredDistances(swapped)),
    inertia: nearest.inertia(swapped),
  };
}
