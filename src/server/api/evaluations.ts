import { v7 as newId } from 'uuid';
import { z } from 'zod';
import {
  addEvaluation,
  type EvaluationRow,
  evaluationsBefore,
  findEvaluation,
  updateEvaluation,
} from '../../data/store/evaluations.ts';
import { AppraisalFitShape, TaskFitShape } from '../evaluations/options.ts';
import { planEvaluation } from '../evaluations/plan.ts';
import { idIn, pageFrom } from './cursor.ts';
import { JobState } from './jobs.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { Said, saidBy } from './sentences.ts';
import { API_SHAPES, ById, Id, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

const Pipeline = z.enum(['tasks', 'appraisal']);

const Scope = z.strictObject({
  department_ids: z
    .array(Id)
    .max(1000)
    .default([])
    .describe('Only people of these departments and of those below them; none means all.'),
  position_ids: z.array(Id).max(1000).default([]).describe('Only people of these positions; none means all.'),
});

const Shared = {
  name: text(200).optional().describe("Default: the period's name."),
  period_id: Id,
  scope: Scope.default({ department_ids: [], position_ids: [] }),
  standard_id: Id.optional().describe('The standard to apply. It brings its own options.'),
  standard_name: text(200)
    .optional()
    .describe(
      "What a new standard is called: it becomes the name's next version. Default: the evaluation's name.",
    ),
};

const FIT = 'Fits a new standard on these people, with these options.';

const EvaluationFields = z.discriminatedUnion('pipeline', [
  z.strictObject({ pipeline: z.literal('tasks'), ...Shared, fit: TaskFitShape.optional().describe(FIT) }),
  z.strictObject({
    pipeline: z.literal('appraisal'),
    ...Shared,
    fit: AppraisalFitShape.optional().describe(FIT),
  }),
]);

export type EvaluationRequest = z.output<typeof EvaluationFields>;

export const EvaluationShape = z
  .strictObject({
    id: Id,
    name: z.string(),
    pipeline: Pipeline,
    period_id: Id,
    scope: Scope,
    options: z.looseObject({}).describe('How a new standard was asked to be fitted.'),
    standard_id: Id.nullable().describe('The standard that was applied, or that was fitted.'),
    fitted: z.boolean().describe('Whether the standard was fitted on these people.'),
    state: JobState,
    job_id: Id.nullable(),
    failure: z.string().nullable(),
    failure_said: Said.nullable(),
    people: z.int().describe('People in it, rated or not; 0 until it is done.'),
    results: z.int().describe('Results that are kept: fewer than people once somebody was erased.'),
    tiers: z.array(z.string()).nullable().describe('Its tiers or grades, best first; null until it is done.'),
    summary: z.looseObject({}).nullable(),
    notes: z.array(z.string()).nullable().describe('What a reader of the results should know.'),
    notes_said: z.array(Said.nullable()).nullable().describe('The notes one by one, for programs.'),
    drift: z.looseObject({}).nullable(),
    created_by: z.string(),
    created_at: Moment,
    updated_at: Moment,
    finished_at: Moment.nullable(),
    released_at: Moment.nullable().describe(
      'Since when managers and employees see their results; null: they do not.',
    ),
    released_by: z.string().nullable(),
    review: z
      .string()
      .nullable()
      .describe('What whoever released the results says of having looked them through.'),
    version: z.int(),
  })
  .register(API_SHAPES, { id: 'Evaluation', description: 'People held against one standard.' });

const answer = { description: 'The evaluation.', schema: EvaluationShape };

/** Evaluations: asked for, looked at, cancelled, removed. */
export const EVALUATION_ROUTES: readonly Route[] = [
  route({
    operation: 'createEvaluation',
    method: 'POST',
    path: '/evaluations',
    rate: 'heavy',
    tag: 'evaluations',
    summary: 'Evaluate people',
    description:
      'Everybody who is active on a day of the period and in the scope is held against one standard: the one that is named; else a new one, where there is `fit`; else the active one of the pipeline; else a new one with the default options. The work is a job; results are there when the evaluation is `done`.',
    body: EvaluationFields,
    examples: {
      company: {
        summary: 'Everybody, on a new standard',
        value: { pipeline: 'tasks', period_id: '01920000-0000-7000-8000-000000000001', fit: {} },
      },
      appraisals: {
        summary: 'Appraisals, by a rubric',
        value: {
          pipeline: 'appraisal',
          period_id: '01920000-0000-7000-8000-000000000001',
          fit: { rubric: 'fan2022' },
        },
      },
    },
    answers: { 202: answer },
    problems: ['conflict', 'unprocessable'],
    handle: async ({ body, change }, { jobs }) => {
      const reply = await change(async (made) => {
        const plan = await planEvaluation(made.db, body);
        const id = newId();
        await addEvaluation(made, { id, ...plan });
        const subject = `evaluations/${id}`;
        const job_id = await jobs.add(made, { kind: 'evaluation', subject, payload: {} });
        const row = await updateEvaluation(made, id, { job_id });
        await made.audit({
          action: 'evaluation.started',
          subject,
          detail: { period: plan.period_id, standard: plan.standard_id },
        });
        return {
          status: 202,
          body: shownEvaluation(requireFound(row, 'evaluation')),
          headers: { location: `/api/v1/${subject}` },
        };
      });
      jobs.wake();
      return reply;
    },
  }),
  route({
    operation: 'listEvaluations',
    method: 'GET',
    path: '/evaluations',
    tag: 'evaluations',
    summary: 'Evaluations, filtered',
    query: Paging.extend({
      period: Id.optional(),
      pipeline: Pipeline.optional(),
      state: JobState.optional(),
      standard: Id.optional().describe('Only those in which people were held against this standard.'),
    }),
    answers: {
      200: { description: 'A page of evaluations, newest first.', schema: pageOf(EvaluationShape) },
    },
    handle: async ({ query: { limit, cursor, period, pipeline, state, standard } }, { store }) => {
      const filter = { periodId: period, pipeline, states: state && [state], standardId: standard };
      const before = cursor === undefined ? undefined : idIn(cursor);
      const rows = await evaluationsBefore(store.read, filter, before, limit + 1);
      return { body: pageFrom(rows, limit, ({ id }) => [id], shownEvaluation) };
    },
  }),
  route({
    operation: 'getEvaluation',
    method: 'GET',
    path: '/evaluations/{id}',
    tag: 'evaluations',
    summary: 'One evaluation',
    params: ById,
    versioned: true,
    answers: { 200: answer },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => {
      const row = requireFound(await findEvaluation(store.read, id), 'evaluation');
      return { body: shownEvaluation(row), version: row.version };
    },
  }),
  route({
    operation: 'cancelEvaluation',
    method: 'POST',
    path: '/evaluations/{id}/cancel',
    tag: 'evaluations',
    summary: 'Cancel an evaluation',
    description: 'It ends soon after, without results.',
    params: ById,
    answers: { 202: answer },
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id }, change }, { jobs }) => {
      let job: string | undefined;
      const reply = await change(async (made) => {
        const row = requireFound(await findEvaluation(made.db, id), 'evaluation');
        if (row.job_id === null || !(await jobs.askToEnd(made, row.job_id))) {
          throw new ApiError('conflict', `the evaluation has ended already: it is ${row.state}`);
        }
        job = row.job_id;
        return { status: 202, body: shownEvaluation(row) };
      });
      if (job !== undefined) jobs.stop(job);
      return reply;
    },
  }),
  route({
    operation: 'deleteEvaluation',
    method: 'DELETE',
    path: '/evaluations/{id}',
    tag: 'evaluations',
    summary: 'Remove an evaluation',
    description: 'With its results and what was said of them. The standard that it fitted stays.',
    params: ById,
    answers: { 204: { description: 'Nobody sees it any more.', schema: null } },
    problems: ['not-found', 'conflict'],
    handle: async ({ params: { id }, change }, { jobs }) => {
      const reply = await change(async (made) => {
        const { state } = requireFound(await findEvaluation(made.db, id), 'evaluation');
        if (state === 'waiting' || state === 'running') {
          throw new ApiError('conflict', `the evaluation is ${state}: cancel it first`);
        }
        const subject = `evaluations/${id}`;
        await updateEvaluation(made, id, { state: 'removed' });
        await jobs.add(made, { kind: 'evaluation-removal', subject, payload: {} });
        await made.audit({ action: 'evaluation.removed', subject });
        await made.tell({ type: 'evaluation.removed', subject });
        return {};
      });
      jobs.wake();
      return reply;
    },
  }),
];

/** An evaluation as the API shows it. */
export function shownEvaluation({
  scope,
  options,
  fitted,
  tiers,
  summary,
  notes,
  drift,
  ...row
}: EvaluationRow) {
  const told: string[] | null = notes && JSON.parse(notes);
  const found: { coverage?: { unrated: { reason: string }[] } } | null = summary && JSON.parse(summary);
  const unrated = found?.coverage?.unrated.map((one) => ({ ...one, reason_said: saidBy(one.reason) }));
  return {
    ...row,
    fitted: fitted === 1,
    scope: JSON.parse(scope),
    options: JSON.parse(options),
    tiers: tiers && JSON.parse(tiers),
    summary: unrated ? { ...found, coverage: { ...found?.coverage, unrated } } : found,
    notes: told,
    notes_said: told === null ? null : told.map(saidBy),
    failure_said: row.failure && saidBy(row.failure),
    drift: drift && JSON.parse(drift),
  };
}
