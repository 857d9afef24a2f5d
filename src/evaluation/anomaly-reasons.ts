import { FEATURES, shareOfRange } from './features.ts';
import type { Rating } from './rating.ts';
import type { Summaries } from './records.ts';
import type { AnomalyReason } from './results.ts';

/** A feature that contributes less than this share of the strongest one does not isolate anybody. */
const LEAST_SHARE = 0.1;

/**
 * For each of the given rows, in ascending order (those that are flagged): which features isolate the person. A feature's contribution is what the anomaly score loses
 * when that value alone is made typical, so the answer comes from the forest itself and not from a rule beside it.
 * Strongest first; features that add nothing, or next to nothing beside the strongest, are left out.
 *
 * They are made when they are asked for: of millions of people, so many lists would have the engine look through them again
 * and again.
 */
export class AnomalyReasons {
  readonly #rating: Rating;
  readonly #rows: Uint32Array;
  /** Of each row the forest's scores with each of its three values made typical. */
  readonly #without: Float64Array;
  readonly #hours: Float64Array;

  constructor(
    rating: Rating,
    summaries: Summaries,
    people: Uint32Array,
    rows: Uint32Array = rowsOfFlagged(rating),
  ) {
    this.#rating = rating;
    this.#rows = rows;
    this.#without = scoresWithout(rating, rows);
    this.#hours = new Float64Array(rows.length);
    for (let r = 0; r < rows.length; r++) this.#hours[r] = summaries.avgTaskHours[people[rows[r]]];
  }

  /** Those of a row; undefined where it is not one of the given. */
  get(row: number): AnomalyReason[] | undefined {
    const r = placeOf(row, this.#rows);
    if (this.#rows[r] !== row) return undefined;
    const { standard, features, anomalyScores } = this.#rating;
    const natural = [features.data[row * 3], this.#hours[r], features.data[row * 3 + 2]];
    const found: AnomalyReason[] = [];
    for (let j = 0; j < natural.length; j++) {
      const feature = FEATURES[j];
      const value = natural[j];
      const middle = standard.typical[feature];
      const direction = value > middle ? 'high' : 'low';
      const contribution = anomalyScores[row] + this.#without[r * 3 + j];
      found.push({ feature, direction, value, typical: middle, contribution });
    }
    return strongest(found.sort(byContribution));
  }
}

function scoresWithout(rating: Rating, rows: Uint32Array): Float64Array {
  if (rows.length === 0) return new Float64Array(0);
  const { standard, scaled } = rating;
  const typical = scaledTypical(rating);
  const data = new Float64Array(rows.length * 9);
  for (let r = 0, at = 0; r < rows.length; r++) {
    for (let made = 0; made < 3; made++) {
      for (let j = 0; j < 3; j++) data[at++] = made === j ? typical[j] : scaled.data[rows[r] * 3 + j];
    }
  }
  return standard.forest.scoreSamples({ rows: rows.length * 3, columns: 3, data });
}

/** The place of the first of the ascending rows that is not below. */
function placeOf(row: number, rows: Uint32Array): number {
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle] < row) low = middle + 1;
    else high = middle;
  }
  return low;
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

function rowsOfFlagged({ anomalous }: Rating): Uint32Array {
  let count = 0;
  for (let row = 0; row < anomalous.length; row++) count += anomalous[row];
  const rows = new Uint32Array(count);
  for (let row = 0, at = 0; at < count; row++) if (anomalous[row] === 1) rows[at++] = row;
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
