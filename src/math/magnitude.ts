import { InputError } from '../errors.ts';

/** The largest absolute value; 0 where there is none. */
export function largestMagnitude(values: Float64Array): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) {
    const magnitude = Math.abs(values[i]);
    if (magnitude > largest) largest = magnitude;
  }
  return largest;
}

/** Throws InputError where sums of squares, which grow up to `bound`, would not be finite. */
export function requireMeasurable(bound: number): void {
  if (!Number.isFinite(bound)) {
    throw new InputError('the numbers lie too far apart to compute distances: scale the columns first');
  }
}
