import { KMeans, type KMeansOptions } from '../src/estimators/kmeans.ts';
import { type Matrix, takeRows } from '../src/math/matrix.ts';
import { RandomState } from '../src/math/random.ts';
import { matchedLabels } from './agreement.ts';

export const RUNS = 200;

/** People who are clustered, as often as there are runs. */
export interface Population {
  readonly name: string;
  readonly features: Matrix;
  readonly clusters: number;
}

/** What chance does to people: both are shares of all people. */
export interface Luck {
  /** Those who are not in the same group in all runs. */
  readonly moved: number;
  /** How often, on average, somebody is not in the group he is in most often. */
  readonly unusual: number;
}

export interface ObjectivityResult {
  readonly name: string;
  readonly people: number;
  readonly clusters: number;
  readonly plusPlusOnce: Luck;
  readonly plusPlusTen: Luck;
  readonly density: Luck;
}

/** Clusters the same people many times, each time in another order and with another seed, by three kinds of start. */
export function measureLuck({ name, features, clusters }: Population, runs = RUNS): ObjectivityResult {
  const luck = (options: Partial<KMeansOptions>) =>
    luckOf(Array.from({ length: runs }, (_, seed) => shuffledRun(features, { clusters, ...options }, seed)));
  return {
    name,
    people: features.rows,
    clusters,
    plusPlusOnce: luck({ nInit: 1 }),
    plusPlusTen: luck({ nInit: 10 }),
    density: luck({ init: 'density' }),
  };
}

/** The group of each person, who are given to K-means in an order drawn from the seed. */
function shuffledRun(features: Matrix, options: KMeansOptions, seed: number): Int32Array {
  const order = new RandomState(seed).permutation(features.rows);
  const { labels } = new KMeans({ ...options, randomState: seed }).fit(takeRows(features, order));
  const groups = new Int32Array(labels.length);
  order.forEach((person, row) => {
    groups[person] = labels[row];
  });
  return groups;
}

/** Groups have no names of their own, so each run's are matched to those of the first as well as can be. */
function luckOf(runs: readonly Int32Array[]): Luck {
  const named = runs.map((groups) => matchedLabels(groups, runs[0]));
  let moved = 0;
  let unusual = 0;
  for (let person = 0; person < runs[0].length; person++) {
    const times = new Map<number, number>();
    for (const groups of named) times.set(groups[person], (times.get(groups[person]) ?? 0) + 1);
    const usual = Math.max(...times.values());
    if (usual < runs.length) moved++;
    unusual += 1 - usual / runs.length;
  }
  return { moved: moved / runs[0].length, unusual: unusual / runs[0].length };
}
