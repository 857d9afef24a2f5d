import type { Kysely } from 'kysely';
import { insertAll } from './insert-all.ts';
import type { Database } from './schema.ts';

/** Something that pages want to know at once: `job.progress`, `jobs/0190...`, `{ progress: 0.4 }`. */
export interface EventEntry {
  readonly type: string;
  readonly subject: string;
  readonly data?: Readonly<Record<string, unknown>>;
}

/** An event as it is kept, but for its number. */
export type ToldEvent = Omit<Database['events'], 'sequence'>;

/** Appends events behind a sequence number, which rise in the order of the changes. */
export async function appendEvents(
  db: Kysely<Database>,
  last: number,
  events: readonly ToldEvent[],
): Promise<void> {
  await insertAll(
    db,
    'events',
    events.map((event, i) => ({ ...event, sequence: last + 1 + i })),
  );
}

/** Events after a sequence number, oldest first, at most `limit`. */
export async function eventsAfter(
  db: Kysely<Database>,
  sequence: number,
  limit: number,
): Promise<Database['events'][]> {
  return db
    .selectFrom('events')
    .selectAll()
    .where('sequence', '>', sequence)
    .orderBy('sequence')
    .limit(limit)
    .execute();
}

/** The newest event's sequence number; 0 where there is none. */
export async function lastEvent(db: Kysely<Database>): Promise<number> {
  const row = await db
    .selectFrom('events')
    .select('sequence')
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.sequence ?? 0;
}

/** The oldest event's sequence number that is still kept; null where there is none. */
export async function oldestEvent(db: Kysely<Database>): Promise<number | null> {
  const row = await db
    .selectFrom('events')
    .select('sequence')
    .orderBy('sequence')
    .limit(1)
    .executeTakeFirst();
  return row?.sequence ?? null;
}
