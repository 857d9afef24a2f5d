import type { Matrix } from '../math/matrix.ts';
import { FEATURES, valueAtShare } from './features.ts';
import type { Explanation, FeatureChange } from './results.ts';
import type { Standard } from './standard.ts';

/** A person's completion rate, hours and completed tasks, or the features as the scaler leaves them. */
export type Point = readonly [number, number, number];

/**
 * Where a person of a tier, 0 for the best one, stands between its centre and the next one's, and the least that would
 * change it.
 */
export function tierExplanation(
  standard: Standard,
  rank: number,
  point: Point,
  natural: Point,
): Explanation['tier'] {
  const { tiers, kmeans } = standard;
  const own = tiers[rank].cluster;
  const next = tiers[rank === 0 ? 1 : rank - 1];
  const centres = kmeans.clusterCenters;
  const distance = Math.sqrt(squaredDistance(point, centres, own));
  if (!next) {
    return { distance, next: null, next_is_better: null, distance_to_next: null, smallest_change: null };
  }
  return {
    distance,
    next: next.name,
    next_is_better: rank > 0,
    distance_to_next: Math.sqrt(squaredDistance(point, centres, next.cluster)),
    smallest_change: smallestChange(standard, centres, point, natural, own, next.cluster),
  };
}

/**
 * The change of one feature, the others held, that is smallest in scaled units among those that bring the person to
 * the target's centre first, past the border between the two and into no third cluster.
 */
function smallestChange(
  standard: Standard,
  centres: Matrix,
  point: Point,
  natural: Point,
  own: number,
  target: number,
): FeatureChange | null {
  const { data } = centres;
  const gap = squaredDistance(point, centres, target) - squaredDistance(point, centres, own);
  let smallest = Infinity;
  let feature = -1;
  let to = 0;
  for (let j = 0; j < 3; j++) {
    const lean = 2 * (data[target * 3 + j] - data[own * 3 + j]);
    const step = gap / lean;
    if (!Number.isFinite(step) || Math.abs(step) >= smallest) continue;
    const value = valueAcross(standard, centres, point, j, point[j] + step, natural[j], target);
    if (Number.isNaN(value)) continue;
    smallest = Math.abs(step);
    feature = j;
    to = value;
  }
  return feature < 0 ? null : { feature: FEATURES[feature], from: natural[feature], to };
}

/** How finely a value is told where that is enough, in parts of a unit: hundredths of a percent, of an hour; whole tasks. */
const READABLE = [10_000, 100, 1];

/**
 * A value in natural units just beyond a border in scaled units that leads to the target: the readable one where it
 * does, else the nearest; NaN where neither does, or nobody who is rated could have it.
 */
function valueAcross(
  standard: Standard,
  centres: Matrix,
  point: Point,
  j: number,
  border: number,
  from: number,
  target: number,
): number {
  const { scaler, hoursRange } = standard;
  const feature = border * scaler.scale[j] + scaler.mean[j];
  const value = j === 1 ? valueAtShare(1 - feature, hoursRange) : feature;
  const direction = value > from ? 1 : -1;
  const readable = firstPast(value, direction, READABLE[j]);
  if (isPossible(readable, j) && nearestAfter(standard, centres, point, j, readable) === target)
    return readable;
  if (j === 2) return Number.NaN;
  const nearest = value + direction * 1e-9 * Math.max(1, Math.abs(value));
  return isPossible(nearest, j) && nearestAfter(standard, centres, point, j, nearest) === target
    ? nearest
    : Number.NaN;
}

function isPossible(value: number, j: number): boolean {
  return value > 0 && (j !== 0 || value <= 1);
}

/** The first value past another that is a whole number of parts. */
function firstPast(value: number, direction: number, parts: number): number {
  return (direction > 0 ? Math.floor(value * parts) + 1 : Math.ceil(value * parts) - 1) / parts;
}

function nearestAfter(standard: Standard, centres: Matrix, point: Point, j: number, value: number): number {
  const { scaler, hoursRange } = standard;
  const range = hoursRange.maximum - hoursRange.minimum;
  const feature = j === 1 ? 1 - (range > 0 ? (value - hoursRange.minimum) / range : 0) : value;
  const scaled = (feature - scaler.mean[j]) / scaler.scale[j];
  const x = j === 0 ? scaled : point[0];
  const y = j === 1 ? scaled : point[1];
  const z = j === 2 ? scaled : point[2];
  let nearest = 0;
  let smallest = squaredLength(x, y, z, centres, 0);
  for (let c = 1; c < centres.rows; c++) {
    const distance = squaredLength(x, y, z, centres, c);
    if (distance < smallest) {
      nearest = c;
      smallest = distance;
    }
  }
  return nearest;
}

function squaredDistance(point: Point, centres: Matrix, centre: number): number {
  return squaredLength(point[0], point[1], point[2], centres, centre);
}

/** Of the way from (x, y, z) to the centre. */
function squaredLength(x: number, y: number, z: number, { data }: Matrix, centre: number): number {
  const dx = x - data[centre * 3];
  const dy = y - data[centre * 3 + 1];
  const dz = z - data[centre * 3 + 2];
  return dx * dx + dy * dy + dz * dz;
}
