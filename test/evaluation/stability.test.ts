import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bestOfCompeting, competingCenters } from '../../src/estimators/competing-centers.ts';
import { KMeans } from '../../src/estimators/kmeans.ts';
import { applyStandard, evaluate } from '../../src/evaluation/pipeline.ts';
import { isBorderline } from '../../src/evaluation/resampling.ts';
import { resampledTiers, tierStability } from '../../src/evaluation/stability.ts';
import { parseStandard, standardToText } from '../../src/evaluation/standard.ts';
import { type Matrix, takeRows } from '../../src/math/matrix.ts';
import { RandomState } from '../../src/math/random.ts';
import { companies, type Person, summariesOf } from './people.ts';

/** Three groups far from each other, and two people: one deep in a group, one half way between two. */
const GROUPS: readonly Person[] = Array.from({ length: 60 }, (_, i) => ({
  employee_id: i,
  completed_tasks: [90, 50, 10][i % 3] + (i % 7),
  total_tasks: 100,
  avg_task_hours: [2, 8, 14][i % 3] + (i % 5) / 10,
}));
const BETWEEN: Person = {
  employee_id: 'between',
  completed_tasks: 73,
  total_tasks: 100,
  avg_task_hours: 5.2,
};

describe('tierStability', () => {
  it('is 1 for people deep in their tier, less for one between two tiers, nothing for the unrated', () => {
    const unrated = { employee_id: 'new', completed_tasks: 0, total_tasks: 0, avg_task_hours: Number.NaN };
    const shares = tierStability(evaluate(summariesOf([unrated, ...GROUPS, BETWEEN])));
    expect(shares[0]).toBeNaN();
    expect(Array.from(shares.subarray(1, 61)).every((share) => share === 1)).toBe(true);
    expect(shares[61]).toBeGreaterThan(0.2);
    expect(shares[61]).toBeLessThan(0.95);
    expect([shares[0], shares[1], 0.79].map(isBorderline)).toEqual([null, false, true]);
  });

  it('is the same whatever order people come in, to the last bit', () => {
    fc.assert(
      fc.property(companies, fc.integer(), (people, seed) => {
        const order = new RandomState(Math.abs(seed) % 1000).permutation(people.length);
        const shares = tierStability(evaluate(summariesOf(people)));
        const shuffled = tierStability(evaluate(summariesOf(Array.from(order, (i) => people[i]))));
        expect(shuffled).toEqual(Float64Array.from(order, (i) => shares[i]));
        expect(shares.every((share) => Number.isNaN(share) || (share >= 0 && share <= 1))).toBe(true);
      }),
      { numRuns: 25 },
    );
  });

  it.each(['k-means++', 'density'] as const)('holds for more people than are drawn, with %s', (seeding) => {
    const random = new RandomState(3);
    const many = Array.from({ length: 5200 }, (_, i) => ({
      employee_id: i,
      completed_tasks: random.randomInteger(100),
      total_tasks: 100,
      avg_task_hours: 1 + 5 * random.randomSample(),
    }));
    const shares = tierStability(evaluate(summariesOf(many), { seeding }));
    const mean = shares.reduce((sum, share) => sum + share, 0) / shares.length;
    expect(mean).toBeGreaterThan(0.5);
    expect(tierStability(evaluate(summariesOf(many.toReversed()), { seeding }))).toEqual(shares.toReversed());
  });

  it('holds new people against the colleagues of the standard, by draws that are saved with it', () => {
    const before = evaluate(summariesOf([...GROUPS, BETWEEN]));
    if (!before.standard) throw new Error('nothing was fitted');
    const standard = { ...before.standard, resampled: resampledTiers(before) };
    const saved = parseStandard(standardToText(standard));
    expect(saved.resampled).toEqual(standard.resampled);
    const later = applyStandard(summariesOf([GROUPS[0], BETWEEN]), saved);
    const shares = tierStability(before);
    expect(tierStability(later)).toEqual(Float64Array.of(shares[0], shares[60]));
    expect(tierStability(applyStandard(summariesOf([BETWEEN]), before.standard), standard.resampled)).toEqual(
      Float64Array.of(shares[60]),
    );
  });

  it('does not pass other people off as the colleagues of a standard', () => {
    const { standard } = evaluate(summariesOf(GROUPS));
    if (!standard) throw new Error('nothing was fitted');
    expect(standard.resampled).toBeNull();
    expect(() => tierStability(applyStandard(summariesOf([BETWEEN]), standard))).toThrow(
      /fitted on other people: give the draws/,
    );
    expect(() => resampledTiers(evaluate(summariesOf([])))).toThrow(/nobody is rated/);
    expect(tierStability(evaluate(summariesOf([])))).toEqual(new Float64Array(0));
  });
});

describe('competing centers', () => {
  it.each([
    ['uniform', (random: RandomState) => random.randomSample()],
    ['rounded', (random: RandomState) => random.randomInteger(5)],
    ['long-tailed', (random: RandomState) => 1 / (0.05 + random.randomSample())],
  ])('come as near on resamples of %s numbers as ten fresh draws of K-means', (_, number) => {
    const random = new RandomState(11);
    let ours = 0;
    let fresh = 0;
    for (const rows of [30, 200, 1500]) {
      const data = Float64Array.from({ length: rows * 3 }, () => number(random));
      const X = { rows, columns: 3, data };
      const starts = competingCenters(X, 3, random);
      for (let resample = 0; resample < 10; resample++) {
        const drawn = takeRows(
          X,
          Uint32Array.from({ length: rows }, () => random.randomInteger(rows)),
        );
        ours += Math.log(inertia(drawn, bestOfCompeting(drawn, starts, rows <= 500 ? 6 : 2, random)));
        fresh += Math.log(new KMeans({ clusters: 3, randomState: resample }).fit(drawn).inertia);
      }
    }
    expect(Math.exp((ours - fresh) / 30)).toBeLessThan(1.005);
  });
});

function inertia({ rows, data }: Matrix, centers: Matrix): number {
  let total = 0;
  for (let row = 0; row < rows; row++) {
    let nearest = Infinity;
    for (let c = 0; c < centers.rows; c++) {
      let squares = 0;
      for (let j = 0; j < 3; j++) squares += (data[row * 3 + j] - centers.data[c * 3 + j]) ** 2;
      nearest = Math.min(nearest, squares);
    }
    total += nearest;
  }
  return total;
}
