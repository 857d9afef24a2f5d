import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { IMPORT_KINDS } from '../../data/imports/kinds.ts';
import { brokenConstraint } from '../../data/store/errors.ts';
import { findTemplate, type TemplateRow, templatesAfter } from '../../data/store/import-templates.ts';
import { Mapping, ReadingFields } from '../imports/options.ts';
import { idIn, pageFrom } from './cursor.ts';
import { Kept } from './fields.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id, Paging, pageOf, text } from './shapes.ts';
import { requireFound, requireVersion } from './versions.ts';

const TemplateFields = z.strictObject({
  name: text(200).describe('Unique among the templates.'),
  kind: z.enum(IMPORT_KINDS),
  mapping: Mapping.default({}),
  options: ReadingFields.partial().default({}),
});

const Template = z.strictObject({ id: Id, ...TemplateFields.shape, ...Kept }).register(API_SHAPES, {
  id: 'ImportTemplate',
  description: 'How files of one source are to be read, by a name.',
});

const answer = { description: 'The template.', schema: Template };
const common = { tag: 'imports' };

/** How files that come over and over are to be read. */
export const IMPORT_TEMPLATE_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'listImportTemplates',
    method: 'GET',
    path: '/import-templates',
    summary: 'Templates, oldest first',
    query: Paging,
    answers: { 200: { description: 'A page of templates.', schema: pageOf(Template) } },
    handle: async ({ query: { limit, cursor } }, { store }) => ({
      body: pageFrom(
        await templatesAfter(store.read, idIn(cursor), limit + 1),
        limit,
        ({ id }) => [id],
        shown,
      ),
    }),
  }),
  route({
    ...common,
    operation: 'createImportTemplate',
    method: 'POST',
    path: '/import-templates',
    summary: 'Keep a mapping by a name',
    body: TemplateFields,
    examples: {
      payroll: {
        summary: 'Summaries of a payroll system',
        value: {
          name: 'Payroll',
          kind: 'summaries',
          mapping: { employee_id: 'Staff no.' },
          options: { delimiter: ';', decimal: 'comma' },
        },
      },
    },
    versioned: true,
    answers: { 201: answer },
    problems: ['conflict'],
    handle: ({ body, change }) =>
      change(async ({ db, at, audit }) => {
        const stamp = { version: 1, created_at: at, updated_at: at };
        const row = { id: newId(), ...kept(body), ...stamp };
        await unique(() => db.insertInto('import_templates').values(row).execute());
        await audit({ action: 'import_template.created', subject: `import-templates/${row.id}` });
        const headers = { location: `/api/v1/import-templates/${row.id}` };
        return { status: 201, body: shown(row), version: 1, headers };
      }),
  }),
  route({
    ...common,
    operation: 'getImportTemplate',
    method: 'GET',
    path: '/import-templates/{id}',
    summary: 'One template',
    params: ById,
    versioned: true,
    answers: { 200: answer },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => {
      const row = requireFound(await findTemplate(store.read, id), 'template');
      return { body: shown(row), version: row.version };
    },
  }),
  route({
    ...common,
    operation: 'replaceImportTemplate',
    method: 'PUT',
    path: '/import-templates/{id}',
    summary: 'Change a template',
    params: ById,
    body: TemplateFields,
    versioned: true,
    answers: { 200: answer },
    problems: ['not-found', 'changed', 'conflict'],
    handle: ({ params: { id }, body, version, change }) =>
      change(async ({ db, at, audit }) => {
        const before = requireFound(await findTemplate(db, id), 'template');
        requireVersion(version, before.version);
        const row = { ...before, ...kept(body), version: before.version + 1, updated_at: at };
        await unique(() => db.updateTable('import_templates').set(row).where('id', '=', id).execute());
        await audit({ action: 'import_template.updated', subject: `import-templates/${id}` });
        return { body: shown(row), version: row.version };
      }),
  }),
  route({
    ...common,
    operation: 'deleteImportTemplate',
    method: 'DELETE',
    path: '/import-templates/{id}',
    summary: 'Remove a template',
    params: ById,
    answers: { 204: { description: 'It is gone.', schema: null } },
    problems: ['not-found', 'changed'],
    handle: ({ params: { id }, version, change }) =>
      change(async ({ db, audit }) => {
        const row = requireFound(await findTemplate(db, id), 'template');
        requireVersion(version, row.version);
        await db.deleteFrom('import_templates').where('id', '=', id).execute();
        await audit({ action: 'import_template.deleted', subject: `import-templates/${id}` });
        return { status: 204 };
      }),
  }),
];

function kept({ name, kind, mapping, options }: z.output<typeof TemplateFields>) {
  return { name, kind, mapping: JSON.stringify(mapping), options: JSON.stringify(options) };
}

function shown({ mapping, options, ...row }: TemplateRow): unknown {
  return { ...row, mapping: JSON.parse(mapping), options: JSON.parse(options) };
}

async function unique(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (brokenConstraint(error) !== 'unique') throw error;
    throw new ApiError('conflict', 'there is another template of that name');
  }
}
