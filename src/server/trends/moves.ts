import type { Kysely } from 'kysely';
import { type EmployeeFilter, employeesAfter } from '../../data/store/employees.ts';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import type { PeriodRow } from '../../data/store/periods.ts';
import type { Database } from '../../data/store/schema.ts';
import { withoutSmallCounts } from '../../evaluation/small-cells.ts';
import { tierMoves } from '../../evaluation/trends/tier-moves.ts';
import { savedStandard } from '../evaluations/saved-standard.ts';
import { ABSENT, groupOf, type PeriodStanding, standingIn } from './period-standing.ts';

/** Between which periods, by which standard, and whose moves. */
export interface MovesTask {
  readonly place: StorePlace;
  readonly standardId: string;
  readonly from: PeriodRow;
  readonly to: PeriodRow;
  readonly people: EmployeeFilter;
  /** People below which a group's moves are withheld. */
  readonly smallGroup: number;
}

/** How many people moved from which tier to which; null where that is withheld: a count of few people, and what it could be computed by. */
export interface MovesAnswer {
  readonly tiers: readonly string[];
  readonly people: number | null;
  readonly matrix: readonly (readonly (number | null)[])[] | null;
  readonly counts: Readonly<Record<Move, number | null>> | null;
  readonly withheld: string | null;
}

export const MOVES = [
  'rose',
  'stayed',
  'fell',
  'added',
  'gone',
  'newly_rated',
  'no_longer_rated',
  'unrated',
] as const;

/** Which way somebody went. */
export type Move = (typeof MOVES)[number];

/** People behind the numbers, after one id, so many. */
export interface MoversTask extends MovesTask {
  readonly move: Move | undefined;
  readonly fromTier: string | undefined;
  readonly toTier: string | undefined;
  readonly after: string;
  readonly limit: number;
}

export type MoversAnswer = readonly Mover[];

export interface Mover {
  readonly employee_id: string;
  readonly number: string;
  readonly name: string | null;
  readonly move: Move;
  readonly from: Stand;
  readonly to: Stand;
}

interface Stand {
  readonly tier: string | null;
  readonly score: number | null;
}

/** How many people went from which tier to which. */
export async function* movesOf(db: Kysely<Database>, task: MovesTask): AsyncGenerator<MovesAnswer> {
  const { standard, ids, before, after } = await atOneMoment(db, (moment) => bothStandings(moment, task));
  const tiers = standard.tiers.map(({ name }) => name);
  const { matrix, rose, stayed, fell, added, gone, newly_rated, no_longer_rated, unrated } = tierMoves(
    tieredPeople(ids, before, tiers),
    tieredPeople(ids, after, tiers),
    tiers,
  );
  const counts = {
    rose,
    stayed,
    fell,
    added: added.length,
    gone: gone.length,
    newly_rated: newly_rated.length,
    no_longer_rated: no_longer_rated.length,
    unrated: unrated.length,
  };
  const people = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const withheld = people > 0 && people < task.smallGroup ? `fewer than ${task.smallGroup} people` : null;
  yield withheld === null
    ? { tiers, people, ...withoutSmallMoves(matrix, counts, task.smallGroup), withheld }
    : { tiers, people: null, matrix: null, counts: null, withheld };
}

/** The counts add up to the people; those of who rose, stayed and fell are the sums of the cells above, on and below the diagonal. */
function withoutSmallMoves(
  matrix: readonly (readonly number[])[],
  counts: Readonly<Record<Move, number>>,
  least: number,
) {
  const told = withoutSmallCounts(
    MOVES.map((move) => counts[move]),
    least,
  );
  const shown: (number | null)[][] = matrix.map((row) => row.map(() => null));
  const cells = matrix.flatMap((row, from) => row.map((people, to) => ({ from, to, people })));
  for (const [move, side] of [
    ['rose', -1],
    ['stayed', 0],
    ['fell', 1],
  ] as const) {
    if (told[MOVES.indexOf(move)] === null) continue;
    const own = cells.filter(({ from, to }) => Math.sign(to - from) === side);
    const kept = withoutSmallCounts(
      own.map(({ people }) => people),
      least,
    );
    for (const [i, { from, to }] of own.entries()) shown[from][to] = kept[i];
  }
  const [rose, stayed, fell, added, gone, newly_rated, no_longer_rated, unrated] = told;
  return {
    matrix: shown,
    counts: { rose, stayed, fell, added, gone, newly_rated, no_longer_rated, unrated },
  };
}

/** The people behind a cell of the matrix, or a count beside it. */
export async function* moversOf(db: Kysely<Database>, task: MoversTask): AsyncGenerator<MoversAnswer> {
  const { move, fromTier, toTier, limit } = task;
  yield await atOneMoment(db, async (moment) => {
    const { standard, ids, before, after } = await bothStandings(moment, task);
    const stand = ({ ranks, scores }: PeriodStanding, i: number): Stand =>
      ranks[i] < 0 ? { tier: null, score: null } : { tier: standard.tiers[ranks[i]].name, score: scores[i] };
    const found = new Map<string, Omit<Mover, 'employee_id' | 'number' | 'name'>>();
    for (let i = 0; i < ids.length && found.size < limit; i++) {
      const went = moveOf(before.ranks[i], after.ranks[i]);
      if (went === null || ids[i] <= task.after || (move !== undefined && went !== move)) continue;
      const [from, to] = [stand(before, i), stand(after, i)];
      if (fromTier !== undefined && from.tier !== fromTier) continue;
      if (toTier !== undefined && to.tier !== toTier) continue;
      found.set(ids[i], { move: went, from, to });
    }
    const names = await employeesAfter(moment, { ids: [...found.keys()] }, '', limit);
    return names.flatMap(({ id, number, name }) => {
      const mover = found.get(id);
      return mover ? [{ employee_id: id, number, name, ...mover }] : [];
    });
  });
}

async function bothStandings(db: Kysely<Database>, { standardId, from, to, people }: MovesTask) {
  const standard = await savedStandard(db, standardId);
  const group = await groupOf(db, people);
  return {
    standard,
    ids: group.people.map(({ id }) => id),
    before: await standingIn(db, group, from, standard),
    after: await standingIn(db, group, to, standard),
  };
}

function tieredPeople(ids: readonly string[], { ranks }: PeriodStanding, tiers: readonly string[]) {
  const there = ids.flatMap((id, i) => (ranks[i] === ABSENT ? [] : [{ id, tier: tiers[ranks[i]] ?? null }]));
  return { ids: there.map(({ id }) => id), tiers: there.map(({ tier }) => tier) };
}

/** Null for who is in neither period. */
function moveOf(from: number, to: number): Move | null {
  if (from === ABSENT) return to === ABSENT ? null : 'added';
  if (to === ABSENT) return 'gone';
  if (from < 0) return to < 0 ? 'unrated' : 'newly_rated';
  if (to < 0) return 'no_longer_rated';
  return to < from ? 'rose' : to > from ? 'fell' : 'stayed';
}
