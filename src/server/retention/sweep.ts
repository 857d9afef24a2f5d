import { setImmediate as others } from 'node:timers/promises';
import { sql } from 'kysely';
import { updateEvaluation } from '../../data/store/evaluations.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import type { Services } from '../api/services.ts';
import { sweepImports } from '../imports/sweep.ts';
import { erase } from './erase.ts';

export type SweepServices = Pick<Services, 'config' | 'store' | 'jobs'>;

/** Rows taken away in one change. */
const SLICE = 2000;
/** People erased in one change. */
const FEW = 20;
const DAY = 86_400_000;

/** Takes away what the settings say is not to be kept any longer, as of a moment. */
export async function sweep(services: SweepServices, now: Date): Promise<void> {
  const settings = await readSettings(services.store.read);
  const before = (days: number) => new Date(now.getTime() - days * DAY).toISOString();
  await sweepImports(services.store, services.config, settings.keep_uploads_days, now.getTime());
  await removeRows(services, 'events', 'sequence', sql`at < ${before(settings.keep_events_days)}`);
  await removeRows(services, 'idempotency_keys', 'key', sql`created_at < ${before(1)}`);
  await removeRows(services, 'jobs', 'id', sql`finished_at < ${before(settings.keep_jobs_days)}`);
  const old = sql`import_id in (select id from imports where created_at < ${before(settings.keep_rejections_days)})`;
  await removeRows(services, 'import_rejections', 'import_id', old);
  if (settings.keep_evaluations_months !== null) {
    await removeEvaluations(services, monthsBefore(now, settings.keep_evaluations_months).toISOString());
  }
  if (settings.keep_leavers_months !== null) {
    await eraseLeavers(services, monthsBefore(now, settings.keep_leavers_months).toISOString().slice(0, 10));
  }
}

/** The same day so many months earlier, or the month's last day where it has none. */
export function monthsBefore(now: Date, months: number): Date {
  const then = new Date(now);
  then.setUTCMonth(then.getUTCMonth() - months);
  if (then.getUTCDate() !== now.getUTCDate()) then.setUTCDate(0);
  return then;
}

async function removeRows(
  { store }: SweepServices,
  table: keyof Database,
  key: string,
  which: ReturnType<typeof sql>,
): Promise<void> {
  const name = sql.table(table);
  const column = sql.ref(key);
  for (;;) {
    const removed = await store.change('system', async ({ db }) => {
      const { numAffectedRows } = await sql`
        delete from ${name} where ${column} in (select ${column} from ${name} where ${which} limit ${SLICE})
          and ${which}`.execute(db);
      return Number(numAffectedRows ?? 0);
    });
    if (removed === 0) return;
    await others();
  }
}

async function removeEvaluations({ store, jobs }: SweepServices, before: string): Promise<void> {
  const old = await store.read
    .selectFrom('evaluations')
    .select('id')
    .where('state', 'in', ['done', 'failed', 'cancelled'])
    .where('finished_at', '<', before)
    .execute();
  for (const { id } of old) {
    await store.change('system', async (change) => {
      const subject = `evaluations/${id}`;
      await updateEvaluation(change, id, { state: 'removed' });
      await jobs.add(change, { kind: 'evaluation-removal', subject, payload: {} });
      await change.audit({ action: 'evaluation.removed', subject });
      await change.tell({ type: 'evaluation.removed', subject });
    });
  }
  if (old.length > 0) jobs.wake();
}

async function eraseLeavers(services: SweepServices, before: string): Promise<void> {
  const some = () =>
    erase(services, 'system', ({ db }) =>
      db
        .selectFrom('employees')
        .selectAll()
        .where('active_to', '<', before)
        .orderBy('id')
        .limit(FEW)
        .execute(),
    );
  while ((await some()) > 0) await others();
}
