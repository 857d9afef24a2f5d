import { setImmediate as others } from 'node:timers/promises';
import { Worker } from 'node:worker_threads';
import type { Kysely, Selectable } from 'kysely';
import { insertAll } from '../../data/store/insert-all.ts';
import { type PeriodSummary, periodSummaries } from '../../data/store/period-summaries.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import type { Staging } from './stage.ts';
import type { TierMove, TierQuestion } from './tier-moves.ts';

/** How what is known of people's tasks would change, and what their tiers would do. */
export interface Compared {
  readonly summaries_added: number;
  readonly summaries_changed: number;
  readonly summaries_unchanged: number;
  /** People whose tier or being rated changes; of these, who had been rated nothing is known before are none. */
  readonly tiers_changed: number;
  /** What tiers were judged by: the standard in force, or one fitted to what is there now; null where there was nothing to compare. */
  readonly tiers_by: 'standard' | 'fit' | null;
}

const NOTHING: Compared = {
  summaries_added: 0,
  summaries_changed: 0,
  summaries_unchanged: 0,
  tiers_changed: 0,
  tiers_by: null,
};

/** People whose summaries are asked for together. */
const STEP = 500;

type ComparedPeriod = Pick<Selectable<Database['import_periods']>, 'period_id' | 'starts_on' | 'ends_on'>;

/** Compares each period that an import says something of, as it is with as it would be, and keeps whose tier would change. */
export async function compare(
  staging: Staging,
  periods: readonly ComparedPeriod[],
  signal: AbortSignal,
): Promise<Compared> {
  const { store, of } = staging;
  const { read } = store;
  const standard = await read
    .selectFrom('standards')
    .select('document')
    .where('pipeline', '=', 'tasks')
    .where('state', '=', 'active')
    .executeTakeFirst();
  const { min_tasks } = await readSettings(read);
  let total = NOTHING;
  for (const period of periods) {
    signal.throwIfAborted();
    const { before, after, ...counts } = await knownOf(read, of.importId, period, signal);
    let moves: readonly TierMove[] = [];
    if (before.length > 0 && counts.summaries_added + counts.summaries_changed > 0) {
      const question = { before, after, standard: standard?.document ?? null, minTasks: min_tasks };
      moves = await answerInWorker(question, signal);
    }
    for (let from = 0; from < moves.length; from += 2 * STEP) {
      const rows = moves.slice(from, from + 2 * STEP).map(([employee_id, from_tier, to_tier]) => ({
        import_id: of.importId,
        period_id: period.period_id,
        employee_id,
        from_tier,
        to_tier,
      }));
      await staging.write(({ db }) => insertAll(db, 'import_tiers', rows));
    }
    total = {
      summaries_added: total.summaries_added + counts.summaries_added,
      summaries_changed: total.summaries_changed + counts.summaries_changed,
      summaries_unchanged: total.summaries_unchanged + counts.summaries_unchanged,
      tiers_changed: total.tiers_changed + moves.length,
      tiers_by: before.length === 0 ? total.tiers_by : standard === undefined ? 'fit' : 'standard',
    };
  }
  return total;
}

type Known = Pick<Compared, 'summaries_added' | 'summaries_changed' | 'summaries_unchanged'> & {
  readonly before: PeriodSummary[];
  readonly after: PeriodSummary[];
};

