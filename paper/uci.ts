import { KMeans } from '../src/estimators/kmeans.ts';
import { MinMaxScaler } from '../src/estimators/min-max-scaler.ts';
import { StandardScaler } from '../src/estimators/standard-scaler.ts';
import { adjustedRand } from '../src/estimators/validity.ts';
import type { Matrix } from '../src/math/matrix.ts';
import { RandomState } from '../src/math/random.ts';
import { majorityAccuracy, matchedAccuracy, numbered } from './agreement.ts';
import type { DataSet } from './data-sets.ts';
import { READINGS, type Reading, ReadingSeeds } from './readings.ts';

export type Scaling = 'raw' | 'standard' | 'min-max';

export const SCALINGS: readonly Scaling[] = ['raw', 'standard', 'min-max'];
export const RANDOM_STARTS = 100;
export const MIN_PTS: readonly number[] = Array.from({ length: 60 }, (_, i) => i + 1);

/** How good a clustering is: both shares are 0 to 1. */
export interface Quality {
  readonly accuracy: number;
  readonly adjustedRand: number;
  readonly inertia: number;
}

export interface Spread {
  readonly mean: number;
  readonly minimum: number;
  readonly maximum: number;
}

/** Everything that was tried on one data set in one scaling. */
export interface UciResult {
  readonly dataSet: string;
  readonly title: string;
  readonly scaling: Scaling;
  readonly random: { readonly accuracy: Spread; readonly adjustedRand: Spread; readonly inertia: Spread };
  readonly plusPlus: Quality;
  /** Density seeding with 1, 2, 3, ... neighbours. */
  readonly density: readonly Quality[];
  /** The clustering of the smallest inertia among all runs here. */
  readonly best: Quality;
  /** The most accurate clustering among all runs here: no choice of start that was tried does better. */
  readonly mostAccurate: number;
}

/** K-means on one data set in one scaling, to the fixed point, from every kind of start. */
export function clusterDataSet({ name, title, features, classes }: DataSet, scaling: Scaling): UciResult {
  const X = scaled(features, scaling);
  const truth = numbered(classes);
  const clusters = new Set(classes).size;
  const quality = (kmeans: KMeans): Quality => ({
    accuracy: matchedAccuracy(kmeans.labels, truth),
    adjustedRand: adjustedRand(kmeans.labels, truth),
    inertia: kmeans.inertia,
  });
  const random = Array.from({ length: RANDOM_STARTS }, (_, seed) => {
    const init = Array.from(new RandomState(seed).permutation(X.rows).slice(0, clusters));
    return quality(new KMeans({ clusters, init, tolerance: 0 }).fit(X));
  });
  const plusPlus = quality(new KMeans({ clusters, tolerance: 0 }).fit(X));
  const density = MIN_PTS.map((minPts) =>
    quality(new KMeans({ clusters, init: 'density', minPts, tolerance: 0 }).fit(X)),
  );
  const all = [plusPlus, ...random, ...density];
  return {
    dataSet: name,
    title,
    scaling,
    random: {
      accuracy: spread(random.map((run) => run.accuracy)),
      adjustedRand: spread(random.map((run) => run.adjustedRand)),
      inertia: spread(random.map((run) => run.inertia)),
    },
    plusPlus,
    density,
    best: all.reduce((a, b) => (b.inertia < a.inertia ? b : a)),
    mostAccurate: Math.max(...all.map((run) => run.accuracy)),
  };
}

/** What a reading of the paper gives on one data set in one scaling. */
export interface ReadingResult {
  readonly dataSet: string;
  readonly scaling: Scaling;
  readonly reading: Reading;
  /** Accuracy with the default MinPts. */
  readonly accuracy: number;
  /** The best accuracy that any MinPts up to 60 gives, which nobody could know without the classes. */
  readonly bestAccuracy: number;
}

export function tryReadings(
  { name, features, classes }: DataSet,
  scaling: Scaling,
  minPts: number,
): ReadingResult[] {
  const X = scaled(features, scaling);
  const truth = numbered(classes);
  const clusters = new Set(classes).size;
  const starts = new ReadingSeeds(X);
  return READINGS.map((reading) => {
    const accuracies = MIN_PTS.map((neighbours) => {
      const init = starts.seeds(reading, clusters, neighbours);
      return matchedAccuracy(new KMeans({ clusters, init, tolerance: 0 }).fit(X).labels, truth);
    });
    return {
      dataSet: name,
      scaling,
      reading,
      accuracy: accuracies[MIN_PTS.indexOf(minPts)],
      bestAccuracy: Math.max(...accuracies),
    };
  });
}

/** Seven clusters, as section 3 has it, each standing for the class that is commonest in it. */
export function sevenCentres({ features, classes }: DataSet, scaling: Scaling): number {
  const X = scaled(features, scaling);
  const kmeans = new KMeans({ clusters: 7, init: 'density', tolerance: 0 }).fit(X);
  return majorityAccuracy(kmeans.labels, numbered(classes));
}

export function scaled(X: Matrix, scaling: Scaling): Matrix {
  if (scaling === 'standard') return new StandardScaler().fit(X).transform(X);
  if (scaling === 'min-max') return new MinMaxScaler().fit(X).transform(X);
  return X;
}

function spread(values: readonly number[]): Spread {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, minimum: Math.min(...values), maximum: Math.max(...values) };
}
