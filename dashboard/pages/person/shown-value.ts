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
