import type { Messages } from '../../messages/en.ts';
import type { Formats } from '../../messages/language.tsx';
import type { Feature } from './detail.ts';

const PLACES: Readonly<Record<Feature, number>> = {
  completion_rate: 1,
  avg_task_hours: 2,
  completed_tasks: 1,
};

/** A feature's value as a reader says it. */
export function shownValue(feature: Feature, value: number, format: Formats, places?: number): string {
  const most = places ?? PLACES[feature];
  return feature === 'completion_rate' ? format.percent(value, most) : format.number(value, most);
}

/** Two values of a feature with as many places as tell them apart. */
export function shownPair(
  feature: Feature,
  from: number,
  to: number,
  format: Formats,
): readonly [from: string, to: string] {
  for (let places = PLACES[feature]; places < 12; places++) {
    const pair = [
      shownValue(feature, from, format, places),
      shownValue(feature, to, format, places),
    ] as const;
    if (pair[0] !== pair[1]) return pair;
  }
  return [String(from), String(to)];
}

/** Why there is no rating, in the reader's language where the reason is a known one. */
export function shownReason(reason: string, { person: { unratedReasons: words } }: Messages): string {
  const fewer = /fewer than (?:the )?(\d+)/.exec(reason);
  if (fewer) return words.fewerTasks(fewer[1]);
  const known: Readonly<Record<string, string>> = {
    'no tasks': words.noTasks,
    'the number of tasks is missing': words.tasksMissing,
    'the number of completed tasks is missing': words.completedMissing,
    'no completed task, so no hours per task': words.noCompleted,
    'no hours': words.noHours,
    'no hours: an average of 0 hours a task': words.noHours,
    'no points': words.noPoints,
  };
  return known[reason] ?? reason;
}
