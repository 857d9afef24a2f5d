import { UsageError } from '../errors.ts';

/** How much each part counts in the score; they are at least 0 and sum to 1. */
export interface Weights {
  readonly completionRate: number;
  readonly taskEfficiency: number;
  readonly throughput: number;
}

/** What an evaluation may be told; everything has the published method's default. */
export interface EvaluateOptions {
  /** Default 0.4, 0.3, 0.3. */
  readonly weights?: Weights;
  /** Number of tiers, 2 to 6; default 3. */
  readonly clusters?: number;
  /** Best first; default High, Medium, Low for three tiers. */
  readonly tierNames?: readonly string[];
  /** Share of people flagged as anomalies, above 0 and at most 0.5, or 'auto' for a fixed score; default 0.05. */
  readonly contamination?: number | 'auto';
  /** Seed of everything random, 0 to 2^32 - 1; default 42. */
  readonly randomState?: number;
  /** Tasks below which a person is unrated; default 1. */
  readonly minTasks?: number;
  /** How the first centres are found: k-means++ (random, seeded) or density (no randomness); default k-means++. */
  readonly seeding?: Seeding;
}

export type Seeding = 'k-means++' | 'density';

/** Options with nothing left open. */
export type EvaluationOptions = Required<EvaluateOptions>;

/** Fills in the defaults. Throws UsageError where a value is out of range: says which, what it is and what is allowed. */
export function evaluationOptions(options: EvaluateOptions = {}): EvaluationOptions {
  const clusters = options.clusters ?? 3;
  if (!Number.isInteger(clusters) || clusters < 2 || clusters > 6) {
    throw new UsageError(`the number of tiers must be a whole number from 2 to 6, not ${clusters}`);
  }
  const contamination = options.contamination ?? 0.05;
  if (contamination !== 'auto' && !(contamination > 0 && contamination <= 0.5)) {
    throw new UsageError(`contamination must be above 0 and at most 0.5, or auto, not ${contamination}`);
  }
  const randomState = options.randomState ?? 42;
  if (!Number.isInteger(randomState) || randomState < 0 || randomState > 0xffffffff) {
    throw new UsageError(`the random state must be a whole number from 0 to 4294967295, not ${randomState}`);
  }
  const minTasks = options.minTasks ?? 1;
  if (!Number.isInteger(minTasks) || minTasks < 1) {
    throw new UsageError(`the minimum of tasks must be a whole number of at least 1, not ${minTasks}`);
  }
  const seeding = options.seeding ?? 'k-means++';
  if (seeding !== 'k-means++' && seeding !== 'density') {
    throw new UsageError(`seeding must be k-means++ or density, not ${seeding}`);
  }
  return {
    weights: checkedWeights(options.weights ?? { completionRate: 0.4, taskEfficiency: 0.3, throughput: 0.3 }),
    clusters,
    tierNames: checkedTierNames(options.tierNames ?? DEFAULT_TIER_NAMES[clusters], clusters),
    contamination,
    randomState,
    minTasks,
    seeding,
  };
}

const DEFAULT_TIER_NAMES: Readonly<Record<number, readonly string[]>> = {
  2: ['High', 'Low'],
  3: ['High', 'Medium', 'Low'],
  4: ['High', 'Upper medium', 'Lower medium', 'Low'],
  5: ['Very high', 'High', 'Medium', 'Low', 'Very low'],
  6: ['Very high', 'High', 'Upper medium', 'Lower medium', 'Low', 'Very low'],
};

function checkedWeights({ completionRate, taskEfficiency, throughput }: Weights): Weights {
  const weights = { completionRate, taskEfficiency, throughput };
  for (const [name, weight] of [
    ['completion rate', completionRate],
    ['task efficiency', taskEfficiency],
    ['throughput', throughput],
  ] as const) {
    if (!(Number.isFinite(weight) && weight >= 0)) {
      throw new UsageError(`the weight of ${name} must be a number of at least 0, not ${weight}`);
    }
  }
  const sum = completionRate + taskEfficiency + throughput;
  if (Math.abs(sum - 1) > 1e-9) {
    throw new UsageError(
      `the weights must sum to 1; ${completionRate} + ${taskEfficiency} + ${throughput} = ${Number(sum.toPrecision(12))}`,
    );
  }
  return weights;
}

function checkedTierNames(names: readonly string[] = [], clusters: number): readonly string[] {
  const trimmed = names.map((name) => name.trim());
  if (trimmed.length !== clusters) {
    throw new UsageError(`${clusters} tiers need ${clusters} names, best first, not ${trimmed.length}`);
  }
  if (trimmed.includes('') || new Set(trimmed).size !== trimmed.length) {
    throw new UsageError(
      `tier names must differ and not be empty: ${trimmed.map((n) => `"${n}"`).join(', ')}`,
    );
  }
  return trimmed;
}
