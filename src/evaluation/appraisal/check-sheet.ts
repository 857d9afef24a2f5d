import { InputError } from '../../errors.ts';
import { type Position, ROUNDING, type Rubric } from './rubric.ts';
import type { AppraisalSheet } from './sheet.ts';

/**
 * Throws InputError unless a sheet, whoever made it, fits the rubric: columns of equal length, positions that the rubric
 * has, points from 0 to the maximum or NaN, ratings that point into it. What `SheetBuilder` makes does.
 */
export function requireSheet(sheet: AppraisalSheet, { positions }: Rubric): void {
  const { ids, names, points, ratings, extras } = sheet;
  const people = ids.length;
  const lengths = [
    names.length,
    sheet.positions.length,
    points.rows,
    ...extras.map(({ values }) => values.length),
  ];
  if (lengths.some((length) => length !== people) || points.data.length !== people * points.columns) {
    throw new InputError(`the columns of the sheet are not all as long as its ${people} ids`);
  }
  const known = new Map(positions.map((position) => [position.key, position]));
  const positionOf = (person: number): Position => {
    const position = known.get(sheet.positions[person]);
    if (position) return position;
    throw new InputError(
      `the rubric has no position "${sheet.positions[person]}" (person ${person + 1}); it has ${[...known.keys()].join(', ')}`,
    );
  };
  for (let person = 0; person < people; person++) {
    const { label, indicators } = positionOf(person);
    if (points.columns < indicators.length) {
      throw new InputError(
        `the sheet has points on ${points.columns} indicators; the position ${label} has ${indicators.length}`,
      );
    }
    for (let j = 0; j < indicators.length; j++) {
      requirePoints(points.data[person * points.columns + j], indicators[j].maximum, person);
    }
  }
  if (!ratings) return;
  const { appraisers, roles, employee, appraiser, role, indicator } = ratings;
  for (let i = 0; i < employee.length; i++) {
    const maximum =
      employee[i] < people ? positionOf(employee[i]).indicators[indicator[i]]?.maximum : undefined;
    if (maximum === undefined || appraiser[i] >= appraisers.length || role[i] >= Math.max(1, roles.length)) {
      throw new InputError(`rating ${i + 1} points to nobody, or to no indicator, appraiser or role`);
    }
    requirePoints(ratings.points[i], maximum, employee[i]);
    if (Number.isNaN(ratings.points[i])) throw new InputError(`rating ${i + 1} has no points`);
  }
}

function requirePoints(points: number, maximum: number, person: number): void {
  if (points < 0 || points > maximum + ROUNDING) {
    throw new InputError(`points must be from 0 to ${maximum}, not ${points} (person ${person + 1})`);
  }
}
