export type Feature = 'completion_rate' | 'avg_task_hours' | 'completed_tasks';

export const SCORE_PARTS = ['completion_rate', 'task_efficiency', 'throughput'] as const;
export type ScorePart = (typeof SCORE_PARTS)[number];

/** What an evaluation of tasks says of one person beside the result. */
export interface TaskDetail {
  readonly completion_rate: number | null;
  /** Null where the person is unrated. */
  readonly score_parts: Readonly<Record<ScorePart, number>> | null;
  readonly tier: TierPlace | null;
  readonly anomaly: { readonly reasons: readonly Reason[] } | null;
  readonly likely_data_errors: readonly Mistake[];
}

/** Where a person stands between the own tier's centre and the next one's. */
export interface TierPlace {
  readonly distance: number;
  readonly next: string | null;
  readonly next_is_better: boolean | null;
  readonly distance_to_next: number | null;
  readonly smallest_change: { readonly feature: Feature; readonly from: number; readonly to: number } | null;
}

interface Reason {
  readonly feature: Feature;
  readonly direction: 'high' | 'low';
  readonly value: number;
  readonly typical: number;
  readonly typical_range?: { readonly from: number; readonly to: number; readonly share: number } | null;
}

interface Mistake {
  readonly rule: 'more_hours_than_the_period' | 'tasks_of_less_than_a_minute' | 'far_more_tasks_than_others';
  readonly value: number;
  readonly limit: number;
}

/** What an appraisal says of one person. */
export interface Appraisal {
  readonly grade: string | null;
  readonly clustered_grade: string | null;
  readonly scoring_grade: string | null;
  /** To the centre of each grade; null where thresholds graded. */
  readonly distances: Readonly<Record<string, number>> | null;
  readonly total: number | null;
  readonly maximum: number;
  readonly shares: Readonly<Record<string, number | null>>;
  readonly strengths: readonly IndicatorPlace[];
  readonly training_needs: readonly IndicatorPlace[];
  readonly floors: readonly {
    readonly indicator: string;
    readonly share: number;
    readonly at_most: string;
  }[];
  readonly appraisers: number | null;
}

export interface IndicatorPlace {
  readonly indicator: string;
  readonly share: number;
  readonly own_centre: number | null;
  readonly next_centre: number | null;
  readonly points: number;
}

/** The detail of a result of tasks; null where the person was appraised. */
export function taskDetailOf({ detail }: { readonly detail: unknown }): TaskDetail | null {
  const isOfTasks = typeof detail === 'object' && detail !== null && 'score_parts' in detail;
  // The server writes it in this shape.
  return isOfTasks ? (detail as unknown as TaskDetail) : null;
}

/** The appraisal of a result; null where the person was not appraised, or not rated. */
export function appraisalOf({ detail }: { readonly detail: unknown }): Appraisal | null {
  const isOfAppraisal = typeof detail === 'object' && detail !== null && 'appraisal' in detail;
  // The server writes it in this shape.
  return isOfAppraisal ? (detail.appraisal as Appraisal | null) : null;
}

/** How much each part weighs, by the options of a standard of tasks; null of other standards. */
export function weightsOf(options: Readonly<Record<string, unknown>> | undefined) {
  const weights = options?.weights;
  // The server writes it in this shape.
  return (weights as Readonly<Record<ScorePart, number>> | undefined) ?? null;
}

/**
 * Parts rounded to tenths that add up to their rounded sum: what is shown adds up as shown. Each is rounded down, and the
 * tenths that are missing go to those which lost most (the largest remainders).
 */
export function roundedParts(parts: readonly number[]): number[] {
  const tenths = parts.map((part) => part * 10);
  const floors = tenths.map((part) => Math.floor(part + 1e-9));
  const sum = Math.round(tenths.reduce((total, part) => total + part, 0));
  let missing = sum - floors.reduce((total, part) => total + part, 0);
  const byLoss = tenths
    .map((part, i) => ({ i, loss: part - floors[i] }))
    .sort((a, b) => b.loss - a.loss || a.i - b.i);
  for (const { i } of byLoss) {
    if (missing <= 0) break;
    floors[i]++;
    missing--;
  }
  return floors.map((part) => part / 10);
}
