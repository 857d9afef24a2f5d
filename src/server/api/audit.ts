import { Readable } from 'node:stream';
import { z } from 'zod';
import { auditBefore, auditBetween, verifyAudit } from '../../data/store/audit.ts';
import type { Database } from '../../data/store/schema.ts';
import { csvLine } from '../../reports/csv.ts';
import { numberIn, pageFrom } from './cursor.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, Moment, Paging, pageOf, text } from './shapes.ts';

const Hash = z
  .string()
  .regex(/^[0-9a-f]{64}$/)
  .describe('SHA-256, hexadecimal.');

const Entry = z
  .strictObject({
    sequence: z.int(),
    at: Moment,
    actor: z.string(),
    action: z.string(),
    subject: z.string(),
    detail: z.looseObject({}),
    previous_hash: Hash,
    hash: Hash,
  })
  .register(API_SHAPES, {
    id: 'AuditEntry',
    description: 'What was done, by whom, to what. Its hash covers the entry before.',
  });

/** Who changed what. */
export const AUDIT_ROUTES: readonly Route[] = [
  route({
    operation: 'listAudit',
    method: 'GET',
    path: '/audit',
    tag: 'audit',
    summary: 'What was done, newest first',
    query: Paging.extend({
      actor: text(200).optional(),
      action: text(100).optional().describe('Such as import.committed.'),
      subject: text(200).optional().describe('Such as standards/ and an id.'),
      from: Moment.optional(),
      to: Moment.optional(),
    }),
    answers: { 200: { description: 'A page of entries.', schema: pageOf(Entry) } },
    handle: async ({ query: { limit, cursor, ...filter } }, { store }) => {
      const rows = await auditBefore(store.read, filter, numberIn(cursor), limit + 1);
      return {
        body: pageFrom(
          rows,
          limit,
          ({ sequence }) => [sequence],
          (row) => ({ ...row, detail: JSON.parse(row.detail) }),
        ),
      };
    },
  }),
  route({
    operation: 'exportAudit',
    method: 'GET',
    path: '/audit/export',
    rate: 'heavy',
    tag: 'audit',
    summary: 'The audit log as a file, oldest first',
    description:
      'With what it takes to check it elsewhere: the hash of an entry is the SHA-256 of the JSON array [sequence, at, actor, action, subject, detail, previous_hash] without blanks, in which detail is the text that stands here; previous_hash is the hash of the entry before, of the first one 64 zeros.',
    query: z.strictObject({
      format: z.enum(['ndjson', 'csv']).default('ndjson'),
      from: Moment.optional(),
      to: Moment.optional(),
    }),
    answers: {
      200: {
        description: 'The entries, each on a line.',
        schema: z.string().meta({ format: 'binary' }),
        type: 'application/octet-stream',
      },
    },
    handle: async ({ query: { format, ...range } }, { store }) => ({
      stream: Readable.from(linesOf(auditBetween(store.read, range), format)),
      headers: {
        'content-type': TYPES[format],
        'content-disposition': `attachment; filename="audit.${format}"`,
      },
    }),
  }),
  route({
    operation: 'verifyAudit',
    method: 'GET',
    path: '/audit/verification',
    rate: 'heavy',
    tag: 'audit',
    summary: 'Whether the audit log is as it was written',
    query: z.strictObject({
      head: Hash.optional().describe(
        'The head of an earlier answer: whether the log still holds what it held then.',
      ),
    }),
    answers: {
      200: {
        description: 'What a check of every entry found.',
        schema: z.strictObject({
          entries: z.int(),
          head: Hash.describe("The newest entry's hash, to be noted somewhere else."),
          broken: z
            .strictObject({ sequence: z.int(), reason: z.string() })
            .nullable()
            .describe('The first entry that is not as it was written; null where all are.'),
        }),
      },
    },
    handle: async ({ query }, { store }) => ({ body: await verifyAudit(store.read, query.head) }),
  }),
];

const TYPES = { ndjson: 'application/x-ndjson; charset=utf-8', csv: 'text/csv; charset=utf-8' };

const COLUMNS = [
  'sequence',
  'at',
  'actor',
  'action',
  'subject',
  'detail',
  'previous_hash',
  'hash',
] as const satisfies readonly (keyof Database['audit'])[];

async function* linesOf(
  slices: AsyncIterable<Database['audit'][]>,
  format: keyof typeof TYPES,
): AsyncGenerator<string> {
  if (format === 'csv') yield csvLine(COLUMNS);
  for await (const slice of slices) {
    yield slice
      .map((entry) =>
        format === 'csv'
          ? csvLine(COLUMNS.map((name) => entry[name]))
          : `${JSON.stringify(entry, [...COLUMNS])}\n`,
      )
      .join('');
  }
}
