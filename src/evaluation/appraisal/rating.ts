import { distinctRows } from '../../math/distinct-rows.ts';
import { type Matrix, rowOf } from '../../math/matrix.ts';
import { bestOpenRank } from './floors.ts';
import { nearestRanks } from './grading.ts';
import type { Position } from './rubric.ts';
import { scoringRank } from './scoring-method.ts';
import type { PositionGroup } from './shares.ts';
import { rankCounts } from './stability.ts';
import type { AppraisalsFittedOn, PositionStandard } from './standard.ts';

/** What a standard says of the rated people of one position: an entry for each, in their order. */
export interface PositionRating {
  readonly group: PositionGroup;
  readonly fittedOn: AppraisalsFittedOn;
  readonly centres: Matrix | null;
  /** The rank of the grade by clustering, or by the thresholds where these grade. */
  readonly clustered: Uint8Array;
  /** The rank that is left after floors. */
  readonly ranks: Uint8Array;
  /** The rank by the scoring method. */
  readonly scoring: Uint8Array;
  /** The share of draws of colleagues in which the grade stays; null where the thresholds graded. */
  readonly stability: Float64Array | null;
}

/** Applies a position's standard. Each person's rating depends on nobody else. */
export function ratePosition(
  group: PositionGroup,
  grades: number,
  standard: PositionStandard,
): PositionRating {
  const { position, points, features, totals } = group;
  const { centres, resampled, fittedOn } = standard;
  const scoring = Uint8Array.from(totals, (total) => scoringRank(total, position.thresholds));
  const clustered = centres ? nearestRanks(features, centres) : scoring;
  const open = Uint8Array.from(scoring, (_, row) => bestOpenRank(sharesOf(points, row, position), position));
  const ranks = clustered.map((rank, row) => Math.max(rank, open[row]));
  if (!centres) return { group, fittedOn, centres, clustered, ranks, scoring, stability: null };

  const { matrix, groups } = distinctRows(features);
  const counts = rankCounts(matrix, resampled, grades);
  const undecided = resampled.filter((drawn) => drawn === null).length;
  const stability = Float64Array.from(ranks, (rank, row) => {
    let stays = Math.max(scoring[row], open[row]) === rank ? undecided : 0;
    for (let drawn = 0; drawn < grades; drawn++) {
      if (Math.max(drawn, open[row]) === rank) stays += counts[groups[row] * grades + drawn];
    }
    return stays / resampled.length;
  });
  return { group, fittedOn, centres, clustered, ranks, scoring, stability };
}

/** One row of points as shares of the maximum; missing ones stay NaN. */
export function sharesOf(points: Matrix, row: number, { indicators }: Position): Float64Array {
  return rowOf(points, row).map((value, j) => value / indicators[j].maximum);
}
