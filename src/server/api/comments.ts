import type { Kysely } from 'kysely';
import { z } from 'zod';
import {
  addComment,
  answerContest,
  type CommentRow,
  commentsAfter,
  findComment,
} from '../../data/store/comments.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import type { Principal } from '../access/principal.ts';
import { isConfined } from '../access/roles.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, Day, Id, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

const Words = text(10_000);

const Comment = z
  .strictObject({
    id: Id,
    evaluation_id: Id,
    employee_id: Id,
    kind: z.enum(['comment', 'contest']),
    text: z.string(),
    state: z.enum(['noted', 'open', 'answered']).describe('A contest is open until it is answered.'),
    answer: z.string().nullable(),
    answer_by: Day.nullable().describe('Day by which a contest is to be answered.'),
    is_late: z.boolean().describe('Whether the day has passed without an answer.'),
    created_by: z.string(),
    created_by_name: z.string().nullable().describe('Null where the account is gone, or nobody has one.'),
    created_at: Moment,
    answered_by: z.string().nullable(),
    answered_by_name: z.string().nullable(),
    answered_at: Moment.nullable(),
  })
  .register(API_SHAPES, { id: 'Comment', description: 'What somebody says of a result.' });

const OfResult = z.strictObject({ id: Id, employee_id: Id });
const PATH = '/evaluations/{id}/results/{employee_id}/comments';

/** What people say of results, and what is answered. */
export const COMMENT_ROUTES: readonly Route[] = [
  route({
    operation: 'listComments',
    method: 'GET',
    path: PATH,
    tag: 'results',
    summary: 'What was said of a result',
    params: OfResult,
    query: Paging,
    answers: { 200: { description: 'A page of comments, oldest first.', schema: pageOf(Comment) } },
    problems: ['not-found'],
    handle: async ({ params: { id, employee_id }, query: { limit, cursor } }, { store, access }) => {
      await requireResult(store.read, id, employee_id);
      const rows = await commentsAfter(store.read, id, employee_id, idIn(cursor), limit + 1);
      const names = await access.namesOf(
        rows.flatMap((row) => [row.created_by, row.answered_by ?? []].flat()),
      );
      return {
        body: pageFrom(
          rows,
          limit,
          (row) => [row.id],
          (row) => shown(row, names),
        ),
      };
    },
  }),
  route({
    operation: 'createComment',
    method: 'POST',
    path: PATH,
    tag: 'results',
    summary: 'Say something of a result',
    description:
      'A comment is kept beside the result. A contest says that the result is wrong, and waits for an answer: by a day that the setting `contest_days` gives. Employees and managers contest their own result alone.',
    params: OfResult,
    body: z.strictObject({ kind: z.enum(['comment', 'contest']).default('comment'), text: Words }),
    examples: {
      contest: {
        summary: 'A contest',
        value: { kind: 'contest', text: 'I was on leave in February.' },
      },
    },
    answers: { 201: { description: 'The comment.', schema: Comment } },
    problems: ['not-found'],
    handle: ({ params: { id, employee_id }, body, change, principal }, { access }) =>
      change(async (made) => {
        await requireResult(made.db, id, employee_id);
        requireOwnContest(principal, body.kind, employee_id);
        const days = body.kind === 'contest' ? (await readSettings(made.db)).contest_days : 0;
        const row = await addComment(made, { evaluationId: id, employeeId: employee_id, ...body, days });
        return {
          status: 201,
          body: shown(row, await access.namesOf([row.created_by])),
          headers: { location: `/api/v1/evaluations/${id}/results/${employee_id}/comments` },
        };
      }),
  }),
  route({
    operation: 'answerContest',
    method: 'POST',
    path: `${PATH}/{comment_id}/answer`,
    tag: 'results',
    summary: 'Answer a contest',
    params: OfResult.extend({ comment_id: Id }),
    body: z.strictObject({ text: Words }),
    answers: { 200: { description: 'The contest, answered.', schema: Comment } },
    problems: ['not-found', 'conflict'],
    handle: ({ params: { id, employee_id, comment_id }, body, change }, { access }) =>
      change(async (made) => {
        await requireResult(made.db, id, employee_id);
        const found = requireFound(await findComment(made.db, comment_id), 'comment');
        if (found.evaluation_id !== id || found.employee_id !== employee_id) {
          throw new ApiError('not-found', 'there is no such comment on this result');
        }
        if (found.state !== 'open') {
          throw new ApiError(
            'conflict',
            found.kind === 'comment' ? 'a comment needs no answer' : 'the contest is answered already',
          );
        }
        const row = await answerContest(made, found, body.text);
        return { body: shown(row, await access.namesOf([row.created_by, made.actor])) };
      }),
  }),
];

/** Throws ApiError `not-allowed` where a manager contests a result for somebody else: a contest is the person's own word. */
function requireOwnContest(principal: Principal | null, kind: string, employeeId: string): void {
  if (kind !== 'contest' || principal === null || !isConfined(principal.role)) return;
  if (principal.employeeId === employeeId) return;
  throw new ApiError('not-allowed', 'only the person can contest a result: say it in a comment');
}

/** Throws ApiError `not-found` where there is no such result, or none that whoever asks may see. */
export async function requireResult(
  db: Kysely<Database>,
  evaluationId: string,
  employeeId: string,
): Promise<void> {
  const found = await db
    .selectFrom('evaluations')
    .leftJoin('results', (join) =>
      join.onRef('results.evaluation_id', '=', 'evaluations.id').on('results.employee_id', '=', employeeId),
    )
    .select(['state', 'employee_id'])
    .where('evaluations.id', '=', evaluationId)
    .where('state', '!=', 'removed')
    .executeTakeFirst();
  const { state, employee_id } = requireFound(found, 'evaluation');
  requireFound(state === 'done' ? (employee_id ?? undefined) : undefined, 'result');
}

function shown(row: CommentRow, names: ReadonlyMap<string, string>) {
  const today = new Date().toISOString().slice(0, 10);
  return {
    ...row,
    created_by_name: names.get(row.created_by) ?? null,
    answered_by_name: (row.answered_by && names.get(row.answered_by)) ?? null,
    is_late: row.state === 'open' && row.answer_by !== null && row.answer_by < today,
  };
}
