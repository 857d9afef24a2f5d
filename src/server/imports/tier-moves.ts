import type { PeriodSummary } from '../../data/store/period-summaries.ts';
import { changedTiers } from '../../evaluation/changed-tiers.ts';
import { applyStandard, evaluate } from '../../evaluation/pipeline.ts';
import type { Summaries } from '../../evaluation/records.ts';
import { parseStandard } from '../../evaluation/standard.ts';

/** What is known of a period before and after something, and what it is to be held against. */
export interface TierQuestion {
  readonly before: readonly PeriodSummary[];
  readonly after: readonly PeriodSummary[];
  /** The text of a standard; without it, one is fitted to what is known before. */
  readonly standard: string | null;
  /** Tasks below which a person is not rated, where a standard is fitted. */
  readonly minTasks: number;
}

/** Null where the person is not rated. */
export type TierMove = readonly [employeeId: string, from: string | null, to: string | null];

/** Whose tier changes, of those of whom something was known before. */
export function tierMoves({ before, after, standard, minTasks }: TierQuestion): TierMove[] {
  const earlier = summariesOf(before);
  const was =
    standard === null ? evaluate(earlier, { minTasks }) : applyStandard(earlier, parseStandard(standard));
  if (was.standard === null && standard === null) return [];
  const held = standard === null ? was.standard : parseStandard(standard);
  if (held === null) return [];
  return changedTiers(was, applyStandard(summariesOf(after), held))
    .filter((move) => move.before !== 'absent')
    .map(({ employee_id, from, to }) => [String(employee_id), from, to]);
}

function summariesOf(rows: readonly PeriodSummary[]): Summaries {
  return {
    ids: rows.map(({ employee_id }) => employee_id),
    names: rows.map(() => null),
    completedTasks: Float64Array.from(rows, ({ completed_tasks }) => completed_tasks),
    totalTasks: Float64Array.from(rows, ({ total_tasks }) => total_tasks),
    avgTaskHours: Float64Array.from(rows, ({ avg_task_hours }) => avg_task_hours ?? Number.NaN),
    extras: [],
  };
}
