import type { Matrix } from '../../math/matrix.ts';
import type { FloorReached } from './floors.ts';
import type { FloorEffect, IndicatorComparison } from './results.ts';
import { type Position, ROUNDING } from './rubric.ts';

export interface Comparisons {
  readonly strengths: readonly IndicatorComparison[];
  readonly needs: readonly IndicatorComparison[];
}

/**
 * How a person's shares of points compare with the centre of the next better grade than `rank`, or with that of the own
 * for the best: what is at or above it, and what is below it, the farthest (times its weight) first. Where thresholds
 * graded, a grade's centre is taken to be its threshold, spread evenly over the indicators. Missing points are left out.
 */
export function compareWithCentres(
  points: Float64Array,
  rank: number,
  position: Position,
  centres: Matrix | null,
): Comparisons {
  const { indicators } = position;
  const ahead = new Float64Array(points.length);
  const strengths: number[] = [];
  const needs: number[] = [];
  for (let j = 0; j < points.length; j++) {
    const { maximum, weight } = indicators[j];
    const reference = centreShare(position, centres, Math.max(0, rank - 1), j) ?? 0;
    ahead[j] = withoutRounding(points[j] / maximum - reference) * weight;
    if (ahead[j] >= 0) strengths.push(j);
    else if (ahead[j] < 0) needs.push(j);
  }
  const comparison = (j: number): IndicatorComparison => {
    const { key, maximum, weight } = indicators[j];
    return {
      indicator: key,
      share: points[j] / maximum,
      own_centre: centreShare(position, centres, rank, j),
      next_centre: rank === 0 ? null : centreShare(position, centres, rank - 1, j),
      points: (ahead[j] / weight) * maximum,
    };
  };
  return {
    strengths: strengths.sort((a, b) => ahead[b] - ahead[a]).map(comparison),
    needs: needs.sort((a, b) => ahead[a] - ahead[b]).map(comparison),
  };
}

/** Floors as a result shows them. */
export function floorEffects(
  reached: readonly FloorReached[],
  points: Float64Array,
  { indicators }: Position,
  grades: readonly string[],
): FloorEffect[] {
  return reached.map(({ indicator, atMost, atOrBelow }) => ({
    indicator: indicators[indicator].key,
    share: points[indicator] / indicators[indicator].maximum,
    at_or_below: atOrBelow,
    at_most: grades[atMost],
  }));
}

/** Why the grade and the scoring method's grade are not the same, in one or two sentences. */
export function whyDifferent(
  facts: {
    readonly clustered: string;
    readonly scoring: string;
    readonly total: number;
    readonly distances: Readonly<Record<string, number>> | null;
    readonly floors: readonly FloorReached[];
  },
  points: Float64Array,
  { indicators, maximum }: Position,
  grades: readonly string[],
): string {
  const { clustered, scoring, total, distances, floors } = facts;
  const sentences = [`The total of ${plain(total)} of ${plain(maximum)} points alone gives ${scoring}.`];
  if (clustered !== scoring && distances) {
    sentences.push(
      `The points on the single indicators are nearer to the centre of ${clustered} (${plain(distances[clustered])}) than to that of ${scoring} (${plain(distances[scoring])}).`,
    );
  }
  for (const { indicator, atMost, atOrBelow } of floors) {
    const { label, maximum: most } = indicators[indicator];
    sentences.push(
      `${label} is ${plain(points[indicator])} of ${plain(most)} points: at or below ${plain(atOrBelow * 100)} % the grade is at most ${grades[atMost]}.`,
    );
  }
  return sentences.join(' ');
}

/** The share of points on indicator j at a grade's centre; null for the last grade where thresholds graded, which has no threshold. */
function centreShare(
  { indicators, thresholds, maximum }: Position,
  centres: Matrix | null,
  rank: number,
  j: number,
): number | null {
  if (centres) return centres.data[rank * centres.columns + j] / indicators[j].weight;
  return rank < thresholds.length ? thresholds[rank].value / maximum : null;
}

/** Sums of shares carry rounding errors, which are no difference. */
function withoutRounding(difference: number): number {
  return Math.abs(difference) < ROUNDING ? 0 : difference;
}

/** At most two digits after the point. */
function plain(value: number): string {
  return String(Math.round(value * 100) / 100);
}
