import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyStandard, evaluate } from '../../../src/evaluation/pipeline.ts';
import type { Standard } from '../../../src/evaluation/standard.ts';
import { type Drift, driftOf } from '../../../src/evaluation/trends/drift.ts';
import { RandomState } from '../../../src/math/random.ts';
import { companies, type Person, summariesOf } from '../people.ts';

describe('a standard', () => {
  it('keeps the deciles of the people it was fitted on', () => {
    const { reference } = standardOf(
      Array.from({ length: 20 }, (_, i) => ({
        employee_id: i,
        completed_tasks: i < 5 ? 10 : 11 + i,
        total_tasks: 40,
        avg_task_hours: 3,
      })),
    );
    expect(reference.people).toBe(20);
    expect(reference.features.completed_tasks).toEqual({
      minimum: 10,
      maximum: 30,
      edges: [10, 16, 18, 20, 22, 24, 26, 28],
      shares: [0.25, 0.05, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1].map((share) => expect.closeTo(share, 12)),
    });
    expect(reference.features.avg_task_hours).toEqual({ minimum: 3, maximum: 3, edges: [], shares: [1] });
  });
});

describe('driftOf', () => {
  it('is 0 on the people the standard was fitted on, whatever they are like', () => {
    fc.assert(
      fc.property(companies, (people) => {
        const drift = driftOf(evaluate(summariesOf(people)));
        for (const { psi, drift: level, bins } of drift?.features ?? []) {
          expect(psi).toBeCloseTo(0, 12);
          expect(level).toBe('none');
          expect(bins.reduce((sum, bin) => sum + bin.share_then, 0)).toBeCloseTo(1, 12);
          expect(bins.reduce((sum, bin) => sum + bin.share_now, 0)).toBeCloseTo(1, 12);
        }
      }),
    );
  });

  it('is the index by hand where everybody has moved into the upper half', () => {
    const standard = standardOf(team(1000, (i) => i));
    const drift = driftOf(applyStandard(summariesOf(team(500, (i) => 500 + i)), standard));
    // Five bins go from a tenth to nothing (half a person), five from a tenth to a fifth.
    const empty = 0.5 / 500;
    const psi = 5 * (empty - 0.1) * Math.log(empty / 0.1) + 5 * 0.1 * Math.log(2);
    expect(featureOf(drift, 'completed_tasks')).toMatchObject({
      psi: expect.closeTo(psi, 9),
      drift: 'large',
    });
    expect(featureOf(drift, 'completed_tasks').expected).toBeCloseTo(9 * (1 / 500 + 1 / 1000), 12);
    expect(drift).toMatchObject({ people_then: 1000, people_now: 500, proposal: true });
  });

  it('sees that what was the same for all no longer is', () => {
    const same = team(200, () => 30);
    const standard = standardOf(same);
    expect(featureOf(driftOf(applyStandard(summariesOf(same), standard)), 'completed_tasks').psi).toBe(0);
    const moved = driftOf(applyStandard(summariesOf(team(200, (i) => (i < 100 ? 30 : 20))), standard));
    expect(featureOf(moved, 'completed_tasks')).toMatchObject({
      drift: 'large',
      bins: [
        { from: 30, to: 30, share_then: 1, share_now: 0.5 },
        { from: null, to: null, share_then: 0, share_now: 0.5 },
      ],
    });
  });

  it.each([20, 50, 200, 1000])('does not cry wolf at %d people from the same source', (size) => {
    const random = new RandomState(size);
    const draw = (count: number) => team(count, () => Math.floor(1000 * random.randomSample() ** 2));
    const standard = standardOf(draw(1000));
    let proposals = 0;
    for (let run = 0; run < 150; run++) {
      if (driftOf(applyStandard(summariesOf(draw(size)), standard))?.proposal) proposals++;
    }
    expect(proposals).toBeLessThanOrEqual(2);
  });

  it('is told in the notes of an evaluation, with a proposal', () => {
    const standard = standardOf(team(300, (i) => i));
    const { notes } = applyStandard(summariesOf(team(300, (i) => 300 + i)), standard);
    expect(notes.join(' ')).toMatch(
      /moved away from the data of the standard, 300 people \(population stability index: completion_rate 5.70, completed_tasks 5.70;.*fit a new standard/,
    );
    expect(applyStandard(summariesOf(team(300, (i) => i)), standard).notes.join()).not.toContain(
      'moved away',
    );
  });

  it('is nothing where nobody is rated', () => {
    expect(driftOf(evaluate(summariesOf([])))).toBeNull();
  });
});

function team(size: number, completed: (i: number) => number): Person[] {
  return Array.from({ length: size }, (_, i) => ({
    employee_id: i,
    completed_tasks: completed(i),
    total_tasks: 2000,
    avg_task_hours: 2 + (i % 7),
  }));
}

function standardOf(people: readonly Person[]): Standard {
  const { standard } = evaluate(summariesOf(people));
  if (!standard) throw new Error('nothing was fitted');
  return standard;
}

function featureOf(drift: Drift | null, name: string) {
  const found = drift?.features.find(({ feature }) => feature === name);
  if (!found) throw new Error(`there is no drift of ${name}`);
  return found;
}
