import { describe, expect, it } from 'vitest';
import { IsolationForest } from '../../src/estimators/isolation-forest.ts';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { MinMaxScaler } from '../../src/estimators/min-max-scaler.ts';
import { RobustScaler } from '../../src/estimators/robust-scaler.ts';
import { StandardScaler } from '../../src/estimators/standard-scaler.ts';
import {
  adjustedRand,
  calinskiHarabaszScore,
  daviesBouldinScore,
  silhouetteSamples,
} from '../../src/estimators/validity.ts';
import { matrixFrom } from '../../src/math/matrix.ts';
import { largestRelativeError, type Oracle, type OracleClustering, readOracle } from './oracle.ts';

const oracle = readOracle<Oracle>('cases.json');

describe.each(oracle.cases)('on the $name, as scikit-learn has it', (example) => {
  const X = matrixFrom(example.X);
  const Z = matrixFrom(example.standard);

  it.each([
    ['StandardScaler', new StandardScaler(), example.standard],
    ['MinMaxScaler', new MinMaxScaler(), example.minmax],
    ['RobustScaler', new RobustScaler(), example.robust],
  ])('%s scales within 1e-12', (_, scaler, expected) => {
    expect(largestRelativeError(scaler.fit(X).transform(X).data, expected.flat())).toBeLessThan(1e-12);
  });

  it.each(example.kmeans_on_standard)(
    'K-means from seed $random_state, $n_init times, finds the same clusters in as many iterations',
    (expected) => {
      const { n_clusters: clusters, n_init: nInit, random_state: randomState } = expected;
      expectClustering(new KMeans({ clusters, nInit, randomState }).fit(Z), expected);
    },
  );

  it.each(example.kmeans_from_rows)('K-means from rows $init_rows finds the same clusters', (expected) => {
    const { init_rows: init } = expected;
    expectClustering(new KMeans({ clusters: init.length, init }).fit(Z), expected);
  });

  it.each(example.forest_on_standard)(
    'the isolation forest of $n_estimators trees from seed $random_state scores within 1e-12 and flags the same rows',
    (expected) => {
      const { n_estimators: estimators, random_state: randomState, contamination } = expected;
      const forest = new IsolationForest({ estimators, contamination, randomState }).fit(Z);
      expect(largestRelativeError(forest.scoreSamples(Z), expected.score_samples)).toBeLessThan(1e-12);
      expect(largestRelativeError([forest.offset], [expected.offset])).toBeLessThan(1e-12);
      expect(Array.from(forest.predict(Z), (flag) => flag === -1)).toEqual(expected.is_anomaly);
    },
  );

  it('validity agrees within 1e-12, but for rows that occur twice', () => {
    const expected = example.validity_of_kmeans_42_10;
    const clustering = example.kmeans_on_standard.find((k) => k.random_state === 42 && k.n_init === 10);
    const labels = clustering?.labels ?? [];
    expect(
      largestRelativeError([calinskiHarabaszScore(Z, labels)], [expected.calinski_harabasz]),
    ).toBeLessThan(1e-12);
    expect(largestRelativeError([daviesBouldinScore(Z, labels)], [expected.davies_bouldin])).toBeLessThan(
      1e-12,
    );
    const names = example.X.map(String);
    const isTwin = names.map((name) => names.indexOf(name) !== names.lastIndexOf(name));
    const found = Array.from(silhouetteSamples(Z, labels));
    const single = (values: number[]) => values.filter((_, i) => !isTwin[i]);
    const twins = (values: number[]) => values.filter((_, i) => isTwin[i]);
    expect(largestRelativeError(single(found), single(expected.silhouette_samples))).toBeLessThan(1e-12);
    // scikit-learn's distances leave up to 6e-8 between equal rows.
    expect(largestRelativeError(twins(found), twins(expected.silhouette_samples))).toBeLessThan(1e-9);
  });
});

it('adjustedRand agrees with scikit-learn', () => {
  const { a, b, value } = oracle.adjusted_rand;
  expect(adjustedRand(a, b)).toBe(value);
});

function expectClustering(found: KMeans, expected: OracleClustering): void {
  expect(Array.from(found.labels)).toEqual(expected.labels);
  expect(largestRelativeError(found.clusterCenters.data, expected.cluster_centers.flat())).toBeLessThan(1e-9);
  expect(largestRelativeError([found.inertia], [expected.inertia])).toBeLessThan(1e-9);
  expect(found.iterations).toBe(expected.n_iter);
}
