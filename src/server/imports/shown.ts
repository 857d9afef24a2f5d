import type { Kysely } from 'kysely';
import { z } from 'zod';
import { IMPORT_KINDS } from '../../data/imports/kinds.ts';
import { type ImportRow, periodsOfImport } from '../../data/store/imports.ts';
import type { Database } from '../../data/store/schema.ts';
import { Said, saidBy } from '../api/sentences.ts';
import { API_SHAPES, Day, Id, Moment } from '../api/shapes.ts';

export const IMPORT_STATES = ['reading', 'ready', 'failed', 'committed', 'undone', 'dismissed'] as const;

const count = z.int().min(0);

/** An import, as the API shows it. */
export const ImportShape = z
  .strictObject({
    id: Id,
    kind: z.enum(IMPORT_KINDS).nullable().describe('What the file is; null until it is known.'),
    file_name: z.string(),
    file_size: count,
    file_hash: z.string().describe('SHA-256 of the file, hexadecimal.'),
    state: z.enum(IMPORT_STATES),
    mode: z.enum(['replace', 'add']),
    mapping: z.record(z.string(), z.string()).describe('What was told of its columns.'),
    options: z.record(z.string(), z.unknown()).describe('What else was told of it.'),
    periods: z
      .array(
        z.strictObject({
          id: Id,
          name: z.string(),
          starts_on: Day,
          ends_on: Day,
          is_new: z.boolean().describe('It is made when the import is committed.'),
          rows: count.describe('Summaries or sheets of it.'),
        }),
      )
      .describe('The periods that it says something of.'),
    recognised: z
      .strictObject({
        format: z.string(),
        kind: z.enum(IMPORT_KINDS).nullable(),
        mapping: z.record(z.string(), z.string()).describe('The column that each field was found in.'),
        columns: z.array(z.strictObject({ name: z.string(), samples: z.array(z.string()) })),
      })
      .nullable()
      .describe('What was seen of the file.'),
    counts: z
      .strictObject({
        rows: count,
        rejected: count,
        people_added: count,
        people_changed: count,
        people_unchanged: count,
        summaries: count,
        sheets: count,
        summaries_added: count,
        summaries_changed: count,
        summaries_unchanged: count,
        tiers_changed: count.describe('People whose tier or being rated changes, of those known before.'),
        tiers_by: z.enum(['standard', 'fit']).nullable(),
        undone: z.strictObject({
          people_removed: count,
          people_kept: count,
          people_restored: count,
          people_not_restored: count,
        }),
      })
      .partial()
      .nullable(),
    notes: z.array(z.string()),
    notes_said: z.array(Said.nullable()).describe('The notes one by one, for programs.'),
    failure: z.string().nullable().describe('Why it could not be read, and what to do.'),
    failure_said: Said.nullable(),
    created_by: z.string(),
    created_at: Moment,
    committed_at: Moment.nullable(),
    undone_at: Moment.nullable(),
  })
  .register(API_SHAPES, { id: 'Import', description: 'A file that was sent, and what came of it.' });

export type ShownImport = z.output<typeof ImportShape>;

export async function shownImport(db: Kysely<Database>, row: ImportRow): Promise<unknown> {
  const { commit_number: _number, mapping, options, recognised, counts, notes, ...rest } = row;
  const told: string[] = JSON.parse(notes);
  const periods = await periodsOfImport(db, row.id);
  return {
    ...rest,
    mapping: JSON.parse(mapping),
    options: JSON.parse(options),
    periods: periods.map(({ period_id: id, name, starts_on, ends_on, is_new, people }) => ({
      id,
      name,
      starts_on,
      ends_on,
      is_new: is_new === 1,
      rows: people,
    })),
    recognised: recognised === null ? null : JSON.parse(recognised),
    counts: counts === null ? null : JSON.parse(counts),
    notes: told,
    notes_said: told.map(saidBy),
    failure_said: row.failure && saidBy(row.failure),
  };
}
