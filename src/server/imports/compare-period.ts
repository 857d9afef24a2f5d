import type { Kysely } from 'kysely';
import { atOneMoment, type StorePlace } from '../../data/store/open-store.ts';
import { type PeriodSummary, periodSummaries } from '../../data/store/period-summaries.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import { type TierMove, tierMoves } from './tier-moves.ts';

/** An import, and one of the periods that it says something of. */
export interface ComparisonTask {
  readonly place: StorePlace;
  readonly importId: string;
  readonly periodId: string;
}

/** Tiers that would change, and how much would, at the end. */
export type ComparisonPart =
  | { readonly kind: 'moves'; readonly moves: readonly TierMove[] }
  | { readonly kind: 'compared'; readonly compared: ComparedPeriod };

export interface ComparedPeriod {
  readonly added: number;
  readonly changed: number;
  readonly unchanged: number;
  readonly moves: number;
  /** What tiers were judged by: the standard in force, or one fitted to what is there now; null where nothing was known. */
  readonly by: 'standard' | 'fit' | null;
}

/** Moves that are handed over at once. */
const AT_ONCE = 1000;

/** Compares what is known of a period with what would be, were the import committed. */
export async function* comparePeriod(
  db: Kysely<Database>,
  { importId, periodId }: ComparisonTask,
): AsyncGenerator<ComparisonPart> {
  if (!(await isKnown(db, periodId))) {
    const added = (await peopleOf(db, importId, periodId)).size;
    yield { kind: 'compared', compared: { added, changed: 0, unchanged: 0, moves: 0, by: null } };
    return;
  }
  const { before, after, own, standard, minTasks } = await atOneMoment(db, async (moment) => ({
    before: await periodSummaries(moment, periodId),
    after: await periodSummaries(moment, periodId, undefined, importId),
    own: await peopleOf(moment, importId, periodId),
    standard: await standardInForce(moment),
    minTasks: (await readSettings(moment)).min_tasks,
  }));
  const counts = counted(before, after, own);
  const differs = counts.added + counts.changed > 0;
  const moves = before.length > 0 && differs ? tierMoves({ before, after, standard, minTasks }) : [];
  for (let from = 0; from < moves.length; from += AT_ONCE) {
    yield { kind: 'moves', moves: moves.slice(from, from + AT_ONCE) };
  }
  const by = before.length === 0 ? null : standard === null ? 'fit' : 'standard';
  yield { kind: 'compared', compared: { ...counts, moves: moves.length, by } };
}

/** Whether anything counts of a period yet. */
async function isKnown(db: Kysely<Database>, periodId: string): Promise<boolean> {
  const brought = await db
    .selectFrom('import_periods')
    .select('import_id')
    .where('committed_id', '=', periodId)
    .limit(1)
    .executeTakeFirst();
  if (brought !== undefined) return true;
  const reported = await db
    .selectFrom('tasks')
    .innerJoin('periods', (join) =>
      join
        .onRef('tasks.day', '>=', 'periods.starts_on')
        .onRef('tasks.day', '<=', 'periods.ends_on')
        .on('periods.id', '=', periodId),
    )
    .select('tasks.employee_id')
    .limit(1)
    .executeTakeFirst();
  return reported !== undefined;
}

async function peopleOf(
  db: Kysely<Database>,
  importId: string,
  periodId: string,
): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('task_summaries')
    .select('employee_id')
    .where('import_id', '=', importId)
    .where('period_id', '=', periodId)
    .execute();
  return new Set(rows.map(({ employee_id }) => employee_id));
}

async function standardInForce(db: Kysely<Database>): Promise<string | null> {
  const row = await db
    .selectFrom('standards')
    .select('document')
    .where('pipeline', '=', 'tasks')
    .where('state', '=', 'active')
    .executeTakeFirst();
  return row?.document ?? null;
}

function counted(
  before: readonly PeriodSummary[],
  after: readonly PeriodSummary[],
  own: ReadonlySet<string>,
): Pick<ComparedPeriod, 'added' | 'changed' | 'unchanged'> {
  const known = new Map(before.map((row) => [row.employee_id, row]));
  let [added, changed, unchanged] = [0, 0, 0];
  for (const row of after) {
    if (!own.has(row.employee_id)) continue;
    const earlier = known.get(row.employee_id);
    if (earlier === undefined) added++;
    else if (sameNumbers(earlier, row)) unchanged++;
    else changed++;
  }
  return { added, changed, unchanged };
}

function sameNumbers(a: PeriodSummary, b: PeriodSummary): boolean {
  return (
    a.completed_tasks === b.completed_tasks &&
    a.total_tasks === b.total_tasks &&
    a.avg_task_hours === b.avg_task_hours
  );
}
