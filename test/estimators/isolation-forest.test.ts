import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { InputError } from '../../src/errors.ts';
import { IsolationForest } from '../../src/estimators/isolation-forest.ts';
import type { Tree } from '../../src/estimators/isolation-tree.ts';
import { type Matrix, matrixFrom, takeRows } from '../../src/math/matrix.ts';
import { seededMatrix } from '../support/rough-matrix.ts';

const matrices: fc.Arbitrary<Matrix> = fc
  .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 2, max: 60 }))
  .chain(([columns, rows]) =>
    fc
      .array(fc.oneof(fc.integer({ min: 0, max: 5 }), fc.double({ min: -1e6, max: 1e6, noNaN: true })), {
        minLength: rows * columns,
        maxLength: rows * columns,
      })
      .map((values) => ({ rows, columns, data: Float64Array.from(values) })),
  );

describe('IsolationForest', () => {
  it('flags the row that lies apart', () => {
    const X = seededMatrix(100, 2);
    X.data.set([8, -8], 34 * 2);
    const forest = new IsolationForest({ contamination: 0.01 }).fit(X);
    const flags = forest.predict(X);
    expect(flags[34]).toBe(-1);
    expect(flags.filter((flag) => flag === -1).length).toBe(1);
    expect(forest.decisionFunction(X)[34]).toBeLessThan(0);
    const scores = forest.scoreSamples(X);
    expect(scores.indexOf(Math.min(...scores))).toBe(34);
  });

  it('scores the rows it is fitted on as it scores them afterwards', () => {
    const X = seededMatrix(300, 3);
    for (const contamination of ['auto', 0.05] as const) {
      const forest = new IsolationForest({ contamination });
      const scores = forest.fitScoreSamples(X);
      expect(forest.scoreSamples(X)).toEqual(scores);
      expect(forest).toEqual(new IsolationForest({ contamination }).fit(X));
      expect(forest.offset).toBe(new IsolationForest({ contamination }).fit(X).offset);
    }
  });

  it('isolates the one row of two values as worked out by hand', () => {
    // Every tree splits 0 from 1 at the root: one split, of an expected path of 1 among 2 rows: 2 ** -(1 / 1).
    const forest = new IsolationForest({ estimators: 3 }).fit(matrixFrom([[0], [1]]));
    expect(Array.from(forest.scoreSamples(matrixFrom([[-5], [0], [1], [9]])))).toEqual([
      -0.5, -0.5, -0.5, -0.5,
    ]);
    expect(forest.trees.map((tree) => Array.from(tree.samples))).toEqual([
      [2, 1, 1],
      [2, 1, 1],
      [2, 1, 1],
    ]);
  });

  it('finds nothing unusual about one row or equal rows', () => {
    for (const rows of [[[3, 4]], Array.from({ length: 20 }, () => [3, 4])]) {
      const X = matrixFrom(rows);
      const forest = new IsolationForest({ contamination: 0.5 }).fit(X);
      expect(new Set(forest.scoreSamples(X)).size).toBe(1);
      expect(Array.from(forest.predict(X))).toEqual(rows.map(() => 1));
    }
  });

  it('flags at most the share that was asked for', () => {
    fc.assert(
      fc.property(matrices, fc.double({ min: 0.01, max: 0.5, noNaN: true }), (X, contamination) => {
        const forest = new IsolationForest({ estimators: 10, contamination }).fit(X);
        const flagged = forest.predict(X).filter((flag) => flag === -1).length;
        expect(flagged).toBeLessThanOrEqual(Math.ceil(contamination * X.rows));
      }),
    );
  });

  it('scores from -1 to 0, every row by itself', () => {
    fc.assert(
      fc.property(matrices, fc.nat(1000), (X, randomState) => {
        const forest = new IsolationForest({ estimators: 7, randomState }).fit(X);
        const scores = forest.scoreSamples(X);
        expect(scores.every((score) => score > -1 && score < 0)).toBe(true);
        const order = Array.from({ length: X.rows }, (_, i) => X.rows - 1 - i);
        expect(Array.from(forest.scoreSamples(takeRows(X, order)))).toEqual(Array.from(scores).reverse());
      }),
    );
  });

  it('grows trees whose every split separates its rows, no deeper than it takes to halve the sample', () => {
    fc.assert(
      fc.property(matrices, fc.nat(1000), fc.integer({ min: 1, max: 80 }), (X, randomState, maxSamples) => {
        const forest = new IsolationForest({ estimators: 3, maxSamples, randomState }).fit(X);
        expect(forest.samplesPerTree).toBe(Math.min(maxSamples, X.rows));
        for (const tree of forest.trees) {
          expect(tree.samples[0]).toBe(forest.samplesPerTree);
          expect(depthOf(tree)).toBeLessThanOrEqual(Math.ceil(Math.log2(Math.max(2, forest.samplesPerTree))));
          tree.feature.forEach((feature, node) => {
            if (feature < 0) return;
            expect(tree.samples[node + 1] + tree.samples[tree.right[node]]).toBe(tree.samples[node]);
            expect(tree.samples[node + 1]).toBeGreaterThan(0);
          });
        }
      }),
    );
  });

  it('grows the same first trees however many follow, and so however many rows are drawn', () => {
    const X = seededMatrix(1000, 2);
    const grown = (estimators: number) => new IsolationForest({ estimators }).fit(X).trees;
    expect(grown(3)).toEqual(grown(10).slice(0, 3));
  });

  it('takes a whole number, a share or 256 of the rows for each tree, never more than there are', () => {
    const X = seededMatrix(1000, 2);
    const size = (maxSamples: number | 'auto') =>
      new IsolationForest({ estimators: 1, maxSamples }).fit(X).samplesPerTree;
    expect([size('auto'), size(100), size(0.25), size(5000)]).toEqual([256, 100, 250, 1000]);
    expect(() => size(0.0005)).toThrow('maxSamples 0.0005 of 1000 rows is less than one row');
  });

  it('has the offset of the paper where no share is given', () => {
    expect(new IsolationForest({ estimators: 2 }).fit(seededMatrix(50, 2)).offset).toBe(-0.5);
  });

  it('scores the same through all sizes of data', () => {
    const forest = new IsolationForest({ estimators: 20 }).fit(seededMatrix(300, 3));
    const X = seededMatrix(30_000, 3, 5);
    const scores = forest.scoreSamples(X);
    for (const i of [0, 1, 2047, 2048, 17_777, 29_999]) {
      expect(scores[i]).toBe(forest.scoreSamples(takeRows(X, [i]))[0]);
    }
  });

  it('refuses numbers beyond 32 bits, naming the first', () => {
    const X = seededMatrix(10, 2);
    X.data[7] = -3.5e38;
    expect(() => new IsolationForest().fit(X)).toThrow('row 4, column 2 is -3.5e+38');
    const forest = new IsolationForest().fit(seededMatrix(10, 2));
    expect(() => forest.scoreSamples(X)).toThrow(InputError);
  });

  it('refuses a saved tree that does not lead through each of its nodes once', () => {
    const saved = JSON.parse(JSON.stringify(new IsolationForest({ estimators: 1 }).fit(seededMatrix(20, 2))));
    const tree = saved.learned.trees[0];
    for (const right of [0, 1, -1, tree.right.length - 1]) {
      const damaged = { ...tree, right: tree.right.with(0, right) };
      const document = { ...saved, learned: { ...saved.learned, trees: [damaged] } };
      expect(() => IsolationForest.fromJSON(document)).toThrow(/must lead through every node once/);
    }
  });
});

function depthOf({ feature, right }: Tree): number {
  const depth = new Int32Array(feature.length);
  feature.forEach((column, node) => {
    if (column < 0) return;
    depth[node + 1] = depth[node] + 1;
    depth[right[node]] = depth[node] + 1;
  });
  return Math.max(...depth);
}
