import type { Kysely } from 'kysely';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import { numbersOfResults } from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import type { EvaluateOptions } from '../../evaluation/options.ts';
import { applyStandard, type Evaluation, evaluate } from '../../evaluation/pipeline.ts';
import type { Summaries } from '../../evaluation/records.ts';
import { type WhatIf, whatIf } from '../../evaluation/what-if.ts';
import { type KeptStandard, keptTaskStandard, withDraws } from './kept-standard.ts';
import { savedStandard } from './saved-standard.ts';

/** Other options for an evaluation that is done. */
export interface WhatIfTask {
  readonly place: StorePlace;
  readonly evaluationId: string;
  readonly standardId: string | null;
  readonly options: EvaluateOptions;
  /** Most changes that are answered. */
  readonly limit: number;
}

/** Who would change; the summary is of all, `changes` of as many as were asked for. */
export interface WhatIfAnswer {
  readonly summary: WhatIf['summary'];
  readonly tiers: { readonly before: readonly TierCount[]; readonly after: readonly TierCount[] };
  readonly changed: number;
  readonly changes: readonly (Omit<WhatIf['changes'][number], 'name'> & {
    readonly number: string;
    readonly name: string | null;
  })[];
}

/** How many people are in a tier. */
export interface TierCount {
  readonly name: string;
  readonly people: number;
}

/** What other options would change, on the numbers that the evaluation was made of. */
export async function* whatIfOf(db: Kysely<Database>, task: WhatIfTask): AsyncGenerator<WhatIfAnswer> {
  const { evaluation, people } = await again(db, task);
  const { summary, changes, after } = whatIf(evaluation, task.options);
  yield {
    summary,
    tiers: { before: tiersOf(evaluation), after: tiersOf(after) },
    changed: changes.length,
    changes: changes.slice(0, task.limit).map(({ name: _, ...change }) => {
      const person = people.get(String(change.employee_id));
      return { ...change, number: person?.number ?? '', name: person?.name ?? null };
    }),
  };
}

/** What other options fit; null where nobody could be rated. */
export interface FittedWhatIf {
  readonly standard: KeptStandard | null;
}

/** The standard that other options give, on the same numbers. */
export async function* fitWhatIf(db: Kysely<Database>, task: WhatIfTask): AsyncGenerator<FittedWhatIf> {
  const { evaluation } = await again(db, task);
  const standard = withDraws(whatIf(evaluation, task.options).after);
  yield { standard: standard && keptTaskStandard(standard) };
}

function again(db: Kysely<Database>, task: WhatIfTask) {
  return atOneMoment(db, async (moment) => {
    const rows = await numbersOfResults(moment, task.evaluationId);
    return {
      evaluation: await evaluationOf(moment, task, summariesOf(rows)),
      people: new Map(rows.map((row) => [row.employee_id, row])),
    };
  });
}

function tiersOf({ summary }: Evaluation): TierCount[] {
  return summary.tiers.map(({ name, people }) => ({ name, people }));
}

/** The evaluation again, as it was made. */
async function evaluationOf(
  db: Kysely<Database>,
  { standardId, options }: WhatIfTask,
  summaries: Summaries,
): Promise<Evaluation> {
  // Nobody could be rated, so that there was nothing to fit.
  if (standardId === null) return evaluate(summaries, { ...options, minTasks: Number.MAX_SAFE_INTEGER });
  return applyStandard(summaries, await savedStandard(db, standardId));
}

function summariesOf(rows: Awaited<ReturnType<typeof numbersOfResults>>): Summaries {
  return {
    ids: rows.map(({ employee_id }) => employee_id),
    names: rows.map(() => null),
    completedTasks: Float64Array.from(rows, (row) => row.completed_tasks ?? Number.NaN),
    totalTasks: Float64Array.from(rows, (row) => row.total_tasks ?? Number.NaN),
    avgTaskHours: Float64Array.from(rows, (row) => row.avg_task_hours ?? Number.NaN),
    extras: [],
  };
}
