import type { Kysely } from 'kysely';
import type { LiveResult } from '../../data/store/live-results.ts';
import { periodSummaries } from '../../data/store/period-summaries.ts';
import type { Database } from '../../data/store/schema.ts';
import { applyStandard } from '../../evaluation/pipeline.ts';
import type { Standard } from '../../evaluation/standard.ts';

/** A standard that has been read. */
export interface KnownStandard {
  readonly id: string;
  readonly standard: Standard;
}

/**
 * Where people stand in a period by a standard. A standard holds each person against what it was fitted on, never
 * against the others: some people can be computed without everybody else.
 */
export async function standNow(
  db: Kysely<Database>,
  periodId: string,
  employeeIds: readonly string[],
  { id, standard }: KnownStandard,
): Promise<LiveResult[]> {
  const known = await periodSummaries(db, periodId, employeeIds);
  const evaluation = applyStandard(
    {
      ids: known.map(({ employee_id }) => employee_id),
      names: known.map(() => null),
      completedTasks: Float64Array.from(known, ({ completed_tasks }) => completed_tasks),
      totalTasks: Float64Array.from(known, ({ total_tasks }) => total_tasks),
      avgTaskHours: Float64Array.from(known, ({ avg_task_hours }) => avg_task_hours ?? Number.NaN),
      extras: [],
    },
    standard,
  );
  const updated_at = new Date().toISOString();
  return known.map(({ employee_id }, i) => {
    const { performance_cluster, performance_score, is_anomaly, unrated_reason } = evaluation.at(i);
    return {
      period_id: periodId,
      employee_id,
      standard_id: id,
      tier: performance_cluster,
      score: performance_score,
      unusual: is_anomaly === null ? null : Number(is_anomaly),
      unrated_reason,
      updated_at,
    };
  });
}
