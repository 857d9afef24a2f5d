import type { Evaluation } from '../../src/client/index.ts';

/** What an evaluation of tasks says of everybody together, as far as it is told to whoever looks. */
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
