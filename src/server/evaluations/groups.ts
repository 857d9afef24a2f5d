import type { Kysely } from 'kysely';
import type { Config } from '../../config.ts';
import {
  type Grouping,
  namesOfGroups,
  ratedResults,
  tiersOfEvaluation,
} from '../../data/store/grouped-results.ts';
import { atOneMoment, openReader, type StorePlace } from '../../data/store/open-store.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import type { Sight } from '../../data/store/sight.ts';
import { type GroupStanding, groupStandings } from '../../evaluation/group-standing.ts';
import type { Calculator } from './calculator.ts';

/** Groups of an evaluation's people, as one reader is told of them. */
export interface GroupsTask {
  /** The whole store: groups are of everybody, whomever the reader sees. */
  readonly place: StorePlace;
  readonly evaluationId: string;
  readonly by: Grouping;
  /** Whom the reader sees one by one; null where that is everybody. */
  readonly reader: Sight | null;
}

export interface GroupsAnswer {
  readonly tiers: readonly string[];
  /** The largest group first. */
  readonly groups: readonly (Omit<GroupStanding, 'group'> & {
    readonly id: string | null;
    readonly name: string | null;
  })[];
  /** People of the groups that are too small to be told of, together. */
  readonly others: number;
  /** Why nothing is told; null where something is. */
  readonly withheld: string | null;
}

/**
 * The one way to numbers of people whom a reader does not see: what it gives is withheld where it would tell of few of them.
 */
export class Groups {
  readonly #place: StorePlace;
  readonly #calculator: Calculator;

  constructor({ dataFolder, databaseUrl }: Config, calculator: Calculator) {
    this.#place = { dataFolder, databaseUrl };
    this.#calculator = calculator;
  }

  async of(task: Omit<GroupsTask, 'place'>, signal: AbortSignal): Promise<GroupsAnswer> {
    const whole = { ...task, place: this.#place };
    for await (const answer of this.#calculator.run('groups', whole, signal)) return answer;
    throw new Error('the calculator gave no answer');
  }
}

/** Where the groups of an evaluation stand. */
export async function* groupsOf(db: Kysely<Database>, task: GroupsTask): AsyncGenerator<GroupsAnswer> {
  const { evaluationId, by } = task;
  const { rows, tiers, names, least } = await atOneMoment(db, async (moment) => ({
    rows: await ratedResults(moment, evaluationId, by),
    tiers: await tiersOfEvaluation(moment, evaluationId),
    names: await namesOfGroups(moment, by),
    least: (await readSettings(moment)).small_group,
  }));
  const seen = await seenBy(task);
  const ids = [...new Set(rows.map(({ group_id }) => group_id))].sort();
  const placeOf = new Map(ids.map((id, i) => [id, i]));
  const standings = groupStandings(
    {
      group: Uint32Array.from(rows, ({ group_id }) => placeOf.get(group_id) ?? 0),
      tier: Uint8Array.from(rows, ({ tier_rank }) => tier_rank ?? 0),
      score: Float64Array.from(rows, ({ score }) => score ?? 0),
      unusual: rows.every(({ unusual }) => unusual !== null)
        ? Uint8Array.from(rows, ({ unusual }) => unusual ?? 0)
        : null,
      known: Uint8Array.from(rows, ({ employee_id }) => (seen.has(employee_id) ? 1 : 0)),
    },
    { groups: ids.length, tiers: tiers.length },
    least,
  );
  if (standings === null) {
    yield {
      tiers,
      groups: [],
      others: 0,
      withheld: rows.length === 0 ? 'nobody is rated' : `fewer than ${least} people`,
    };
    return;
  }
  const groups = standings.groups.map(({ group, ...standing }) => {
    const id = ids[group];
    return { id, name: id === null ? null : (names.get(id) ?? null), ...standing };
  });
  groups.sort((a, b) => b.people - a.people || ((a.id ?? '') < (b.id ?? '') ? -1 : 1));
  yield { tiers, groups, others: standings.others, withheld: null };
}

/** Nobody is counted as known to those who see everybody: what they are told here is what they may pass on. */
async function seenBy({ place, reader }: GroupsTask): Promise<ReadonlySet<string>> {
  if (reader === null) return new Set();
  const db = await openReader({ ...place, sight: reader });
  try {
    const rows = await db.selectFrom('employees').select('id').execute();
    return new Set(rows.map(({ id }) => id));
  } finally {
    await db.destroy();
  }
}
