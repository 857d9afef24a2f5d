import type { Transaction } from 'kysely';
import { type AuditedEntry, appendAudit } from './audit.ts';
import { Counters } from './counters.ts';
import { appendEvents, type ToldEvent } from './events.ts';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** What changes of one transaction put on record and told, in their order, and what they counted. */
export interface Journal {
  readonly audited: AuditedEntry[];
  readonly told: ToldEvent[];
  readonly counters: Counters;
}

export function newJournal(db: Transaction<Database>): Journal {
  return { audited: [], told: [], counters: new Counters(db) };
}

/** A change within a transaction, and what it put on record and told so far. */
export function changeWithin(
  db: Transaction<Database>,
  actor: string,
  { counters }: Journal,
): Change & Pick<Journal, 'audited' | 'told'> {
  const at = new Date().toISOString();
  const audited: AuditedEntry[] = [];
  const told: ToldEvent[] = [];
  return {
    db,
    actor,
    at,
    audited,
    told,
    next: (name) => counters.next(name),
    async audit({ action, subject, detail = {} }) {
      audited.push({ at, actor, action, subject, detail: JSON.stringify(detail) });
    },
    async tell({ type, subject, data = {} }) {
      told.push({ at, type, subject, data: JSON.stringify(data) });
    },
  };
}

/** Writes what the changes of a transaction put on record, told and counted, all together. */
export async function writeJournal(
  db: Transaction<Database>,
  { audited, told, counters }: Journal,
): Promise<void> {
  if (audited.length > 0) await appendAudit(db, audited);
  if (told.length > 0)
    await appendEvents(db, (await counters.next('events', told.length)) - told.length, told);
  await counters.write();
}
