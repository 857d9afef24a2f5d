import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctRows } from '../../src/math/distinct-rows.ts';
import { LEAF_ROWS, meanNeighbourDistancesPlainly } from '../../src/math/kd-tree.ts';
import { meanNeighbourDistancesByKernel } from '../../src/math/kd-tree-kernels.ts';
import type { Matrix } from '../../src/math/matrix.ts';
import { RandomState } from '../../src/math/random.ts';
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

  it.each([
    ['all but equal in the column in which they differ most', (draw: number) => (draw < 0.9 ? 0 : 1e6)],
    ['near each other but for a few', (draw: number) => draw ** -3],
    ['in two places far from each other', (draw: number) => (draw < 0.7 ? draw : 1e9 + draw)],
  ])('are the bits that plain loops give where a sample tells little of rows: %s', (_, spread) => {
    const random = new RandomState(11);
    const X = { rows: 6000, columns: 2, data: new Float64Array(12_000) };
    for (let at = 0; at < X.data.length; at += 2) {
      X.data[at] = spread(random.randomSample());
      X.data[at + 1] = random.randomSample();
    }
    expectSame(X, 10);
  });

  it('are the bits that plain loops give for more neighbours than a thread holds in registers', () => {
    const random = new RandomState(3);
    const X = {
      rows: 900,
      columns: 2,
      data: Float64Array.from({ length: 1800 }, () => random.randomSample()),
    };
    for (const neighbours of [9, 10, 11, 25]) expectSame(X, neighbours);
    const repeated = { ...X, data: X.data.map((value) => Math.round(8 * value) / 8) };
    for (const neighbours of [9, 10, 11, 25]) expectSame(repeated, neighbours);
  });
});

describe('neighbour distances among whole numbers by kernel', () => {
  const draws: [string, (random: RandomState) => number][] = [
    ['of few points', (random) => random.randomInteger(3)],
    ['of ten points, most alike', (random) => Math.floor(10 * random.randomSample() ** 3)],
    ['far from 0', (random) => 2 ** 51 + random.randomInteger(4)],
    ['on both sides of 0', (random) => random.randomInteger(9) - 5],
    ['some close together, some alone', (random) => Math.round(random.randomSample() ** -1.5)],
    ['far from each other', (random) => random.randomInteger(2 ** 20)],
    ['too far from each other for one key', (random) => random.randomInteger(3) * 2 ** 40],
    ['in quarters, which are no lattice', (random) => random.randomInteger(3) / 4],
  ];
  it.each(draws)('are the bits that plain loops give: %s', (_, draw) => {
    const random = new RandomState(5);
    for (const columns of [1, 2, 3, 7, 21]) {
      const data = Float64Array.from({ length: 700 * columns }, () => draw(random));
      for (const neighbours of [1, 2, 10, 61]) expectSame({ rows: 700, columns, data }, neighbours);
    }
  });

  it('see all places around a row where every place is taken', () => {
    const side = 9;
    const data = Float64Array.from({ length: 3 * side ** 3 }, (_, at) => {
      return Math.floor(Math.floor(at / 3) / side ** (at % 3)) % side;
    });
    const means = meansOf({ rows: side ** 3, columns: 3, data }, 26);
    // In the middle: 6 at 1, 12 at the root of 2, 8 at the root of 3.
    expect(means[(side ** 3 - 1) / 2]).toBeCloseTo((6 + 12 * Math.SQRT2 + 8 * Math.sqrt(3)) / 26, 14);
    expectSame({ rows: side ** 3, columns: 3, data }, 26);
  });
});

function meansOf(X: Matrix, neighbours: number): Float64Array {
  const { matrix, counts } = distinctRows(X);
  let means: Float64Array = new Float64Array(0);
  useWorkspace((workspace) => {
    means = meanNeighbourDistancesByKernel(matrix, counts, neighbours, LEAF_ROWS, workspace);
  });
  return means;
}

function expectSame(X: Matrix, neighbours: number): void {
  const { matrix, counts } = distinctRows(X);
  expect(meansOf(X, neighbours)).toEqual(meanNeighbourDistancesPlainly(matrix, counts, neighbours));
}
