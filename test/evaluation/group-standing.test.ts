import { describe, expect, it } from 'vitest';
import { groupStandings } from '../../src/evaluation/group-standing.ts';

/** People of groups: how many in each tier, a score in the middle of the tier's points for all of them. */
function peopleOf(groups: readonly (readonly number[])[], known: readonly number[] = []) {
  const rows = groups.flatMap((tiers, group) =>
    tiers.flatMap((count, tier) =>
      Array.from({ length: count }, () => ({ group, tier, score: 90 - 30 * tier })),
    ),
  );
  return {
    group: Uint32Array.from(rows, ({ group }) => group),
    tier: Uint8Array.from(rows, ({ tier }) => tier),
    score: Float64Array.from(rows, ({ score }) => score),
    unusual: Uint8Array.from(rows, (_, i) => (i % 2 === 0 ? 1 : 0)),
    known: Uint8Array.from(rows, (_, i) => (known.includes(i) ? 1 : 0)),
  };
}

const standings = (groups: readonly (readonly number[])[], known?: readonly number[]) =>
  groupStandings(peopleOf(groups, known), { groups: groups.length, tiers: groups[0].length }, 5);

describe('where groups stand', () => {
  it('is told in full where there are enough people everywhere', () => {
    expect(
      standings([
        [10, 6],
        [8, 20],
      ]),
    ).toEqual({
      groups: [
        {
          group: 0,
          people: 16,
          tiers: [10, 6],
          score: { lower_quartile: 60, median: 90, upper_quartile: 90 },
          deciles: [0, 0, 0, 0, 0, 0, 6, 0, 0, 10],
          tier_deciles: null,
          unusual: 0.5,
        },
        {
          group: 1,
          people: 28,
          tiers: [8, 20],
          score: { lower_quartile: 60, median: 60, upper_quartile: 90 },
          deciles: [0, 0, 0, 0, 0, 0, 20, 0, 0, 8],
          tier_deciles: null,
          unusual: 0.5,
        },
      ],
      others: 0,
    });
  });

  it('is not told of a small group, nor of the next larger one, from which it could be computed', () => {
    const told = standings([
      [30, 30],
      [2, 1],
      [10, 10],
    ]);
    expect(told?.groups.map(({ group }) => group)).toEqual([0]);
    expect(told?.others).toBe(23);
  });

  it('is not told where all together are few, or nobody', () => {
    expect(standings([[3, 1]])).toBeNull();
    expect(standings([[0, 0]])).toBeNull();
    // Nine people, of whom the reader sees five: the other four would be told of.
    expect(standings([[5, 4]], [0, 1, 2, 3, 4])).toBeNull();
  });

  it('gives scores in whole points, so that the median is nobody’s', () => {
    const people = { ...peopleOf([[5, 0]]), score: Float64Array.of(10.4, 20.7, 30.123, 40.9, 50.2) };
    const told = groupStandings(people, { groups: 1, tiers: 2 }, 5);
    expect(told?.groups[0].score).toEqual({ lower_quartile: 21, median: 30, upper_quartile: 41 });
  });

  it('tells the scores of each tier, where all are one group', () => {
    expect(standings([[10, 6]])?.groups[0].tier_deciles).toEqual([
      [0, 0, 0, 0, 0, 0, 0, 0, 0, 10],
      [0, 0, 0, 0, 0, 0, 6, 0, 0, 0],
    ]);
  });

  it('tells no scores of a tier by which few people could be told of', () => {
    // Ten people have 50 to 59 points, nine of the better tier and one of the other: neither may be told.
    const people = {
      ...peopleOf([[20, 10]]),
      score: Float64Array.from({ length: 30 }, (_, i) => (i < 11 ? 95 : i < 20 ? 55 : i < 29 ? 35 : 55)),
    };
    const told = groupStandings(people, { groups: 1, tiers: 2 }, 5)?.groups[0];
    expect(told?.deciles[5]).toBe(10);
    expect(told?.tier_deciles?.map((row) => row[5])).toEqual([null, null]);
    for (const row of told?.tier_deciles ?? []) {
      expect(row.filter((count) => count === null).length).not.toBe(1);
    }
  });

  it('has no share of unusual people where nobody looked for them', () => {
    const told = groupStandings({ ...peopleOf([[9, 9]]), unusual: null }, { groups: 1, tiers: 2 }, 5);
    expect(told?.groups[0].unusual).toBeNull();
  });
});
