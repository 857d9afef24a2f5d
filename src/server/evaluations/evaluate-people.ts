import type { Kysely } from 'kysely';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import type { Scope } from '../../data/store/population.ts';
import type { NewResult } from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Settings } from '../../data/store/settings.ts';
import { evaluateAppraisals } from './evaluate-appraisals.ts';
import { evaluateTasks } from './evaluate-tasks.ts';
import type { KeptStandard } from './kept-standard.ts';
import type { AppraisalFit, TaskFit } from './options.ts';

/** What is to be evaluated, and how. */
export interface EvaluationTask {
  /** The store that holds the people and their numbers. */
  readonly place: StorePlace;
  readonly pipeline: 'tasks' | 'appraisal';
  readonly period: { readonly id: string; readonly starts_on: string; readonly ends_on: string };
  readonly scope: Scope;
  /** The standard to apply; null fits a new one. */
  readonly standardId: string | null;
  /** How a new standard for tasks is fitted. */
  readonly fit: TaskFit;
  /** How a new standard for appraisals is fitted; null for tasks. */
  readonly appraisal: AppraisalFit | null;
  readonly settings: Pick<Settings, 'min_tasks' | 'anomaly_limit' | 'borderline_below'>;
}

/** A part of what comes out: how far it is, then results, ascending by the employees' ids, and the outcome at the end. */
export type EvaluationPart =
  | { readonly kind: 'progress'; readonly fraction: number }
  | { readonly kind: 'results'; readonly results: readonly NewResult[]; readonly fraction: number }
  | { readonly kind: 'outcome'; readonly outcome: EvaluationOutcome };

/** What an evaluation says of everybody together. */
export interface EvaluationOutcome {
  readonly people: number;
  /** Names, best first. */
  readonly tiers: readonly string[];
  readonly summary: unknown;
  readonly notes: readonly string[];
  readonly drift: unknown;
  /** The standard that was fitted; null where one was applied, or nobody could be rated. */
  readonly standard: KeptStandard | null;
}

/** Results that are handed over at once. */
const AT_ONCE = 1000;

/** Evaluates the people of a scope on what is known of a period now. */
export async function* evaluatePeople(
  db: Kysely<Database>,
  task: EvaluationTask,
): AsyncGenerator<EvaluationPart> {
  yield { kind: 'progress', fraction: 0 };
  const { people, resultOf, outcome } = await atOneMoment(db, (moment) =>
    task.pipeline === 'tasks' ? evaluateTasks(moment, task) : evaluateAppraisals(moment, task),
  );
  for (let from = 0; from < people; from += AT_ONCE) {
    const to = Math.min(people, from + AT_ONCE);
    const results = Array.from({ length: to - from }, (_, i) => resultOf(from + i));
    yield { kind: 'results', results, fraction: to / people };
  }
  yield { kind: 'outcome', outcome };
}

/** Everybody's result, made when it is asked for. */
export interface Evaluated {
  readonly people: number;
  resultOf(i: number): NewResult;
  readonly outcome: EvaluationOutcome;
}
