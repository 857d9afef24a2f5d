import type { Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';

export type TemplateRow = Selectable<Database['import_templates']>;

/** Templates in the order of their ids, after one. */
export async function templatesAfter(
  db: Kysely<Database>,
  id: string,
  limit: number,
): Promise<TemplateRow[]> {
  return db
    .selectFrom('import_templates')
    .selectAll()
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function findTemplate(db: Kysely<Database>, id: string): Promise<TemplateRow | undefined> {
  return db.selectFrom('import_templates').selectAll().where('id', '=', id).executeTakeFirst();
}

export async function templateNamed(db: Kysely<Database>, name: string): Promise<TemplateRow | undefined> {
  return db.selectFrom('import_templates').selectAll().where('name', '=', name).executeTakeFirst();
}
