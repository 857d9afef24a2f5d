import type { Kysely } from 'kysely';
import { periodSummaries } from '../../data/store/period-summaries.ts';
import { peopleInScope, type ScopedPerson } from '../../data/store/population.ts';
import type { NewResult } from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import { standardDocument } from '../../data/store/standards.ts';
import { applyStandard, type Evaluation, evaluate } from '../../evaluation/pipeline.ts';
import type { Summaries } from '../../evaluation/records.ts';
import { parseStandard, type Standard, standardToText } from '../../evaluation/standard.ts';
import { taskStandardContent } from '../../evaluation/standard-content.ts';
import { driftOf } from '../../evaluation/trends/drift.ts';
import type { Evaluated, EvaluationTask } from './evaluate-people.ts';
import { evaluateOptions } from './options.ts';

/** Evaluates the tasks of the people in a scope; who has none is unrated. */
export async function evaluateTasks(
  db: Kysely<Database>,
  { period, scope, standardId, fit, settings }: EvaluationTask,
): Promise<Evaluated> {
  const people = await peopleInScope(db, scope, period);
  const summaries = summariesFor(people, await periodSummaries(db, period.id));
  const standard = standardId === null ? null : await savedStandard(db, standardId);
  const options = evaluateOptions(fit, settings.min_tasks);
  const evaluation = standard ? applyStandard(summaries, standard) : evaluate(summaries, options);
  const limit = settings.anomaly_limit;
  const fitted = standard ? null : evaluation.standard;
  return {
    people: people.length,
    resultOf: (i) => resultOf(evaluation, people[i], i, limit),
    outcome: {
      people: people.length,
      summary: {
        ...evaluation.summary,
        beyond: evaluation.rating?.anomalyScores.filter((score) => score > limit).length ?? 0,
        coverage: coverageOf(evaluation, standard?.options.minTasks ?? options.minTasks ?? 1),
      },
      notes: evaluation.notes,
      drift: standard && driftOf(evaluation),
      standard: fitted && {
        pipeline: 'tasks',
        document: standardToText(fitted),
        content: taskStandardContent(fitted),
        fingerprint: fitted.fittedOn.fingerprint,
      },
    },
  };
}

async function savedStandard(db: Kysely<Database>, id: string): Promise<Standard> {
  const document = await standardDocument(db, id);
  if (document === undefined) throw new Error(`the standard ${id} has gone`);
  return parseStandard(document);
}

/** One entry for each person; nothing known of a person is no tasks. */
function summariesFor(
  people: readonly ScopedPerson[],
  known: Awaited<ReturnType<typeof periodSummaries>>,
): Summaries {
  const found = new Map(known.map((summary) => [summary.employee_id, summary]));
  const column = (value: (summary: (typeof known)[number] | undefined) => number) =>
    Float64Array.from(people, ({ id }) => value(found.get(id)));
  return {
    ids: people.map(({ id }) => id),
    names: people.map(() => null),
    completedTasks: column((summary) => summary?.completed_tasks ?? 0),
    totalTasks: column((summary) => summary?.total_tasks ?? 0),
    avgTaskHours: column((summary) => summary?.avg_task_hours ?? Number.NaN),
    extras: [],
  };
}

function resultOf(evaluation: Evaluation, person: ScopedPerson, i: number, limit: number): NewResult {
  const result = evaluation.at(i);
  const { rating } = evaluation;
  const row = evaluation.rowOf[i];
  return {
    employee_id: person.id,
    department_id: person.department_id,
    position_id: person.position_id,
    manager_id: person.manager_id,
    tier_rank: rating === null || row < 0 ? null : rating.rankOfCluster[rating.clusters[row]],
    tier: result.performance_cluster,
    score: result.performance_score,
    unusual: flag(result.is_anomaly),
    beyond: flag(result.anomaly_score === null ? null : result.anomaly_score > limit),
    anomaly_score: result.anomaly_score,
    stability: null,
    borderline: null,
    completed_tasks: result.completed_tasks,
    total_tasks: result.total_tasks,
    avg_task_hours: result.avg_task_hours,
    unrated_reason: result.unrated_reason,
    detail: { completion_rate: result.completion_rate, explanation: result.explanation },
  };
}

function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}

/** How many people are rated, and why the others are not. */
function coverageOf({ length, summary, at, rowOf, summaries }: Evaluation, minTasks: number) {
  const reasons = new Map<string, number>();
  for (let i = 0; i < length; i++) {
    if (rowOf[i] >= 0) continue;
    const tasks = summaries.totalTasks[i];
    const isFew = tasks > 0 && tasks < minTasks;
    const reason = isFew ? `fewer than ${minTasks} tasks` : (at(i).unrated_reason ?? '');
    reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  }
  const unrated = [...reasons].map(([reason, people]) => ({ reason, people }));
  unrated.sort((a, b) => b.people - a.people || (a.reason < b.reason ? -1 : 1));
  return {
    people: length,
    rated: summary.rated,
    share: length > 0 ? summary.rated / length : null,
    unrated,
  };
}
