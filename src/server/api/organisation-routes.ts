import { v7 as newId } from 'uuid';
import { z } from 'zod';
import { brokenConstraint } from '../../data/store/errors.ts';
import {
  type OrganisationRow,
  type OrganisationTable,
  organisationOf,
} from '../../data/store/organisation.ts';
import type { Versioned } from '../../data/store/schema/organisation.ts';
import type { Change } from '../../data/store/store.ts';
import { idIn, pageFrom } from './cursor.ts';
import { Kept, partOf } from './fields.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { ById, Id, Paging, pageOf } from './shapes.ts';
import { requireFound, requireVersion } from './versions.ts';

type Fields = z.ZodType<{ name: string; [field: string]: string | null }> & z.ZodObject;

interface Resource<F extends Fields> {
  readonly table: OrganisationTable;
  /** "department" */
  readonly name: string;
  readonly fields: F;
  /** Of what makes one. */
  readonly example: z.input<F>;
  /** Throws ApiError where the schema alone cannot tell that something is wrong. */
  check(change: Change, id: string, fields: z.output<F>): Promise<void>;
}

/** The five routes of departments, positions or periods: list, make, read, change and remove. */
export function organisationRoutes<F extends Fields>({
  table,
  name,
  fields,
  example,
  check,
}: Resource<F>): Route[] {
  const queries = organisationOf(table);
  const one = name[0].toUpperCase() + name.slice(1);
  const Shape = z.strictObject({ id: Id, ...fields.shape, ...Kept });
  const answer = { description: `The ${name}.`, schema: Shape };
  const common = { tag: table };

  const write = async (work: () => Promise<void>) => {
    try {
      await work();
    } catch (error) {
      const broken = brokenConstraint(error);
      if (broken === 'unique') throw new ApiError('conflict', `there is another ${name} of that name`);
      if (broken === 'reference')
        throw new ApiError('unprocessable', `the ${name} refers to something that is not there`);
      throw error;
    }
  };

  return [
    route({
      ...common,
      operation: `list${one}s`,
      method: 'GET',
      path: `/${table}`,
      summary: `All ${table}`,
      query: Paging,
      answers: { 200: { description: `A page of ${table}, oldest first.`, schema: pageOf(Shape) } },
      handle: async ({ query: { limit, cursor } }, { store }) => {
        const rows = await queries.after(store.read, idIn(cursor), limit + 1);
        return {
          body: pageFrom(
            rows,
            limit,
            ({ id }) => [id],
            (row) => row,
          ),
        };
      },
    }),
    route({
      ...common,
      operation: `create${one}`,
      method: 'POST',
      path: `/${table}`,
      summary: `Make a ${name}`,
      body: fields,
      examples: { one: { summary: `A ${name}`, value: example } },
      versioned: true,
      answers: { 201: answer },
      problems: ['conflict', 'unprocessable'],
      handle: ({ body, change }) =>
        change(async (made) => {
          const { db, at, audit, tell } = made;
          const id = newId();
          const whole = fields.parse(body);
          await check(made, id, whole);
          const row = rowOf(id, whole, { version: 1, created_at: at, updated_at: at });
          await write(() => queries.insert(db, row));
          await audit({ action: `${name}.created`, subject: `${table}/${id}` });
          await tell({ type: `${name}.created`, subject: `${table}/${id}` });
          return { status: 201, body: row, version: 1, headers: { location: `/api/v1/${table}/${id}` } };
        }),
    }),
    route({
      ...common,
      operation: `get${one}`,
      method: 'GET',
      path: `/${table}/{id}`,
      summary: `One ${name}`,
      params: ById,
      versioned: true,
      answers: { 200: answer },
      problems: ['not-found'],
      handle: async ({ params: { id } }, { store }) => {
        const row = requireFound(await queries.find(store.read, id), name);
        return { body: row, version: row.version };
      },
    }),
    route({
      ...common,
      operation: `update${one}`,
      method: 'PATCH',
      path: `/${table}/{id}`,
      summary: `Change a ${name}`,
      description: 'Fields that are not given stay as they are.',
      params: ById,
      body: partOf(fields),
      versioned: true,
      answers: { 200: answer },
      problems: ['not-found', 'changed', 'conflict', 'unprocessable'],
      handle: ({ params: { id }, body, version, change }) =>
        change(async (made) => {
          const { db, at, audit, tell } = made;
          const before = requireFound(await queries.find(db, id), name);
          requireVersion(version, before.version);
          const { id: _id, version: _version, created_at, updated_at: _updated, ...former } = before;
          const whole = fields.parse({ ...former, ...body });
          await check(made, id, whole);
          const row = rowOf(id, whole, { version: before.version + 1, created_at, updated_at: at });
          await write(() => queries.update(db, row));
          await audit({
            action: `${name}.updated`,
            subject: `${table}/${id}`,
            detail: { fields: Object.keys(body) },
          });
          await tell({ type: `${name}.updated`, subject: `${table}/${id}` });
          return { body: row, version: row.version };
        }),
    }),
    route({
      ...common,
      operation: `delete${one}`,
      method: 'DELETE',
      path: `/${table}/{id}`,
      summary: `Remove a ${name}`,
      description: `A ${name} that something else refers to stays.`,
      params: ById,
      answers: { 204: { description: 'It is gone.', schema: null } },
      problems: ['not-found', 'changed', 'conflict'],
      handle: ({ params: { id }, version, change }) =>
        change(async ({ db, audit, tell }) => {
          const row = requireFound(await queries.find(db, id), name);
          requireVersion(version, row.version);
          try {
            await queries.remove(db, id);
          } catch (error) {
            if (brokenConstraint(error) !== 'reference') throw error;
            throw new ApiError(
              'conflict',
              `the ${name} is in use: people, numbers or other ${table} belong to it`,
            );
          }
          await audit({ action: `${name}.deleted`, subject: `${table}/${id}` });
          await tell({ type: `${name}.deleted`, subject: `${table}/${id}` });
          return { status: 204 };
        }),
    }),
  ];
}

function rowOf(
  id: string,
  fields: { readonly name: string; readonly [field: string]: string | null },
  kept: Versioned,
): OrganisationRow {
  return { ...fields, id, ...kept };
}
