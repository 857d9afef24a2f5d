import { createHash } from 'node:crypto';
import type { Kysely, Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

export type RubricRow = Selectable<Database['rubrics']>;

/** Rubrics, newest first, older than one id; of one name where that is given. */
export async function rubricsBefore(
  db: Kysely<Database>,
  name: string | undefined,
  id: string | undefined,
  limit: number,
): Promise<RubricRow[]> {
  let query = db.selectFrom('rubrics').selectAll();
  if (name !== undefined) query = query.where('name', '=', name);
  if (id !== undefined) query = query.where('id', '<', id);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function findRubric(db: Kysely<Database>, id: string): Promise<RubricRow | undefined> {
  return db.selectFrom('rubrics').selectAll().where('id', '=', id).executeTakeFirst();
}

/** The newest version of a name. */
export async function newestRubric(db: Kysely<Database>, name: string): Promise<RubricRow | undefined> {
  return db
    .selectFrom('rubrics')
    .selectAll()
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}

/** Keeps the text of a rubric as the next version of its name; the newest one where that says the same. */
export async function addRubric(
  { db, actor, at, audit }: Change,
  { name, document }: { readonly name: string; readonly document: string },
): Promise<{ readonly row: RubricRow; readonly isNew: boolean }> {
  const hash = createHash('sha256').update(document).digest('hex');
  const newest = await newestRubric(db, name);
  if (newest?.hash === hash) return { row: newest, isNew: false };
  const row = await db
    .insertInto('rubrics')
    .values({
      id: newId(),
      name,
      version: (newest?.version ?? 0) + 1,
      document,
      hash,
      created_by: actor,
      created_at: at,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await audit({ action: 'rubric.created', subject: `rubrics/${row.id}`, detail: { version: row.version } });
  return { row, isNew: true };
}
