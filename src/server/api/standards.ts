import { Readable } from 'node:stream';
import { z } from 'zod';
import {
  addStandard,
  findStandard,
  STANDARD_STEPS,
  type StandardRow,
  type StandardStep,
  standardDocument,
  standardsBefore,
  takeStandardStep,
} from '../../data/store/standards.ts';
import { standardDifferences } from '../../evaluation/standard-differences.ts';
import { openedStandard } from '../evaluations/open-standard.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

const Pipeline = z.enum(['tasks', 'appraisal']);
const State = z.enum(['draft', 'approved', 'active', 'retired']);

const Standard = z
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
    created_at: Moment,
    approved_by: z.string().nullable(),
    approved_at: Moment.nullable(),
    activated_by: z.string().nullable(),
    activated_at: Moment.nullable(),
    retired_by: z.string().nullable(),
    retired_at: Moment.nullable(),
  })
  .register(API_SHAPES, {
    id: 'Standard',
    description: 'What people are held against: fitted once, applied again and again.',
  });

const answer = { description: 'The standard.', schema: Standard };

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
    answers: { 200: { description: 'A page of standards, newest first.', schema: pageOf(Standard) } },
    handle: async ({ query: { limit, cursor, ...filter } }, { store }) => {
      const before = cursor === undefined ? undefined : idIn(cursor);
      const rows = await standardsBefore(store.read, filter, before, limit + 1);
      return { body: pageFrom(rows, limit, ({ id }) => [id], shown) };
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
    handle: async ({ body: { name, document }, change }) => {
      const opened = openedStandard(document);
      return change(async (made) => {
        const row = await addStandard(made, { name, evaluationId: null, ...opened });
        return {
          status: 201,
          body: shown(row),
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
    handle: async ({ params: { id } }, { store }) => ({
      body: shown(requireFound(await findStandard(store.read, id), 'standard')),
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
    handle: ({ params: { id }, change }) =>
      change(async (made) => {
        const row = requireFound(await findStandard(made.db, id), 'standard');
        const stepped = await takeStandardStep(made, row, name);
        if (stepped === null) {
          throw new ApiError(
            'conflict',
            `the standard is ${row.state}; only one that is ${from.join(' or ')} can become ${to}`,
          );
        }
        return { body: shown(stepped) };
      }),
  });
}

function shown({ content, ...row }: StandardRow) {
  return { ...row, content: JSON.parse(content) };
}
