import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyStandard, type Evaluation, evaluate } from '../../src/evaluation/pipeline.ts';
import type { PersonResult } from '../../src/evaluation/results.ts';
import { parseStandard, standardToText } from '../../src/evaluation/standard.ts';
import { companies, type Person, summariesOf } from './people.ts';

const FIVE: readonly Person[] = [
  { employee_id: 101, name: 'Ada', completed_tasks: 40, total_tasks: 40, avg_task_hours: 2 },
  { employee_id: 102, name: 'Ben', completed_tasks: 38, total_tasks: 40, avg_task_hours: 2.5 },
  { employee_id: '103', name: 'Cy', completed_tasks: 20, total_tasks: 40, avg_task_hours: 6 },
  { employee_id: 104, name: null, completed_tasks: 10, total_tasks: 40, avg_task_hours: 10 },
  { employee_id: 105, name: 'Eve', completed_tasks: 0, total_tasks: 0, avg_task_hours: Number.NaN },
];

describe('evaluate', () => {
  it('gives the score that the formula gives by hand', () => {
    const { at } = evaluate(summariesOf(FIVE));
    const weighted = (rate: number, hours: number, tasks: number) =>
      0.4 * rate + 0.3 * (1 - (hours - 2) / 8) + 0.3 * ((tasks - 10) / 30);
    const best = weighted(1, 2, 40);
    const worst = weighted(0.25, 10, 10);
    expect(at(0).performance_score).toBe(100);
    expect(at(3).performance_score).toBe(0);
    expect(at(1).performance_score).toBeCloseTo(
      (100 * (weighted(0.95, 2.5, 38) - worst)) / (best - worst),
      10,
    );
    expect(at(2).performance_score).toBeCloseTo((100 * (weighted(0.5, 6, 20) - worst)) / (best - worst), 10);
  });

  it('names tiers by their centres: the two best High, the next Medium, the last Low', () => {
    const evaluation = evaluate(summariesOf(FIVE));
    expect(tiers(evaluation)).toEqual(['High', 'High', 'Medium', 'Low', null]);
    expect(evaluation.summary.tiers.map(({ name, people }) => [name, people])).toEqual([
      ['High', 2],
      ['Medium', 1],
      ['Low', 1],
    ]);
    const [high] = evaluation.summary.tiers;
    expect(high.centre.completion_rate).toBeCloseTo(0.975, 12);
    expect(high.centre.avg_task_hours).toBeCloseTo(2.25, 12);
    expect(high.centre.completed_tasks).toBeCloseTo(39, 12);
  });

  it('leaves a person without tasks unrated, with the reason and without a single zero', () => {
    const result = evaluate(summariesOf(FIVE)).at(4);
    expect(result).toMatchObject({
      employee_id: 105,
      performance_score: null,
      performance_cluster: null,
      is_anomaly: null,
      completion_rate: null,
      avg_task_hours: null,
      anomaly_score: null,
      explanation: null,
      unrated_reason: 'no tasks',
    });
  });

  it.each([
    [
      { completed_tasks: 0, total_tasks: 4, avg_task_hours: Number.NaN },
      'no completed task, so no hours per task',
    ],
    [{ completed_tasks: 3, total_tasks: 4, avg_task_hours: Number.NaN }, 'no hours'],
    [{ completed_tasks: 3, total_tasks: 4, avg_task_hours: 0 }, 'no hours: an average of 0 hours a task'],
    [{ completed_tasks: 3, total_tasks: Number.NaN, avg_task_hours: 2 }, 'the number of tasks is missing'],
    [
      { completed_tasks: Number.NaN, total_tasks: 4, avg_task_hours: 2 },
      'the number of completed tasks is missing',
    ],
  ])('says why %o is unrated', (numbers, reason) => {
    const evaluation = evaluate(summariesOf([...FIVE, { employee_id: 'x', ...numbers }]));
    expect(evaluation.at(5).unrated_reason).toBe(reason);
    expect(evaluation.summary.unrated).toBe(2);
  });

  it('asks for as many tasks as it is told to', () => {
    const people = [...FIVE, { employee_id: 'new', completed_tasks: 1, total_tasks: 1, avg_task_hours: 1 }];
    expect(evaluate(summariesOf(people)).at(5).performance_score).not.toBeNull();
    expect(evaluate(summariesOf(people), { minTasks: 5 }).at(5).unrated_reason).toBe(
      '1 task, fewer than the 5 that a rating needs',
    );
  });

  it('passes other columns through, but never over a result', () => {
    const evaluation = evaluate(
      summariesOf(FIVE, [
        { name: 'department', values: ['A', 'A', 'B', 'B', null] },
        { name: 'performance_score', values: [1, 2, 3, 4, 5] },
        { name: '__proto__', values: ['x', 'x', 'x', 'x', 'x'] },
      ]),
    );
    expect(evaluation.at(2).department).toBe('B');
    expect(evaluation.at(0).performance_score).toBe(100);
    expect(Object.getPrototypeOf(evaluation.at(0))).toBe(Object.prototype);
    expect(evaluation.notes.join(' ')).toContain('performance_score, __proto__');
  });

  it('says so when nobody can be rated', () => {
    const evaluation = evaluate(summariesOf([FIVE[4]]));
    expect(evaluation.standard).toBeNull();
    expect(evaluation.summary).toMatchObject({ people: 1, rated: 0, unrated: 1, tiers: [], score: null });
    expect(evaluation.notes).toContain('Nobody has enough evidence for a rating.');
  });

  it('gives a single person the middle score and tier, and says why', () => {
    const evaluation = evaluate(summariesOf([FIVE[0]]));
    expect(evaluation.at(0)).toMatchObject({
      performance_score: 50,
      performance_cluster: 'Medium',
      is_anomaly: false,
    });
    expect(evaluation.notes.join(' ')).toMatch(/3 tiers need 3 people.*there is 1.*same weighted score/s);
  });

  it('makes two tiers, the best and the worst, where people have only two kinds of numbers', () => {
    const evaluation = evaluate(summariesOf([FIVE[0], FIVE[3], { ...FIVE[0], employee_id: 'twin' }]));
    expect(tiers(evaluation)).toEqual(['High', 'Low', 'High']);
  });

  it('takes people for equal whom rounding alone tells apart', () => {
    const hours = [0.3, 0.1 + 0.2, 0.31];
    const people = hours.map((avg_task_hours, i) => ({
      employee_id: i,
      completed_tasks: 5,
      total_tasks: 6,
      avg_task_hours,
    }));
    expect(tiers(evaluate(summariesOf(people)))).toEqual(['High', 'High', 'Low']);
  });

  it.each([
    [{ clusters: 7 }, /2 to 6, not 7/],
    [{ clusters: 2.5 }, /2 to 6, not 2.5/],
    [{ contamination: 0.7 }, /at most 0.5, or auto, not 0.7/],
    [{ contamination: Number.NaN }, /not NaN/],
    [{ randomState: -1 }, /not -1/],
    [{ minTasks: 0 }, /at least 1, not 0/],
    [
      { weights: { completionRate: 0.5, taskEfficiency: 0.3, throughput: 0.3 } },
      /must sum to 1; 0.5 \+ 0.3 \+ 0.3 = 1.1/,
    ],
    [{ weights: { completionRate: 1.5, taskEfficiency: -0.5, throughput: 0 } }, /task efficiency.*not -0.5/],
    [{ tierNames: ['A', 'B'] }, /3 tiers need 3 names, best first, not 2/],
    [{ tierNames: ['A', 'B', 'A '] }, /must differ/],
  ])('refuses %o and says what is allowed', (options, message) => {
    expect(() => evaluate(summariesOf(FIVE), options)).toThrow(message);
  });
});

