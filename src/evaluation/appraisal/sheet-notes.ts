import { identity } from '../check-summaries.ts';
import { clip } from '../clip.ts';
import type { EmployeeId } from '../records.ts';
import type { Position } from './rubric.ts';

/** Whether points (NaN where missing) hold fractions and nothing above 1, though all indicators can reach more. */
export function looksLikeShares(points: Float64Array, positions: readonly Position[]): boolean {
  if (positions.some(({ indicators }) => indicators.some(({ maximum }) => maximum <= 1))) return false;
  return points.some((value) => value > 0 && value < 1) && !points.some((value) => value > 1);
}

/** As many people are named, the rest is counted. */
const MOST_NAMED = 10;

/** The note on who was met in rows but has none that can be used: "2 employees have no usable row and no result: b, c." */
export function withoutRows(met: readonly EmployeeId[], usable: readonly EmployeeId[]): string[] {
  if (met.length === 0) return [];
  const lost = new Set(met.map(identity));
  for (const id of usable) lost.delete(identity(id));
  if (lost.size === 0) return [];
  const named = [...lost.keys()]
    .sort(compareIds)
    .slice(0, MOST_NAMED)
    .map((id) => clip(String(id)));
  const more = lost.size > named.length ? ` and ${lost.size - named.length} more` : '';
  const who = lost.size === 1 ? '1 employee has' : `${lost.size} employees have`;
  return [`${who} no usable row and no result: ${named.join(', ')}${more}.`];
}

/** Numbers first. */
function compareIds(a: EmployeeId, b: EmployeeId): number {
  if (typeof a === 'number' && typeof b === 'number') return a - b;
  if (typeof a !== typeof b) return typeof a === 'number' ? -1 : 1;
  return a < b ? -1 : Number(a > b);
}
