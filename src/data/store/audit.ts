import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** What is put on record: `employee.updated`, `employees/0190...`, and which fields, never their personal values. */
export interface AuditEntry {
  readonly action: string;
  readonly subject: string;
  readonly detail?: Readonly<Record<string, unknown>>;
}

/** Appends an entry whose hash covers the one before, so that no entry can be changed or taken out unnoticed. */
export async function appendAudit(
  db: Kysely<Database>,
  at: string,
  actor: string,
  { action, subject, detail = {} }: AuditEntry,
): Promise<void> {
  const last = await db
    .selectFrom('audit')
    .select(['sequence', 'hash'])
    .orderBy('sequence', 'desc')
    .limit(1)
    .executeTakeFirst();
  const entry = {
    sequence: (last?.sequence ?? 0) + 1,
    at,
    actor,
    action,
    subject,
    detail: JSON.stringify(detail),
    previous_hash: last?.hash ?? FIRST,
  };
  await db
    .insertInto('audit')
    .values({ ...entry, hash: hashOf(entry) })
    .execute();
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
