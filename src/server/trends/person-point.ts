import { unratedReason } from '../../evaluation/evidence.ts';
import type { Standard } from '../../evaluation/standard.ts';
import { ABSENT, type PeriodStanding } from './period-standing.ts';

/** Where one person stood in a period. */
export interface PersonPoint {
  readonly presence: 'rated' | 'unrated' | 'absent';
  readonly score: number | null;
  readonly tier: string | null;
  /** The numbers that it is made of; null where nothing is known. */
  readonly completed_tasks: number | null;
  readonly total_tasks: number | null;
  readonly avg_task_hours: number | null;
  readonly unrated_reason: string | null;
}

/** The only person of a standing. */
export function personPoint(
  { ranks: [rank], scores, summaries }: PeriodStanding,
  standard: Standard,
): PersonPoint {
  const isRated = rank >= 0;
  const isKnown = summaries.ids.length > 0;
  const number = (values: Float64Array) => (isKnown && Number.isFinite(values[0]) ? values[0] : null);
  const why = () => (isKnown ? unratedReason(summaries, 0, standard.options.minTasks) : 'no tasks');
  return {
    presence: isRated ? 'rated' : rank === ABSENT ? 'absent' : 'unrated',
    score: isRated ? scores[0] : null,
    tier: isRated ? standard.tiers[rank].name : null,
    completed_tasks: number(summaries.completedTasks),
    total_tasks: number(summaries.totalTasks),
    avg_task_hours: number(summaries.avgTaskHours),
    unrated_reason: isRated ? null : rank === ABSENT ? 'not here' : why(),
  };
}
