import type { Matrix } from '../math/matrix.ts';
import { FEATURES, valueAtShare } from './features.ts';
import type { Rating } from './rating.ts';
import type { Explanation, FeatureChange } from './results.ts';
import type { Standard } from './standard.ts';

/** Where a rated person stands between the own tier's centre and the next one's, and the least that would change it. */
export function tierExplanation(
  rating: Rating,
  row: number,
  completedTasks: number,
  hours: number,
): Explanation['tier'] {
  const { standard, scaled, clusters, rankOfCluster } = rating;
  const { tiers, kmeans } = standard;
  const own = clusters[row];
  const rank = rankOfCluster[own];
  const next = tiers[rank === 0 ? 1 : rank - 1];
  const point = scaled.data.subarray(row * 3, row * 3 + 3);
  const distance = Math.sqrt(squaredDistance(point, kmeans.clusterCenters, own));
  if (!next) {
    return { distance, next: null, next_is_better: null, distance_to_next: null, smallest_change: null };
  }
  const natural = [rating.features.data[row * 3], hours, completedTasks];
  return {
    distance,
    next: next.name,
    next_is_better: rank > 0,
    distance_to_next: Math.sqrt(squaredDistance(point, kmeans.clusterCenters, next.cluster)),
    smallest_change: smallestChange(standard, point, natural, own, next.cluster),
  };
}

/**
 * The change of one feature, the others held, that is smallest in scaled units among those that bring the person to
 * the target's centre first, past the border between the two and into no third cluster.
 */
function smallestChange(
  standard: Standard,
  point: Float64Array,
  natural: readonly number[],
  own: number,
  target: number,
): FeatureChange | null {
  const centres = standard.kmeans.clusterCenters;
  const gap = squaredDistance(point, centres, target) - squaredDistance(point, centres, own);
  let smallest = Infinity;
  let change: FeatureChange | null = null;
  FEATURES.forEach((feature, j) => {
    const lean = 2 * (centres.data[target * 3 + j] - centres.data[own * 3 + j]);
    const step = gap / lean;
    if (!Number.isFinite(step) || Math.abs(step) >= smallest) return;
    const values = naturalValues(standard, j, point[j] + step, natural[j]);
    const to = values.find((value) => nearestAfter(standard, point, j, value) === target);
    if (to === undefined) return;
    smallest = Math.abs(step);
    change = { feature, from: natural[j], to };
  });
  return change;
}

/** How finely a value is told where that is enough, in parts of a unit: hundredths of a percent, of an hour; whole tasks. */
const READABLE = [10_000, 100, 1];

/**
 * Values in natural units just beyond a border in scaled units, the readable one first, then the nearest; none where
 * nobody who is rated could have them.
 */
function naturalValues({ scaler, hoursRange }: Standard, j: number, border: number, from: number): number[] {
  const feature = border * scaler.scale[j] + scaler.mean[j];
  const value = j === 1 ? valueAtShare(1 - feature, hoursRange) : feature;
  const direction = value > from ? 1 : -1;
  const readable = firstPast(value, direction, READABLE[j]);
  const nearest = value + direction * 1e-9 * Math.max(1, Math.abs(value));
  const values = j === 2 ? [readable] : [readable, nearest];
  return values.filter((to) => to > 0 && (j !== 0 || to <= 1));
}

/** The first value past another that is a whole number of parts. */
function firstPast(value: number, direction: number, parts: number): number {
  return (direction > 0 ? Math.floor(value * parts) + 1 : Math.ceil(value * parts) - 1) / parts;
}

function nearestAfter(standard: Standard, point: Float64Array, j: number, value: number): number {
  const { scaler, hoursRange, kmeans } = standard;
  const range = hoursRange.maximum - hoursRange.minimum;
  const feature = j === 1 ? 1 - (range > 0 ? (value - hoursRange.minimum) / range : 0) : value;
  const moved = point.slice();
  moved[j] = (feature - scaler.mean[j]) / scaler.scale[j];
  let nearest = 0;
  for (let c = 1; c < kmeans.clusterCenters.rows; c++) {
    if (
      squaredDistance(moved, kmeans.clusterCenters, c) <
      squaredDistance(moved, kmeans.clusterCenters, nearest)
    )
      nearest = c;
  }
  return nearest;
}

function squaredDistance(point: Float64Array, { data }: Matrix, centre: number): number {
  let sum = 0;
  for (let j = 0; j < 3; j++) {
    const difference = point[j] - data[centre * 3 + j];
    sum += difference * difference;
  }
  return sum;
}
