import { UsageError } from '../../errors.ts';
import { DEFAULT_MIN_PTS } from '../../estimators/density-seeding.ts';

/** What an appraisal may be told besides its rubric; everything has a default. */
export interface AppraiseOptions {
  /** By how many nearest other people the density around a person is measured, 1 to 100; default 10. */
  readonly minPts?: number;
  /** Whether grades are computed on points adjusted for the appraisers' severity; default false. */
  readonly adjustSeverity?: boolean;
  /** Seed of the draws of colleagues that stability is measured by, 0 to 2^32 - 1; default 42. It moves no grade. */
  readonly randomState?: number;
}

/** Options with nothing left open. */
export type AppraisalOptions = Required<AppraiseOptions>;

/** Fills in the defaults. Throws UsageError where a value is out of range: says which, what it is and what is allowed. */
export function appraisalOptions(options: AppraiseOptions = {}): AppraisalOptions {
  const minPts = options.minPts ?? DEFAULT_MIN_PTS;
  if (!Number.isInteger(minPts) || minPts < 1 || minPts > 100) {
    throw new UsageError(`MinPts must be a whole number from 1 to 100, not ${minPts}`);
  }
  const randomState = options.randomState ?? 42;
  if (!Number.isInteger(randomState) || randomState < 0 || randomState > 0xffffffff) {
    throw new UsageError(`the random state must be a whole number from 0 to 4294967295, not ${randomState}`);
  }
  return { minPts, adjustSeverity: options.adjustSeverity ?? false, randomState };
}
