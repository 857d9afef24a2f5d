import { sortedPercentile } from '../math/statistics.ts';
import { isSmall, smallGroups, withoutSmallCells } from './small-cells.ts';

/** Rated people, one entry each, and to which group each belongs. */
export interface GroupedPeople {
  /** 0 to `groups` - 1. */
  readonly group: Uint32Array;
  /** 0 is the best tier. */
  readonly tier: Uint8Array;
  /** 0 to 100. */
  readonly score: Float64Array;
  /** 1 where the person is among the most unusual share; null where nobody looked for that. */
  readonly unusual: Uint8Array | null;
  /** 1 where the reader sees the person's own result. */
  readonly known: Uint8Array;
}

/** Where a group stands. Null is what would tell of fewer people than are told of. */
export interface GroupStanding {
  /** Which group it is. */
  readonly group: number;
  /** Who is rated. */
  readonly people: number;
  /** People in each tier, best first. */
  readonly tiers: readonly (number | null)[];
  /** In whole points, so that none is anybody's own score. */
  readonly score: {
    readonly lower_quartile: number;
    readonly median: number;
    readonly upper_quartile: number;
  };
  /** People with a score from 0, 10, ... 90 points, the last ones with 100 too. */
  readonly deciles: readonly (number | null)[];
  /** The same for each tier by itself, best first; null where there are several groups. */
  readonly tier_deciles: readonly (readonly (number | null)[])[] | null;
  /** Share of the people who are unusual. */
  readonly unusual: number | null;
}

export interface GroupStandings {
  /** Groups that are told of, by their places. */
  readonly groups: readonly GroupStanding[];
  /** How many people the other groups have together; 0 where there are none. */
  readonly others: number;
}

const DECILES = 10;

/**
 * Where groups of people stand, as far as nobody learns of fewer than `least` people by it, or of so many whom they do not
 * know one by one: by no number, nor by what is left when others are taken from the sums. Null where all together are too few.
 * O(people log people), and withoutSmallCells.
 */
export function groupStandings(
  people: GroupedPeople,
  { groups, tiers }: { readonly groups: number; readonly tiers: number },
  least: number,
): GroupStandings | null {
  const { group, tier, score, unusual, known } = people;
  const counted = (columns: number, columnOf: (i: number) => number) =>
    countsOf(group, known, groups, columns, columnOf);
  const whole = counted(1, () => 0);
  const sizes = whole.counts.map(([size]) => size);
  const knownOf = whole.known.map(([size]) => size);
  if (sum(sizes) === 0 || isSmall(sum(sizes), sum(knownOf), least)) return null;
  const withheldGroups = groups === 1 ? [false] : smallGroups(sizes, knownOf, least);
  const table = (columns: number, columnOf: (i: number) => number) =>
    toldOf(counted(columns, columnOf), withheldGroups, least);
  const inTiers = table(tiers, (i) => tier[i]);
  const decileOf = (i: number) => Math.min(DECILES - 1, Math.floor(score[i] / DECILES));
  const inDeciles = table(DECILES, decileOf);
  const inTiersByDecile =
    groups === 1
      ? withoutSmallCells(
          {
            ...countsOf(tier, known, tiers, DECILES, decileOf),
            withheldGroups: inTiers[0].map((count) => count === null),
            totals: inDeciles[0],
          },
          least,
        )
      : null;
  const inUnusual = unusual && table(2, (i) => 1 - unusual[i]);
  const scores = scoresOf(people, sizes);
  const told = [...sizes.keys()].filter((g) => sizes[g] > 0 && !withheldGroups[g]);
  return {
    groups: told.map((g) => {
      const points = (percent: number) => Math.round(sortedPercentile(scores[g], percent));
      const count = inUnusual?.[g][0] ?? null;
      return {
        group: g,
        people: sizes[g],
        tiers: inTiers[g],
        score: { lower_quartile: points(25), median: points(50), upper_quartile: points(75) },
        deciles: inDeciles[g],
        tier_deciles: inTiersByDecile,
        unusual: count === null ? null : count / sizes[g],
      };
    }),
    others: sum(sizes.filter((_, g) => withheldGroups[g])),
  };
}

interface Counts {
  readonly counts: readonly (readonly number[])[];
  readonly known: readonly (readonly number[])[];
}

/** What is told of all groups together is decided first, since it is told by itself too. */
function toldOf({ counts, known }: Counts, withheldGroups: readonly boolean[], least: number) {
  const columns = (table: readonly (readonly number[])[]) =>
    (table[0] ?? []).map((_, c) => sum(table.map((row) => row[c])));
  const all = { counts: [columns(counts)], known: [columns(known)], withheldGroups: [false], totals: null };
  const [totals] = withoutSmallCells(all, least);
  if (counts.length === 1) return [totals];
  return withoutSmallCells({ counts, known, withheldGroups, totals }, least);
}

function countsOf(
  group: Uint32Array | Uint8Array,
  isKnown: Uint8Array,
  groups: number,
  columns: number,
  columnOf: (i: number) => number,
): Counts {
  const empty = () => Array.from({ length: groups }, () => new Array<number>(columns).fill(0));
  const [counts, known] = [empty(), empty()];
  for (let i = 0; i < group.length; i++) {
    const column = columnOf(i);
    counts[group[i]][column]++;
    known[group[i]][column] += isKnown[i];
  }
  return { counts, known };
}

/** The scores of each group, ascending. */
function scoresOf({ group, score }: GroupedPeople, sizes: readonly number[]): Float64Array[] {
  const scores = sizes.map((size) => new Float64Array(size));
  const filled = new Uint32Array(sizes.length);
  for (let i = 0; i < group.length; i++) scores[group[i]][filled[group[i]]++] = score[i];
  return scores.map((own) => own.sort());
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
