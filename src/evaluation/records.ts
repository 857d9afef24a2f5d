import type { Problem } from '../errors.ts';

/** What identifies a person, just as it came: 101 stays a number, "101" stays a string. */
export type EmployeeId = string | number;

/** A value that travels with a person and is never evaluated: department, location, ... */
export type PassedThrough = string | number | boolean | null;

/** A column that travels with the people, one value for each. */
export interface ExtraColumn {
  readonly name: string;
  readonly values: readonly PassedThrough[];
}

/**
 * One entry per employee, as columns of equal length. Missing numbers are NaN here, and only here: a person
 * with a missing number becomes *unrated* before anything is computed.
 */
export interface Summaries {
  readonly ids: readonly EmployeeId[];
  readonly names: readonly (string | null)[];
  /** Tasks done. */
  readonly completedTasks: Float64Array;
  /** Tasks given, done or not. */
  readonly totalTasks: Float64Array;
  /** Mean hours of a completed task. */
  readonly avgTaskHours: Float64Array;
  readonly extras: readonly ExtraColumn[];
}

/** Summaries that may be evaluated, and the rows that may not, each with its reason. */
export interface CheckedSummaries {
  readonly summaries: Summaries;
  readonly rejected: readonly Problem[];
  /** What a person should know about how the input was understood, one sentence each. */
  readonly notes: readonly string[];
}
