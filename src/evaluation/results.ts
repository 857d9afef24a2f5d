import type { EmployeeId, PassedThrough } from './records.ts';

/** What one person's evaluation says. Every number is finite; null stands only where the person is unrated or the fact is missing. */
export interface PersonResult {
  readonly employee_id: EmployeeId;
  readonly name: string | null;
  /** 0 to 100. */
  readonly performance_score: number | null;
  /** The tier's name. */
  readonly performance_cluster: string | null;
  readonly is_anomaly: boolean | null;
  /** completed_tasks / total_tasks, 0 to 1. */
  readonly completion_rate: number | null;
  /** Mean hours of a completed task. */
  readonly avg_task_hours: number | null;
  readonly completed_tasks: number | null;
  readonly total_tasks: number | null;
  /** Liu's anomaly score, 0 to 1, higher is more unusual (scikit-learn's score_samples with the sign turned). */
  readonly anomaly_score: number | null;
  readonly explanation: Explanation | null;
  /** Why there is no rating; null for a rated person. */
  readonly unrated_reason: string | null;
  /** Columns of the input that travel along: department, ... */
  readonly [passedThrough: string]: PassedThrough | Explanation | EmployeeId;
}

/** Names that no column of the input can take in a result. */
export const RESERVED_FIELDS: ReadonlySet<string> = new Set([
  'employee_id',
  'name',
  'performance_score',
  'performance_cluster',
  'is_anomaly',
  'completion_rate',
  'avg_task_hours',
  'completed_tasks',
  'total_tasks',
  'anomaly_score',
  'explanation',
  'unrated_reason',
  '__proto__',
]);

export type FeatureName = 'completion_rate' | 'avg_task_hours' | 'completed_tasks';

export interface Explanation {
  /** Points of the score that come from each part; they sum to performance_score exactly. */
  readonly score_parts: {
    readonly completion_rate: number;
    readonly task_efficiency: number;
    readonly throughput: number;
  };
  /** Distances in scaled features; the other tier is the next better one, for the best tier the next lower. */
  readonly tier: {
    readonly distance: number;
    readonly next: string | null;
    /** False for the best tier, from which one can only fall. */
    readonly next_is_better: boolean | null;
    readonly distance_to_next: number | null;
    /**
     * The smallest change of a single feature, the other two held, that would move the person to the next tier; null
     * where none would. A changed number of completed tasks keeps the completion rate.
     */
    readonly smallest_change: FeatureChange | null;
  };
  /** For an anomaly: the features that isolate it, strongest first; null otherwise. */
  readonly anomaly: readonly AnomalyReason[] | null;
}

export interface FeatureChange {
  readonly feature: FeatureName;
  readonly from: number;
  readonly to: number;
}

export interface AnomalyReason {
  readonly feature: FeatureName;
  readonly direction: 'high' | 'low';
  readonly value: number;
  /** The median of the people the standard was fitted on. */
  readonly typical: number;
  /** How much of the anomaly score goes when the value is made typical. */
  readonly contribution: number;
}

/** The company at a glance. */
export interface EvaluationSummary {
  readonly people: number;
  readonly rated: number;
  readonly unrated: number;
  readonly anomalies: number;
  /** Best tier first. */
  readonly tiers: readonly TierSummary[];
  readonly score: Quantiles | null;
  readonly silhouette: { readonly value: number; readonly sampled_from: number | null } | null;
}

export interface TierSummary {
  readonly name: string;
  readonly people: number;
  /** The centre in natural units. */
  readonly centre: Readonly<Record<FeatureName, number>>;
}

export interface Quantiles {
  readonly minimum: number;
  readonly lower_quartile: number;
  readonly median: number;
  readonly upper_quartile: number;
  readonly maximum: number;
}