describe('any company', () => {
  it('gives everybody the same result whatever the order of the rows', () => {
    fc.assert(
      fc.property(companies, fc.integer(), (people, seed) => {
        const shuffled = shuffle(people, seed);
        const before = byId(evaluate(summariesOf(people)));
        const after = byId(evaluate(summariesOf(shuffled)));
        expect(after).toEqual(before);
        expect(standardText(shuffled)).toBe(standardText(people));
      }),
      { numRuns: 60 },
    );
  });

  it('holds no number that is not finite, keeps scores within 0 and 100, and splits them exactly', () => {
    fc.assert(
      fc.property(companies, (people) => {
        const evaluation = evaluate(summariesOf(people));
        expect(nonFinite([...everybody(evaluation), evaluation.summary])).toEqual([]);
        for (const person of everybody(evaluation)) {
          expect((person.performance_score === null) === (person.unrated_reason !== null)).toBe(true);
          if (person.performance_score === null || person.explanation === null) continue;
          expect(person.performance_score).toBeGreaterThanOrEqual(0);
          expect(person.performance_score).toBeLessThanOrEqual(100);
          const { completion_rate, task_efficiency, throughput } = person.explanation.score_parts;
          expect(completion_rate + task_efficiency + throughput).toBe(person.performance_score);
          expect(throughput + task_efficiency + completion_rate).toBe(person.performance_score);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('gives equal people equal results', () => {
    fc.assert(
      fc.property(companies, (people) => {
        const twins = people.map((p) => ({ ...p, employee_id: `twin of ${p.employee_id}` }));
        const evaluation = evaluate(summariesOf([...people, ...twins]));
        for (let i = 0; i < people.length; i++) {
          expect({ ...evaluation.at(i + people.length), employee_id: people[i].employee_id }).toEqual(
            evaluation.at(i),
          );
        }
      }),
      { numRuns: 30 },
    );
  });

  it('gets the same results from its own saved standard, bit for bit', () => {
    fc.assert(
      fc.property(companies, (people) => {
        const fitted = evaluate(summariesOf(people));
        if (!fitted.standard) return;
        const standard = parseStandard(standardToText(fitted.standard));
        expect(everybody(applyStandard(summariesOf(people), standard))).toEqual(everybody(fitted));
        expect(standardToText(standard)).toBe(standardToText(fitted.standard));
      }),
      { numRuns: 30 },
    );
  });

  it('crosses into the next tier by the smallest change it names', () => {
    fc.assert(
      fc.property(companies, (people) => {
        const evaluation = evaluate(summariesOf(people));
        if (!evaluation.standard) return;
        for (const [i, result] of everybody(evaluation).entries()) {
          const change = result.explanation?.tier.smallest_change;
          if (!change || (people[i].completed_tasks === 0 && change.feature !== 'avg_task_hours')) continue;
          const moved = applyStandard(
            summariesOf([changed(people[i], change.feature, change.to)]),
            evaluation.standard,
          );
          expect(moved.at(0).performance_cluster ?? moved.at(0).unrated_reason).toBe(
            result.explanation?.tier.next,
          );
        }
      }),
      { numRuns: 60 },
    );
  });
});

function everybody(evaluation: Evaluation): PersonResult[] {
  return Array.from({ length: evaluation.length }, (_, i) => evaluation.at(i));
}

function tiers(evaluation: Evaluation): (string | null)[] {
  return everybody(evaluation).map((person) => person.performance_cluster);
}

function byId(evaluation: Evaluation): Record<string, string> {
  return Object.fromEntries(everybody(evaluation).map((p) => [`${p.employee_id}`, JSON.stringify(p)]));
}

function standardText(people: readonly Person[]): string {
  const { standard } = evaluate(summariesOf(people));
  return standard ? standardToText(standard) : '';
}

function shuffle<T>(items: readonly T[], seed: number): T[] {
  return items
    .map((item, i) => ({ item, key: Math.sin((i + 1) * (seed + 1.5)) }))
    .sort((a, b) => a.key - b.key)
    .map(({ item }) => item);
}

/** A change of one feature while the others stay: a new completion rate comes from the total, a new count keeps the rate. */
function changed(person: Person, feature: string, to: number): Person {
  if (feature === 'avg_task_hours') return { ...person, avg_task_hours: to };
  if (feature === 'completion_rate') return { ...person, total_tasks: person.completed_tasks / to };
  return { ...person, completed_tasks: to, total_tasks: (to * person.total_tasks) / person.completed_tasks };
}

function nonFinite(value: unknown, path = ''): string[] {
  if (typeof value === 'number') return Number.isFinite(value) ? [] : [path];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => nonFinite(item, `${path}.${key}`));
}
