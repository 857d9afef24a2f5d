import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scoreRowsByKernel } from '../../src/estimators/isolation-kernel.ts';
import { joinTrees, scoreRowsPlainly } from '../../src/estimators/isolation-scoring.ts';
import { growTree, type Tree } from '../../src/estimators/isolation-tree.ts';
import type { Matrix } from '../../src/math/matrix.ts';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import { RandomState } from '../../src/math/random.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('scoring by kernel', () => {
  it('gives the bits that plain loops give', () => {
    fc.assert(
      fc.property(roughMatrix(), fc.nat({ max: 9 }), fc.nat(), (X, maxDepth, seed) => {
        const small = { ...X, data: X.data.map((value) => (Math.abs(value) > 1e38 ? value / 1e120 : value)) };
        expectSame(treesOf(small, maxDepth, seed), small);
      }),
      { numRuns: 1000 },
    );
  });

  it.each([63, 64, 65, 1023, 1024, 1025, 8191, 8192, 9000])(
    'gives the bits that plain loops give for %i rows',
    (rows) => {
      const X = seededMatrix(rows, 3);
      expectSame(treesOf(X, 8, 5), X);
      const repeats = { ...X, data: X.data.map((value) => Math.round(3 * value)) };
      expectSame(treesOf(repeats, 8, 5), repeats);
    },
  );

  it('gives the bits that plain loops give in rooms of several threads', () => {
    useThreads(3);
    const X = seededMatrix(100_000, 2);
    for (let time = 0; time < 3; time++) expectSame(treesOf(X, 8, 5), X);
    const few = seededMatrix(1000, 3);
    for (let time = 0; time < 3; time++) expectSame(treesOf(few, 8, 5), few);
    dismissHelpers();
  });

  it('sends a row on a threshold, or as near as 32 bits tell, the same way', () => {
    const around = [0.1, Math.fround(0.1), 0.1 + 1e-12, -0, 0, 5e-46, -5e-46, 3.4e38, -3.4e38];
    const X = { rows: around.length, columns: 1, data: Float64Array.from(around) };
    const stumps = [...around, 1e39, -1e39].map(
      (threshold): Tree => ({
        feature: Int32Array.of(0, -1, -1),
        threshold: Float64Array.of(threshold, 0, 0),
        right: Int32Array.of(2, -1, -1),
        samples: Int32Array.of(5, 1, 4),
      }),
    );
    expectSame(stumps, X);
    for (const stump of stumps) expectSame([stump], X);
  });

  it('gives the bits that plain loops give in trees of twelve levels', () => {
    const X = seededMatrix(20_000, 3);
    const trees = treesOf(X, 12, 5);
    expect(joinTrees(trees).depth).toBe(12);
    expectSame(trees, X);
  });

  it('leaves trees of more than twelve levels to plain loops', () => {
    const X = seededMatrix(6000, 1);
    const forest = joinTrees(treesOf(X, 30, 1));
    useWorkspace((workspace) => expect(scoreRowsByKernel(forest, X, 1, workspace)).toBeNull());
  });
});

function treesOf(X: Matrix, maxDepth: number, seed: number): Tree[] {
  const values = Float32Array.from(X.data);
  const random = new RandomState(seed);
  return [1, 2, 3].map((tree) => {
    const targets = Float64Array.from({ length: X.rows }, () => random.randomSample());
    return growTree({ rows: X.rows, columns: X.columns, values, targets }, maxDepth, seed + tree);
  });
}

function expectSame(trees: Tree[], X: Matrix): void {
  const forest = joinTrees(trees);
  const expected = 7.3 * trees.length;
  useWorkspace((workspace) => {
    expect(scoreRowsByKernel(forest, X, expected, workspace)).toEqual(scoreRowsPlainly(forest, X, expected));
  });
}
