import { makeTechnical } from '../examples/technical.js';
import { KMeans } from '../src/estimators/kmeans.ts';
import { appraise } from '../src/evaluation/appraisal/appraise.ts';
import type { Rubric } from '../src/evaluation/appraisal/rubric.ts';
import type { AppraisalSheet } from '../src/evaluation/appraisal/sheet.ts';
import { parseCsv, positionOf, sheetOf } from './tables.ts';
import { POINT_SCALINGS, type PointScaling, ranked, scaledPoints } from './technical.ts';

/** The shares of the grades, best first; they add up to 1. */
export type Shares = readonly number[];

/** What Figure 2 prints. */
export const PRINTED_SHARES: Shares = [0.32, 0.38, 0.27, 0.03];

export const COMPANY_MIN_PTS: readonly number[] = [1, 2, 4, 6, 8, 10, 13, 16, 20, 30, 50];

/** The 1,064 invented technical employees, graded. */
export interface CompanyResult {
  readonly people: number;
  readonly byScoring: Shares;
  readonly byKMeans: Shares;
  readonly withFloors: Shares;
  readonly agreement: number;
  readonly borderline: number;
  readonly sweep: readonly {
    readonly scaling: PointScaling;
    readonly minPts: number;
    readonly shares: Shares;
  }[];
  /** How small a group the lowest grade is when its people reach fewer and fewer points. */
  readonly lowest: readonly { readonly reach: number; readonly shares: Shares }[];
}

export function technicalSheet(lowest?: number): AppraisalSheet {
  const text = makeTechnical(lowest === undefined ? {} : { lowest });
  return sheetOf(parseCsv(text), (row) => row.position);
}

export function gradeCompany(plainRubric: Rubric, floorsRubric: Rubric): CompanyResult {
  const sheet = technicalSheet();
  const position = positionOf(plainRubric, 'technical');
  const plain = appraise(sheet, plainRubric).summary;
  const floors = appraise(sheet, floorsRubric).summary;
  const clustered = (of: AppraisalSheet, scaling: PointScaling, minPts: number): Shares => {
    const X = scaledPoints(of.points, scaling, position);
    const { labels } = new KMeans({ clusters: 4, init: 'density', minPts, tolerance: 0 }).fit(X);
    const ranks = ranked(labels, of.points, position);
    return [0, 1, 2, 3].map((rank) => ranks.filter((other) => other === rank).length / ranks.length);
  };
  const [graded] = plain.positions;
  const [floored] = floors.positions;
  return {
    people: plain.people,
    byScoring: graded.grades.map(({ scoring_people }) => scoring_people / plain.people),
    byKMeans: graded.grades.map(({ people }) => people / plain.people),
    withFloors: floored.grades.map(({ people }) => people / plain.people),
    agreement: plain.agreement ?? 0,
    borderline: plain.borderline / plain.people,
    sweep: POINT_SCALINGS.flatMap((scaling) =>
      COMPANY_MIN_PTS.map((minPts) => ({ scaling, minPts, shares: clustered(sheet, scaling, minPts) })),
    ),
    lowest: [0.4, 0.38, 0.36, 0.34, 0.32, 0.3, 0.2, 0.1].map((reach) => ({
      reach,
      shares: clustered(technicalSheet(reach), 'shares', 10),
    })),
  };
}
