import { describe, expect, it } from 'vitest';
import { IsolationForest } from '../../src/estimators/isolation-forest.ts';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { MinMaxScaler } from '../../src/estimators/min-max-scaler.ts';
import { RobustScaler } from '../../src/estimators/robust-scaler.ts';
import { StandardScaler } from '../../src/estimators/standard-scaler.ts';
import { matrixFrom } from '../../src/math/matrix.ts';
import { largestRelativeError, type OracleClustering, type OracleForest, readOracle } from './oracle.ts';

/** See test/oracle/make_edge_cases.py. */
interface EdgeOracle {
  readonly clusterings: readonly (OracleClustering & {
    readonly name: string;
    readonly X: number[][];
    readonly init: 'k-means++' | number[][];
    readonly n_clusters: number;
    readonly n_init: number;
    readonly random_state?: number;
    readonly max_iter?: number;
    readonly tol?: number;
    readonly predicted: number[];
  })[];
  readonly forests: readonly (Omit<OracleForest, 'contamination'> & {
    readonly name: string;
    readonly X: number[][];
    readonly contamination?: number;
    readonly elsewhere: number[];
  })[];
  readonly scalings: readonly {
    readonly name: string;
    readonly X: number[][];
    readonly standard: number[][];
    readonly minmax: number[][];
    readonly robust: number[][];
  }[];
}

const oracle = readOracle<EdgeOracle>('edge-cases.json');

describe('KMeans gives the clusters of scikit-learn', () => {
  it.each(oracle.clusterings)('$name', (expected) => {
    const X = matrixFrom(expected.X);
    const kmeans = new KMeans({
      clusters: expected.n_clusters,
      init: expected.init === 'k-means++' ? expected.init : matrixFrom(expected.init),
      nInit: expected.n_init,
      randomState: expected.random_state ?? 0,
      maxIterations: expected.max_iter ?? 300,
      tolerance: expected.tol ?? 1e-4,
    }).fit(X);
    expect(Array.from(kmeans.labels)).toEqual(expected.labels);
    expect(kmeans.iterations).toBe(expected.n_iter);
    expectClose(kmeans.clusterCenters.data, expected.cluster_centers.flat(), 1e-9);
    expectClose([kmeans.inertia], [expected.inertia], 1e-9);
    const moved = { ...X, data: X.data.map((value) => value + 0.5) };
    expect(Array.from(kmeans.predict(moved))).toEqual(expected.predicted);
  });
});

describe('IsolationForest gives the scores of scikit-learn', () => {
  it.each(oracle.forests)('$name', (expected) => {
    const X = matrixFrom(expected.X);
    const forest = new IsolationForest({
      estimators: expected.n_estimators,
      maxSamples: expected.max_samples ?? 'auto',
      contamination: expected.contamination ?? 'auto',
      randomState: expected.random_state,
    }).fit(X);
    expect(largestRelativeError(forest.scoreSamples(X), expected.score_samples)).toBeLessThan(1e-12);
    expect(largestRelativeError([forest.offset], [expected.offset])).toBeLessThan(1e-12);
    expect(Array.from(forest.predict(X), (flag) => flag === -1)).toEqual(expected.is_anomaly);
    const elsewhere = matrixFrom(
      expected.X.toReversed().map((row) => row.map((value) => value * 1.5 + 0.25)),
    );
    expect(largestRelativeError(forest.scoreSamples(elsewhere), expected.elsewhere)).toBeLessThan(1e-12);
  });
});

describe('the scalers give the numbers of scikit-learn', () => {
  it.each(oracle.scalings)('$name', (expected) => {
    const X = matrixFrom(expected.X);
    expect(new StandardScaler().fit(X).transform(X).data).toEqual(
      Float64Array.from(expected.standard.flat()),
    );
    expect(new MinMaxScaler().fit(X).transform(X).data).toEqual(Float64Array.from(expected.minmax.flat()));
    expect(new RobustScaler().fit(X).transform(X).data).toEqual(Float64Array.from(expected.robust.flat()));
  });
});

/** Within a relative error, or, where rounding alone keeps a number from 0, both within that of 0. */
function expectClose(found: ArrayLike<number>, expected: ArrayLike<number>, error: number): void {
  expect(found.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    expect(Math.abs(found[i] - expected[i])).toBeLessThanOrEqual(error * Math.abs(expected[i]) + 1e-14);
  }
}
