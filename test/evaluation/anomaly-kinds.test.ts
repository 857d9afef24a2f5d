import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { anomalyKinds } from '../../src/evaluation/anomaly-kinds.ts';
import { applyStandard, evaluate } from '../../src/evaluation/pipeline.ts';
import { companies, type Person, summariesOf } from './people.ts';

/** Forty people much like each other. */
const ALIKE: readonly Person[] = Array.from({ length: 40 }, (_, i) => ({
  employee_id: i,
  completed_tasks: 40 + (i % 6),
  total_tasks: 50,
  avg_task_hours: 4 + (i % 5) / 5,
}));
const QUICK: Person = { employee_id: 'quick', completed_tasks: 120, total_tasks: 120, avg_task_hours: 1 };
const SLOW: Person = { employee_id: 'slow', completed_tasks: 4, total_tasks: 50, avg_task_hours: 30 };
const ODD: Person = { employee_id: 'odd', completed_tasks: 200, total_tasks: 1000, avg_task_hours: 0.5 };

describe('anomalyKinds', () => {
  it('flags a share even where people are alike, but then nobody beyond the absolute score', () => {
    const ring = summariesOf(peopleOnARing(100));
    const kinds = anomalyKinds(evaluate(ring));
    expect(kinds).toMatchObject({ absoluteScore: 0.6, length: 100 });
    expect(kinds.summary).toEqual({ unusual: 5, beyond_score: 0, likely_data_errors: 0 });
    expect(anomalyKinds(evaluate(ring), { absoluteScore: 0.51 }).summary.beyond_score).toBeGreaterThan(5);
  });

  it('finds more beyond the score than the share would flag, where more are', () => {
    const evaluation = evaluate(summariesOf([...ALIKE, QUICK, SLOW, ODD]), { contamination: 0.02 });
    const kinds = anomalyKinds(evaluation);
    expect(kinds.summary).toMatchObject({ unusual: 1, beyond_score: 3 });
    expect([40, 41, 42].map((i) => kinds.at(i).beyond_score)).toEqual([true, true, true]);
    expect(kinds.at(0)).toEqual({
      unusual: false,
      beyond_score: false,
      direction: null,
      reasons: [],
      likely_data_errors: [],
    });
  });

  it('says which way somebody is unusual: better, worse, or both at once', () => {
    const kinds = anomalyKinds(evaluate(summariesOf([...ALIKE, QUICK, SLOW, ODD])));
    expect([40, 41, 42].map((i) => kinds.at(i).direction)).toEqual(['better', 'worse', 'mixed']);
    expect(kinds.at(42).reasons).toContainEqual(
      expect.objectContaining({ feature: 'completion_rate', direction: 'low' }),
    );
  });

  it('names numbers that are likely mistakes, with value and limit', () => {
    const people: Person[] = [
      ...ALIKE,
      { employee_id: 'tireless', completed_tasks: 100, total_tasks: 100, avg_task_hours: 30 },
      { employee_id: 'instant', completed_tasks: 50, total_tasks: 50, avg_task_hours: 0.005 },
      { employee_id: 'robot', completed_tasks: 90_000, total_tasks: 90_000, avg_task_hours: 0.02 },
      { employee_id: 'idle', completed_tasks: 0, total_tasks: 9, avg_task_hours: Number.NaN },
    ];
    const kinds = anomalyKinds(evaluate(summariesOf(people)), { days: 92 });
    expect(kinds.at(40).likely_data_errors).toEqual([
      {
        rule: 'more_hours_than_the_period',
        value: 3000,
        limit: 2208,
        message:
          '100 completed tasks of 30 hours are 3000 hours, more than the 2208 that 92 days have: nobody can have worked them.',
      },
    ]);
    expect(kinds.at(41).likely_data_errors.map(({ message }) => message)).toEqual([
      'A completed task took 18 seconds on average, less than a minute: ticked off in bulk, or hours in another unit.',
    ]);
    expect(kinds.at(42).likely_data_errors.map(({ rule, limit }) => [rule, limit])).toEqual([
      ['far_more_tasks_than_others', 200 * 43],
    ]);
    expect(kinds.at(43)).toMatchObject({ unusual: null, beyond_score: null, likely_data_errors: [] });
    expect(kinds.summary.likely_data_errors).toBe(3);
  });

  it('says nothing of hours beyond the period where the period is not known, nor of others where there are few', () => {
    const few: Person[] = [
      { employee_id: 1, completed_tasks: 1, total_tasks: 1, avg_task_hours: 1e6 },
      { employee_id: 2, completed_tasks: 1, total_tasks: 1, avg_task_hours: 2 },
      { employee_id: 3, completed_tasks: 5000, total_tasks: 5000, avg_task_hours: 2 },
    ];
    expect(anomalyKinds(evaluate(summariesOf(few))).summary.likely_data_errors).toBe(0);
    expect(anomalyKinds(evaluate(summariesOf(few)), { days: 365 }).summary.likely_data_errors).toBe(2);
  });

  it('calls unusual exactly whom the evaluation calls an anomaly, whoever is evaluated', () => {
    fc.assert(
      fc.property(companies, companies, (people, others) => {
        const before = evaluate(summariesOf(people));
        const evaluation = before.standard ? applyStandard(summariesOf(others), before.standard) : before;
        const kinds = anomalyKinds(evaluation, { days: 30 });
        for (let i = 0; i < kinds.length; i++) {
          const { unusual, beyond_score, direction, reasons, likely_data_errors } = kinds.at(i);
          expect(unusual).toBe(evaluation.at(i).is_anomaly);
          expect(direction !== null).toBe(unusual === true || beyond_score === true);
          if (unusual) expect(reasons).toEqual(evaluation.at(i).explanation?.anomaly);
          for (const { value, limit } of likely_data_errors)
            expect(Number.isFinite(value + limit)).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('refuses a score or days that make no sense', () => {
    const evaluation = evaluate(summariesOf(ALIKE));
    expect(() => anomalyKinds(evaluation, { absoluteScore: 60 })).toThrow(/between 0.5 and 1, not 60/);
    expect(() => anomalyKinds(evaluation, { days: 0 })).toThrow(/above 0, not 0/);
  });
});

/** People as far from the middle as each other, so that nobody is distinct. */
function peopleOnARing(size: number): Person[] {
  return Array.from({ length: size }, (_, i) => ({
    employee_id: i,
    completed_tasks: Math.round(500 + 100 * Math.cos((2 * Math.PI * i) / size)),
    total_tasks: 1000,
    avg_task_hours: 5 + Math.sin((2 * Math.PI * i) / size),
  }));
}
