import { describe, expect } from 'vitest';
import { readTasks } from '../../../src/data/files/read-tasks.ts';
import { changedTiers } from '../../../src/evaluation/changed-tiers.ts';
import { applyStandard, type Evaluation, evaluate, tierOf } from '../../../src/evaluation/pipeline.ts';
import type { Summaries } from '../../../src/evaluation/records.ts';
import { changePoints } from '../../../src/evaluation/trends/change-points.ts';
import { driftOf } from '../../../src/evaluation/trends/drift.ts';
import { forecast } from '../../../src/evaluation/trends/forecast.ts';
import { theilSen } from '../../../src/evaluation/trends/theil-sen.ts';
import { tierMoves } from '../../../src/evaluation/trends/tier-moves.ts';
import { itWithShared, sharedFile } from '../../support/shared.ts';

const LOG = 'data/sip/tasks_with_dates.csv';

describe('ten years of a real software company, by quarter on one standard', () => {
  itWithShared('show that the company changed in the summer of 2008, and what comes next', LOG, async () => {
    const { quarters, evaluations } = await byQuarter();
    const series = evaluations.map(meanScore);
    expect(series.filter((score) => score !== null)).toHaveLength(41);
    expect(theilSen(series)?.direction).toBe('falling');
    const [change, ...others] = changePoints(series)?.changes ?? [];
    expect(quarters[change.at]).toBe('2008-07-01');
    expect(change.before - change.after).toBeGreaterThan(20);
    expect(others).toEqual([]);
    const next = forecast(series, { season: 4, bounds: { minimum: 0, maximum: 100 } });
    expect(next?.interval.low).toBeGreaterThan(25);
    expect(next?.interval.high).toBeLessThan(60);
    expect(next?.backtest.forecasts).toBe(35);
    expect(next?.backtest.error).toBeLessThan(10);
  });

  itWithShared('count everybody of two quarters once, as the lists of changes do', LOG, async () => {
    const { evaluations } = await byQuarter();
    for (const [i, after] of evaluations.slice(1).entries()) {
      const before = evaluations[i];
      const moves = tierMoves(tiersIn(before), tiersIn(after), ['High', 'Medium', 'Low']);
      const { added, gone, newly_rated, no_longer_rated } = moves;
      const changes = moves.rose + moves.fell + [added, gone, newly_rated, no_longer_rated].flat().length;
      expect(changedTiers(before, after)).toHaveLength(changes);
    }
  });

  itWithShared(
    'have drifted from a standard of the first years, but no single quarter cries wolf',
    LOG,
    async () => {
      const { pooled, evaluations } = await byQuarter();
      const early = evaluate(
        where(pooled, (period) => period < '2009'),
        { minTasks: 5 },
      );
      if (!early.standard) throw new Error('nothing was fitted');
      const late = applyStandard(
        where(pooled, (period) => period >= '2011'),
        early.standard,
      );
      expect(driftOf(late)?.proposal).toBe(true);
      expect(late.notes.join()).toContain('fit a new standard');
      expect(evaluations.filter((evaluation) => driftOf(evaluation)?.proposal)).toEqual([]);
    },
  );
});

interface Pooled extends Summaries {
  readonly periods: readonly string[];
}

async function byQuarter() {
  const { summaries, periods = [] } = await readTasks(sharedFile(LOG), {
    map: {
      employee_id: 'DeveloperID',
      task_id: 'TaskNumber',
      status: 'StatusCode',
      hours: 'DeveloperHoursActual',
      completed_at: 'CompletedOn',
    },
    done: ['FINISHED', 'COMPLETED', 'RELEASED'],
    exclude: ['CANCELLED', 'TEMPLATE', 'AUTHORISE', 'ESTIMATED'],
    split: 'quarter',
  });
  const pooled = { ...summaries, periods };
  const { standard } = evaluate(
    where(pooled, () => true),
    { minTasks: 5 },
  );
  if (!standard) throw new Error('nothing was fitted');
  const quarters = [...new Set(periods)].sort();
  const evaluations = quarters.map((quarter) =>
    applyStandard(
      where(pooled, (period) => period === quarter, false),
      standard,
    ),
  );
  return { pooled, quarters, evaluations };
}

/** The summaries of some periods; with the period in the id, so that a person may stand there more than once. */
function where(pooled: Pooled, belongs: (period: string) => boolean, several = true): Summaries {
  const rows = Array.from(pooled.periods.keys()).filter((i) => belongs(pooled.periods[i]));
  const column = (values: Float64Array) => Float64Array.from(rows, (i) => values[i]);
  return {
    ids: rows.map((i) => (several ? `${pooled.ids[i]} in ${pooled.periods[i]}` : pooled.ids[i])),
    names: rows.map(() => null),
    completedTasks: column(pooled.completedTasks),
    totalTasks: column(pooled.totalTasks),
    avgTaskHours: column(pooled.avgTaskHours),
    extras: [],
  };
}

function meanScore({ rating }: Evaluation): number | null {
  if (rating === null) return null;
  return rating.scores.reduce((sum, score) => sum + score, 0) / rating.scores.length;
}

function tiersIn(evaluation: Evaluation) {
  return {
    ids: evaluation.summaries.ids,
    tiers: Array.from(evaluation.summaries.ids.keys(), (i) => tierOf(evaluation, i)),
  };
}
