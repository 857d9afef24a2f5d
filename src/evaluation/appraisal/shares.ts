import { type Matrix, rowOf } from '../../math/matrix.ts';
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
  return positions.flatMap((position) => {
    const people = Uint32Array.from(sheet.positions.keys()).filter(
      (i) => sheet.positions[i] === position.key,
    );
    return people.length > 0 ? [groupOf(sheet, points, position, people)] : [];
  });
}

/** Why a person cannot be graded, or null: more indicators are missing than the rubric allows. Missing never counts as 0. */
export function unratedReason(points: Float64Array, { indicators, missing }: Position): string | null {
  const absent = indicators.filter((_, j) => Number.isNaN(points[j]));
  if (absent.length <= missing) return null;
  if (absent.length === indicators.length) return 'no points';
  const allowed = missing > 0 ? `, and only ${missing} may be missing` : '';
  return `no points for ${absent.map(({ label }) => label).join(', ')}${allowed}`;
}

/** One person's points on the indicators of a position, NaN where the sheet has none. */
export function pointsOf(
  sheet: Pick<AppraisalSheet, 'indicators'>,
  points: Matrix,
  position: Position,
  person: number,
): Float64Array {
  const row = rowOf(points, person);
  return Float64Array.from(position.indicators, ({ key }) => {
    const column = sheet.indicators.indexOf(key);
    return column < 0 ? Number.NaN : row[column];
  });
}

function groupOf(
  sheet: AppraisalSheet,
  points: Matrix,
  position: Position,
  people: Uint32Array,
): PositionGroup {
  const { indicators } = position;
  const rated = people.filter((i) => unratedReason(pointsOf(sheet, points, position, i), position) === null);
  const own = new Float64Array(rated.length * indicators.length);
  const features = new Float64Array(own.length);
  const totals = new Float64Array(rated.length);
  rated.forEach((person, row) => {
    const at = row * indicators.length;
    const given = pointsOf(sheet, points, position, person);
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
