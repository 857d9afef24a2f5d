import { InputError } from '../errors.ts';
import { bestOfCompeting, competingCenters } from '../estimators/competing-centers.ts';
import { TOO_CLOSE } from '../estimators/k-means-plus-plus.ts';
import { StandardScaler } from '../estimators/standard-scaler.ts';
import { distinctRowCount } from '../math/distinct-row-count.ts';
import { type Matrix, takeRows } from '../math/matrix.ts';
import { RandomState } from '../math/random.ts';
import { type Range, shareOfRange } from './features.ts';
import { cluster } from './fit.ts';
import type { EvaluationOptions } from './options.ts';
import { RESAMPLES, repeatedIndices } from './resampling.ts';
import { namesFor, rankClusters } from './tiers.ts';

/** The tiers as they would be with other colleagues, in natural units. */
export interface TierDraw {
  /** Best first. */
  readonly names: readonly string[];
  /** A row per tier: completion rate, hours a task, completed tasks. */
  readonly centres: Matrix;
  /** What a difference in each of the three counts: the inverse of the draw's standard deviation, 0 where all hours were the same. */
  readonly weights: Float64Array;
}

/** Up to so many colleagues more draws are affordable on each resample, and fewer people make them more needed. */
const FEW = 500;
const DRAWS_OF_FEW = 6;
const DRAWS_OF_MANY = 2;

/**
 * The tiers of 200 seeded resamples of the colleagues: as many as there are, drawn with replacement. The whole method is
 * fitted on each resample: ranges, scaling, K-means with the options' clusters and seeding, names by the weighted score.
 * `people` has a row per person, in natural units (completion rate, hours, tasks) and in canonical order.
 *
 * K-means comes to rest in many places, and from where it rested on all colleagues it hardly leaves: measured on uniform,
 * log-normal and rounded numbers of 15 to 5,000 people, 3 and 5 tiers, that start alone missed a better place in most
 * resamples, by 0.2 to 30 % of the inertia on average, and tiers seemed firmer than they are. So on each resample compete
 * all places where it rests on the colleagues (`competingCenters`) and some fresh draws on the resample; that comes to
 * the inertia of ten fresh draws, on average to within 0.3 %, in a tenth of the time where there are many.
 * With seeding 'density' the method has one start only, and that is taken.
 */
export function tierDraws(people: Matrix, fitted: Matrix, options: EvaluationOptions): TierDraw[] {
  const random = new RandomState(options.randomState);
  const starts = startsFor(people, fitted, options, random);
  return Array.from({ length: RESAMPLES }, () => {
    const drawn = new Uint32Array(people.rows);
    for (let i = 0; i < people.rows; i++) drawn[random.randomInteger(people.rows)]++;
    return drawOf(takeRows(people, repeatedIndices(drawn, people.rows)), starts, options, random);
  });
}

function startsFor(
  people: Matrix,
  fitted: Matrix,
  options: EvaluationOptions,
  random: RandomState,
): readonly Matrix[] {
  if (options.seeding === 'density' || fitted.rows < options.clusters) return [];
  const scaler = new StandardScaler().fit(people);
  const scaled = scaler.transform(people);
  if (distinctRowCount(scaled, options.clusters) < options.clusters) return [];
  const competing = unlessTooClose(() => competingCenters(scaled, options.clusters, random)) ?? [];
  return [fitted, ...competing.map((centers) => scaler.inverseTransform(centers))];
}

function drawOf(
  drawn: Matrix,
  starts: readonly Matrix[],
  options: EvaluationOptions,
  random: RandomState,
): TierDraw {
  const scaler = new StandardScaler().fit(drawn);
  const scaled = scaler.transform(drawn);
  const found = centresOf(
    scaled,
    starts.map((start) => scaler.transform(start)),
    options,
    random,
  );
  const centres = scaler.inverseTransform(found);
  const hours = columnRange(drawn, 1);
  const ranking = rankClusters(featuresOf(centres, hours), options.weights, columnRange(drawn, 2));
  const weights = scaler.scale.map((scale) => 1 / scale);
  if (hours.minimum === hours.maximum) weights[1] = 0;
  return { names: namesFor(centres.rows, options.tierNames), centres: takeRows(centres, ranking), weights };
}

function centresOf(
  scaled: Matrix,
  starts: readonly Matrix[],
  options: EvaluationOptions,
  random: RandomState,
): Matrix {
  const enough = starts.length > 0 && distinctRowCount(scaled, options.clusters) === options.clusters;
  const draws = scaled.rows <= FEW ? DRAWS_OF_FEW : DRAWS_OF_MANY;
  const best = enough ? unlessTooClose(() => bestOfCompeting(scaled, starts, draws, random)) : null;
  return best ?? cluster(scaled, options).clusterCenters;
}

/** Null where rounding alone tells the rows apart. */
function unlessTooClose<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof InputError && error.code === TOO_CLOSE) return null;
    throw error;
  }
}

/** Centres as the method's features, by the ranges of those who were drawn: hours become efficiency. */
function featuresOf({ rows, columns, data }: Matrix, hours: Range): Matrix {
  const features = data.map((value, at) => (at % 3 === 1 ? 1 - shareOfRange(value, hours) : value));
  return { rows, columns, data: features };
}

function columnRange({ data }: Matrix, column: number): Range {
  let minimum = Infinity;
  let maximum = -Infinity;
  for (let at = column; at < data.length; at += 3) {
    minimum = Math.min(minimum, data[at]);
    maximum = Math.max(maximum, data[at]);
  }
  return { minimum, maximum };
}
