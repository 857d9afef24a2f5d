/** What appraisals are held against: positions with their indicators, grades, thresholds and floors. */
export interface Rubric {
  readonly name: string;
  readonly version: string;
  readonly title: string | null;
  readonly source: string | null;
  /** Best first, 2 to 6. A grade's rank is its index here: 0 is the best. */
  readonly grades: readonly string[];
  /** How much each role of an appraiser counts, or null where the rubric does not say. */
  readonly roles: ReadonlyMap<string, number> | null;
  readonly positions: readonly Position[];
  /** The rubric as it was written, for saving; `parseRubric` reads it again. */
  readonly document: Readonly<Record<string, unknown>>;
}

export interface Position {
  readonly key: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  readonly indicators: readonly Indicator[];
  /** Points that all indicators can reach together. */
  readonly maximum: number;
  /** What the total of points must reach for each grade but the last, best first. */
  readonly thresholds: readonly Threshold[];
  readonly floors: readonly Floor[];
  /** How many indicators may be missing before a person is unrated. */
  readonly missing: number;
}

export interface Indicator {
  readonly key: string;
  readonly label: string;
  readonly synonyms: readonly string[];
  /** The points it can reach, above 0. */
  readonly maximum: number;
  /** How much its share of points counts in the clustering, above 0; 1 unless the rubric says otherwise. */
  readonly weight: number;
}

/** A total of points that is enough: `value` itself too where `inclusive`, else only more than it. */
export interface Threshold {
  readonly value: number;
  readonly inclusive: boolean;
}

/** A share of points at or below `atOrBelow` on one indicator caps the grade. */
export interface Floor {
  /** The rank of the best grade that is still open. */
  readonly atMost: number;
  /** 0 to 1. */
  readonly atOrBelow: number;
  /** The indicators it holds for. */
  readonly indicators: ReadonlySet<string>;
}

/** Shares and totals come from divisions and averages: what is equal on paper may differ by this much. */
export const ROUNDING = 1e-9;
