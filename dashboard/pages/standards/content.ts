import type { Standard } from '../../../src/client/index.ts';

/** What people read of a standard for tasks. */
export interface TaskContent {
  readonly options: {
    readonly weights: Readonly<Record<'completion_rate' | 'task_efficiency' | 'throughput', number>>;
    readonly clusters: number;
    readonly tier_names: readonly string[];
    readonly contamination: number | 'auto';
    readonly min_tasks: number;
    readonly seeding: string;
    readonly random_state: number;
  };
  readonly fitted_on: { readonly people: number };
  /** Best first. */
  readonly tiers: readonly {
    readonly name: string;
    readonly centre: Readonly<Record<'completion_rate' | 'avg_task_hours' | 'completed_tasks', number>>;
  }[];
}

export interface FloorContent {
  readonly at_most: string;
  readonly at_or_below: number;
  /** Null: all. */
  readonly indicators: readonly string[] | null;
}

/** What people read of a standard for appraisals. */
export interface AppraisalContent {
  readonly options: {
    readonly min_pts: number;
    readonly adjust_severity: boolean;
    readonly random_state: number;
  };
  readonly rubric: { readonly name: string; readonly version: string };
  /** Best first. */
  readonly grades: readonly string[];
  readonly positions: readonly {
    readonly position: string;
    readonly label: string;
    readonly weights?: Readonly<Record<string, number>>;
    readonly thresholds?: Readonly<Record<string, number | { readonly above: number }>>;
    readonly floors?: readonly FloorContent[];
    readonly fitted_on: { readonly people: number };
    readonly centres: Readonly<Record<string, Readonly<Record<string, number>>>> | null;
  }[];
}

/** What a standard says; the server writes it so, whatever the pipeline. */
export function contentOf({ pipeline, content }: Standard) {
  return pipeline === 'tasks'
    ? { tasks: content as unknown as TaskContent, appraisal: null }
    : { tasks: null, appraisal: content as unknown as AppraisalContent };
}
