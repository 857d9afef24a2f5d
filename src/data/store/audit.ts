import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { insertAll } from './insert-all.ts';
import type { Database } from './schema.ts';

/** What is put on record: `employee.updated`, `employees/0190...`, and which fields, never their personal values. */
export interface AuditEntry {
  readonly action: string;
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** An entry as it is kept, but for its place in the log. */
export type AuditedEntry = Omit<Database['audit'], 'sequence' | 'previous_hash' | 'hash'>;

/** Appends entries whose hashes each cover the one before, so that none can be changed or taken out unnoticed. */
export async function appendAudit(db: Kysely<Database>, entries: readonly AuditedEntry[]): Promise<void> {
  const last = await db
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  let { sequence, hash } = last ?? { sequence: 0, hash: FIRST };
  const rows = entries.map((entry) => {
    sequence++;
    const row = { ...entry, sequence, previous_hash: hash };
    hash = hashOf(row);
    return { ...row, hash };
  });
  await insertAll(db, 'audit', rows);
}

/** What stands before the first entry. */
export const FIRST = '0'.repeat(64);

/** SHA-256, hexadecimal, of everything in an entry but its own hash. */
export function hashOf(entry: Omit<Database['audit'], 'hash'>): string {
  const { sequence, at, actor, action, subject, detail, previous_hash } = entry;
  return createHash('sha256')
    .update(JSON.stringify([sequence, at, actor, action, subject, detail, previous_hash]))
    .digest('hex');
}

/** Which entries are asked for; what is left out asks for all. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly subject?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

/** Entries of the audit log, newest first, before one of them. */
export async function auditBefore(
  db: Kysely<Database>,
  { actor, action, subject, from, to }: AuditFilter,
  sequence: number | undefined,
  limit: number,
): Promise<Database['audit'][]> {
  return db
    .selectFrom('audit')
    .selectAll()
    .$if(sequence !== undefined, (query) => query.where('sequence', '<', sequence ?? 0))
    .$if(actor !== undefined, (query) => query.where('actor', '=', actor ?? ''))
    .$if(action !== undefined, (query) => query.where('action', '=', action ?? ''))
    .$if(subject !== undefined, (query) => query.where('subject', '=', subject ?? ''))
    .$if(from !== undefined, (query) => query.where('at', '>=', asKept(from)))
    .$if(to !== undefined, (query) => query.where('at', '<=', asKept(to)))
    .orderBy('sequence', 'desc')
    .limit(limit)
    .execute();
}

/**
 * Entries from a moment to a moment, oldest first, some at a time; up to the newest that there is when it begins, so that it
 * ends.
 */
export async function* auditBetween(
  db: Kysely<Database>,
  { from, to }: Pick<AuditFilter, 'from' | 'to'>,
): AsyncGenerator<Database['audit'][]> {
  const newest = await db
    .selectFrom('audit')
    .select(({ fn }) => fn.max('sequence').as('sequence'))
    .executeTakeFirst();
  for (let last = 0; ; ) {
    const slice = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', last)
      .where('sequence', '<=', newest?.sequence ?? 0)
      .$if(from !== undefined, (query) => query.where('at', '>=', asKept(from)))
      .$if(to !== undefined, (query) => query.where('at', '<=', asKept(to)))
      .orderBy('sequence')
      .limit(SLICE)
      .execute();
    if (slice.length > 0) yield slice;
    if (slice.length < SLICE) return;
    last = slice[slice.length - 1].sequence;
  }
}

/** A moment as it is kept, to be compared as text. */
function asKept(moment = ''): string {
  return new Date(moment).toISOString();
}

/** What a check of the whole log found. */
export interface AuditVerdict {
  readonly entries: number;
  /** The newest entry's hash. Noted somewhere else, it tells later whether the end of the log was cut off or written anew. */
  readonly head: string;
  /** The first entry that is not what was written, and why it cannot be; null where all are. */
  readonly broken: { readonly sequence: number; readonly reason: string } | null;
}

/** Entries looked at together. */
const SLICE = 1000;

/**
 * Whether every entry is still as it was written: none changed, none taken out, none put in between. With a head that
 * was noted earlier also whether the log still holds what it held then.
 */
export async function verifyAudit(db: Kysely<Database>, notedHead?: string): Promise<AuditVerdict> {
  let entries = 0;
  let head = FIRST;
  let hasNoted = notedHead === undefined || notedHead === FIRST;
  for (;;) {
    const slice = await db
      .selectFrom('audit')
      .selectAll()
      .where('sequence', '>', entries)
      .orderBy('sequence')
      .limit(SLICE)
      .execute();
    for (const entry of slice) {
      const { sequence } = entry;
      const broken = (reason: string) => ({ entries, head, broken: { sequence, reason } });
      if (sequence !== entries + 1) return broken(`entry ${entries + 1} before it is missing`);
      if (entry.previous_hash !== head) return broken('it does not follow the entry before it');
      if (entry.hash !== hashOf(entry)) return broken('it has been changed since it was written');
      entries = sequence;
      head = entry.hash;
      hasNoted ||= head === notedHead;
    }
    if (slice.length < SLICE) break;
  }
  if (hasNoted) return { entries, head, broken: null };
  const reason = 'the head that was noted is in no entry: the end of the log was cut off or written anew';
  return { entries, head, broken: { sequence: entries, reason } };
}
