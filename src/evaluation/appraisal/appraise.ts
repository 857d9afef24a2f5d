import { type Matrix, rowOf } from '../../math/matrix.ts';
import type { EmployeeId, PassedThrough } from '../records.ts';
import { BORDERLINE } from '../resampling.ts';
import { requireSheet } from './check-sheet.ts';
import { compareWithCentres, floorEffects, whyDifferent } from './explanation.ts';
import { floorsInEffect } from './floors.ts';
import { distanceTo } from './grading.ts';
import { notesOnAppraisals } from './notes.ts';
import { type AppraisalOptions, type AppraiseOptions, appraisalOptions } from './options.ts';
import { type PositionRating, ratePosition, sharesOf } from './rating.ts';
import { appraisersOf } from './ratings.ts';
import { APPRAISAL_FIELDS, type AppraisalResult, type AppraisalSummary } from './results.ts';
import type { Position, Rubric } from './rubric.ts';
import { adjustedPoints, estimateSeverity } from './severity.ts';
import { type PositionGroup, pointsOf, positionGroups, unratedReason } from './shares.ts';
import type { AppraisalSheet } from './sheet.ts';
import { type AppraisalStandard, fitPosition } from './standard.ts';
import { type RatedGroup, summariseAppraisals } from './summary.ts';

/** The results of one run: people in the order of the sheet, each made when asked for, and the appraisals at a glance. */
export interface AppraisalEvaluation {
  /** Number of people, rated and unrated. */
  readonly length: number;
  /** What the appraisal says of person i, 0 <= i < length. */
  at(i: number): AppraisalResult;
  readonly summary: AppraisalSummary;
  /** The standard that was applied. */
  readonly standard: AppraisalStandard;
  /** What a reader of the results should know. */
  readonly notes: readonly string[];
}

/**
 * Grades the people of a sheet, each position by itself: K-means from density seeds on the shares of points, grades by
 * the centres' mean share, floors where the rubric has them; beside it the scoring method (Fan 2022, sections 3 and 4).
 * Any permutation of the people gives every person the same result, bit for bit. Throws UsageError where an option is
 * out of range, InputError where the sheet does not fit the rubric.
 */
export function appraise(
  sheet: AppraisalSheet,
  rubric: Rubric,
  options?: AppraiseOptions,
): AppraisalEvaluation {
  const complete = appraisalOptions(options);
  const prepared = prepare(sheet, rubric, complete);
  const positions = prepared.groups
    .filter(({ rated }) => rated.length > 0)
    .map((group) => fitPosition(group, rubric.grades.length, complete));
  return evaluationOf(sheet, prepared, { rubric, options: complete, positions });
}

/**
 * Applies a saved standard: its rubric, its centres, its draws of colleagues. On the sheet it was fitted on it gives what
 * `appraise` gave, bit for bit. People whose position it was not fitted on are unrated.
 */
export function applyAppraisalStandard(
  sheet: AppraisalSheet,
  standard: AppraisalStandard,
): AppraisalEvaluation {
  return evaluationOf(sheet, prepare(sheet, standard.rubric, standard.options), standard);
}

function prepare(sheet: AppraisalSheet, rubric: Rubric, { adjustSeverity }: AppraisalOptions) {
  requireSheet(sheet, rubric);
  const { ratings, points } = sheet;
  const severity = ratings && estimateSeverity(sheet, ratings, rubric, adjustSeverity);
  const used =
    ratings && severity && adjustSeverity
      ? adjustedPoints(sheet, ratings, rubric, severity.corrections)
      : points;
  return {
    points: used,
    severity: severity?.report ?? null,
    groups: positionGroups(sheet, used, rubric.positions),
  };
}

