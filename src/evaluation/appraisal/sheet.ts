import type { Problem } from '../../errors.ts';
import type { Matrix } from '../../math/matrix.ts';
import type { EmployeeId, ExtraColumn } from '../records.ts';

/** Appraisals of people, one entry per employee, as columns of equal length. */
export interface AppraisalSheet {
  readonly ids: readonly EmployeeId[];
  readonly names: readonly (string | null)[];
  /** The key of each person's position in the rubric. */
  readonly positions: readonly string[];
  /**
   * A row per person: points on the indicators of the person's position, in the rubric's order, averaged over appraisers;
   * NaN where missing, and after the last indicator where other positions have more.
   */
  readonly points: Matrix;
  /** Who gave which points; null where the sheet does not name appraisers. */
  readonly ratings: Ratings | null;
  readonly extras: readonly ExtraColumn[];
}

/** Points as single appraisers gave them, one entry per employee, appraiser and indicator, as columns of equal length. */
export interface Ratings {
  readonly appraisers: readonly EmployeeId[];
  /** Names of roles; empty where the sheet has none. */
  readonly roles: readonly string[];
  /** Index into the sheet's people. */
  readonly employee: Uint32Array;
  /** Index into `appraisers`. */
  readonly appraiser: Uint32Array;
  /** Index into `roles`; 0 where there are none. */
  readonly role: Uint8Array;
  /** Index into the indicators of the person's position. */
  readonly indicator: Uint16Array;
  readonly points: Float64Array;
}

/** A sheet that may be appraised, and the rows that may not, each with its reason. */
export interface CheckedSheet {
  readonly sheet: AppraisalSheet;
  readonly rejected: readonly Problem[];
  /** What a person should know about how the sheet was understood, one sentence each. */
  readonly notes: readonly string[];
}
