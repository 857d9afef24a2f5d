import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distanceTotalsByKernel, distanceTotalsPlainly } from '../../src/estimators/silhouette-totals.ts';
import { roughMatrix, seededMatrix } from '../support/rough-matrix.ts';
import { useWorkspace } from '../support/use-workspace.ts';

describe('the distances that a silhouette is made of', () => {
  it('are added up for each cluster', () => {
    const X = { rows: 4, columns: 2, data: Float64Array.of(0, 0, 3, 4, 6, 8, 0, 10) };
    const clusters = Int32Array.of(0, 1, 0, 1);
    const expected = [10, 15, 10, Math.sqrt(45), 10, 5 + Math.sqrt(40), 10 + Math.sqrt(40), Math.sqrt(45)];
    expect(Array.from(distanceTotalsPlainly(X, clusters, 2))).toEqual(expected);
  });

  it('have the same bits by kernels as by plain loops', () => {
    fc.assert(
      fc.property(roughMatrix(), fc.integer({ min: 1, max: 7 }), fc.nat(1000), (X, count, seed) => {
        const clusters = Int32Array.from({ length: X.rows }, (_, i) => ((i * 7 + seed) * (i + 3)) % count);
        const sizes = new Float64Array(count);
        for (const cluster of clusters) sizes[cluster]++;
        const plain = distanceTotalsPlainly(X, clusters, count);
        useWorkspace((workspace) => {
          expect(distanceTotalsByKernel(X, clusters, sizes, workspace)).toEqual(plain);
        });
      }),
      { numRuns: 1000 },
    );
  });

  it.each([255, 1000, 3070, 3200])('have the same bits by kernels as by plain loops for %i rows', (rows) => {
    const X = seededMatrix(rows, 3);
    const clusters = Int32Array.from({ length: rows }, (_, i) => ((i * i) % 5) % 3);
    const sizes = new Float64Array(3);
    for (const cluster of clusters) sizes[cluster]++;
    const plain = distanceTotalsPlainly(X, clusters, 3);
    useWorkspace((workspace) => {
      expect(distanceTotalsByKernel(X, clusters, sizes, workspace)).toEqual(plain);
    });
  });
});
