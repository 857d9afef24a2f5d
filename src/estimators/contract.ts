import { InputError } from '../errors.ts';
import type { Matrix } from '../math/matrix.ts';
import { requireFinite } from '../math/matrix.ts';

/**
 * What every estimator keeps to. The constructor stores its parameters and nothing else; `fit` validates, computes
 * and returns the estimator; what was learned are readonly properties; nothing but `fit` changes an estimator, and
 * nothing changes what it is given. Every class has a static `fromJSON` that reads exactly what `toJSON` wrote.
 */
export interface Estimator {
  fit(X: Matrix): this;
  toJSON(): SavedEstimator;
}

/** An estimator as plain, readable JSON: its class, its parameters, and what it learned unless it was never fitted. */
export interface SavedEstimator {
  readonly estimator: string;
  readonly version: number;
  readonly parameters: Readonly<Record<string, unknown>>;
  readonly learned?: Readonly<Record<string, unknown>>;
}

/** Something that is learned was asked of an estimator that has not learned yet. */
export class NotFittedError extends Error {
  override readonly name = 'NotFittedError';

  constructor(estimator: string) {
    super(`this ${estimator} has not learned anything yet: call fit first`);
  }
}

/** What was learned; throws NotFittedError where nothing was. */
export function learnedBy<T>(estimator: string, learned: T | null): T {
  if (learned === null) throw new NotFittedError(estimator);
  return learned;
}

/** Throws InputError unless X is well formed, finite, and has the columns the estimator was fitted on. */
export function requireColumns(X: Matrix, columns: number, estimator: string): void {
  if (X.columns !== columns) {
    throw new InputError(`this ${estimator} was fitted on ${columns} columns; the data have ${X.columns}`);
  }
  requireFinite(X);
}

/** Throws InputError unless the parameter is a whole number of at least `least`. */
export function requireWhole(name: string, value: number, least: number): void {
  if (!Number.isSafeInteger(value) || value < least) {
    throw new InputError(`${name} must be a whole number of at least ${least}, not ${value}`);
  }
}
