import type { EmployeeId, PassedThrough } from '../records.ts';
import type { SeverityReport } from './severity.ts';

/** What one person's appraisal says. Every number is finite; null stands only where the person is unrated or the fact is missing. */
export interface AppraisalResult {
  readonly employee_id: EmployeeId;
  readonly name: string | null;
  /** The position's key in the rubric. */
  readonly position: string;
  /** The grade: by clustering, then lowered where floors hold. */
  readonly grade: string | null;
  /** The grade that the total of points alone gives. */
  readonly scoring_grade: string | null;
  /** Whether the two are the same; null where the thresholds graded, which are the scoring method. */
  readonly agreement: boolean | null;
  /** Where the two are not the same: why, in words. */
  readonly difference: string | null;
  /** The grade by clustering, before floors. */
  readonly clustered_grade: string | null;
  /** Points on all indicators together; missing ones count at the mean of the person's other shares. */
  readonly total: number | null;
  /** The points that the position can reach. */
  readonly maximum: number;
  /** Points / maximum of each indicator, 0 to 1; null where the sheet has no points. */
  readonly shares: Readonly<Record<string, number | null>>;
  /** Distance to the centre of each grade, in shares times weights; null where the thresholds graded. */
  readonly distances: Readonly<Record<string, number>> | null;
  /** The share of 200 draws of colleagues in which the grade stays; null where the thresholds graded, which no colleague can move. */
  readonly stability: number | null;
  /** Whether the stability is below 0.8. */
  readonly borderline: boolean | null;
  /** Indicators at or above the centre of the next better grade (of the own one for the best), strongest first. */
  readonly strengths: readonly IndicatorComparison[];
  /** Indicators below it: what stands between the person and the next grade, weakest first. */
  readonly training_needs: readonly IndicatorComparison[];
  /** The floors that lowered the grade. */
  readonly floors: readonly FloorEffect[];
  /** How many people gave points; null where the sheet names nobody. */
  readonly appraisers: number | null;
  /** Why there is no grade; null for a rated person. */
  readonly unrated_reason: string | null;
  /** Columns of the sheet that travel along: department, ... */
  readonly [passedThrough: string]:
    | PassedThrough
    | EmployeeId
    | Readonly<Record<string, number | null>>
    | readonly IndicatorComparison[]
    | readonly FloorEffect[];
}

/** Names that no column of a sheet can take in a result. */
export const APPRAISAL_FIELDS: ReadonlySet<string> = new Set([
  'employee_id',
  'name',
  'position',
  'grade',
  'scoring_grade',
  'agreement',
  'difference',
  'clustered_grade',
  'total',
  'maximum',
  'shares',
  'distances',
  'stability',
  'borderline',
  'strengths',
  'training_needs',
  'floors',
  'appraisers',
  'unrated_reason',
  '__proto__',
]);

export interface IndicatorComparison {
  readonly indicator: string;
  readonly share: number;
  /** The share at the centre of the own grade; null for the last grade where the thresholds graded. */
  readonly own_centre: number | null;
  /** The share at the centre of the next better grade; null for the best grade. */
  readonly next_centre: number | null;
  /** Points above (or, below 0, short of) the next better grade's centre, or the own one's for the best grade. */
  readonly points: number;
}

export interface FloorEffect {
  readonly indicator: string;
  readonly share: number;
  readonly at_or_below: number;
  /** The best grade that the floor leaves open. */
  readonly at_most: string;
}

/** The appraisals at a glance. */
export interface AppraisalSummary {
  readonly people: number;
  readonly rated: number;
  readonly unrated: number;
  /** Share of the people graded by clustering to whom both methods give the same grade; null where there is none. */
  readonly agreement: number | null;
  readonly borderline: number;
  /** In the rubric's order; positions nobody has are left out. */
  readonly positions: readonly PositionSummary[];
  readonly severity: SeverityReport | null;
}

export interface PositionSummary {
  readonly position: string;
  readonly label: string;
  readonly people: number;
  readonly rated: number;
  readonly unrated: number;
  /** Clustering, or the scoring method's thresholds where there are fewer different sheets than grades; null where nobody is rated. */
  readonly graded_by: 'clustering' | 'thresholds' | null;
  /** Best first. */
  readonly grades: readonly GradeSummary[];
  /** For each grade, how many of its people the scoring method gives each grade. */
  readonly confusion: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Share of the rated people to whom both methods give the same grade; null where clustering graded nobody. */
  readonly agreement: number | null;
  readonly borderline: number;
  readonly silhouette: { readonly value: number; readonly sampled_from: number | null } | null;
}

export interface GradeSummary {
  readonly name: string;
  /** How many people have the grade. */
  readonly people: number;
  /** How many have it by the scoring method. */
  readonly scoring_people: number;
  /** The share of points on each indicator at the grade's centre; null where the thresholds graded. */
  readonly centre: Readonly<Record<string, number>> | null;
}
