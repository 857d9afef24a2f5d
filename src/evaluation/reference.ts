import { InputError } from '../errors.ts';
import { RankedNumbers } from '../math/ranked-numbers.ts';
import type { Numbers } from './features.ts';
import type { FeatureName } from './results.ts';

/** How a feature was spread over the people a standard was fitted on, in natural units. */
export interface FeatureReference {
  readonly minimum: number;
  readonly maximum: number;
  /**
   * The nine deciles, each a value that somebody had, equal ones once and the maximum left out: a bin reaches up to its
   * edge, edge included, and the last one from the last edge up. Where everybody had the same value there is no edge.
   */
  readonly edges: readonly number[];
  /** The share of the people in each bin, all above 0; they sum to 1. */
  readonly shares: readonly number[];
}

/** The people a standard was fitted on as a picture that later people can be held against. */
export interface Reference {
  readonly people: number;
  readonly features: Readonly<Record<FeatureName, FeatureReference>>;
}

/** How people's features are spread, at least one person's, and the middle of each. O(people). */
export function spreadOf(numbers: Numbers): { reference: Reference; typical: Record<FeatureName, number> } {
  const found = byFeature((name) => {
    const ranked = new RankedNumbers(featureValues(numbers, name));
    return { reference: referenceOf(ranked), median: ranked.median() };
  });
  return {
    reference: {
      people: numbers.completedTasks.length,
      features: byFeature((name) => found[name].reference),
    },
    typical: byFeature((name) => found[name].median),
  };
}

/** One feature of each person, in natural units. */
export function featureValues(
  { completedTasks, totalTasks, avgTaskHours }: Numbers,
  name: FeatureName,
): Float64Array {
  if (name === 'avg_task_hours') return avgTaskHours;
  if (name === 'completed_tasks') return completedTasks;
  const rates = new Float64Array(completedTasks.length);
  for (let row = 0; row < rates.length; row++) rates[row] = completedTasks[row] / totalTasks[row];
  return rates;
}

/**
 * How many of the values fall into each bin of a reference. Where the reference is a single value there are two bins: that
 * value, and all others.
 */
export function binCounts(values: Float64Array, { minimum, maximum, edges }: FeatureReference): Float64Array {
  const isSingle = minimum === maximum;
  const counts = new Float64Array(isSingle ? 2 : edges.length + 1);
  for (const value of values) {
    let bin = 0;
    if (isSingle) bin = value === minimum ? 0 : 1;
    else while (bin < edges.length && value > edges[bin]) bin++;
    counts[bin]++;
  }
  return counts;
}

/** Reads what was saved; throws InputError where it is damaged. */
export function referenceFrom(value: unknown): Reference {
  const saved = object(value, 'reference');
  const { people } = saved;
  if (!(typeof people === 'number' && Number.isSafeInteger(people) && people > 0)) {
    throw new InputError('reference.people is not a number of people');
  }
  const features = object(saved.features, 'reference.features');
  return { people, features: byFeature((name) => spreadFrom(features[name], `reference.features.${name}`)) };
}

function referenceOf(ranked: RankedNumbers): FeatureReference {
  const people = ranked.length;
  const maximum = ranked.at(people - 1);
  const edges: number[] = [];
  const shares: number[] = [];
  let before = 0;
  for (let tenth = 1; tenth < 10; tenth++) {
    const edge = ranked.at(Math.ceil((tenth * people) / 10) - 1);
    if (edge >= maximum) break;
    const end = ranked.countUpTo(edge);
    if (end === before) continue;
    edges.push(edge);
    shares.push((end - before) / people);
    before = end;
  }
  shares.push((people - before) / people);
  return { minimum: ranked.at(0), maximum, edges, shares };
}

function spreadFrom(value: unknown, what: string): FeatureReference {
  const saved = object(value, what);
  const edges = numbers(saved.edges, `${what}.edges`);
  const shares = numbers(saved.shares, `${what}.shares`);
  const [minimum, maximum] = numbers([saved.minimum, saved.maximum], what);
  const steps = [...edges, maximum];
  if (minimum > maximum || steps.some((edge, i) => edge < minimum || edge <= (steps[i - 1] ?? -Infinity))) {
    throw new InputError(`${what}: its edges do not ascend from its minimum to its maximum`);
  }
  const sum = shares.reduce((total, share) => total + share, 0);
  if (shares.length !== edges.length + 1 || shares.some((share) => share <= 0) || Math.abs(sum - 1) > 1e-9) {
    throw new InputError(`${what}: its shares are not one for each bin, above 0, with a sum of 1`);
  }
  return { minimum, maximum, edges, shares };
}

/** Something for each feature. */
export function byFeature<T>(make: (name: FeatureName) => T): Record<FeatureName, T> {
  return {
    completion_rate: make('completion_rate'),
    avg_task_hours: make('avg_task_hours'),
    completed_tasks: make('completed_tasks'),
  };
}

function object(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new InputError(`${what} is missing`);
  }
  return { ...value };
}

function numbers(value: unknown, what: string): number[] {
  if (!Array.isArray(value)) throw new InputError(`${what} is missing`);
  return value.map((item: unknown) => {
    if (typeof item !== 'number' || !Number.isFinite(item)) throw new InputError(`${what} is not a number`);
    return item;
  });
}
