import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Growth, growTreesByKernel, growTreesPlainly } from '../../src/estimators/isolation-growth.ts';
import { joinTrees } from '../../src/estimators/isolation-scoring.ts';
import type { Matrix } from '../../src/math/matrix.ts';
import { dismissHelpers, useThreads } from '../../src/math/parallel.ts';
import { Workspace } from '../../src/math/workspace.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('growing trees by kernel', () => {
  it('grows the trees that plain loops grow', () => {
    const seed = fc.integer({ min: 0, max: 0xffffffff });
    fc.assert(
      fc.property(roughMatrix(), fc.nat(), seed, seed, (rough, size, randomState, tree) => {
        const X = within32Bits(rough);
        const samples = 1 + (size % X.rows);
        expectSame({ X, samples, randomState, seeds: Uint32Array.of(tree, 0, randomState) });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([
    ['all of few', 256, 256],
    ['nearly all', 257, 256],
    ['the start of a permutation', 1000, 256],
    ['a share close to all', 300, 296],
    ['few of many', 30_000, 256],
    ['more than the trees have in all', 2_000, 300],
    ['a row', 50, 1],
    ['a row of many', 5000, 1],
  ])('grows them on %s', (_, rows, samples) => {
    const X = seededMatrix(rows, 3, rows);
    const seeds = Uint32Array.from({ length: 9 }, (_, tree) => Math.imul(tree, 0x9e3779b1));
    expectSame({ X, samples, randomState: 42, seeds });
    const repeats = { ...X, data: X.data.map((value) => Math.round(3 * value)) };
    expectSame({ X: repeats, samples, randomState: 7, seeds });
  });

  it('grows the same trees on several threads', () => {
    useThreads(3);
    Workspace.prepare();
    const X = seededMatrix(1000, 3);
    const seeds = Uint32Array.from({ length: 101 }, (_, tree) => Math.imul(tree, 0x9e3779b1));
    for (let time = 0; time < 5; time++) expectSame({ X, samples: 256, randomState: 42, seeds });
    dismissHelpers();
  });

  it('ends a branch where targets or values hardly differ, as plain loops do', () => {
    const close = seededMatrix(64, 2);
    for (let i = 0; i < close.data.length; i++) close.data[i] = 1 + close.data[i] * 1e-7;
    for (let samples = 2; samples <= 64; samples++) {
      expectSame({ X: close, samples, randomState: samples, seeds: Uint32Array.of(samples, 1, 2) });
    }
  });
});

/** An isolation forest takes nothing larger. */
function within32Bits(X: Matrix): Matrix {
  return { ...X, data: X.data.map((value) => (Math.abs(value) > 1e38 ? value / 1e120 : value)) };
}

function expectSame(growth: Growth): void {
  const plain = joinTrees(growTreesPlainly(growth));
  useWorkspace((workspace) => expect(growTreesByKernel(growth, workspace)).toEqual(plain));
}
