import type { Transaction } from 'kysely';
import { type AuditedEntry, appendAudit } from './audit.ts';
import { appendEvents, type ToldEvent } from './events.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** What changes put on record and told, in their order. */
export interface Journal {
  readonly audited: AuditedEntry[];
  readonly told: ToldEvent[];
}

/** A change within a transaction, and what it put on record and told so far. */
export function changeWithin(db: Transaction<Database>, actor: string): Change & Journal {
  const at = new Date().toISOString();
  const audited: AuditedEntry[] = [];
  const told: ToldEvent[] = [];
  return {
    db,
    actor,
    at,
    audited,
    told,
    next: (name) => nextOf(db, name, 1),
    async audit({ action, subject, detail = {} }) {
      audited.push({ at, actor, action, subject, detail: JSON.stringify(detail) });
    },
    async tell({ type, subject, data = {} }) {
      told.push({ at, type, subject, data: JSON.stringify(data) });
    },
  };
}

/** Writes what the changes of a transaction put on record and told, all together. */
export async function writeJournal(db: Transaction<Database>, { audited, told }: Journal): Promise<void> {
  if (audited.length > 0) await appendAudit(db, audited);
  if (told.length > 0) await appendEvents(db, (await nextOf(db, 'events', told.length)) - told.length, told);
}

/** The last of the next so many numbers of a counter. */
async function nextOf(db: Transaction<Database>, name: string, count: number): Promise<number> {
  const { value } = await db
    .insertInto('counters')
    .values({ name, value: count })
    .onConflict((conflict) =>
      conflict.column('name').doUpdateSet(({ eb }) => ({ value: eb('counters.value', '+', count) })),
    )
    .returning('value')
    .executeTakeFirstOrThrow();
  return value;
}
