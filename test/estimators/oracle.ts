import { readFileSync } from 'node:fs';

/** What scikit-learn answered: see test/oracle/make_cases.py, which wrote it. */
export interface Oracle {
  readonly random_state_42: Readonly<Record<string, readonly number[]>>;
  readonly cases: readonly OracleCase[];
  readonly adjusted_rand: { readonly a: number[]; readonly b: number[]; readonly value: number };
}

export interface OracleCase {
  readonly name: string;
  readonly X: number[][];
  readonly standard: number[][];
  readonly minmax: number[][];
  readonly robust: number[][];
  readonly kmeans_on_standard: readonly (OracleClustering & {
    readonly n_clusters: number;
    readonly random_state: number;
    readonly n_init: number;
  })[];
  readonly kmeans_from_rows: readonly (OracleClustering & { readonly init_rows: number[] })[];
  readonly forest_on_standard: readonly OracleForest[];
  readonly validity_of_kmeans_42_10: {
    readonly silhouette_samples: number[];
    readonly calinski_harabasz: number;
    readonly davies_bouldin: number;
  };
}

export interface OracleClustering {
  readonly labels: number[];
  readonly cluster_centers: number[][];
  readonly inertia: number;
  readonly n_iter: number;
}

export interface OracleForest {
  readonly random_state: number;
  readonly contamination: number | 'auto';
  readonly n_estimators: number;
  readonly max_samples?: number | 'auto';
  readonly offset: number;
  readonly score_samples: number[];
  readonly is_anomaly: boolean[];
}

export function readOracle<T>(name: string): T {
  return JSON.parse(readFileSync(new URL(`../oracle/${name}`, import.meta.url), 'utf8'));
}

/** The largest difference between two lists relative to the second; 0 where they are equal. */
export function largestRelativeError(found: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (found.length !== expected.length) return Number.POSITIVE_INFINITY;
  let largest = 0;
  for (let i = 0; i < expected.length; i++) {
    if (found[i] === expected[i]) continue;
    const error = Math.abs(found[i] - expected[i]) / Math.abs(expected[i]);
    largest = Number.isNaN(error) ? Number.POSITIVE_INFINITY : Math.max(largest, error);
  }
  return largest;
}
