import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { principalComponents } from '../../src/evaluation/principal-components.ts';
import type { Matrix } from '../../src/math/matrix.ts';

function matrix(rows: readonly (readonly number[])[]): Matrix {
  return { rows: rows.length, columns: rows[0]?.length ?? 3, data: Float64Array.from(rows.flat()) };
}

const people = fc.array(fc.tuple(...[0, 1, 2].map(() => fc.integer({ min: -50, max: 50 }))), {
  minLength: 2,
  maxLength: 40,
});

describe('principalComponents', () => {
  it('finds the line on which all people lie', () => {
    const { means, components } = principalComponents(
      matrix([
        [0, 0],
        [3, 4],
        [6, 8],
      ]),
    );
    expect(means).toEqual([3, 4]);
    expect(components[0].loadings[0]).toBeCloseTo(0.6, 12);
    expect(components[0].loadings[1]).toBeCloseTo(0.8, 12);
    expect(components.map(({ share }) => share)).toEqual([expect.closeTo(1, 12), expect.closeTo(0, 12)]);
  });

  it('tells how much each direction counts, of values worked out by hand', () => {
    // Variances 4 and 1, nothing between them: the features themselves are the directions.
    const { components } = principalComponents(
      matrix([
        [2, 1],
        [2, -1],
        [-2, 1],
        [-2, -1],
      ]),
    );
    expect(components).toEqual([
      { loadings: [1, 0], share: 0.8 },
      { loadings: [0, 1], share: 0.2 },
    ]);
  });

  it('has no direction where everybody is alike, nor for one person or nobody', () => {
    for (const rows of [
      [[1, 2, 3]],
      [
        [1, 2, 3],
        [1, 2, 3],
      ],
      [],
    ]) {
      expect(principalComponents(matrix(rows)).components).toEqual([]);
    }
  });

  it('gives directions of length 1 at right angles whose shares sum to 1, the largest loading positive', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const { components } = principalComponents(matrix(rows));
        if (components.length === 0) return;
        const dot = (a: readonly number[], b: readonly number[]) =>
          a.reduce((sum, value, j) => sum + value * b[j], 0);
        for (const [i, { loadings, share }] of components.entries()) {
          expect(share).toBeGreaterThanOrEqual(0);
          expect(Math.max(...loadings)).toBeGreaterThan(0);
          for (const [j, other] of components.entries()) {
            expect(dot(loadings, other.loadings)).toBeCloseTo(Number(i === j), 9);
          }
        }
        const shares = components.map(({ share }) => share);
        expect(shares).toEqual(shares.toSorted((a, b) => b - a));
        expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  it('gives the same bits whatever the order of people', () => {
    fc.assert(
      fc.property(people, fc.infiniteStream(fc.nat()), (rows, draws) => {
        const shuffled = rows
          .map((row) => ({ row, key: draws.next().value ?? 0 }))
          .toSorted((a, b) => a.key - b.key)
          .map(({ row }) => row);
        expect(principalComponents(matrix(shuffled))).toEqual(principalComponents(matrix(rows)));
      }),
    );
  });

  it('describes people without loss: distances stay as they were', () => {
    fc.assert(
      fc.property(people, (rows) => {
        const { components } = principalComponents(matrix(rows));
        if (components.length === 0) return;
        const placed = rows.map((row) =>
          components.map(({ loadings }) => loadings.reduce((sum, loading, j) => sum + loading * row[j], 0)),
        );
        const apart = (a: readonly number[], b: readonly number[]) =>
          Math.hypot(...a.map((value, j) => value - b[j]));
        expect(apart(placed[0], placed[1])).toBeCloseTo(apart(rows[0], rows[1]), 6);
      }),
    );
  });
});
