import { z } from 'zod';
import { readRubric } from '../../data/rubrics.ts';
import { addRubric, findRubric, type RubricRow, rubricsBefore } from '../../data/store/rubrics.ts';
import { InputError } from '../../errors.ts';
import { checkRubric } from '../../evaluation/appraisal/check-rubric.ts';
import type { Rubric as ReadRubric } from '../../evaluation/appraisal/rubric.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { Said, saidBy } from './sentences.ts';
import { API_SHAPES, ById, Id, isStorableJson, Moment, Paging, pageOf, text } from './shapes.ts';
import { requireFound } from './versions.ts';

const Rubric = z
  .strictObject({
    id: Id,
    name: z.string(),
    version: z.int().describe('Rises with each text of the name.'),
    document: z.looseObject({}).describe('The rubric as it was written.'),
    created_by: z.string(),
    created_at: Moment,
  })
  .register(API_SHAPES, {
    id: 'Rubric',
    description: 'The indicators of positions, the points each can reach, grades, thresholds and floors.',
  });

const answer = { description: 'The rubric.', schema: Rubric };

/** What appraisals are held against. */
export const RUBRIC_ROUTES: readonly Route[] = [
  route({
    operation: 'listRubrics',
    method: 'GET',
    path: '/rubrics',
    tag: 'rubrics',
    summary: 'Rubrics, all versions',
    query: Paging.extend({ name: text(200).optional().describe('All versions of this name.') }),
    answers: { 200: { description: 'A page of rubrics, newest first.', schema: pageOf(Rubric) } },
    handle: async ({ query: { limit, cursor, name } }, { store }) => {
      const before = cursor === undefined ? undefined : idIn(cursor);
      const rows = await rubricsBefore(store.read, name, before, limit + 1);
      return { body: pageFrom(rows, limit, ({ id }) => [id], shown) };
    },
  }),
  route({
    operation: 'createRubric',
    method: 'POST',
    path: '/rubrics',
    tag: 'rubrics',
    summary: 'Add a rubric, or a version of one',
    description:
      'The text of a YAML or JSON file. It becomes the next version of the name that it gives itself; where the newest version says the same, that one is answered with 200. Mistakes are listed, all of them, each with its line.',
    body: z.strictObject({
      text: z
        .string()
        .min(1)
        .max(1 << 18),
    }),
    answers: { 200: answer, 201: answer },
    problems: ['unprocessable'],
    handle: async ({ body, change }) => {
      const { name, document } = checkedRubric(body.text);
      const json = JSON.stringify(document);
      if (name.length > 200 || !isStorableJson(json)) {
        throw new ApiError(
          'unprocessable',
          'the name of the rubric is longer than 200 characters, or some of its characters are none',
        );
      }
      return change(async (made) => {
        const { row, isNew } = await addRubric(made, { name, document: json });
        return {
          status: isNew ? 201 : 200,
          body: shown(row),
          headers: { location: `/api/v1/rubrics/${row.id}` },
        };
      });
    },
  }),
  route({
    operation: 'checkRubric',
    method: 'POST',
    path: '/rubrics/check',
    tag: 'rubrics',
    summary: 'What is wrong with a rubric, before it is added',
    description: 'Every mistake, with the keys and indices that lead to it. Nothing is kept.',
    body: z.strictObject({ document: z.record(z.string(), z.unknown()).describe('A rubric as JSON.') }),
    answers: {
      200: {
        description: 'The mistakes; none where it can be added.',
        schema: z.strictObject({
          mistakes: z.array(
            z.strictObject({
              path: z.array(z.union([z.string(), z.number()])),
              reason: z.string(),
              reason_said: Said.nullable(),
            }),
          ),
        }),
      },
    },
    handle: async ({ body: { document } }) => {
      const { mistakes } = checkRubric(document);
      return { body: { mistakes: mistakes.map((one) => ({ ...one, reason_said: saidBy(one.reason) })) } };
    },
  }),
  route({
    operation: 'getRubric',
    method: 'GET',
    path: '/rubrics/{id}',
    tag: 'rubrics',
    summary: 'One version of a rubric',
    params: ById,
    answers: { 200: answer },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => ({
      body: shown(requireFound(await findRubric(store.read, id), 'rubric')),
    }),
  }),
];

/** Throws ApiError with every mistake and its line. */
function checkedRubric(written: string): ReadRubric {
  if (/[\0\p{Surrogate}]/u.test(written)) {
    throw new ApiError('invalid-request', 'body/text: it has characters that are none');
  }
  try {
    return readRubric(written, 'text');
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const errors = error.problems.map(({ line, column, reason }) => ({
      in: 'body',
      pointer: '/text',
      reason: `${line === undefined ? '' : `line ${line}: `}${column ? `${column}: ` : ''}${reason}`,
    }));
    throw new ApiError('unprocessable', error.message, errors);
  }
}

function shown({ hash: _, document, ...row }: RubricRow) {
  return { ...row, document: JSON.parse(document) };
}
