import { z } from 'zod';
import { addDecision, DECISION_KINDS, type DecisionRow, decisionsAfter } from '../../data/store/decisions.ts';
import { requireResult } from './comments.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, Id, Moment, Paging, pageOf, text } from './shapes.ts';

const Fields = z.strictObject({
  kind: z.enum(DECISION_KINDS).describe('What it is about; none: that nothing follows from the result.'),
  text: text(10_000).describe('What was decided, and on what grounds beside the result.'),
});

const Decision = z
  .strictObject({
    id: Id,
    evaluation_id: Id,
    employee_id: Id,
    ...Fields.shape,
    decided_by: z.string(),
    decided_by_name: z.string().nullable().describe('Null where the account is gone.'),
    decided_at: Moment,
  })
  .register(API_SHAPES, { id: 'Decision', description: 'What somebody decided about a person.' });

const PATH = '/evaluations/{id}/results/{employee_id}/decisions';
const params = z.strictObject({ id: Id, employee_id: Id });
const common = { tag: 'results', params };

/** What people decide on results: an evaluation decides nothing. */
export const DECISION_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'listDecisions',
    method: 'GET',
    path: PATH,
    summary: 'What was decided on a result, and by whom',
    query: Paging,
    answers: { 200: { description: 'A page of decisions, oldest first.', schema: pageOf(Decision) } },
    handle: async ({ params: { id, employee_id }, query: { limit, cursor } }, { store, access }) => {
      await requireResult(store.read, id, employee_id);
      const rows = await decisionsAfter(store.read, id, employee_id, idIn(cursor), limit + 1);
      const names = await access.namesOf(rows.map((row) => row.decided_by));
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
    ...common,
    operation: 'createDecision',
    method: 'POST',
    path: PATH,
    summary: 'Decide on a result',
    description:
      'Whoever decides is named, and answers for it: a decision about somebody is never made by an evaluation alone (GDPR, article 22). Nobody decides about themselves.',
    body: Fields,
    examples: {
      training: {
        summary: 'Training',
        value: {
          kind: 'training',
          text: 'A course in optics: the two late tasks were the first of their kind.',
        },
      },
    },
    answers: { 201: { description: 'The decision.', schema: Decision } },
    handle: ({ params: { id, employee_id }, body, change, principal }, { access }) =>
      change(async (made) => {
        await requireResult(made.db, id, employee_id);
        if (principal?.employeeId === employee_id) {
          throw new ApiError('not-allowed', 'nobody decides about themselves: somebody else has to');
        }
        const row = await addDecision(made, { evaluation_id: id, employee_id, ...body });
        return {
          status: 201,
          body: shown(row, await access.namesOf([row.decided_by])),
          headers: { location: `/api/v1/evaluations/${id}/results/${employee_id}/decisions` },
        };
      }),
  }),
];

function shown(row: DecisionRow, names: ReadonlyMap<string, string>) {
  return { ...row, decided_by_name: names.get(row.decided_by) ?? null };
}
