import { type Position, ROUNDING } from './rubric.ts';

/** A floor that holds for somebody: which, and on which indicator. */
export interface FloorReached {
  /** Index into the position's indicators. */
  readonly indicator: number;
  /** The rank of the best grade that it leaves open. */
  readonly atMost: number;
  readonly atOrBelow: number;
}

/** The best rank that the position's floors leave open for these shares of points; missing ones (NaN) reach no floor. */
export function bestOpenRank(shares: Float64Array, { indicators, floors }: Position): number {
  let best = 0;
  for (const { atMost, atOrBelow, indicators: named } of floors) {
    if (atMost <= best) continue;
    const reached = indicators.some(({ key }, j) => shares[j] <= atOrBelow + ROUNDING && named.has(key));
    if (reached) best = atMost;
  }
  return best;
}

/** The floors that lower a grade from `rank`: those that leave nothing better open than the grade that is left. */
export function floorsInEffect(shares: Float64Array, position: Position, rank: number): FloorReached[] {
  if (position.floors.length === 0) return [];
  const best = bestOpenRank(shares, position);
  if (best <= rank) return [];
  return position.floors
    .filter(({ atMost }) => atMost === best)
    .flatMap(({ atMost, atOrBelow, indicators }) =>
      position.indicators.flatMap(({ key }, indicator) =>
        shares[indicator] <= atOrBelow + ROUNDING && indicators.has(key)
          ? [{ indicator, atMost, atOrBelow }]
          : [],
      ),
    );
}
