import type { FeatureName } from './results.ts';
import type { Standard } from './standard.ts';

/** Between which values most of the people lie whom a standard was fitted on. */
export interface TypicalRange {
  readonly from: number;
  readonly to: number;
  /** Share of the people who lie in it, or at its ends: at least so many. */
  readonly share: number;
}

/** So many people lie at or beyond either end at least, so that neither says much of one of them. */
const LEAST_BEYOND = 5;

/**
 * The middle four fifths of a feature's values, or of fewer people than fifty the middle three fifths, with two digits:
 * enough to see what is usual, and nobody's own number. Null for fewer people than 25.
 */
export function typicalRange({ reference }: Standard, feature: FeatureName): TypicalRange | null {
  const beyond = [0.1, 0.2].find((share) => reference.people * share >= LEAST_BEYOND);
  if (beyond === undefined) return null;
  const { edges, shares, maximum } = reference.features[feature];
  const valueAt = (share: number) => {
    let sum = 0;
    const bin = shares.findIndex((one) => {
      sum += one;
      return sum >= share - 1e-9;
    });
    return Number((edges[bin] ?? maximum).toPrecision(2));
  };
  return { from: valueAt(beyond), to: valueAt(1 - beyond), share: 1 - 2 * beyond };
}
