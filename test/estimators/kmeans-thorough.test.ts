import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { descend } from '../../src/estimators/accelerated-lloyd.ts';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { lloyd } from '../../src/estimators/lloyd.ts';
import { columnsOf } from '../../src/math/columns.ts';
import { type Matrix, takeRows } from '../../src/math/matrix.ts';
import { NearestCenter } from '../../src/math/nearest-center.ts';
import { RandomState } from '../../src/math/random.ts';
import { seededMatrix } from '../support/rough-matrix.ts';

/** Groups of different size and spread that overlap. */
function groups(rows: number, columns: number, count: number, seed: number): Matrix {
  const random = new RandomState(seed);
  const centers = seededMatrix(count, columns, seed);
  const data = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    const group = Math.floor(random.randomSample() ** 2 * count);
    for (let j = 0; j < columns; j++) {
      const spread = random.randomSample() + random.randomSample() + random.randomSample() - 1.5;
      data[i * columns + j] = 3 * centers.data[group * columns + j] + spread * (1 + group / count);
    }
  }
  return { rows, columns, data };
}

describe("KMeans with init 'thorough'", () => {
  it.each([
    [300, 2, 3],
    [20_000, 3, 3],
    [20_000, 3, 8],
    [90_000, 7, 4],
  ])(
    'is no worse than ten k-means++ draws on all of %i rows, %i columns, %i clusters',
    (rows, columns, clusters) => {
      const X = groups(rows, columns, clusters + 2, rows + clusters);
      const drawn = new KMeans({ clusters, nInit: 10 }).fit(X);
      const thorough = new KMeans({ clusters, init: 'thorough' }).fit(X);
      expect(thorough.inertia).toBeLessThanOrEqual(drawn.inertia * (1 + 1e-12));
    },
  );

  it('ends where no row changes its cluster', () => {
    const X = groups(30_000, 3, 6, 1);
    const { labels, clusterCenters } = new KMeans({ clusters: 5, init: 'thorough' }).fit(X);
    const again = new KMeans({ clusters: 5, init: clusterCenters, tolerance: 0 }).fit(X);
    expect(again.iterations).toBeLessThanOrEqual(2);
    expect(again.labels).toEqual(labels);
  });

  it('finds a row that hardly any sample holds', () => {
    const data = new Float64Array(20_000).fill(1);
    data[17_123] = 2;
    const { labels, inertia } = new KMeans({ clusters: 2, init: 'thorough' }).fit({
      rows: 20_000,
      columns: 1,
      data,
    });
    expect(inertia).toBe(0);
    expect(labels.filter((label) => label === labels[17_123])).toHaveLength(1);
  });

  it('keeps its name when saved', () => {
    const fitted = new KMeans({ clusters: 2, init: 'thorough' }).fit(groups(50, 2, 2, 1));
    expect(KMeans.fromJSON(JSON.parse(JSON.stringify(fitted))).init).toBe('thorough');
  });
});

describe('the accelerated descent', () => {
  it('ends no higher than one plain step, and plain steps from there end it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 4 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        (columns, clusters, seed) => {
          const X = groups(400, columns, 5, seed % 1000);
          const nearest = new NearestCenter(columnsOf(X, new Float64Array(columns)));
          const start = takeRows(
            X,
            Array.from({ length: clusters }, (_, c) => (seed + 37 * c) % 400),
          );
          const { centers, inertia } = descend(nearest, start);
          const oneStep = lloyd(nearest, start, 1, 0);
          const settled = lloyd(nearest, centers, 300, 0);
          expect(inertia).toBeLessThanOrEqual(oneStep.inertia * (1 + 1e-9) + 1e-9);
          expect(settled.inertia).toBeLessThanOrEqual(inertia * (1 + 1e-9) + 1e-9);
        },
      ),
    );
  });
});
