import type {
  AnomalyReason,
  Explanation,
  FeatureChange,
  FeatureName,
  PersonResult,
} from '../evaluation/results.ts';

/** What a feature is called, and how its values are said. */
export const FEATURE_LABELS: Readonly<Record<FeatureName, string>> = {
  completion_rate: 'completion rate',
  avg_task_hours: 'hours per task',
  completed_tasks: 'tasks done',
};

/** A feature's value as a person says it: "91.2%", "5.25", "37". */
export function featureValue(feature: FeatureName, value: number): string {
  if (feature === 'completion_rate') return `${shortNumber(value * 100, 1)}%`;
  return shortNumber(value, feature === 'completed_tasks' ? 1 : 2);
}

/** Why a person is flagged, in full: "many hours per task (40.2, typical 6.1), few tasks done (3, typical 35)". */
export function anomalyInWords(reasons: readonly AnomalyReason[]): string {
  const phrases = reasons.map(
    (reason) =>
      `${direction(reason)} (${featureValue(reason.feature, reason.value)}, typical ${featureValue(reason.feature, reason.typical)})`,
  );
  return phrases.join(', ') || UNUSUAL_TOGETHER;
}

/** Why a person is flagged, as short as can be: "many hours per task, few tasks done". */
export function anomalyInBrief(reasons: readonly AnomalyReason[]): string {
  return reasons.map(direction).join(', ') || UNUSUAL_TOGETHER;
}

/**
 * What alone would move the person to the next tier: "High with 41 tasks done instead of 36 at the same rate", "falls to
 * Medium with ..."; null where nothing would.
 */
export function nextTierInWords({ tier }: Explanation): string | null {
  if (tier.next === null || tier.smallest_change === null) return null;
  return `${tier.next_is_better ? '' : 'falls to '}${tier.next} with ${changeInWords(tier.smallest_change)}`;
}

/** What a table says beside a person who is not like the others; null where there is nothing to say. */
export function remark({ unrated_reason, is_anomaly, explanation }: PersonResult): string | null {
  if (unrated_reason !== null) return `unrated: ${unrated_reason}`;
  if (is_anomaly) return `anomaly: ${anomalyInBrief(explanation?.anomaly ?? [])}`;
  return null;
}

/** A count with its noun: "1 person", "12,000 people". */
export function count(number: number, one: string, many: string): string {
  return `${grouped(number)} ${number === 1 ? one : many}`;
}

/** A whole number with commas between its thousands, without the 15 ms that the language's own way takes to start. */
export function grouped(number: number): string {
  return String(number).replace(/\B(?=(?:\d{3})+$)/g, ',');
}

const UNUSUAL_TOGETHER = 'an unusual combination';

function changeInWords({ feature, from, to }: FeatureChange): string {
  const digits = feature === 'completed_tasks' ? 1 : 2;
  const scale = feature === 'completion_rate' ? 100 : 1;
  const [said, instead] = apart(to * scale, from * scale, digits);
  const unit = feature === 'completion_rate' ? '%' : '';
  const what = feature === 'completion_rate' ? 'a completion rate of ' : '';
  const suffix = what ? '' : ` ${FEATURE_LABELS[feature]}`;
  const held = feature === 'completed_tasks' ? ' at the same rate' : '';
  return `${what}${said}${unit}${suffix} instead of ${instead}${unit}${held}`;
}

/** Two numbers with as few digits as tell them apart, at least `digits` where they are not whole. */
function apart(a: number, b: number, digits: number): [string, string] {
  for (let used = digits; used < 12; used++) {
    const pair: [string, string] = [shortNumber(a, used), shortNumber(b, used)];
    if (pair[0] !== pair[1]) return pair;
  }
  return [String(a), String(b)];
}

function direction({ feature, direction: way }: AnomalyReason): string {
  if (feature === 'completion_rate') return `${way} completion rate`;
  return `${way === 'high' ? 'many' : 'few'} ${FEATURE_LABELS[feature]}`;
}

/** At most so many digits after the point, without trailing zeros; two significant digits of what would round to 0. */
function shortNumber(value: number, digits: number): string {
  const rounded = Number(value.toFixed(digits));
  return String(rounded === 0 ? Number(value.toPrecision(2)) : rounded);
}
