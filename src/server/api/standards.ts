import { Readable } from 'node:stream';
import { z } from 'zod';
import { periodsOf } from '../../data/store/periods.ts';
import {
  addStandard,
  findStandard,
  removeDraft,
  STANDARD_STEPS,
  type StandardRow,
  type StandardStep,
  standardDocument,
  standardsBefore,
  takeStandardStep,
} from '../../data/store/standards.ts';
import { standardDifferences } from '../../evaluation/standard-differences.ts';
import type { Access } from '../access/access.ts';
import { openedStandard } from '../evaluations/open-standard.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

const Pipeline = z.enum(['tasks', 'appraisal']);
const State = z.enum(['draft', 'approved', 'active', 'retired']);

const ActorName = z.string().nullable().describe('Null where no account has done it, or it is gone.');

export const StandardShape = z
  .strictObject({
    id: Id,
    name: z.string(),
    version: z.int().describe('Rises with each standard of the name.'),
    pipeline: Pipeline,
    state: State,
    fingerprint: z
      .string()
      .describe(
        'Of the numbers it was fitted on; empty for managers and employees, who could try numbers against it.',
      ),
    evaluation_id: Id.nullable().describe('The evaluation that fitted it; null where it was uploaded.'),
    content: z
      .looseObject({})
      .describe(
        'What people read of it: options, centres and ranges in natural units, whom it was fitted on; for managers and employees the options alone.',
      ),
    created_by: z.string(),
    created_by_name: ActorName,
    created_at: Moment,
    approved_by: z.string().nullable(),
    approved_by_name: ActorName,
    approved_at: Moment.nullable(),
    activated_by: z.string().nullable(),
    activated_by_name: ActorName,
    activated_at: Moment.nullable(),
    retired_by: z.string().nullable(),
    retired_by_name: ActorName,
    retired_at: Moment.nullable(),
  })
  .register(API_SHAPES, {
    id: 'Standard',
    description: 'What people are held against: fitted once, applied again and again.',
  });

const answer = { description: 'The standard.', schema: StandardShape };

const Difference = z.strictObject({
  field: z.string().describe('Where it is in the standards: tiers.High.centre.completion_rate'),
  from: z
    .union([z.string(), z.number(), z.boolean()])
    .nullable()
    .describe('Null where only the other has it.'),
  to: z.union([z.string(), z.number(), z.boolean()]).nullable(),
  change: z.number().nullable().describe('How much more the other has; null where it is no number.'),
  words: z.string(),
});

const Drift = z
  .strictObject({
    people_then: z.int().describe('Whom the standard was fitted on.'),
    people_now: z.int(),
    features: z.array(
      z.strictObject({
        feature: z.enum(['completion_rate', 'avg_task_hours', 'completed_tasks']),
        psi: z.number().describe('Population stability index.'),
        expected: z.number().describe('What it is on average where nothing has moved.'),
        limit: z.number().describe('What it exceeds by chance alone in 1 of 1,000 cases.'),
        drift: z.enum(['none', 'some', 'large']),
        bins: z.array(
          z.strictObject({
            from: z.number().nullable().describe('Null for the first: any lower value.'),
            to: z.number().nullable().describe('Up to and with; null for the last.'),
            share_then: z.number(),
            share_now: z.number(),
          }),
        ),
      }),
    ),
    proposal: z.boolean().describe('Whether a new standard is due: the drift of some feature is large.'),
  })
  .register(API_SHAPES, { id: 'Drift', description: 'How far people have moved away from a standard.' });

