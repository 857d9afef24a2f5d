import type { AppraisalResult, IndicatorComparison } from '../evaluation/appraisal/results.ts';
import type { Rubric } from '../evaluation/appraisal/rubric.ts';

/** What the rubric's keys are called. */
export class Labels {
  readonly #labels = new Map<string, string>();

  constructor(rubric: Rubric) {
    for (const { key, label, indicators } of rubric.positions) {
      this.#labels.set(`position ${key}`, label);
      for (const indicator of indicators) this.#labels.set(`indicator ${indicator.key}`, indicator.label);
    }
  }

  position(key: string): string {
    return this.#labels.get(`position ${key}`) ?? key;
  }

  indicator(key: string): string {
    return this.#labels.get(`indicator ${key}`) ?? key;
  }
}

/** Indicators with the points above or below the centre they were compared with: "Working ability -3, Cost awareness -0.8". */
export function comparisonsInWords(comparisons: readonly IndicatorComparison[], labels: Labels): string {
  return comparisons
    .map(({ indicator, points }) => `${labels.indicator(indicator)} ${signed(points)}`)
    .join(', ');
}

/** The floors that lowered a grade: "Working ability 25%: at most qualified"; null where none did. */
export function floorsInWords({ floors }: AppraisalResult, labels: Labels): string | null {
  const phrases = floors.map(
    ({ indicator, share, at_most }) =>
      `${labels.indicator(indicator)} ${Math.round(share * 100)}%: at most ${at_most}`,
  );
  return phrases.join('; ') || null;
}

/** What a table says beside a person; null where there is nothing to say. */
export function appraisalRemark(result: AppraisalResult, labels: Labels): string | null {
  if (result.unrated_reason !== null) return `unrated: ${result.unrated_reason}`;
  const remarks = [floorsInWords(result, labels), result.borderline ? 'borderline' : null];
  return remarks.filter((remark) => remark !== null).join('; ') || null;
}

function signed(points: number): string {
  const rounded = Math.round(points * 10) / 10;
  return rounded > 0 ? `+${rounded}` : String(rounded + 0);
}
