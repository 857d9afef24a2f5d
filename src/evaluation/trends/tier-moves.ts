import { InputError } from '../../errors.ts';
import { pairedPeople } from '../changed-tiers.ts';
import type { EmployeeId } from '../records.ts';

/** People and their tiers in one period; null for an unrated person. */
export interface TieredPeople {
  readonly ids: readonly EmployeeId[];
  readonly tiers: readonly (string | null)[];
}

/** How people moved between the tiers from one period to another. */
export interface TierMoves {
  /** Best first. */
  readonly tiers: readonly string[];
  /** How many of those rated in both periods went from tier [row] to tier [column]. */
  readonly matrix: readonly (readonly number[])[];
  /** People rated in both periods, and which way they went. */
  readonly rated: number;
  readonly stayed: number;
  readonly rose: number;
  readonly fell: number;
  /** Who is in the later period alone, rated or not. */
  readonly added: readonly EmployeeId[];
  /** Who is in the earlier period alone, rated or not. */
  readonly gone: readonly EmployeeId[];
  /** Who is in both, but rated only in the later one. */
  readonly newly_rated: readonly EmployeeId[];
  /** Who is in both, but rated only in the earlier one. */
  readonly no_longer_rated: readonly EmployeeId[];
  /** Who is in both and rated in neither. */
  readonly unrated: readonly EmployeeId[];
}

/**
 * The moves between two periods that were rated by one standard, whose tiers are given best first. Everybody of both
 * periods is counted once, in the matrix or in one of the lists. Throws InputError for a tier that is not among them.
 */
export function tierMoves(before: TieredPeople, after: TieredPeople, tiers: readonly string[]): TierMoves {
  const rank = new Map(tiers.map((tier, i) => [tier, i]));
  const rankOf = (tier: string | null): number | null => {
    if (tier === null) return null;
    const found = rank.get(tier);
    if (found === undefined) {
      throw new InputError(
        `the tier "${tier}" is none of ${tiers.join(', ')}: moves need two periods rated by one standard`,
      );
    }
    return found;
  };
  const matrix = tiers.map(() => tiers.map(() => 0));
  const added: EmployeeId[] = [];
  const gone: EmployeeId[] = [];
  const newlyRated: EmployeeId[] = [];
  const noLongerRated: EmployeeId[] = [];
  const unrated: EmployeeId[] = [];
  for (const [was, is] of pairedPeople(before.ids, after.ids)) {
    const from = was === null ? null : rankOf(before.tiers[was]);
    const to = is === null ? null : rankOf(after.tiers[is]);
    if (was === null) added.push(after.ids[is]);
    else if (is === null) gone.push(before.ids[was]);
    else if (from !== null && to !== null) matrix[from][to]++;
    else if (to !== null) newlyRated.push(after.ids[is]);
    else if (from !== null) noLongerRated.push(after.ids[is]);
    else unrated.push(after.ids[is]);
  }
  const count = (belongs: (from: number, to: number) => boolean) =>
    matrix.reduce(
      (sum, row, from) => row.reduce((inRow, people, to) => inRow + (belongs(from, to) ? people : 0), sum),
      0,
    );
  return {
    tiers,
    matrix,
    rated: count(() => true),
    stayed: count((from, to) => from === to),
    rose: count((from, to) => to < from),
    fell: count((from, to) => to > from),
    added,
    gone,
    newly_rated: newlyRated,
    no_longer_rated: noLongerRated,
    unrated,
  };
}