function evaluationOf(
  sheet: AppraisalSheet,
  { points, severity, groups }: ReturnType<typeof prepare>,
  standard: AppraisalStandard,
): AppraisalEvaluation {
  const { rubric } = standard;
  const fitted = new Map(standard.positions.map((position) => [position.position, position]));
  const rated = groups.map((group): RatedGroup => {
    const found = fitted.get(group.position.key);
    const rating = found && group.rated.length > 0 ? ratePosition(group, rubric.grades.length, found) : null;
    return { group, rating };
  });

  const groupOf = new Uint16Array(sheet.ids.length);
  const rowOfPerson = new Int32Array(sheet.ids.length).fill(-1);
  rated.forEach(({ group, rating }, index) => {
    for (const person of group.people) groupOf[person] = index;
    if (!rating) return;
    group.rated.forEach((person, row) => {
      rowOfPerson[person] = row;
    });
  });
  const appraisers = sheet.ratings && appraisersOf(sheet.ratings, sheet.ids.length);
  const extras = sheet.extras.filter(({ name }) => !APPRAISAL_FIELDS.has(name));

  const at = (i: number): AppraisalResult => {
    const { group, rating } = rated[groupOf[i]];
    const head: Head = { employee_id: sheet.ids[i], name: sheet.names[i] };
    for (const { name, values } of extras) head[name] = values[i];
    const row = rowOfPerson[i];
    const count = appraisers ? appraisers[i] : null;
    const own = pointsOf(points, group.position, i);
    return rating && row >= 0
      ? ratedResult(head, rating, row, rubric.grades, count)
      : unratedResult(head, group, own, count);
  };

  return {
    length: sheet.ids.length,
    at,
    summary: summariseAppraisals(rated, rubric, severity),
    standard,
    notes: notesOnAppraisals(sheet, rated, rubric, severity),
  };
}

/** What every result begins with: the person, and the columns that travel along. */
interface Head {
  readonly employee_id: EmployeeId;
  readonly name: string | null;
  [passedThrough: string]: PassedThrough;
}

function ratedResult(
  head: Head,
  rating: PositionRating,
  row: number,
  grades: readonly string[],
  appraisers: number | null,
): AppraisalResult {
  const { group, centres, clustered, ranks, scoring, stability } = rating;
  const { position, features, totals } = group;
  const points = rowOf(group.points, row);
  const reached = floorsInEffect(sharesOf(group.points, row, position), position, clustered[row]);
  const distances = centres && namedDistances(features, row, centres, grades);
  const same = ranks[row] === scoring[row];
  const facts = {
    clustered: grades[clustered[row]],
    scoring: grades[scoring[row]],
    total: totals[row],
    distances,
    floors: reached,
  };
  const { strengths, needs } = compareWithCentres(points, ranks[row], position, centres);
  // Object.assign, because an object literal that begins with a spread takes ten times as long.
  return Object.assign(head, {
    position: position.key,
    grade: grades[ranks[row]],
    scoring_grade: facts.scoring,
    agreement: centres ? same : null,
    difference: same ? null : whyDifferent(facts, points, position, grades),
    clustered_grade: facts.clustered,
    total: totals[row],
    maximum: position.maximum,
    shares: namedShares(points, position),
    distances,
    stability: stability ? stability[row] : null,
    borderline: stability ? stability[row] < BORDERLINE : null,
    strengths,
    training_needs: needs,
    floors: floorEffects(reached, points, position, grades),
    appraisers,
    unrated_reason: null,
  });
}

function unratedResult(
  head: Head,
  { position }: PositionGroup,
  points: Float64Array,
  appraisers: number | null,
): AppraisalResult {
  return Object.assign(head, {
    position: position.key,
    grade: null,
    scoring_grade: null,
    agreement: null,
    difference: null,
    clustered_grade: null,
    total: null,
    maximum: position.maximum,
    shares: namedShares(points, position),
    distances: null,
    stability: null,
    borderline: null,
    strengths: [],
    training_needs: [],
    floors: [],
    appraisers,
    unrated_reason:
      unratedReason(points, position, appraisers ?? 0) ??
      `the standard was fitted without people of the position ${position.label}`,
  });
}

function namedShares(points: Float64Array, { indicators }: Position): Record<string, number | null> {
  const shares: Record<string, number | null> = {};
  for (let j = 0; j < points.length; j++) {
    const { key, maximum } = indicators[j];
    shares[key] = Number.isNaN(points[j]) ? null : points[j] / maximum;
  }
  return shares;
}

function namedDistances(
  features: Matrix,
  row: number,
  centres: Matrix,
  grades: readonly string[],
): Record<string, number> {
  const distances: Record<string, number> = {};
  for (let rank = 0; rank < grades.length; rank++) {
    distances[grades[rank]] = distanceTo(features, row, centres, rank);
  }
  return distances;
}
