import type { Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';

export type JobRow = Selectable<Database['jobs']>;

/** Which jobs are asked for; what is left out asks for all. */
export interface JobFilter {
  readonly kind?: string | undefined;
  readonly state?: string | undefined;
  readonly subject?: string | undefined;
}

/** Jobs, newest first, older than one id. */
export async function jobsBefore(
  db: Kysely<Database>,
  filter: JobFilter,
  id: string | undefined,
  limit: number,
): Promise<JobRow[]> {
  let query = db.selectFrom('jobs').selectAll();
  for (const column of ['kind', 'state', 'subject'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  if (id !== undefined) query = query.where('id', '<', id);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function findJob(db: Kysely<Database>, id: string): Promise<JobRow | undefined> {
  return db.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst();
}
