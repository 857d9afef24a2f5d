import type { Kysely, Selectable } from 'kysely';
import { v7 as newId } from 'uuid';
import type { Database } from './schema.ts';
import type { Change } from './store.ts';

export type CommentRow = Selectable<Database['comments']>;

/** What was said of one result, oldest first, after one id; of one kind alone where that is given. */
export async function commentsAfter(
  db: Kysely<Database>,
  evaluationId: string,
  employeeId: string,
  id: string,
  limit: number,
  kind?: 'comment' | 'contest',
): Promise<CommentRow[]> {
  return db
    .selectFrom('comments')
    .selectAll()
    .where('evaluation_id', '=', evaluationId)
    .where('employee_id', '=', employeeId)
    .where('id', '>', id)
    .$if(kind !== undefined, (query) => query.where('kind', '=', kind ?? ''))
    .orderBy('id')
    .limit(limit)
    .execute();
}

export async function findComment(db: Kysely<Database>, id: string): Promise<CommentRow | undefined> {
  return db.selectFrom('comments').selectAll().where('id', '=', id).executeTakeFirst();
}

export interface NewComment {
  readonly evaluationId: string;
  readonly employeeId: string;
  readonly kind: 'comment' | 'contest';
  readonly text: string;
  /** Days in which a contest is to be answered. */
  readonly days: number;
}

/** Keeps what somebody says of a result; a contest waits for an answer. */
export async function addComment(
  { db, actor, at, audit, tell }: Change,
  { evaluationId, employeeId, kind, text, days }: NewComment,
): Promise<CommentRow> {
  const isContest = kind === 'contest';
  const answerBy = new Date(Date.parse(at) + days * DAY).toISOString().slice(0, 10);
  const row = await db
    .insertInto('comments')
    .values({
      id: newId(),
      evaluation_id: evaluationId,
      employee_id: employeeId,
      kind,
      text,
      state: isContest ? 'open' : 'noted',
      answer: null,
      answer_by: isContest ? answerBy : null,
      created_by: actor,
      created_at: at,
      answered_by: null,
      answered_at: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  const subject = `comments/${row.id}`;
  const action = `${kind}.made`;
  await audit({ action, subject, detail: { evaluation: evaluationId, employee: employeeId } });
  await tell({ type: action, subject, data: { evaluation: evaluationId, employee: employeeId } });
  return row;
}

/** Answers a contest that is open. */
export async function answerContest(
  { db, actor, at, audit, tell }: Change,
  { id, evaluation_id, employee_id }: CommentRow,
  answer: string,
): Promise<CommentRow> {
  const row = await db
    .updateTable('comments')
    .set({ state: 'answered', answer, answered_by: actor, answered_at: at })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  const subject = `comments/${id}`;
  await audit({ action: 'contest.answered', subject });
  await tell({
    type: 'contest.answered',
    subject,
    data: { evaluation: evaluation_id, employee: employee_id },
  });
  return row;
}

const DAY = 86_400_000;
