import type { Transaction } from 'kysely';
import { appendAudit } from './audit.ts';
import { appendEvent } from './events.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** A change within a transaction, and whether it told of events. */
export function changeWithin(
  db: Transaction<Database>,
  actor: string,
): Change & { readonly hasEvents: boolean } {
  const at = new Date().toISOString();
  let hasEvents = false;
  const next = async (name: string): Promise<number> => {
    const { value } = await db
      .insertInto('counters')
      .values({ name, value: 1 })
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet(({ eb }) => ({ value: eb('counters.value', '+', 1) })),
      )
      .returning('value')
      .executeTakeFirstOrThrow();
    return value;
  };
  return {
    db,
    actor,
    at,
    next,
    audit: (entry) => appendAudit(db, at, actor, entry),
    tell: async (event) => {
      hasEvents = true;
      await appendEvent(db, at, await next('events'), event);
    },
    get hasEvents() {
      return hasEvents;
    },
  };
}
