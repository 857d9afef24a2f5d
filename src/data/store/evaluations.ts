import type { Insertable, Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

export type EvaluationRow = Selectable<Database['evaluations']>;

/** Which evaluations are asked for; what is left out asks for all. */
export interface EvaluationFilter {
  readonly periodId?: string | undefined;
  readonly pipeline?: string | undefined;
  readonly standardId?: string | undefined;
  readonly states?: readonly string[] | undefined;
}

/** Evaluations, newest first, older than one id. Those being removed are not among them. */
export async function evaluationsBefore(
  db: Kysely<Database>,
  { periodId, pipeline, standardId, states }: EvaluationFilter,
  id: string | undefined,
  limit: number,
): Promise<EvaluationRow[]> {
  let query = db.selectFrom('evaluations').selectAll().where('state', '!=', 'removed');
  if (periodId !== undefined) query = query.where('period_id', '=', periodId);
  if (pipeline !== undefined) query = query.where('pipeline', '=', pipeline);
  if (standardId !== undefined) query = query.where('standard_id', '=', standardId);
  if (states !== undefined) query = query.where('state', 'in', [...states]);
  if (id !== undefined) query = query.where('id', '<', id);
  return query.orderBy('id', 'desc').limit(limit).execute();
}

export async function findEvaluation(db: Kysely<Database>, id: string): Promise<EvaluationRow | undefined> {
  return db
    .selectFrom('evaluations')
    .selectAll()
    .where('id', '=', id)
    .where('state', '!=', 'removed')
    .executeTakeFirst();
}

/** The period of an evaluation, and the standard by which it was made; null for what is not there, or is not known yet. */
export async function basisOf(db: Kysely<Database>, id: string) {
  return db
    .selectFrom('evaluations')
    .leftJoin('periods', 'periods.id', 'evaluations.period_id')
    .leftJoin('standards', 'standards.id', 'evaluations.standard_id')
    .select([
      'periods.id as period_id',
      'periods.name as period_name',
      'periods.starts_on',
      'periods.ends_on',
      'standards.id as standard_id',
      'standards.name as standard_name',
      'standards.version as standard_version',
      'standards.content as standard_content',
    ])
    .where('evaluations.id', '=', id)
    .executeTakeFirst();
}

export type NewEvaluation = Pick<
  Insertable<Database['evaluations']>,
  'id' | 'name' | 'pipeline' | 'period_id' | 'scope' | 'options' | 'standard_id' | 'fitted'
>;

/** Keeps an evaluation that waits to be computed. */
export async function addEvaluation(
  { db, actor, at }: Change,
  evaluation: NewEvaluation,
): Promise<EvaluationRow> {
  const nothing = {
    job_id: null,
    failure: null,
    people: 0,
    results: 0,
    tiers: null,
    summary: null,
    notes: null,
    drift: null,
    released_at: null,
    released_by: null,
    review: null,
  };
  const stamps = { version: 1, created_at: at, updated_at: at, created_by: actor, finished_at: null };
  return db
    .insertInto('evaluations')
    .values({ ...evaluation, ...nothing, ...stamps, state: 'waiting' })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes what is known of an evaluation, unless it is being removed. */
export async function updateEvaluation(
  { db, at }: Change,
  id: string,
  values: Partial<Omit<EvaluationRow, 'id' | 'version' | 'updated_at'>>,
): Promise<EvaluationRow | undefined> {
  return db
    .updateTable('evaluations')
    .set((of) => ({ ...values, version: of('version', '+', 1), updated_at: at }))
    .where('id', '=', id)
    .where('state', '!=', 'removed')
    .returningAll()
    .executeTakeFirst();
}
