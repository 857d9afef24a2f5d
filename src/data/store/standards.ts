import type { Kysely, Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

/** A standard without its document, which is large. */
export type StandardRow = Omit<Selectable<Database['standards']>, 'document' | 'shared'>;

const COLUMNS = [
  'id',
  'name',
  'version',
  'pipeline',
  'state',
  'content',
  'fingerprint',
  'evaluation_id',
  'created_by',
  'created_at',
  'approved_by',
  'approved_at',
  'activated_by',
  'activated_at',
  'retired_by',
  'retired_at',
] as const;

/** Which standards are asked for; what is left out asks for all. */
export interface StandardFilter {
  readonly pipeline?: string | undefined;
  readonly state?: string | undefined;
  readonly name?: string | undefined;
}

/** Standards, newest first, older than one id. */
export async function standardsBefore(
  db: Kysely<Database>,
  filter: StandardFilter,
  id: string | undefined,
  limit: number,
): Promise<StandardRow[]> {
  let query = db.selectFrom('standards').select(COLUMNS);
  for (const column of ['pipeline', 'state', 'name'] as const) {
    const value = filter[column];
    if (value !== undefined) query = query.where(column, '=', value);
  }
  if (id !== undefined) query = query.where('id', '<', id);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function findStandard(db: Kysely<Database>, id: string): Promise<StandardRow | undefined> {
  return db.selectFrom('standards').select(COLUMNS).where('id', '=', id).executeTakeFirst();
}

/** The standard that a pipeline uses unless it is told another. */
export async function activeStandard(
  db: Kysely<Database>,
  pipeline: string,
): Promise<StandardRow | undefined> {
  return db
    .selectFrom('standards')
    .select(COLUMNS)
    .where('pipeline', '=', pipeline)
    .where('state', '=', 'active')
    .executeTakeFirst();
}

/** The file of a standard. */
export async function standardDocument(db: Kysely<Database>, id: string): Promise<string | undefined> {
  const row = await db.selectFrom('standards').select('document').where('id', '=', id).executeTakeFirst();
  return row?.document;
}

export interface NewStandard {
  readonly name: string;
  readonly pipeline: string;
  readonly document: string;
  readonly content: unknown;
  /** What managers and employees read of it. */
  readonly shared: unknown;
  readonly fingerprint: string;
  readonly evaluationId: string | null;
}

/** Keeps a standard as a draft, the next version of its name. */
export async function addStandard(
  { db, actor, at, audit }: Change,
  { name, pipeline, document, content, shared, fingerprint, evaluationId }: NewStandard,
): Promise<StandardRow> {
  const { last } = await db
    .selectFrom('standards')
    .select((of) => of.fn.max<number | null>('version').as('last'))
    .where('name', '=', name)
    .executeTakeFirstOrThrow();
  const undecided = {
    approved_by: null,
    approved_at: null,
    activated_by: null,
    activated_at: null,
    retired_by: null,
    retired_at: null,
  };
  const row = await db
    .insertInto('standards')
    .values({
      id: newId(),
      name,
      version: (last ?? 0) + 1,
      pipeline,
      state: 'draft',
      document,
      content: JSON.stringify(content),
      shared: JSON.stringify(shared),
      fingerprint,
      evaluation_id: evaluationId,
      created_by: actor,
      created_at: at,
      ...undecided,
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  await audit({
    action: 'standard.created',
    subject: `standards/${row.id}`,
    detail: { version: row.version, ...(evaluationId !== null && { evaluation: evaluationId }) },
  });
  return row;
}

/** The steps that a standard can take, and from which state to which. */
export const STANDARD_STEPS = {
  approve: { from: ['draft'], to: 'approved', by: 'approved_by', at: 'approved_at' },
  activate: { from: ['approved'], to: 'active', by: 'activated_by', at: 'activated_at' },
  retire: { from: ['draft', 'approved', 'active'], to: 'retired', by: 'retired_by', at: 'retired_at' },
} as const;

export type StandardStep = keyof typeof STANDARD_STEPS;

/**
 * Takes a standard a step on, and keeps who did and when; null where its state does not allow the step. The one that
 * was active before becomes approved again: what one evaluated with can be gone back to, and retiring it is a decision of its own.
 */
export async function takeStandardStep(
  { db, actor, at, audit, tell }: Change,
  { id, pipeline, state }: StandardRow,
  step: StandardStep,
): Promise<StandardRow | null> {
  const { from, to, by, at: when } = STANDARD_STEPS[step];
  if (!from.some((allowed) => allowed === state)) return null;
  if (step === 'activate') {
    const former = await db
      .updateTable('standards')
      .set({ state: 'approved' })
      .where('pipeline', '=', pipeline)
      .where('state', '=', 'active')
      .returning('id')
      .executeTakeFirst();
    if (former) {
      await audit({
        action: 'standard.deactivated',
        subject: `standards/${former.id}`,
        detail: { for: id },
      });
    }
  }
  const row = await db
    .updateTable('standards')
    .set({ state: to, [by]: actor, [when]: at })
    .where('id', '=', id)
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  const action = `standard.${to === 'active' ? 'activated' : to}`;
  await audit({ action, subject: `standards/${id}` });
  await tell({ type: action, subject: `standards/${id}` });
  return row;
}

/** Removes a draft that no evaluation used, and tells whether it did. */
export async function removeDraft({ db, audit, tell }: Change, { id, state }: StandardRow): Promise<boolean> {
  const use = await db
    .selectFrom('evaluations')
    .select('id')
    .where('standard_id', '=', id)
    .limit(1)
    .executeTakeFirst();
  if (state !== 'draft' || use !== undefined) return false;
  await db.deleteFrom('standards').where('id', '=', id).execute();
  await audit({ action: 'standard.deleted', subject: `standards/${id}` });
  await tell({ type: 'standard.deleted', subject: `standards/${id}` });
  return true;
}
