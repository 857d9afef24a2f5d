import { normalQuantile } from '../../math/normal.ts';
import { FEATURES, type Numbers, numbersOf } from '../features.ts';
import type { Evaluation } from '../pipeline.ts';
import { binCounts, type FeatureReference, featureValues, type Reference } from '../reference.ts';
import type { FeatureName } from '../results.ts';

/** Below the first, features are taken to be where they were; above the second, to have moved (Siddiqi 2006). */
export const PSI_SOME = 0.1;
export const PSI_LARGE = 0.25;

/** Movements that chance alone brings forth more often than once in so many times are not told as movements. */
const CHANCE = 0.001;

/** How far one feature has moved from the standard's data. */
export interface FeatureDrift {
  readonly feature: FeatureName;
  /** Population stability index: the sum over the bins of (share now - share then) x ln(share now / share then). */
  readonly psi: number;
  /** What the index is on average where nothing has moved and chance alone draws the people. */
  readonly expected: number;
  /** What it exceeds by chance alone in 1 of 1,000 cases. */
  readonly limit: number;
  /** none below 0.1 or the limit, large above 0.25, some between. */
  readonly drift: 'none' | 'some' | 'large';
  /** Each bin in natural units: from (null for the first: any lower value) up to and with to (null for the last). */
  readonly bins: readonly DriftBin[];
}

export interface DriftBin {
  readonly from: number | null;
  readonly to: number | null;
  readonly share_then: number;
  readonly share_now: number;
}

export interface Drift {
  readonly people_then: number;
  readonly people_now: number;
  readonly features: readonly FeatureDrift[];
  /** Whether a new standard is due: some feature's drift is large. */
  readonly proposal: boolean;
}

/**
 * How far the rated people's features have moved away from those that the evaluation's standard was fitted on: the
 * population stability index over the standard's deciles (Siddiqi 2006, "Credit Risk Scorecards"), 0.1 and 0.25 being its
 * usual thresholds. Null where nobody is rated.
 *
 * Few people differ from many by chance alone. The index of n people drawn from the same source as the standard's m is
 * about (1/n + 1/m) times chi-square with one degree of freedom less than there are bins (Yurdakul 2018), so its
 * expected value is (bins - 1)(1/n + 1/m). What chance would reach once in 1,000 times is not called a movement, however
 * large. A bin without people counts as half a person. O(people).
 */
export function driftOf({ summaries, rating, rowOf }: Evaluation): Drift | null {
  if (rating === null) return null;
  const people = new Uint32Array(rating.features.rows);
  for (let i = 0, next = 0; i < rowOf.length; i++) if (rowOf[i] >= 0) people[next++] = i;
  return driftFrom(rating.standard.reference, numbersOf(summaries, people));
}

/** The same for the numbers of people, of whom there is at least one, in any order. */
export function driftFrom(reference: Reference, numbers: Numbers): Drift {
  const features = FEATURES.map((feature) =>
    featureDrift(feature, featureValues(numbers, feature), reference),
  );
  return {
    people_then: reference.people,
    people_now: numbers.completedTasks.length,
    features,
    proposal: features.some(({ drift }) => drift === 'large'),
  };
}

/** What a reader should know of the drift, where there is a large one. */
export function driftNotes({ features, people_then }: Drift): string[] {
  const moved = features.filter(({ drift }) => drift === 'large');
  if (moved.length === 0) return [];
  const list = moved.map(({ feature, psi }) => `${feature} ${psi.toFixed(2)}`).join(', ');
  return [
    `The people have moved away from the data of the standard, ${people_then} people (population stability index: ${list}; above ${PSI_LARGE} is much): fit a new standard.`,
  ];
}

function featureDrift(feature: FeatureName, values: Float64Array, reference: Reference): FeatureDrift {
  const spread = reference.features[feature];
  const counts = binCounts(values, spread);
  const then = Array.from(counts, (_, bin) => spread.shares[bin] ?? 0);
  const now = Array.from(counts, (count) => count / values.length);
  const psi = now.reduce((sum, share, bin) => {
    if (share === then[bin]) return sum;
    const p = share || 0.5 / values.length;
    const q = then[bin] || 0.5 / reference.people;
    return sum + (p - q) * Math.log(p / q);
  }, 0);
  const freedom = counts.length - 1;
  const chance = 1 / values.length + 1 / reference.people;
  const limit = chance * chiSquareQuantile(freedom, 1 - CHANCE);
  return {
    feature,
    psi,
    expected: freedom * chance,
    limit,
    drift: psi <= PSI_SOME || psi <= limit ? 'none' : psi <= PSI_LARGE ? 'some' : 'large',
    bins: binsOf(spread, then, now),
  };
}

/** Wilson and Hilferty's approximation (1931), which is off by less than a hundredth where it matters here. */
function chiSquareQuantile(freedom: number, probability: number): number {
  const spread = 2 / (9 * freedom);
  const root = 1 - spread + normalQuantile(probability) * Math.sqrt(spread);
  return freedom * root * root * root;
}

/** The second bin of a reference with a single value, all other values, has neither end. */
function binsOf(
  { minimum, maximum, edges }: FeatureReference,
  then: readonly number[],
  now: readonly number[],
): DriftBin[] {
  const isSingle = minimum === maximum;
  return now.map((share, bin) => ({
    from: isSingle ? (bin === 0 ? minimum : null) : (edges[bin - 1] ?? null),
    to: isSingle ? (bin === 0 ? minimum : null) : (edges[bin] ?? null),
    share_then: then[bin],
    share_now: share,
  }));
}
