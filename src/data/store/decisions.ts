import type { Kysely, Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

export const DECISION_KINDS = ['pay', 'promotion', 'training', 'improvement', 'employment', 'none'] as const;

export type DecisionRow = Selectable<Database['decisions']>;

/** What was decided about a person on a result, oldest first, after one id. */
export async function decisionsAfter(
  db: Kysely<Database>,
  evaluationId: string,
  employeeId: string,
  id: string,
  limit: number,
): Promise<DecisionRow[]> {
  return db
    .selectFrom('decisions')
    .selectAll()
    .where('evaluation_id', '=', evaluationId)
    .where('employee_id', '=', employeeId)
    .where('id', '>', id)
    .orderBy('id')
    .limit(limit)
    .execute();
}

/** Keeps what somebody decided about a person, and who it was. */
export async function addDecision(
  { db, actor, at, audit, tell }: Change,
  decision: Pick<DecisionRow, 'evaluation_id' | 'employee_id' | 'kind' | 'text'>,
): Promise<DecisionRow> {
  const row = await db
    .insertInto('decisions')
    .values({ ...decision, id: newId(), decided_by: actor, decided_at: at })
    .returningAll()
    .executeTakeFirstOrThrow();
  const subject = `decisions/${row.id}`;
  const detail = {
    evaluation: row.evaluation_id,
    employee: row.employee_id,
  };
  await audit({ action: 'decision.made', subject, detail });
  await tell({ type: 'decision.made', subject, data: detail });
  return row;
}
