import type { Matrix } from '../../math/matrix.ts';
import type { Position } from './rubric.ts';
import type { AppraisalSheet } from './sheet.ts';

/** The people of one position and what they are graded on. */
export interface PositionGroup {
  readonly position: Position;
  /** Everybody who has the position, as indices into the sheet. */
  readonly people: Uint32Array;
  /** Those with enough points to be graded; the rows of what follows. */
  readonly rated: Uint32Array;
  /** Points, a column per indicator of the position; NaN where missing. */
  readonly points: Matrix;
  /** What is clustered: points / maximum, missing ones at the mean of the person's other shares, times the weights. */
  readonly features: Matrix;
  /** Points in all, missing ones counted at the mean of the person's other shares. */
  readonly totals: Float64Array;
}

/** Sorts the people of a sheet into the positions they have, in the rubric's order; positions nobody has are left out. */
export function positionGroups(
  sheet: AppraisalSheet,
  points: Matrix,
  positions: readonly Position[],
): PositionGroup[] {
  const people = new Map<string, number[]>();
  sheet.positions.forEach((key, i) => {
    const found = people.get(key);
    if (found) found.push(i);
    else people.set(key, [i]);
  });
  return positions.flatMap((position) => {
    const found = people.get(position.key);
    return found ? [groupOf(points, position, Uint32Array.from(found))] : [];
  });
}

/**
 * Why a person whom so many appraisers gave points cannot be graded, or null: more indicators are missing than the
 * rubric allows. Missing never counts as 0.
 */
export function unratedReason(
  points: Float64Array,
  { indicators, missing }: Position,
  appraisers = 0,
): string | null {
  const absent = indicators.filter((_, j) => Number.isNaN(points[j]));
  if (absent.length <= missing) return null;
  if (absent.length === indicators.length) {
    return appraisers > 0 ? 'points only from roles that do not count' : 'no points';
  }
  const allowed = missing > 0 ? `, and only ${missing} may be missing` : '';
  return `no points for ${absent.map(({ label }) => label).join(', ')}${allowed}`;
}

/** One person's points on the indicators of the position, a view; NaN where missing. */
export function pointsOf(points: Matrix, { indicators }: Position, person: number): Float64Array {
  const at = person * points.columns;
  return points.data.subarray(at, at + indicators.length);
}

function groupOf(points: Matrix, position: Position, people: Uint32Array): PositionGroup {
  const { indicators } = position;
  const rated = people.filter((i) => unratedReason(pointsOf(points, position, i), position) === null);
  const own = new Float64Array(rated.length * indicators.length);
  const features = new Float64Array(own.length);
  const totals = new Float64Array(rated.length);
  rated.forEach((person, row) => {
    const at = row * indicators.length;
    const given = pointsOf(points, position, person);
    own.set(given, at);
    const fill = meanShare(given, position);
    indicators.forEach(({ maximum, weight }, j) => {
      const missing = Number.isNaN(given[j]);
      features[at + j] = (missing ? fill : given[j] / maximum) * weight;
      totals[row] += missing ? fill * maximum : given[j];
    });
  });
  const shape = { rows: rated.length, columns: indicators.length };
  return {
    position,
    people,
    rated,
    points: { ...shape, data: own },
    features: { ...shape, data: features },
    totals,
  };
}

/** The mean of the shares that are there. */
export function meanShare(points: Float64Array, { indicators }: Position): number {
  let sum = 0;
  let present = 0;
  indicators.forEach(({ maximum }, j) => {
    if (Number.isNaN(points[j])) return;
    sum += points[j] / maximum;
    present++;
  });
  return sum / present;
}
