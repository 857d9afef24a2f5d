import type { Matrix } from '../../math/matrix.ts';
import type { EmployeeId } from '../records.ts';
import { averageRatings, roleWeights } from './ratings.ts';
import type { Rubric } from './rubric.ts';
import { byText, canonicalShares, connectedGroups, splitByGroup, workOf } from './severity-groups.ts';
import { fitSeverity } from './severity-model.ts';
import type { AppraisalSheet, Ratings } from './sheet.ts';

/** How strict one appraiser is, compared with others who appraised the same people. */
export interface AppraiserSeverity {
  readonly appraiser: EmployeeId;
  readonly people: number;
  readonly ratings: number;
  /** Appraisers of one group are connected by people they both appraised; those of different groups cannot be compared. */
  readonly group: number;
  /**
   * The share of the maximum points by which the appraiser stays below the others for the same people: above 0 is
   * strict, below 0 lenient. Null where nobody else appraised the same people, so that nothing can be said.
   */
  readonly severity: number | null;
  /** 95 % interval; null where too few people were appraised by several to estimate one. */
  readonly interval: readonly [number, number] | null;
}

export interface SeverityReport {
  /** In the order of the appraisers' ids as text. */
  readonly appraisers: readonly AppraiserSeverity[];
  /** How many groups of connected appraisers there are; 1 means that all can be compared. */
  readonly groups: number;
  /** Whether the grades were computed on points adjusted for it. */
  readonly applied: boolean;
}

export interface Severity {
  readonly report: SeverityReport;
  /** For each of the ratings' appraisers, the share of the maximum by which its points are too low; 0 where unknown. */
  readonly corrections: Float64Array;
}

/**
 * Estimates how strict each appraiser is: share of points = person + indicator - severity + chance, by least squares
 * with a ridge penalty that counts as one rating of 0, for each group of connected appraisers by itself. The order of
 * ratings, people and appraisers never matters. O(ratings) for each of the solver's steps, of which there are few.
 */
export function estimateSeverity(
  sheet: AppraisalSheet,
  ratings: Ratings,
  rubric: Rubric,
  applied: boolean,
): Severity {
  const appraisers = byText(ratings.appraisers);
  const given = canonicalShares(sheet, ratings, appraisers, maximaOf(sheet, rubric), rubric);
  const { groupOf, count } = connectedGroups(given);
  const severity = new Float64Array(appraisers.length).fill(Number.NaN);
  const margin = new Float64Array(appraisers.length).fill(Number.NaN);
  for (const { members, shares } of splitByGroup(given, groupOf, count)) {
    if (members.length < 2) continue;
    const { effects, margins } = fitSeverity(shares);
    members.forEach((appraiser, i) => {
      severity[appraiser] = 0 - effects[i];
      margin[appraiser] = margins[i];
    });
  }

  const { people, ratings: counts } = workOf(given);
  const corrections = new Float64Array(appraisers.length);
  const report: AppraiserSeverity[] = [];
  appraisers.forEach((index, rank) => {
    if (counts[rank] === 0) return;
    const known = !Number.isNaN(severity[rank]);
    const bounded = known && !Number.isNaN(margin[rank]);
    if (known) corrections[index] = severity[rank];
    report.push({
      appraiser: ratings.appraisers[index],
      people: people[rank],
      ratings: counts[rank],
      group: groupOf[rank] + 1,
      severity: known ? severity[rank] : null,
      interval: bounded ? [severity[rank] - margin[rank], severity[rank] + margin[rank]] : null,
    });
  });
  return { report: { appraisers: report, groups: count, applied }, corrections };
}

/** Everybody's points with the severity of their appraisers taken out, averaged again, and kept between 0 and the maximum. */
export function adjustedPoints(
  sheet: AppraisalSheet,
  ratings: Ratings,
  rubric: Rubric,
  corrections: Float64Array,
): Matrix {
  const maximum = maximaOf(sheet, rubric);
  const points = ratings.points.map(
    (value, i) =>
      value + corrections[ratings.appraiser[i]] * maximum(ratings.employee[i], ratings.indicator[i]),
  );
  const { columns } = sheet.points;
  const averages = averageRatings({ ...ratings, points }, sheet.ids.length, columns, roleWeights(rubric));
  const data = averages.data.map((value, at) =>
    Math.min(Math.max(value, 0), maximum(Math.floor(at / columns), at % columns)),
  );
  return { ...averages, data };
}

/** What an indicator can reach for a person, by the person's index and the indicator's in the position; NaN beyond the last. */
function maximaOf(sheet: AppraisalSheet, rubric: Rubric): (person: number, indicator: number) => number {
  const positions = new Map(rubric.positions.map((position) => [position.key, position.indicators]));
  return (person, indicator) => positions.get(sheet.positions[person])?.[indicator]?.maximum ?? Number.NaN;
}
