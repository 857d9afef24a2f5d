import type { Kysely } from 'kysely';
import { periodSummaries } from '../../data/store/period-summaries.ts';
import { peopleInScope, type ScopedPerson } from '../../data/store/population.ts';
import type { NewResult } from '../../data/store/results.ts';
import type { Database } from '../../data/store/schema.ts';
import { type AnomalyKind, anomalyKinds } from '../../evaluation/anomaly-kinds.ts';
import { applyStandard, type Evaluation, evaluate } from '../../evaluation/pipeline.ts';
import type { Summaries } from '../../evaluation/records.ts';
import { tierStability } from '../../evaluation/stability.ts';
import type { Standard } from '../../evaluation/standard.ts';
import { driftOf } from '../../evaluation/trends/drift.ts';
import { typicalRange } from '../../evaluation/typical-range.ts';
import { coverageOf } from './coverage.ts';
import type { Evaluated, EvaluationTask } from './evaluate-people.ts';
import { keptTaskStandard, withDraws } from './kept-standard.ts';
import { evaluateOptions } from './options.ts';
import { savedStandard } from './saved-standard.ts';

/** Evaluates the tasks of the people in a scope; who has none is unrated. */
export async function evaluateTasks(db: Kysely<Database>, task: EvaluationTask): Promise<Evaluated> {
  const { period, standardId, fit, settings } = task;
  const people = await peopleInScope(db, task.scope, period);
  const summaries = summariesFor(people, await periodSummaries(db, period.id));
  const saved = standardId === null ? null : await savedStandard(db, standardId);
  const options = evaluateOptions(fit, settings.min_tasks);
  const evaluation = saved ? applyStandard(summaries, saved) : evaluate(summaries, options);
  const fitted = saved ? null : withDraws(evaluation);
  const kinds = anomalyKinds(evaluation, { absoluteScore: settings.anomaly_limit, days: daysOf(period) });
  const stability = stabilityOf(evaluation, fitted ?? saved);
  const isBorderline = (i: number) => stability !== null && stability[i] < settings.borderline_below;
  return {
    people: people.length,
    resultOf: (i) => resultOf(evaluation, people[i], i, kinds.at(i), stability, isBorderline(i)),
    outcome: {
      people: people.length,
      tiers: evaluation.summary.tiers.map(({ name }) => name),
      summary: {
        ...evaluation.summary,
        ...kinds.summary,
        borderline: stability && people.filter((_, i) => isBorderline(i)).length,
        coverage: coverageOf(reasonsIn(evaluation, saved?.options.minTasks ?? options.minTasks ?? 1)),
      },
      notes: evaluation.notes,
      drift: saved && driftOf(evaluation),
      standard: fitted && keptTaskStandard(fitted),
    },
  };
}

/** Null where nobody drew colleagues when the standard was fitted. */
function stabilityOf(evaluation: Evaluation, standard: Standard | null): Float64Array | null {
  return standard?.resampled ? tierStability(evaluation, standard.resampled) : null;
}

function daysOf({ starts_on, ends_on }: EvaluationTask['period']): number {
  return (Date.parse(ends_on) - Date.parse(starts_on)) / 86_400_000 + 1;
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

function resultOf(
  evaluation: Evaluation,
  { id, department_id, position_id, manager_id }: ScopedPerson,
  i: number,
  { unusual, beyond_score, direction, reasons, likely_data_errors }: AnomalyKind,
  stability: Float64Array | null,
  isBorderline: boolean,
): NewResult {
  const result = evaluation.at(i);
  const { rating } = evaluation;
  const row = evaluation.rowOf[i];
  const isRated = rating !== null && row >= 0;
  return {
    employee_id: id,
    department_id,
    position_id,
    manager_id,
    tier_rank: isRated ? rating.rankOfCluster[rating.clusters[row]] : null,
    tier: result.performance_cluster,
    score: result.performance_score,
    unusual: flag(unusual),
    beyond: flag(beyond_score),
    anomaly_score: result.anomaly_score,
    direction,
    data_error: likely_data_errors.length > 0 ? 1 : 0,
    stability: isRated && stability ? stability[i] : null,
    borderline: isRated && stability ? flag(isBorderline) : null,
    completed_tasks: result.completed_tasks,
    total_tasks: result.total_tasks,
    avg_task_hours: result.avg_task_hours,
    unrated_reason: result.unrated_reason,
    appraised_as: null,
    scoring_grade: null,
    detail: {
      completion_rate: result.completion_rate,
      score_parts: result.explanation?.score_parts ?? null,
      tier: result.explanation?.tier ?? null,
      anomaly:
        direction === null
          ? null
          : {
              direction,
              reasons: reasons.map((reason) => ({
                ...reason,
                typical_range: rating && typicalRange(rating.standard, reason.feature),
              })),
            },
      likely_data_errors,
    },
  };
}

function flag(value: boolean | null): number | null {
  return value === null ? null : Number(value);
}

/** Why each person is unrated, those with too few tasks all for the same reason; null for the rated. */
function reasonsIn({ length, at, rowOf, summaries }: Evaluation, minTasks: number): (string | null)[] {
  return Array.from({ length }, (_, i) => {
    if (rowOf[i] >= 0) return null;
    const tasks = summaries.totalTasks[i];
    return tasks > 0 && tasks < minTasks ? `fewer than ${minTasks} tasks` : at(i).unrated_reason;
  });
}
