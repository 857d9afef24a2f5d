import { Readable } from 'node:stream';
import { z } from 'zod';
import { IMPORT_KINDS } from '../../data/imports/kinds.ts';
import {
  findImport,
  importsBefore,
  protectedNames,
  rejectionsAfter,
  type StagedPerson,
  stagedPeopleAfter,
  tierMovesAfter,
} from '../../data/store/imports.ts';
import type { Store } from '../../data/store/store.ts';
import { changeImport, commit, createImport, dismiss, undo } from '../imports/imports.ts';
import { ImportFields, ImportPatch } from '../imports/options.ts';
import { rejectionsCsv } from '../imports/rejections-csv.ts';
import { IMPORT_STATES, ImportShape, shownImport } from '../imports/shown.ts';
import { idIn, keyIn, numberIn, pageFrom } from './cursor.ts';
import { type Route, route } from './route.ts';
import { Said, saidBy } from './sentences.ts';
import { ById, Id, Paging, pageOf } from './shapes.ts';
import { requireFound } from './versions.ts';

const answer = { description: 'The import.', schema: ImportShape };
const common = { tag: 'imports' };

const Field = z.union([z.string(), z.number(), z.null()]);

/** Files that are sent, looked at before they count, and undone where they should not have. */
export const IMPORT_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'createImport',
    method: 'POST',
    path: '/imports',
    rate: 'heavy',
    summary: 'Send a file',
    description:
      'CSV, TSV, XLSX, JSON, NDJSON or Parquet, as the field "file" of a form (multipart/form-data); mapping, done and exclude are JSON in it. It is read in the background; nothing counts before the import is committed. A file that was committed before and not undone is answered with that import, unless again is true.',
    consumes: 'multipart/form-data',
    body: ImportFields.extend({ file: z.string().meta({ format: 'binary' }) }),
    answers: {
      201: answer,
      200: { ...answer, description: 'The import of the same file, committed before.' },
    },
    problems: ['too-large', 'unsupported-media', 'unprocessable'],
    handle: (call, services) => createImport(call, services),
  }),
  route({
    ...common,
    operation: 'listImports',
    method: 'GET',
    path: '/imports',
    summary: 'Imports, newest first',
    query: Paging.extend({
      state: z.enum(IMPORT_STATES).optional().describe('Default all but dismissed ones.'),
      kind: z.enum(IMPORT_KINDS).optional(),
      period: Id.optional().describe('Only imports that say something of this period.'),
    }),
    answers: { 200: { description: 'A page of imports.', schema: pageOf(ImportShape) } },
    handle: async ({ query: { limit, cursor, state, kind, period } }, { store }) => {
      const last = idIn(cursor) || undefined;
      const rows = await importsBefore(store.read, { state, kind, periodId: period }, last, limit + 1);
      const page = pageFrom(
        rows,
        limit,
        ({ id }) => [id],
        (row) => row,
      );
      const items = await Promise.all(page.items.map((row) => shownImport(store.read, row)));
      return { body: { ...page, items } };
    },
  }),
  route({
    ...common,
    operation: 'getImport',
    method: 'GET',
    path: '/imports/{id}',
    summary: 'One import: what was recognised, and what it would do',
    params: ById,
    answers: { 200: answer },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => ({
      body: await shownImport(store.read, await existing(store, id)),
    }),
  }),
  route({
    ...common,
    operation: 'updateImport',
    method: 'PATCH',
    path: '/imports/{id}',
    rate: 'heavy',
    summary: 'Say how the file is to be read, and have it read again',
    description: 'What is left out stays as it is; null takes it back.',
    params: ById,
    body: ImportPatch,
    answers: { 200: answer },
    problems: ['not-found', 'conflict', 'unprocessable'],
    handle: changeImport,
  }),
  route({
    ...common,
    operation: 'commitImport',
    method: 'POST',
    path: '/imports/{id}/commit',
    summary: 'Make it count',
    description: 'All of it, or nothing. An import that is committed already is answered as it is.',
    params: ById,
    answers: { 200: answer },
    problems: ['not-found', 'conflict'],
    handle: commit,
  }),
  route({
    ...common,
    operation: 'undoImport',
    method: 'POST',
    path: '/imports/{id}/undo',
    summary: 'Take it back',
    description:
      'What it replaced counts again. People that it added are removed where nothing else holds them; people that it changed get their former fields back where nobody changed them since.',
    params: ById,
    answers: { 200: answer },
    problems: ['not-found', 'conflict'],
    handle: undo,
  }),
  route({
    ...common,
    operation: 'dismissImport',
    method: 'DELETE',
    path: '/imports/{id}',
    summary: 'Let go of an import that is not committed',
    params: ById,
    answers: { 204: { description: 'Its file and all that it would have brought are gone.', schema: null } },
    problems: ['not-found', 'conflict'],
    handle: dismiss,
  }),
  route({
    ...common,
    operation: 'listImportRejections',
    method: 'GET',
    path: '/imports/{id}/rejections',
    summary: 'The rows that cannot be used, each with its reason',
    params: ById,
    query: Paging,
    answers: {
      200: {
        description: 'A page of rejected rows, in the order of the file.',
        schema: pageOf(
          z.strictObject({
            row: z.int().nullable().describe('As a spreadsheet counts: the header is row 1.'),
            column: z.string().nullable(),
            value: z.string().nullable(),
            reason: z.string(),
            reason_said: Said.nullable(),
          }),
        ),
      },
    },
    problems: ['not-found'],
    handle: async ({ params: { id }, query: { limit, cursor } }, { store }) => {
      await existing(store, id);
      const rows = await rejectionsAfter(store.read, id, numberIn(cursor) ?? 0, limit + 1);
      return {
        body: pageFrom(
          rows,
          limit,
          ({ ordinal }) => [ordinal],
          ({ row, column_name: column, value, reason }) => ({
            row,
            column,
            value,
            reason,
            reason_said: saidBy(reason),
          }),
        ),
      };
    },
  }),
  route({
    ...common,
    operation: 'downloadImportRejections',
    method: 'GET',
    path: '/imports/{id}/rejections.csv',
    summary: 'The rows that cannot be used, as CSV',
    params: ById,
    answers: { 200: { description: 'All of them.', schema: null, type: 'text/csv' } },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => {
      await existing(store, id);
      return {
        stream: Readable.from(rejectionsCsv(store.read, id)),
        headers: {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': `attachment; filename="rejected-rows-${id}.csv"`,
        },
      };
    },
  }),
  route({
    ...common,
    operation: 'listImportChanges',
    method: 'GET',
    path: '/imports/{id}/changes',
    summary: 'The people that it adds or changes',
    params: ById,
    query: Paging.extend({ change: z.enum(['added', 'changed']).optional() }),
    answers: {
      200: {
        description: 'A page of people.',
        schema: pageOf(
          z.strictObject({
            employee_id: Id,
            number: z.string(),
            change: z.enum(['added', 'changed']),
            before: z.record(z.string(), Field).nullable().describe('The fields that change, as they were.'),
            after: z.record(z.string(), Field).describe('And as they become.'),
            protected: z.array(z.string()).describe('Names of the protected attributes that it sets.'),
            not_undone: z
              .array(z.string())
              .describe('Of an import that was undone: the fields that somebody had changed since.'),
          }),
        ),
      },
    },
    problems: ['not-found'],
    handle: async ({ params: { id }, query: { limit, cursor, change } }, { store }) => {
      await existing(store, id);
      const rows = await stagedPeopleAfter(store.read, id, idIn(cursor), limit + 1, change);
      const names = await protectedNames(
        store.read,
        id,
        rows.map(({ employee_id }) => employee_id),
      );
      return {
        body: pageFrom(
          rows,
          limit,
          ({ employee_id }) => [employee_id],
          (row) => shownPerson(row, names.get(row.employee_id) ?? []),
        ),
      };
    },
  }),
  route({
    ...common,
    operation: 'listImportTierMoves',
    method: 'GET',
    path: '/imports/{id}/tier-moves',
    summary: 'The people whose tier it changes',
    description:
      'Judged by the standard in force, or by one fitted to what was there when the file was read. People of whom nothing was known before are not among them.',
    params: ById,
    query: Paging,
    answers: {
      200: {
        description: 'A page of people, by period.',
        schema: pageOf(
          z.strictObject({
            period_id: Id,
            employee_id: Id,
            number: z.string().nullable(),
            name: z.string().nullable(),
            from_tier: z.string().nullable().describe('Null where the person is not rated.'),
            to_tier: z.string().nullable(),
          }),
        ),
      },
    },
    problems: ['not-found'],
    handle: async ({ params: { id }, query: { limit, cursor } }, { store }) => {
      await existing(store, id);
      const [period, person] = cursor === undefined ? ['', ''] : keyIn(cursor, 2);
      const rows = await tierMovesAfter(store.read, id, [String(period), String(person)], limit + 1);
      return {
        body: pageFrom(
          rows,
          limit,
          ({ period_id, employee_id }) => [period_id, employee_id],
          (row) => row,
        ),
      };
    },
  }),
];

async function existing({ read }: Store, id: string) {
  return requireFound(await findImport(read, id), 'import');
}

function shownPerson(
  { employee_id, number, before, after, applied }: StagedPerson,
  names: readonly string[],
) {
  const { not_undone = [] } = applied === null ? {} : JSON.parse(applied);
  return {
    employee_id,
    number,
    change: before === null ? 'added' : 'changed',
    before: before === null ? null : JSON.parse(before),
    after: JSON.parse(after),
    protected: names,
    not_undone,
  };
}