async function knownOf(
  db: Kysely<Database>,
  importId: string,
  period: ComparedPeriod,
  signal: AbortSignal,
): Promise<Known> {
  const periodId = period.period_id;
  const before: PeriodSummary[] = [];
  const after: PeriodSummary[] = [];
  let [added, changed, unchanged] = [0, 0, 0];
  const isNew = !(await hasAny(db, period));
  if (isNew) {
    const { rows } = await db
      .selectFrom('task_summaries')
      .select((of) => of.fn.countAll<number>().as('rows'))
      .where('import_id', '=', importId)
      .where('period_id', '=', periodId)
      .executeTakeFirstOrThrow();
    return { before, after, summaries_added: rows, summaries_changed: 0, summaries_unchanged: 0 };
  }
  for (let last = ''; ; ) {
    signal.throwIfAborted();
    const ids = await peopleAfter(db, period, last);
    if (ids.length === 0) break;
    last = ids[ids.length - 1];
    const now = await periodSummaries(db, periodId, ids);
    await others();
    const then = await periodSummaries(db, periodId, ids, importId);
    await others();
    const known = new Map(now.map((row) => [row.employee_id, row]));
    const own = new Set(await ownOf(db, importId, periodId, ids));
    for (const row of then) {
      const earlier = known.get(row.employee_id);
      if (earlier === undefined) added++;
      else if (!own.has(row.employee_id)) continue;
      else if (sameNumbers(earlier, row)) unchanged++;
      else changed++;
    }
    before.push(...now);
    after.push(...then);
  }
  return {
    before,
    after,
    summaries_added: added,
    summaries_changed: changed,
    summaries_unchanged: unchanged,
  };
}

async function hasAny(db: Kysely<Database>, period: ComparedPeriod): Promise<boolean> {
  const brought = await db
    .selectFrom('task_summaries')
    .innerJoin('imports', 'imports.id', 'task_summaries.import_id')
    .select('task_summaries.employee_id')
    .where('task_summaries.period_id', '=', period.period_id)
    .where('imports.state', '=', 'committed')
    .limit(1)
    .executeTakeFirst();
  return brought !== undefined || (await reporting(db, period, '', 1)).length > 0;
}

/** Everybody of whom something is said of a period, by id, a slice at a time. */
async function peopleAfter(db: Kysely<Database>, period: ComparedPeriod, last: string): Promise<string[]> {
  const brought = await db
    .selectFrom('task_summaries')
    .select('employee_id')
    .distinct()
    .where('period_id', '=', period.period_id)
    .where('employee_id', '>', last)
    .orderBy('employee_id')
    .limit(STEP)
    .execute();
  const ids = [...brought, ...(await reporting(db, period, last, STEP))].map(
    ({ employee_id }) => employee_id,
  );
  return [...new Set(ids)].sort().slice(0, STEP);
}

/** People of whom tasks were reported one by one. */
async function reporting(
  db: Kysely<Database>,
  { starts_on, ends_on }: ComparedPeriod,
  last: string,
  limit: number,
): Promise<{ employee_id: string }[]> {
  return db
    .selectFrom('tasks')
    .select('employee_id')
    .distinct()
    .where('day', '>=', starts_on)
    .where('day', '<=', ends_on)
    .where('employee_id', '>', last)
    .orderBy('employee_id')
    .limit(limit)
    .execute();
}

async function ownOf(
  db: Kysely<Database>,
  importId: string,
  periodId: string,
  ids: readonly string[],
): Promise<string[]> {
  const rows = await db
    .selectFrom('task_summaries')
    .select('employee_id')
    .where('import_id', '=', importId)
    .where('period_id', '=', periodId)
    .where('employee_id', 'in', ids)
    .execute();
  return rows.map(({ employee_id }) => employee_id);
}

function sameNumbers(a: PeriodSummary, b: PeriodSummary): boolean {
  return (
    a.completed_tasks === b.completed_tasks &&
    a.total_tasks === b.total_tasks &&
    a.avg_task_hours === b.avg_task_hours
  );
}

/** From the sources, what was built of them is run. */
const WORKER = new URL(
  import.meta.url.endsWith('.ts') ? '../../../dist/server/imports/tier-worker.js' : './tier-worker.js',
  import.meta.url,
);

function answerInWorker(question: TierQuestion, signal: AbortSignal): Promise<readonly TierMove[]> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(WORKER, { workerData: question });
    const abort = () => {
      void worker.terminate();
      reject(signal.reason);
    };
    signal.addEventListener('abort', abort);
    worker.once('message', resolve);
    worker.once('error', reject);
    worker.once('exit', () => {
      signal.removeEventListener('abort', abort);
      reject(new Error('the comparison of tiers ended without an answer'));
    });
  });
}
