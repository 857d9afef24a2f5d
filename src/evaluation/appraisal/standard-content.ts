import type { Rubric } from './rubric.ts';
import type { AppraisalStandard, PositionStandard } from './standard.ts';

/** What people read of a standard of the appraisal pipeline: everything but the draws of colleagues, centres as shares of points. */
export interface AppraisalStandardContent {
  readonly options: {
    readonly min_pts: number;
    readonly adjust_severity: boolean;
    readonly random_state: number;
  };
  readonly rubric: { readonly name: string; readonly version: string; readonly title: string | null };
  /** Best first. */
  readonly grades: readonly string[];
  readonly positions: readonly {
    readonly position: string;
    readonly label: string;
    /** By indicator: how much its share of points counts. */
    readonly weights: Readonly<Record<string, number>>;
    /** By grade, all but the last: the total of points that gives it in the scoring method; `above`: only more than that. */
    readonly thresholds: Readonly<Record<string, number | { readonly above: number }>>;
    readonly floors: readonly FloorContent[];
    readonly fitted_on: { readonly people: number; readonly unrated: number; readonly fingerprint: string };
    /** By grade and indicator, 0 to 1; null where the thresholds grade. */
    readonly centres: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  }[];
}

/** A share of points at or below which no better grade is open. */
export interface FloorContent {
  readonly at_most: string;
  readonly at_or_below: number;
  /** Null: all. */
  readonly indicators: readonly string[] | null;
}

export function appraisalStandardContent({
  options,
  rubric,
  positions,
}: AppraisalStandard): AppraisalStandardContent {
  const { minPts, adjustSeverity, randomState } = options;
  return {
    options: { min_pts: minPts, adjust_severity: adjustSeverity, random_state: randomState },
    rubric: { name: rubric.name, version: rubric.version, title: rubric.title },
    grades: rubric.grades,
    positions: positions.map((position) => positionContent(position, rubric)),
  };
}

/** What those read of a standard who may not know of the people whom it was fitted on: how it works, and no number of theirs. */
export function sharedAppraisalContent({ options, rubric, grades, positions }: AppraisalStandardContent) {
  return {
    options,
    rubric,
    grades,
    positions: positions.map(({ fitted_on: _people, centres: _centres, ...rules }) => rules),
  };
}

function positionContent({ position: key, fittedOn, centres }: PositionStandard, rubric: Rubric) {
  const position = rubric.positions.find((candidate) => candidate.key === key);
  const indicators = position?.indicators ?? [];
  return {
    position: key,
    label: position?.label ?? key,
    weights: Object.fromEntries(indicators.map(({ key: name, weight }) => [name, weight])),
    thresholds: Object.fromEntries(
      (position?.thresholds ?? []).map(({ value, inclusive }, rank) => [
        rubric.grades[rank],
        inclusive ? value : { above: value },
      ]),
    ),
    floors: (position?.floors ?? []).map(({ atMost, atOrBelow, indicators: named }) => ({
      at_most: rubric.grades[atMost],
      at_or_below: atOrBelow,
      indicators: named.size === indicators.length ? null : [...named],
    })),
    fitted_on: fittedOn,
    centres:
      centres &&
      Object.fromEntries(
        rubric.grades.map((grade, rank) => [
          grade,
          Object.fromEntries(
            indicators.map(({ key: name, weight }, j) => [
              name,
              centres.data[rank * centres.columns + j] / weight,
            ]),
          ),
        ]),
      ),
  };
}
