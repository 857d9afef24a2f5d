/** Which standards are listed, as the address says it. */
export interface StandardsView {
  readonly pipeline?: 'tasks' | 'appraisal' | undefined;
  /** Retired ones too. */
  readonly retired?: boolean | undefined;
}

export function readStandardsView({ pipeline, retired }: Record<string, unknown>): StandardsView {
  return {
    ...((pipeline === 'tasks' || pipeline === 'appraisal') && { pipeline }),
    ...(retired === true && { retired }),
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
    ...(typeof other === 'string' && { other }),
    ...(typeof period === 'string' && { period }),
  };
}
