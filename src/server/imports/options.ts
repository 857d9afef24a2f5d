import { z } from 'zod';
import { IMPORT_KINDS } from '../../data/imports/kinds.ts';
import { Id, text } from '../api/shapes.ts';

/** Which column says what. */
export const Mapping = z
  .record(text(100), text(500))
  .refine((mapping) => Object.keys(mapping).length <= 500, 'it has more than 500 fields')
  .describe(
    'The column of each field, where the headers do not say it: {"employee_id": "DeveloperID"}. Protected attributes of employees are read only where they are named here, as protected:sex.',
  );

const words = z.array(z.string().trim().max(200)).max(200);

/** How a file is to be read. */
export const ReadingFields = z.strictObject({
  delimiter: z
    .enum([',', ';', '\t', '|'])
    .optional()
    .describe('Between the values of a text; default what fits.'),
  sheet: text(200).optional().describe('The sheet of a workbook, by name or counted from 1.'),
  decimal: z.enum(['comma', 'point']).optional().describe('Default what the numbers of the file show.'),
  date_format: text(60)
    .optional()
    .describe('How dates are written, such as dd/MM/yyyy; default what the dates show.'),
  done: words.optional().describe('Statuses of a task log that mean done.'),
  exclude: words.optional().describe('Statuses of a task log that do not count.'),
  split: z
    .enum(['month', 'quarter', 'year'])
    .optional()
    .describe('A task log by periods of this length, by completion; periods that are missing are made.'),
  rubric: text(200)
    .optional()
    .describe('The rubric that appraisal sheets are held against; its newest version.'),
  position: text(200)
    .optional()
    .describe('The position of everybody in an appraisal sheet that has no column of it.'),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'it is no currency such as EUR')
    .default('EUR')
    .describe('Of costs.'),
});

/** All that can be said of an import beside its file. */
export const ImportFields = z.strictObject({
  kind: z.enum(IMPORT_KINDS).optional().describe('Default what the columns show.'),
  period: Id.optional().describe(
    'The period that the numbers are of. Of a task log with dates, what lies outside is left out.',
  ),
  mode: z
    .enum(['replace', 'add'])
    .default('replace')
    .describe(
      'replace: what the file says of a person and period stands alone; add: it is added to what is there.',
    ),
  again: z
    .boolean()
    .default(false)
    .describe('Import the same file once more, although it was committed before.'),
  template: text(200)
    .optional()
    .describe('A named template whose mapping and options are taken where none are given.'),
  mapping: Mapping.default({}),
  ...ReadingFields.shape,
});

/** What an import keeps of how it is to be read. */
export type ImportOptions = z.output<typeof ReadingFields> & {
  readonly period: string | null;
  readonly again: boolean;
  /** The kind that was told; null where it is to be found out. */
  readonly kind: (typeof IMPORT_KINDS)[number] | null;
};

/** How a reading is to be changed: what is left out stays, null takes it back. */
export const ImportPatch = z
  .strictObject({
    kind: z.enum(IMPORT_KINDS).nullable().optional(),
    period: Id.nullable().optional(),
    mode: z.enum(['replace', 'add']).optional(),
    again: z.boolean().optional(),
    template: text(200).optional().describe('Takes the mapping and the options of a named template.'),
    mapping: Mapping.optional(),
    delimiter: z.enum([',', ';', '\t', '|']).nullable().optional(),
    sheet: text(200).nullable().optional(),
    decimal: z.enum(['comma', 'point']).nullable().optional(),
    date_format: text(60).nullable().optional(),
    done: words.nullable().optional(),
    exclude: words.nullable().optional(),
    split: z.enum(['month', 'quarter', 'year']).nullable().optional(),
    rubric: text(200).nullable().optional(),
    position: text(200).nullable().optional(),
    currency: z
      .string()
      .regex(/^[A-Z]{3}$/)
      .optional(),
  })
  .refine((body) => Object.keys(body).length > 0, 'it must have at least one field');

export type ImportPatch = z.output<typeof ImportPatch>;
