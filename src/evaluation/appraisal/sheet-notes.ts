import type { Position } from './rubric.ts';

/** Whether points (NaN where missing) hold fractions and nothing above 1, though all indicators can reach more. */
export function looksLikeShares(points: Float64Array, positions: readonly Position[]): boolean {
  if (positions.some(({ indicators }) => indicators.some(({ maximum }) => maximum <= 1))) return false;
  return points.some((value) => value > 0 && value < 1) && !points.some((value) => value > 1);
}