/** Standards: looked at, uploaded, taken from draft to approved, active and retired. */
export const STANDARD_ROUTES: readonly Route[] = [
  route({
    operation: 'listStandards',
    method: 'GET',
    path: '/standards',
    tag: 'standards',
    summary: 'Standards, filtered',
    query: Paging.extend({
      pipeline: Pipeline.optional(),
      state: State.optional(),
      name: text(200).optional().describe('All versions of this name.'),
    }),
    answers: { 200: { description: 'A page of standards, newest first.', schema: pageOf(StandardShape) } },
    handle: async ({ query: { limit, cursor, ...filter } }, { store, access }) => {
      const before = cursor === undefined ? undefined : idIn(cursor);
      const rows = await standardsBefore(store.read, filter, before, limit + 1);
      const names = await access.namesOf(rows.flatMap(actorsOf));
      return {
        body: pageFrom(
          rows,
          limit,
          ({ id }) => [id],
          (row) => shown(row, names),
        ),
      };
    },
  }),
  route({
    operation: 'createStandard',
    method: 'POST',
    path: '/standards',
    tag: 'standards',
    summary: 'Upload a standard',
    description:
      'A file that the command or this server wrote. It is taken as a draft, where its checksum says that nobody has changed it since.',
    body: z.strictObject({
      name: text(200).describe('It becomes the next version of this name.'),
      document: z.record(z.string(), z.unknown()).describe('The file: a JSON object.'),
    }),
    answers: { 201: answer },
    problems: ['unprocessable'],
    handle: async ({ body: { name, document }, change }, { access }) => {
      const opened = openedStandard(document);
      return change(async (made) => {
        const row = await addStandard(made, { name, evaluationId: null, ...opened });
        return {
          status: 201,
          body: await shownStandard(row, access),
          headers: { location: `/api/v1/standards/${row.id}` },
        };
      });
    },
  }),
  route({
    operation: 'getStandard',
    method: 'GET',
    path: '/standards/{id}',
    tag: 'standards',
    summary: 'One standard',
    params: ById,
    answers: { 200: answer },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store, access }) => ({
      body: await shownStandard(requireFound(await findStandard(store.read, id), 'standard'), access),
    }),
  }),
  route({
    operation: 'getStandardDocument',
    method: 'GET',
    path: '/standards/{id}/document',
    tag: 'standards',
    summary: 'The file of a standard',
    description: 'What the command applies with --standard, and what can be uploaded again.',
    params: ById,
    answers: { 200: { description: 'The file.', schema: z.looseObject({}) } },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => {
      const document = requireFound(await standardDocument(store.read, id), 'standard');
      return {
        stream: Readable.from([document]),
        headers: {
          'content-type': 'application/json; charset=utf-8',
          'content-disposition': `attachment; filename="standard-${id}.json"`,
        },
      };
    },
  }),
  route({
    operation: 'deleteStandard',
    method: 'DELETE',
    path: '/standards/{id}',
    tag: 'standards',
    summary: 'Remove a draft',
    description: 'One that an evaluation used, or that was approved, stays on record: it can be retired.',
    params: ById,
    answers: { 204: { description: 'It is gone.', schema: null } },
    problems: ['not-found', 'conflict'],
    handle: ({ params: { id }, change }) =>
      change(async (made) => {
        const row = requireFound(await findStandard(made.db, id), 'standard');
        if (!(await removeDraft(made, row))) {
          throw new ApiError(
            'conflict',
            'the standard was approved, or an evaluation used it: it stays on record',
          );
        }
        return { status: 204 };
      }),
  }),
  step('approve', 'Approve a standard', 'A draft becomes approved: fit to be made the active one.'),
  step(
    'activate',
    'Make a standard the active one',
    'An approved standard becomes the one that its pipeline uses unless it is told another. The one that was active becomes approved again, so that it can be gone back to.',
  ),
  step(
    'retire',
    'Retire a standard',
    'Nobody is held against it any more. It stays, for what it was used for.',
  ),
  route({
    operation: 'compareStandards',
    method: 'GET',
    path: '/standards/{id}/compare/{other}',
    tag: 'standards',
    summary: 'What differs between two standards',
    params: z.strictObject({ id: Id, other: Id }),
    answers: {
      200: {
        description: 'The differences, in the order in which a standard is read.',
        schema: z.strictObject({ differences: z.array(Difference) }),
      },
    },
    problems: ['not-found', 'unprocessable'],
    handle: async ({ params: { id, other } }, { store }) => {
      const one = requireFound(await findStandard(store.read, id), 'standard');
      const two = requireFound(await findStandard(store.read, other), 'standard to compare with');
      if (one.pipeline !== two.pipeline) {
        throw new ApiError('unprocessable', 'standards of different pipelines have nothing to compare');
      }
      return { body: { differences: standardDifferences(JSON.parse(one.content), JSON.parse(two.content)) } };
    },
  }),
  route({
    operation: 'getStandardDrift',
    method: 'GET',
    path: '/standards/{id}/drift',
    rate: 'heavy',
    tag: 'standards',
    summary: 'How far people have moved away from those a standard was fitted on',
    description:
      'The population stability index of each feature, over the deciles of the people that the standard was fitted on, for everybody who can be rated on what is known of a period now. For standards of tasks.',
    params: ById,
    query: z.strictObject({ period: Id }),
    answers: { 200: { description: 'The drift.', schema: z.strictObject({ drift: Drift.nullable() }) } },
    problems: ['not-found', 'unprocessable'],
    handle: async (
      { params: { id }, query: { period: periodId }, signal },
      { store, config, calculator },
    ) => {
      const standard = requireFound(await findStandard(store.read, id), 'standard');
      const [period] = await periodsOf(store.read, [periodId]);
      if (standard.pipeline !== 'tasks') {
        throw new ApiError('unprocessable', 'drift is told of standards for tasks');
      }
      const { dataFolder, databaseUrl } = config;
      const task = {
        place: { dataFolder, databaseUrl },
        standardId: id,
        period: requireFound(period, 'period'),
      };
      for await (const body of calculator.run('standardDrift', task, signal)) return { body };
      throw new Error('the calculator gave no answer');
    },
  }),
];

function step(name: StandardStep, summary: string, description: string): Route {
  const { from, to } = STANDARD_STEPS[name];
  return route({
    operation: `${name}Standard`,
    method: 'POST',
    path: `/standards/{id}/${name}`,
    tag: 'standards',
    summary,
    description,
    params: ById,
    answers: { 200: answer },
    problems: ['not-found', 'conflict'],
    handle: ({ params: { id }, change }, { access }) =>
      change(async (made) => {
        const row = requireFound(await findStandard(made.db, id), 'standard');
        const stepped = await takeStandardStep(made, row, name);
        if (stepped === null) {
          throw new ApiError(
            'conflict',
            `the standard is ${row.state}; only one that is ${from.join(' or ')} can become ${to}`,
          );
        }
        return { body: await shownStandard(stepped, access) };
      }),
  });
}

/** A standard as the API shows it. */
export async function shownStandard(row: StandardRow, access: Access) {
  return shown(row, await access.namesOf(actorsOf(row)));
}

function actorsOf({ created_by, approved_by, activated_by, retired_by }: StandardRow): string[] {
  return [created_by, approved_by, activated_by, retired_by].filter((actor) => actor !== null);
}

function shown({ content, ...row }: StandardRow, names: ReadonlyMap<string, string>) {
  const nameOf = (actor: string | null) => (actor === null ? null : (names.get(actor) ?? null));
  return {
    ...row,
    content: JSON.parse(content),
    created_by_name: nameOf(row.created_by),
    approved_by_name: nameOf(row.approved_by),
    activated_by_name: nameOf(row.activated_by),
    retired_by_name: nameOf(row.retired_by),
  };
}
