/** Which standards are listed, as the address says it. */
export interface StandardsView {
  readonly pipeline?: 'tasks' | 'appraisal' | undefined;
  /** Retired ones too. */
  readonly retired?: boolean | undefined;
}

export function readStandardsView({ pipeline, retired }: Record<string, unknown>): StandardsView {
  // What is not named would be left as it stands in the address.
  return {
    pipeline: pipeline === 'tasks' || pipeline === 'appraisal' ? pipeline : undefined,
    retired: retired === true || undefined,
  };
}

/** What a standard is held beside, as the address says it. */
export interface StandardView {
  /** The id of a standard. */
  readonly other?: string | undefined;
  /** The id of a period. */
  readonly period?: string | undefined;
}

export function readStandardView({ other, period }: Record<string, unknown>): StandardView {
  return {
    other: typeof other === 'string' ? other : undefined,
    period: typeof period === 'string' ? period : undefined,
  };
}
