import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tierMoves } from '../../../src/evaluation/trends/tier-moves.ts';

const TIERS = ['High', 'Medium', 'Low'];

describe('tierMoves', () => {
  it('counts who went where, and lists who could not be counted', () => {
    const before = {
      ids: [1, 2, 3, 4, 'five', 6, 7],
      tiers: ['High', 'High', 'Medium', 'Low', 'Low', null, null],
    };
    const after = {
      ids: ['1', 8, 3, 2, 'five', 7, 6],
      tiers: ['High', 'Low', 'High', 'Low', null, null, 'Medium'],
    };
    expect(tierMoves(before, after, TIERS)).toEqual({
      tiers: TIERS,
      matrix: [
        [1, 0, 1],
        [1, 0, 0],
        [0, 0, 0],
      ],
      rated: 3,
      stayed: 1,
      rose: 1,
      fell: 1,
      added: [8],
      gone: [4],
      newly_rated: [6],
      no_longer_rated: ['five'],
      unrated: [7],
    });
  });

  it('counts everybody of both periods exactly once', () => {
    const period = fc
      .uniqueArray(fc.tuple(fc.integer({ min: 0, max: 30 }), fc.constantFrom(...TIERS, null)), {
        selector: ([id]) => id,
      })
      .map((people) => ({ ids: people.map(([id]) => id), tiers: people.map(([, tier]) => tier) }));
    fc.assert(
      fc.property(period, period, (before, after) => {
        const moves = tierMoves(before, after, TIERS);
        const listed = [
          moves.added,
          moves.gone,
          moves.newly_rated,
          moves.no_longer_rated,
          moves.unrated,
        ].flat();
        expect(new Set(listed).size).toBe(listed.length);
        expect(moves.rated + listed.length).toBe(new Set([...before.ids, ...after.ids]).size);
        expect(moves.stayed + moves.rose + moves.fell).toBe(moves.rated);
      }),
    );
  });

  it('refuses periods that were rated by different standards', () => {
    const people = { ids: [1], tiers: ['Very high'] };
    expect(() => tierMoves(people, people, TIERS)).toThrow(/"Very high" is none of High, Medium, Low/);
  });
});
