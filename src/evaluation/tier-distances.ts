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
  if (!next) return { distance, next: null, distance_to_next: null, smallest_change: null };
  const natural = [rating.features.data[row * 3], hours, completedTasks];
  return {
    distance,
    next: next.name,
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
    const to = naturalValue(standard, j, point[j] + step, natural[j]);
    if (to === null || nearestAfter(standard, point, j, to) !== target) return;
    smallest = Math.abs(step);
    change = { feature, from: natural[j], to };
  });
  return change;
}

/** The first value in natural units beyond a border in scaled units; null where nobody who is rated could have it. */
function naturalValue(
  { scaler, hoursRange }: Standard,
  j: number,
  border: number,
  from: number,
): number | null {
  const feature = border * scaler.scale[j] + scaler.mean[j];
  const value = j === 1 ? valueAtShare(1 - feature, hoursRange) : feature;
  const up = value > from;
  if (j === 2) {
    const tasks = up ? Math.floor(value) + 1 : Math.ceil(value) - 1;
    return tasks > 0 ? tasks : null;
  }
  const past = value + (up ? 1 : -1) * 1e-9 * Math.max(1, Math.abs(value));
  if (j === 0) return past > 0 && past <= 1 ? past : null;
  return past > 0 ? past : null;
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
