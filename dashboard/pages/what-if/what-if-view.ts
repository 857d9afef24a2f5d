/** A floor, as the address and the page have it. */
export interface FloorView {
  readonly atMost: string;
  /** 0 to 1. */
  readonly atOrBelow: number;
  /** None: all. */
  readonly indicators?: readonly string[] | undefined;
}

/** Other settings, as the address says them; what it leaves out is as it was. */
export interface WhatIfView {
  /** Hundredths by which completion rate, task efficiency and throughput count: whole numbers, together 100. */
  readonly weights?: readonly [number, number, number] | undefined;
  readonly k?: number | undefined;
  /** A share, or auto. */
  readonly contamination?: number | 'auto' | undefined;
  readonly min_tasks?: number | undefined;
  readonly floors?: readonly FloorView[] | undefined;
}

/** The settings that an address describes; what cannot be is left out. */
export function readWhatIfView(search: Record<string, unknown>): WhatIfView {
  const { weights, k, contamination, min_tasks, floors } = search;
  const isWhole = (value: unknown, least: number, most: number): value is number =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
  const isShare = typeof contamination === 'number' && contamination > 0 && contamination <= 0.5;
  // What is not named would be left as it stands in the address.
  return {
    weights: areWeights(weights) ? weights : undefined,
    k: isWhole(k, 2, 6) ? k : undefined,
    contamination: contamination === 'auto' || isShare ? contamination : undefined,
    min_tasks: isWhole(min_tasks, 1, 1_000_000) ? min_tasks : undefined,
    floors: Array.isArray(floors) ? floors.filter(isFloor) : undefined,
  };
}

function areWeights(value: unknown): value is readonly [number, number, number] {
  return (
    Array.isArray(value) &&
    value.length === 3 &&
    value.every((part) => Number.isInteger(part) && part >= 0) &&
    value.reduce((sum, part) => sum + part, 0) === 100
  );
}

function isFloor(value: unknown): value is FloorView {
  if (typeof value !== 'object' || value === null) return false;
  const { atMost, atOrBelow, indicators } = value as Record<string, unknown>;
  return (
    typeof atMost === 'string' &&
    typeof atOrBelow === 'number' &&
    atOrBelow >= 0 &&
    atOrBelow < 1 &&
    (indicators === undefined ||
      (Array.isArray(indicators) && indicators.every((name) => typeof name === 'string')))
  );
}

/** Three hundredths of which one has changed: the others give way in their proportion, and all stay 100 together. */
export function balanced(
  weights: readonly [number, number, number],
  changed: number,
  value: number,
): readonly [number, number, number] {
  const rest = 100 - value;
  const [a, b] = [0, 1, 2].filter((i) => i !== changed);
  const before = weights[a] + weights[b];
  const first = before === 0 ? Math.round(rest / 2) : Math.round((rest * weights[a]) / before);
  const result: [number, number, number] = [0, 0, 0];
  result[changed] = value;
  result[a] = first;
  result[b] = rest - first;
  return result;
}

/** Shares that sum to 1 as hundredths that sum to 100: the largest remainders are rounded up. */
export function hundredths(shares: readonly number[]): readonly [number, number, number] {
  const exact = shares.map((share) => share * 100);
  const whole = exact.map(Math.floor);
  const order = exact.map((_, i) => i).sort((a, b) => exact[b] - whole[b] - (exact[a] - whole[a]));
  const missing = 100 - whole.reduce((sum, part) => sum + part, 0);
  for (const i of order.slice(0, Math.max(0, missing))) whole[i]++;
  return [whole[0], whole[1], whole[2]];
}
