import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { EvaluateOptions } from '../../src/evaluation/options.ts';
import { applyStandard, type Evaluation, evaluate, evaluateAgain } from '../../src/evaluation/pipeline.ts';
import { standardToText } from '../../src/evaluation/standard.ts';
import { whatIf } from '../../src/evaluation/what-if.ts';
import { companies, type Person, summariesOf } from './people.ts';

/** Fast but careless, slow but reliable, and poor at both. */
const TRADES: readonly Person[] = [
  { employee_id: 'fast-1', completed_tasks: 60, total_tasks: 100, avg_task_hours: 1 },
  { employee_id: 'fast-2', completed_tasks: 62, total_tasks: 100, avg_task_hours: 1.2 },
  { employee_id: 'sure-1', completed_tasks: 19, total_tasks: 20, avg_task_hours: 8 },
  { employee_id: 'sure-2', completed_tasks: 20, total_tasks: 20, avg_task_hours: 8.4 },
  { employee_id: 'poor-1', completed_tasks: 4, total_tasks: 20, avg_task_hours: 9 },
  { employee_id: 'poor-2', completed_tasks: 2, total_tasks: 10, avg_task_hours: 9.5 },
];

const CHANGES = fc.constantFrom<EvaluateOptions>(
  {},
  { weights: { completionRate: 0.1, taskEfficiency: 0.1, throughput: 0.8 } },
  { clusters: 2 },
  { clusters: 5, contamination: 0.2 },
  { contamination: 'auto' },
  { randomState: 7 },
  { minTasks: 5 },
  { seeding: 'density' },
  { tierNames: ['A', 'B', 'C'] },
);

describe('whatIf', () => {
  it('tells whose tier would be another under other weights, and by how much scores move', () => {
    const evaluation = evaluate(summariesOf(TRADES));
    expect(evaluation.at(0).performance_cluster).toBe('High');
    const { changes, summary } = whatIf(evaluation, {
      weights: { completionRate: 1, taskEfficiency: 0, throughput: 0 },
    });
    expect(changes.map(({ employee_id, tier }) => [employee_id, tier.from, tier.to])).toEqual([
      ['fast-1', 'High', 'Medium'],
      ['fast-2', 'High', 'Medium'],
      ['sure-1', 'Medium', 'High'],
      ['sure-2', 'Medium', 'High'],
    ]);
    // By completion rate alone 0.6 lies half way between 0.2 and 1.
    expect(changes[0].performance_score.to).toBeCloseTo(50, 9);
    expect(summary).toMatchObject({
      people: 6,
      rated_before: 6,
      rated_after: 6,
      tier_changed: 4,
      rose: 2,
      fell: 2,
      newly_rated: 0,
      no_longer_rated: 0,
    });
    const moves = Array.from({ length: 6 }, (_, i) => evaluation.at(i).performance_score ?? 0);
    expect(summary.largest_score_move).toBeGreaterThanOrEqual(Math.abs(50 - moves[0]) - 1e-9);
  });

  it('tells who would no longer be rated where more tasks are asked for', () => {
    const { changes, summary } = whatIf(evaluate(summariesOf(TRADES)), { minTasks: 15 });
    expect(changes.find(({ employee_id }) => employee_id === 'poor-2')).toMatchObject({
      tier: { from: 'Low', to: null },
      is_anomaly: { to: null },
      performance_score: { to: null, move: null },
    });
    expect(summary).toMatchObject({ rated_before: 6, rated_after: 5, no_longer_rated: 1, newly_rated: 0 });
  });

  it('tells whose flag would change, and names more tiers where more are asked for', () => {
    const many = summariesOf(
      Array.from({ length: 200 }, (_, i) => ({
        employee_id: i,
        completed_tasks: (i * 37) % 101,
        total_tasks: 101,
        avg_task_hours: 1 + ((i * 53) % 97) / 10,
      })),
    );
    const flags = whatIf(evaluate(many), { contamination: 0.1 });
    expect(flags.summary).toMatchObject({ anomaly_changed: 10, tier_changed: 0, largest_score_move: 0 });
    expect(flags.changes.every(({ is_anomaly }) => is_anomaly.from === false && is_anomaly.to === true)).toBe(
      true,
    );
    const tiers = whatIf(evaluate(many), { clusters: 4 });
    expect(tiers.after.summary.tiers.map(({ name }) => name)).toContain('Upper medium');
    expect(tiers.summary).toMatchObject({ rose: 0, fell: 0 });
    expect(tiers.summary.tier_changed).toBeGreaterThan(0);
  });

  it('is what evaluating anew gives, to the last bit, whatever changes', () => {
    fc.assert(
      fc.property(companies, CHANGES, (people, changes) => {
        const summaries = summariesOf(people);
        const before = evaluate(summaries);
        const { after, changes: affected, summary } = whatIf(before, changes);
        const anew = evaluate(summaries, changes);
        expect(everybody(after)).toEqual(everybody(anew));
        expect(after.standard && standardToText(after.standard)).toBe(
          anew.standard && standardToText(anew.standard),
        );
        expect(everybody(evaluateAgain(anew, {}))).toEqual(everybody(before));
        const differ = everybody(before).filter((person, i) => {
          const other = anew.at(i);
          return (
            person.performance_cluster !== other.performance_cluster || person.is_anomaly !== other.is_anomaly
          );
        });
        expect(affected.map(({ employee_id }) => employee_id)).toEqual(
          differ.map((person) => person.employee_id),
        );
        expect(Object.values(summary).every((value) => value === null || Number.isFinite(value))).toBe(true);
      }),
      { numRuns: 60 },
    );
  });

  it('fits anew on these people where the standard was fitted on others', () => {
    const { standard } = evaluate(summariesOf(TRADES));
    if (!standard) throw new Error('nothing was fitted');
    const others = summariesOf(TRADES.map((person, i) => ({ ...person, avg_task_hours: 20 + i })));
    const { after } = whatIf(applyStandard(others, standard), {});
    expect(everybody(after)).toEqual(everybody(evaluate(others)));
  });
});

function everybody(evaluation: Evaluation) {
  return Array.from({ length: evaluation.length }, (_, i) => evaluation.at(i));
}
