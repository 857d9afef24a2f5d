import { createHash } from 'node:crypto';
import type { Kysely } from 'kysely';
import { v7 as newId } from 'uuid';
import { bundledRubric, bundledRubrics } from '../../data/rubrics.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Store } from '../../data/store/store.ts';

/** The newest version of a rubric, as it is kept. */
export interface KeptRubric {
  readonly id: string;
  /** As JSON. */
  readonly document: string;
}

/** Whether there is a rubric of that name, kept or brought by Evenhand. */
export async function hasRubric(db: Kysely<Database>, name: string): Promise<boolean> {
  return (await newest(db, name)) !== undefined || (await bundledRubrics()).includes(name);
}

/** The newest version of a rubric; one that Evenhand brings is kept when it is first used. Undefined where there is none. */
export async function rubricToUse(store: Store, name: string): Promise<KeptRubric | undefined> {
  const kept = await newest(store.read, name);
  if (kept !== undefined) return kept;
  if (!(await bundledRubrics()).includes(name)) return undefined;
  const document = JSON.stringify((await bundledRubric(name)).document);
  return store.change('system', async ({ db, at, actor, audit }) => {
    const meanwhile = await newest(db, name);
    if (meanwhile !== undefined) return meanwhile;
    const id = newId();
    const hash = createHash('sha256').update(document).digest('hex');
    await db
      .insertInto('rubrics')
      .values({ id, name, version: 1, document, hash, created_by: actor, created_at: at })
      .execute();
    await audit({ action: 'rubric.created', subject: `rubrics/${id}`, detail: { version: 1 } });
    return { id, document };
  });
}

async function newest(db: Kysely<Database>, name: string): Promise<KeptRubric | undefined> {
  return db
    .selectFrom('rubrics')
    .select(['id', 'document'])
    .where('name', '=', name)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst();
}
