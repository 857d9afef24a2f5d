import { FEATURES, type Range, valueAtShare } from './features.ts';
import type { FeatureName } from './results.ts';
import type { Standard } from './standard.ts';

/** What was decided for a standard of the task pipeline. */
export interface StandardOptions {
  readonly weights: {
    readonly completion_rate: number;
    readonly task_efficiency: number;
    readonly throughput: number;
  };
  readonly clusters: number;
  readonly tier_names: readonly string[];
  readonly contamination: number | 'auto';
  readonly random_state: number;
  readonly min_tasks: number;
  readonly seeding: string;
}

/** What people read of a standard of the task pipeline: everything but its trees, in natural units. */
export interface TaskStandardContent {
  readonly options: StandardOptions;
  readonly fitted_on: { readonly people: number; readonly unrated: number; readonly fingerprint: string };
  /** Best first. */
  readonly tiers: readonly {
    readonly name: string;
    readonly centre: Readonly<Record<FeatureName, number>>;
  }[];
  readonly ranges: {
    readonly avg_task_hours: Range;
    readonly completed_tasks: Range;
    readonly weighted_score: Range;
  };
  /** The median person. */
  readonly typical: Readonly<Record<FeatureName, number>>;
  /** Anomaly score above which a person is among the most unusual share. */
  readonly anomaly_threshold: number;
}

export function taskStandardContent(standard: Standard): TaskStandardContent {
  const { fittedOn, tiers, typical, forest } = standard;
  return {
    options: standardOptions(standard),
    fitted_on: fittedOn,
    tiers: tiers.map(({ name, cluster }) => ({ name, centre: naturalCentre(standard, cluster) })),
    ranges: {
      avg_task_hours: standard.hoursRange,
      completed_tasks: standard.throughputRange,
      weighted_score: standard.scoreRange,
    },
    typical,
    anomaly_threshold: -forest.offset,
  };
}

/** What those read of a standard who may not know of the people whom it was fitted on: how it works, and no number of theirs. */
export function sharedTaskContent({ options, tiers }: TaskStandardContent) {
  return { options, tiers: tiers.map(({ name }) => ({ name })) };
}

export function standardOptions({ options }: Standard): StandardOptions {
  const { weights, clusters, tierNames, contamination, randomState, minTasks, seeding } = options;
  return {
    weights: {
      completion_rate: weights.completionRate,
      task_efficiency: weights.taskEfficiency,
      throughput: weights.throughput,
    },
    clusters,
    tier_names: tierNames,
    contamination,
    random_state: randomState,
    min_tasks: minTasks,
    seeding,
  };
}

/** A cluster's centre in natural units. */
function naturalCentre(
  { scaler, kmeans, hoursRange }: Standard,
  cluster: number,
): Record<FeatureName, number> {
  const { data } = scaler.inverseTransform(kmeans.clusterCenters);
  const at = cluster * FEATURES.length;
  return {
    completion_rate: data[at],
    avg_task_hours: valueAtShare(1 - data[at + 1], hoursRange),
    completed_tasks: data[at + 2],
  };
}
