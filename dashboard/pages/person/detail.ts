type Feature = 'completion_rate' | 'avg_task_hours' | 'completed_tasks';

/** What an evaluation of tasks says of one person beside the result. */
export interface TaskDetail {
  readonly completion_rate: number;
  readonly score_parts: Readonly<Record<'completion_rate' | 'task_efficiency' | 'throughput', number>>;
  readonly tier: {
    readonly next: string | null;
    readonly smallest_change: {
      readonly feature: Feature;
      readonly from: number;
      readonly to: number;
    } | null;
  };
  readonly anomaly: {
    readonly reasons: readonly {
      readonly feature: Feature;
      readonly direction: 'high' | 'low';
      readonly value: number;
      readonly typical: number;
    }[];
  } | null;
}

/** The detail of a result; null where the person is unrated, or was appraised. */
export function taskDetailOf({ detail }: { readonly detail: unknown }): TaskDetail | null {
  const isOfTasks =
    typeof detail === 'object' && detail !== null && 'score_parts' in detail && detail.score_parts;
  // The server writes it in this shape, or leaves the parts out.
  return isOfTasks ? (detail as unknown as TaskDetail) : null;
}
