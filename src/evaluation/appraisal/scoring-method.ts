import { ROUNDING, type Threshold } from './rubric.ts';

/**
 * The rank of the grade that the traditional scoring method gives for a total of points: the first grade whose
 * threshold the total reaches, else the last (Fan 2022, section 4).
 */
export function scoringRank(total: number, thresholds: readonly Threshold[]): number {
  const rank = thresholds.findIndex(({ value, inclusive }) =>
    inclusive ? total >= value - ROUNDING : total > value + ROUNDING,
  );
  return rank < 0 ? thresholds.length : rank;
}
