import { numbersOf } from '../../evaluation/features.ts';
import { withoutSmallCounts } from '../../evaluation/small-cells.ts';
import type { Standard } from '../../evaluation/standard.ts';
import { driftFrom, type FeatureDrift } from '../../evaluation/trends/drift.ts';
import { sortedPercentile } from '../../math/statistics.ts';
import { ABSENT, type PeriodStanding } from './period-standing.ts';

/** Where a group stood in a period. */
export interface GroupPoint {
  readonly people: number | null;
  readonly rated: number | null;
  /** The share of the people who are rated; null where there is nobody. */
  readonly coverage: number | null;
  readonly score: {
    readonly lower_quartile: number;
    readonly median: number;
    readonly upper_quartile: number;
  } | null;
  /** Best first; null for tiers of few people, and for those by which these could be computed. */
  readonly tiers: readonly { readonly tier: string; readonly people: number | null }[] | null;
  /** Features that have moved away from the standard's data, and how far. */
  readonly drift: readonly Pick<FeatureDrift, 'feature' | 'psi' | 'drift'>[];
  /** Why numbers are kept back; null where none are. */
  readonly withheld: string | null;
}

/** A group's numbers in a period; those that fewer than `smallGroup` people make up are withheld. */
export function groupPoint(
  { ranks, scores, summaries, rated }: PeriodStanding,
  standard: Standard,
  smallGroup: number,
): GroupPoint {
  const people = ranks.reduce((count, rank) => count + (rank === ABSENT ? 0 : 1), 0);
  if (people > 0 && people < smallGroup) {
    const withheld = `fewer than ${smallGroup} people`;
    return { people: null, rated: null, coverage: null, score: null, tiers: null, drift: [], withheld };
  }
  const counts = { people, rated: rated.length, coverage: people > 0 ? rated.length / people : null };
  if (rated.length > 0 && rated.length < smallGroup) {
    const withheld = `fewer than ${smallGroup} rated people`;
    return { ...counts, score: null, tiers: null, drift: [], withheld };
  }
  const sorted = scores.filter((_, i) => ranks[i] >= 0).sort();
  const drift = rated.length > 0 ? driftFrom(standard.reference, numbersOf(summaries, rated)).features : [];
  const counted = standard.tiers.map(() => 0);
  for (const rank of ranks) if (rank >= 0) counted[rank]++;
  const inTier = withoutSmallCounts(counted, smallGroup);
  return {
    ...counts,
    score:
      sorted.length === 0
        ? null
        : {
            lower_quartile: sortedPercentile(sorted, 25),
            median: sortedPercentile(sorted, 50),
            upper_quartile: sortedPercentile(sorted, 75),
          },
    tiers: standard.tiers.map(({ name }, rank) => ({ tier: name, people: inTier[rank] })),
    drift: drift
      .filter((moved) => moved.drift !== 'none')
      .map(({ feature, psi, drift }) => ({ feature, psi, drift })),
    withheld: null,
  };
}
