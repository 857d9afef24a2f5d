import { changedTiers } from './changed-tiers.ts';
import type { EvaluateOptions } from './options.ts';
import { type Evaluation, evaluateAgain, tierOf } from './pipeline.ts';
import type { EmployeeId } from './records.ts';

/** What other options would change. */
export interface WhatIf {
  /** Whose tier or anomaly flag would be another, or who would be rated or no longer, in the order of the people. */
  readonly changes: readonly WhatIfChange[];
  readonly summary: {
    readonly people: number;
    readonly rated_before: number;
    readonly rated_after: number;
    readonly tier_changed: number;
    /** Of these, where the tiers keep their names: those whose tier would be better, and worse. */
    readonly rose: number;
    readonly fell: number;
    readonly anomaly_changed: number;
    readonly newly_rated: number;
    readonly no_longer_rated: number;
    /** How far scores of people rated both times move, up or down: on average, and at most; null where nobody is. */
    readonly mean_score_move: number | null;
    readonly largest_score_move: number | null;
  };
  /** The evaluation as it would be. */
  readonly after: Evaluation;
}

export interface WhatIfChange {
  readonly employee_id: EmployeeId;
  readonly name: string | null;
  /** Tier, anomaly flag and score before and after; null where unrated. */
  readonly tier: { readonly from: string | null; readonly to: string | null };
  readonly is_anomaly: { readonly from: boolean | null; readonly to: boolean | null };
  readonly performance_score: {
    readonly from: number | null;
    readonly to: number | null;
    /** Points up, or down where below 0; null unless rated both times. */
    readonly move: number | null;
  };
}

/**
 * Who would be rated differently if the people were evaluated with other options: weights, clusters, contamination,
 * `minTasks`, ... What is not named stays as it was; with another number of clusters the tiers get that number's names
 * unless names are given. Nothing is saved, and only what the changes touch is fitted again: 10,000 people take a fraction
 * of a second. Throws UsageError for an option out of range.
 *
 * The other options are fitted on these people. Under a standard that was fitted on others, what changes is therefore due
 * to the new fit, too.
 */
export function whatIf(evaluation: Evaluation, changes: EvaluateOptions): WhatIf {
  const { tierNames, ...options } = evaluation.standard?.options ?? {};
  const sameCount = changes.clusters === undefined || changes.clusters === tierNames?.length;
  const after = evaluateAgain(evaluation, {
    ...options,
    ...(sameCount && tierNames && { tierNames }),
    ...changes,
  });
  const affected = affectedPeople(evaluation, after);
  return {
    changes: affected.map((i) => changeOf(evaluation, after, i)),
    summary: summaryOf(evaluation, after),
    after,
  };
}

function affectedPeople(before: Evaluation, after: Evaluation): number[] {
  const affected: number[] = [];
  for (let i = 0; i < before.length; i++) {
    if (tierOf(before, i) !== tierOf(after, i) || flagOf(before, i) !== flagOf(after, i)) affected.push(i);
  }
  return affected;
}

function changeOf(before: Evaluation, after: Evaluation, i: number): WhatIfChange {
  const from = scoreOf(before, i);
  const to = scoreOf(after, i);
  return {
    employee_id: before.summaries.ids[i],
    name: before.summaries.names[i],
    tier: { from: tierOf(before, i), to: tierOf(after, i) },
    is_anomaly: { from: flagOf(before, i), to: flagOf(after, i) },
    performance_score: { from, to, move: from === null || to === null ? null : to - from },
  };
}

function summaryOf(before: Evaluation, after: Evaluation): WhatIf['summary'] {
  const changed = changedTiers(before, after);
  const moved = changed.filter((change) => change.before === 'rated' && change.after === 'rated');
  const rank = rankIfSameNames(before, after);
  const moves: number[] = [];
  let flags = 0;
  for (let i = 0; i < before.length; i++) {
    const from = scoreOf(before, i);
    const to = scoreOf(after, i);
    if (from === null || to === null) continue;
    moves.push(Math.abs(to - from));
    if (flagOf(before, i) !== flagOf(after, i)) flags++;
  }
  return {
    people: before.length,
    rated_before: before.summary.rated,
    rated_after: after.summary.rated,
    tier_changed: moved.length,
    rose: moved.filter(({ from, to }) => rank(to) < rank(from)).length,
    fell: moved.filter(({ from, to }) => rank(to) > rank(from)).length,
    anomaly_changed: flags,
    newly_rated: changed.filter((change) => change.before === 'unrated').length,
    no_longer_rated: changed.filter((change) => change.after === 'unrated').length,
    mean_score_move: moves.length > 0 ? moves.reduce((sum, move) => sum + move, 0) / moves.length : null,
    largest_score_move: moves.length > 0 ? moves.reduce((most, move) => Math.max(most, move), 0) : null,
  };
}

/** A tier's rank, 0 the best; NaN, which is neither better nor worse, where the two do not name their tiers alike. */
function rankIfSameNames(before: Evaluation, after: Evaluation): (tier: string | null) => number {
  const names = before.standard?.options.tierNames ?? [];
  const same = names.join('\n') === after.standard?.options.tierNames.join('\n');
  return (tier) => (same && tier !== null ? names.indexOf(tier) : Number.NaN);
}

function flagOf({ rating, rowOf }: Evaluation, i: number): boolean | null {
  return rating === null || rowOf[i] < 0 ? null : rating.anomalous[rowOf[i]] === 1;
}

function scoreOf({ rating, rowOf }: Evaluation, i: number): number | null {
  return rating === null || rowOf[i] < 0 ? null : rating.scores[rowOf[i]];
}
