import { InputError } from '../errors.ts';
import { IsolationForest } from '../estimators/isolation-forest.ts';
import { TOO_CLOSE } from '../estimators/k-means-plus-plus.ts';
import { KMeans } from '../estimators/kmeans.ts';
import { StandardScaler } from '../estimators/standard-scaler.ts';
import { distinctRowCount } from '../math/distinct-row-count.ts';
import type { Matrix } from '../math/matrix.ts';
import { featureMatrix, type Numbers, numbersOf, type Range, rangeOf } from './features.ts';
import type { EvaluationOptions } from './options.ts';
import type { Known, Rating } from './rating.ts';
import type { Summaries } from './records.ts';
import { spreadOf } from './reference.ts';
import { weightedScore } from './scoring.ts';
import type { Standard, Tier } from './standard.ts';
import { fingerprint } from './standard-file.ts';
import { namesFor, rankClusters } from './tiers.ts';

/** A standard, and what fitting it found out about the people besides. */
export interface Fitted extends Known {
  readonly standard: Standard;
}

/** Fits a standard on people who can be rated (at least one) and are in canonical order. */
export function fitStandard(
  summaries: Summaries,
  people: Uint32Array,
  hoursRange: Range,
  options: EvaluationOptions,
): Fitted {
  const { features, throughputRange, ...seen } = surveyOf(numbersOf(summaries, people), hoursRange);
  const scaler = new StandardScaler().fit(features);
  const scaled = scaler.transform(features);
  const kmeans = cluster(scaled, options);
  const { contamination, randomState } = options;
  const forest = new IsolationForest({ contamination, randomState });
  const forestScores = forest.fitScoreSamples(scaled);

  const standard: Standard = {
    options,
    fittedOn: {
      people: people.length,
      unrated: summaries.completedTasks.length - people.length,
      fingerprint: seen.fingerprint,
    },
    hoursRange,
    throughputRange,
    scoreRange: scoreRange(features, options, throughputRange),
    typical: seen.typical,
    reference: seen.reference,
    resampled: null,
    scaler,
    kmeans,
    tiers: tiersFor(kmeans, scaler, options, throughputRange),
    forest,
  };
  return { standard, features, scaled, forestScores };
}

/** All that a standard needs to know of people's numbers, which are not needed any more then. */
function surveyOf(numbers: Numbers, hoursRange: Range) {
  const features = featureMatrix(numbers, hoursRange);
  const throughputRange = rangeOf(numbers.completedTasks);
  return { features, throughputRange, fingerprint: fingerprintOf(numbers), ...spreadOf(numbers) };
}

/**
 * What fitting the same people with other options gives, to the last bit: only what the options touch is fitted again.
 * `rating` is of the people its standard was fitted on, and `minTasks` must be as before.
 */
export function refitStandard(
  { standard: before, features, scaled, anomalyScores }: Rating,
  options: EvaluationOptions,
): Fitted {
  const same = (...names: (keyof EvaluationOptions)[]) =>
    names.every((name) => before.options[name] === options[name]);
  const { scaler, throughputRange } = before;
  const kmeans = same('clusters', 'seeding', 'randomState') ? before.kmeans : cluster(scaled, options);
  const { contamination, randomState } = options;
  const keepsForest = same('contamination', 'randomState');
  const forest = keepsForest ? before.forest : new IsolationForest({ contamination, randomState });
  const forestScores = keepsForest ? anomalyScores.map((score) => -score) : forest.fitScoreSamples(scaled);
  const standard: Standard = {
    ...before,
    options,
    scoreRange: scoreRange(features, options, throughputRange),
    resampled: null,
    kmeans,
    tiers: tiersFor(kmeans, scaler, options, throughputRange),
    forest,
  };
  return { standard, features, scaled, forestScores };
}

function tiersFor(
  { clusters, clusterCenters }: KMeans,
  scaler: StandardScaler,
  { tierNames, weights }: EvaluationOptions,
  throughputRange: Range,
): Tier[] {
  const names = namesFor(clusters, tierNames);
  const ranking = rankClusters(scaler.inverseTransform(clusterCenters), weights, throughputRange);
  return ranking.map((cluster, rank) => ({ name: names[rank], cluster }));
}

/** As many clusters as were asked for, or as many as the people's numbers can be told apart into. */
export function cluster(scaled: Matrix, { clusters, seeding, randomState }: EvaluationOptions): KMeans {
  for (let k = distinctRowCount(scaled, clusters); ; k--) {
    try {
      return new KMeans({ clusters: k, init: seeding, nInit: 10, randomState }).fit(scaled);
    } catch (error) {
      if (!(error instanceof InputError && error.code === TOO_CLOSE && k > 1)) throw error;
    }
  }
}

function scoreRange({ rows, data }: Matrix, { weights }: EvaluationOptions, throughputRange: Range): Range {
  const scores = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    scores[i] = weightedScore(data[i * 3], data[i * 3 + 1], data[i * 3 + 2], weights, throughputRange);
  }
  return rangeOf(scores);
}

/** Which numbers people have who are in canonical order, without holding them. */
export function fingerprintOf(numbers: Numbers): string {
  return fingerprint(threesOf(numbers));
}

/** The numbers of one person after the other, of many people at a time, in memory that is used again for the next ones. */
function* threesOf({ completedTasks, totalTasks, avgTaskHours }: Numbers): Iterable<Float64Array> {
  const people = completedTasks.length;
  const threes = new Float64Array(Math.min(people, PEOPLE_AT_ONCE) * 3);
  for (let first = 0; first < people; first += PEOPLE_AT_ONCE) {
    const end = Math.min(first + PEOPLE_AT_ONCE, people);
    for (let row = first, at = 0; row < end; row++) {
      threes[at++] = completedTasks[row];
      threes[at++] = totalTasks[row];
      threes[at++] = avgTaskHours[row];
    }
    yield threes.subarray(0, (end - first) * 3);
  }
}

const PEOPLE_AT_ONCE = 65_536;
