import { FEATURES, shareOfRange } from './features.ts';
import type { Rating } from './rating.ts';
import type { Summaries } from './records.ts';
import type { AnomalyReason } from './results.ts';

/** A feature that contributes less than this share of the strongest one does not isolate anybody. */
const LEAST_SHARE = 0.1;

/**
 * For each of the given rows (those that are flagged): which features isolate the person. A feature's contribution is what the anomaly score loses
 * when that value alone is made typical, so the answer comes from the forest itself and not from a rule beside it.
 * Strongest first; features that add nothing, or next to nothing beside the strongest, are left out.
 */
export function anomalyReasons(
  rating: Rating,
  summaries: Summaries,
  people: Uint32Array,
  rows: readonly number[] = rowsOfFlagged(rating),
): Map<number, AnomalyReason[]> {
  const { standard, scaled, anomalyScores } = rating;
  const reasons = new Map<number, AnomalyReason[]>();
  if (rows.length === 0) return reasons;

  const typical = scaledTypical(rating);
  const data = new Float64Array(rows.length * 9);
  for (let r = 0, at = 0; r < rows.length; r++) {
    for (let made = 0; made < 3; made++) {
      for (let j = 0; j < 3; j++) data[at++] = made === j ? typical[j] : scaled.data[rows[r] * 3 + j];
    }
  }
  const without = standard.forest.scoreSamples({ rows: rows.length * 3, columns: 3, data });
  for (let r = 0; r < rows.length; r++) {
    const row = rows[r];
    const natural = [
      rating.features.data[row * 3],
      summaries.avgTaskHours[people[row]],
      summaries.completedTasks[people[row]],
    ];
    const found: AnomalyReason[] = [];
    for (let j = 0; j < natural.length; j++) {
      const feature = FEATURES[j];
      const value = natural[j];
      const middle = standard.typical[feature];
      const direction = value > middle ? 'high' : 'low';
      const contribution = anomalyScores[row] + without[r * 3 + j];
      found.push({ feature, direction, value, typical: middle, contribution });
    }
    reasons.set(row, strongest(found.sort(byContribution)));
  }
  return reasons;
}

function byContribution(a: AnomalyReason, b: AnomalyReason): number {
  return b.contribution - a.contribution;
}

/** Those of the reasons, the strongest first, that say something beside the strongest. */
function strongest(reasons: readonly AnomalyReason[]): AnomalyReason[] {
  const least = LEAST_SHARE * reasons[0].contribution;
  let count = 0;
  while (count < reasons.length && reasons[count].contribution > 0 && reasons[count].contribution >= least)
    count++;
  return reasons.slice(0, count);
}

function rowsOfFlagged({ anomalous }: Rating): number[] {
  const rows: number[] = [];
  for (let row = anomalous.indexOf(1); row >= 0; row = anomalous.indexOf(1, row + 1)) rows.push(row);
  return rows;
}

function scaledTypical({ standard }: Rating): Float64Array {
  const { typical, hoursRange, scaler } = standard;
  const data = Float64Array.of(
    typical.completion_rate,
    1 - shareOfRange(typical.avg_task_hours, hoursRange),
    typical.completed_tasks,
  );
  return scaler.transform({ rows: 1, columns: 3, data }).data;
}
