import type { Kysely } from 'kysely';
import { z } from 'zod';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** What an organisation decides about how it works, with what holds where it has not decided. */
export const SettingsShape = z.strictObject({
  min_tasks: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(5)
    .describe('Tasks in a period below which a new standard leaves a person unrated.'),
  anomaly_limit: z
    .number()
    .gt(0.5)
    .lt(1)
    .default(0.6)
    .describe('Anomaly score from which a person is unusual however many others are.'),
  borderline_below: z
    .number()
    .gt(0)
    .max(1)
    .default(0.8)
    .describe('Share of resamples in which a tier must stay, lest it be borderline.'),
  contest_days: z
    .number()
    .int()
    .min(1)
    .max(3650)
    .default(30)
    .describe('Days in which a contest is to be answered.'),
  small_group: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(5)
    .describe('People below which a group is not shown by itself.'),
  keep_events_days: days(7).describe('Days for which event streams can be taken up again.'),
  keep_uploads_days: days(7).describe('Days for which files wait that were not committed.'),
  keep_rejections_days: days(90).describe('Days for which the rejected rows of an import can be read.'),
  keep_jobs_days: days(90).describe('Days for which jobs that have ended are listed.'),
  keep_evaluations_months: months().describe(
    'Months after which an evaluation is removed with its results; null keeps them.',
  ),
  keep_leavers_months: months().describe(
    'Months after their last day after which people are erased; null keeps them.',
  ),
});

function days(usual: number) {
  return z.number().int().min(1).max(3650).default(usual);
}

function months() {
  return z.number().int().min(1).max(1200).nullable().default(null);
}

export type Settings = z.output<typeof SettingsShape>;

/** The settings as they are now. */
export async function readSettings(db: Kysely<Database>): Promise<Settings> {
  const rows = await db.selectFrom('settings').selectAll().execute();
  const known = rows.filter(({ name }) => Object.hasOwn(SettingsShape.shape, name));
  return SettingsShape.parse(Object.fromEntries(known.map(({ name, value }) => [name, JSON.parse(value)])));
}

/** Changes some settings. */
export async function writeSettings(
  { db, audit, tell }: Change,
  settings: Readonly<Partial<Settings>>,
): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    await db
      .insertInto('settings')
      .values({ name, value: JSON.stringify(value) })
      .onConflict((conflict) => conflict.column('name').doUpdateSet({ value: JSON.stringify(value) }))
      .execute();
  }
  await audit({ action: 'settings.updated', subject: 'settings', detail: settings });
  await tell({ type: 'settings.updated', subject: 'settings' });
}
