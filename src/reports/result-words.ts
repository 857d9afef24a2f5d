import type { AppraisalResult } from '../evaluation/appraisal/results.ts';
import type { AppraisalDetail, KeptResult, TaskDetail } from './kept-results.ts';
import { anomalyInWords, nextTierInWords } from './words.ts';

type Result = Pick<KeptResult, 'tier' | 'score' | 'stability' | 'borderline' | 'unrated_reason'> & {
  readonly detail: TaskDetail | AppraisalDetail;
};

/** How much each part of a score weighs. */
export interface Weights {
  readonly completion_rate: number;
  readonly task_efficiency: number;
  readonly throughput: number;
}

/**
 * A result in sentences, for the person whose it is: how it came about, what would change it, how sure it is, and what is
 * unusual about the numbers. `weights` are the standard's, where it is one of tasks.
 */
export function resultInSentences(result: Result, weights: Weights | null): string[] {
  const { detail, unrated_reason } = result;
  if (unrated_reason !== null) return [`There is no rating: ${unrated_reason}.`, ...mistakes(detail)];
  return [
    ...('appraisal' in detail
      ? appraisalSentences(detail.appraisal)
      : taskSentences(result, detail, weights)),
    ...stabilitySentences(result),
    ...('appraisal' in detail || detail.anomaly === null
      ? []
      : [`The numbers are unusual among all: ${anomalyInWords(detail.anomaly.reasons)}.`]),
    ...mistakes(detail),
  ];
}

function taskSentences({ tier, score }: Result, detail: TaskDetail, weights: Weights | null): string[] {
  const { score_parts: parts, tier: place } = detail;
  if (parts === null || place === null || score === null) return [];
  const next = nextTierInWords({ score_parts: parts, tier: place, anomaly: null });
  return [
    `The score is ${points(score)} of 100 points: ${points(parts.completion_rate)} from the completion rate, ${points(parts.task_efficiency)} from the hours per task, ${points(parts.throughput)} from the tasks done.`,
    ...(weights === null
      ? []
      : [
          `In every score the completion rate weighs ${percent(weights.completion_rate)}, the hours per task ${percent(weights.task_efficiency)} and the tasks done ${percent(weights.throughput)}; hours and tasks are compared with the least and the most that anybody had when the standard was fitted.`,
        ]),
    `The tier is ${tier}: of the centres of all tiers its own is the nearest to the three numbers.`,
    ...nextSentences(next, place.next, place.next_is_better),
  ];
}

function nextSentences(next: string | null, name: string | null, isBetter: boolean | null): string[] {
  if (name === null) return [];
  if (next === null) {
    return [`No change of one number alone would ${isBetter ? 'reach' : 'lead to'} ${name}.`];
  }
  return [`With the other numbers as they are, the tier ${isBetter ? 'would be ' : ''}${next}.`];
}

function appraisalSentences(appraisal: AppraisalResult | null): string[] {
  if (appraisal === null) return [];
  const { grade, scoring_grade, difference, total, maximum, strengths, training_needs, floors } = appraisal;
  const names = (those: readonly { readonly indicator: string }[]) =>
    those.map(({ indicator }) => indicator).join(', ');
  return [
    `The grade is ${grade}, with ${points(total ?? 0)} of ${points(maximum)} points.`,
    ...(difference === null ? [] : [`By the points alone it would be ${scoring_grade}: ${difference}`]),
    ...floors.map(
      ({ indicator, share, at_most }) =>
        `With ${percent(share)} of the points of ${indicator} the grade is at most ${at_most}.`,
    ),
    ...(strengths.length > 0 ? [`At or above the next grade: ${names(strengths)}.`] : []),
    ...(training_needs.length > 0 ? [`Below the next grade: ${names(training_needs)}.`] : []),
  ];
}

function stabilitySentences({ stability, borderline }: Result): string[] {
  if (stability === null) return [];
  const stays = `With other colleagues it would stay in ${percent(stability)} of all draws`;
  return [borderline ? `${stays}: it is on a border, and says less than others.` : `${stays}.`];
}

function mistakes(detail: TaskDetail | AppraisalDetail): string[] {
  return 'appraisal' in detail
    ? []
    : detail.likely_data_errors.map(({ message }) => `Likely a mistake: ${message}`);
}

function points(value: number): string {
  return String(Math.round(value * 10) / 10);
}

function percent(share: number): string {
  return `${Math.round(share * 1000) / 10}%`;
}
