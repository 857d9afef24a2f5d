import type { Kysely } from 'kysely';
import type { Database } from '../../data/store/schema.ts';
import { standardDocument } from '../../data/store/standards.ts';
import { type AppraisalStandard, parseAppraisalStandard } from '../../evaluation/appraisal/standard.ts';
import { parseStandard, type Standard } from '../../evaluation/standard.ts';

/** A saved standard of tasks, as evaluations apply it. Who asks has seen its id in the same store, so that it is there. */
export async function savedStandard(db: Kysely<Database>, id: string): Promise<Standard> {
  return parseStandard(await documentOf(db, id));
}

/** The same for appraisals. */
export async function savedAppraisalStandard(db: Kysely<Database>, id: string): Promise<AppraisalStandard> {
  return parseAppraisalStandard(await documentOf(db, id));
}

async function documentOf(db: Kysely<Database>, id: string): Promise<string> {
  const document = await standardDocument(db, id);
  if (document === undefined) throw new Error(`the standard ${id} has gone`);
  return document;
}
