import type { Evaluation, Said } from '../../src/client/index.ts';

/** What an evaluation says of everybody together, as far as it is told to whoever looks. */
export interface Summary {
  readonly people: number;
  readonly rated: number;
  readonly unrated: number;
  readonly tiers: readonly { readonly name: string; readonly people: number }[];
  readonly score: {
    readonly minimum: number;
    readonly lower_quartile: number;
    readonly median: number;
    readonly upper_quartile: number;
    readonly maximum: number;
  } | null;
  readonly unusual: number;
  readonly borderline: number;
  readonly likely_data_errors: number;
  /** Why people are unrated, the commonest reason first. */
  readonly coverage?: {
    readonly unrated: readonly {
      readonly reason: string;
      readonly reason_said: Said | null;
      readonly people: number;
    }[];
  };
}

/** The summary of an evaluation of tasks; null for appraisals, and where it is not for whoever looks. */
export function summaryOf({ pipeline, summary }: Evaluation): Summary | null {
  // The server writes it, and what is read here has been in it from the beginning.
  return pipeline === 'tasks' ? (summary as Summary | null) : null;
}

/** The names of the tiers or grades, best first. */
export function tierNames(evaluation: Evaluation): readonly string[] {
  return evaluation.tiers ?? [];
}

/** A feature that has moved away from the people whom the standard was fitted on. */
export interface DriftedFeature {
  readonly feature: 'completion_rate' | 'avg_task_hours' | 'completed_tasks';
  readonly psi: number;
  readonly drift: 'none' | 'some' | 'large';
}

/** What has drifted, and whether a new standard is proposed; null where nothing has. */
export function driftIn({
  drift,
}: Evaluation): { readonly features: readonly DriftedFeature[]; readonly proposal: boolean } | null {
  // The server writes it in this shape.
  const told = drift as { readonly features: readonly DriftedFeature[]; readonly proposal: boolean } | null;
  const features = told?.features.filter((feature) => feature.drift !== 'none') ?? [];
  return told !== null && features.length > 0 ? { features, proposal: told.proposal } : null;
}
