import type { Kysely } from 'kysely';
import { v7 as newId } from 'uuid';
import { z } from 'zod';
import {
  type EmployeeRow,
  findEmployee,
  managersOf,
  pageOfEmployees,
  searchText,
} from '../../data/store/employees.ts';
import { brokenConstraint } from '../../data/store/errors.ts';
import type { Database } from '../../data/store/schema.ts';
import { departmentFilter, wouldCircle } from '../../data/store/trees.ts';
import { erase } from '../retention/erase.ts';
import { idIn, pageFrom } from './cursor.ts';
import { Kept, partOf } from './fields.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Day, Id, idList, Paging, pageOf, text } from './shapes.ts';
import { requireFound, requireVersion } from './versions.ts';

const EmployeeFields = z.strictObject({
  number: text(100).describe('What files and other systems call the person; unique.'),
  name: text(300).nullable().default(null),
  department_id: Id.nullable().default(null),
  position_id: Id.nullable().default(null),
  manager_id: Id.nullable().default(null).describe('Who this person reports to.'),
  active_from: Day.nullable().default(null).describe('First day here; null where it does not matter.'),
  active_to: Day.nullable().default(null).describe('Last day here; null for somebody who is still here.'),
});

const Employee = z
  .strictObject({ id: Id, ...EmployeeFields.shape, ...Kept })
  .register(API_SHAPES, { id: 'Employee', description: 'Somebody whose work is evaluated.' });

const EmployeeQuery = Paging.extend({
  search: text(200).optional().describe('Parts of names or numbers, all of which must be found.'),
  department: idList.optional().describe('Departments, those below them included; ids with commas between.'),
  position: idList.optional().describe('Positions; ids with commas between.'),
  manager: Id.optional().describe('Only people who report to this one, directly or not.'),
  active_on: Day.optional().describe('Only people who are here on this day.'),
});

const answer = { description: 'The person.', schema: Employee };

/** The people, and who reports to whom. */
export const EMPLOYEE_ROUTES: readonly Route[] = [
  route({
    operation: 'listEmployees',
    method: 'GET',
    path: '/employees',
    tag: 'employees',
    summary: 'People, filtered',
    query: EmployeeQuery,
    answers: {
      200: {
        description: 'A page of people, oldest record first.',
        schema: pageOf(Employee).extend({ total: z.int().describe('People on all pages together.') }),
      },
    },
    handle: async ({ query }, { store }) => {
      const { limit, cursor, search, department, position, manager, active_on } = query;
      const active = active_on === undefined ? undefined : { from: active_on, to: active_on };
      const filter = {
        search,
        ...(await departmentFilter(store.read, department)),
        positionIds: position,
        managerId: manager,
        active,
      };
      const { rows, total } = await pageOfEmployees(store, filter, idIn(cursor), limit + 1);
      return { body: { ...pageFrom(rows, limit, ({ id }) => [id], shown), total } };
    },
  }),
  route({
    operation: 'createEmployee',
    method: 'POST',
    path: '/employees',
    tag: 'employees',
    summary: 'Add a person',
    body: EmployeeFields,
    examples: {
      somebody: {
        summary: 'Somebody new',
        value: { number: '101', name: 'Ada Lovelace', active_from: '2024-03-01' },
      },
    },
    versioned: true,
    answers: { 201: answer },
    problems: ['conflict', 'unprocessable'],
    handle: ({ body, change }) =>
      change(async ({ db, at, audit, tell }) => {
        const id = newId();
        await check(db, id, body);
        const row = {
          id,
          ...body,
          search: searchText(body.number, body.name),
          version: 1,
          created_at: at,
          updated_at: at,
        };
        await write(() => db.insertInto('employees').values(row).execute());
        await audit({ action: 'employee.created', subject: `employees/${id}` });
        await tell({ type: 'employee.created', subject: `employees/${id}` });
        return {
          status: 201,
          body: shown(row),
          version: 1,
          headers: { location: `/api/v1/employees/${id}` },
        };
      }),
  }),
  route({
    operation: 'getEmployee',
    method: 'GET',
    path: '/employees/{id}',
    tag: 'employees',
    summary: 'One person',
    params: ById,
    versioned: true,
    answers: { 200: answer },
    problems: ['not-found'],
    handle: async ({ params: { id } }, { store }) => {
      const row = requireFound(await findEmployee(store.read, id), 'person');
      return { body: shown(row), version: row.version };
    },
  }),
  route({
    operation: 'updateEmployee',
    method: 'PATCH',
    path: '/employees/{id}',
    tag: 'employees',
    summary: 'Change a person',
    description: 'Fields that are not given stay as they are.',
    params: ById,
    body: partOf(EmployeeFields),
    versioned: true,
    answers: { 200: answer },
    problems: ['not-found', 'changed', 'conflict', 'unprocessable'],
    handle: ({ params: { id }, body, version, change }) =>
      change(async ({ db, at, audit, tell }) => {
        const before = requireFound(await findEmployee(db, id), 'person');
        requireVersion(version, before.version);
        const fields = { ...before, ...body };
        await check(db, id, fields);
        const row = {
          ...fields,
          search: searchText(fields.number, fields.name),
          version: before.version + 1,
          updated_at: at,
        };
        await write(() => db.updateTable('employees').set(row).where('id', '=', id).execute());
        await audit({
          action: 'employee.updated',
          subject: `employees/${id}`,
          detail: { fields: Object.keys(body) },
        });
        await tell({ type: 'employee.updated', subject: `employees/${id}` });
        return { body: shown(row), version: row.version };
      }),
  }),
  route({
    operation: 'eraseEmployee',
    method: 'POST',
    path: '/employees/{id}/erasure',
    rate: 'heavy',
    tag: 'employees',
    summary: 'Erase a person',
    description:
      'Takes the person and everything that is said of them out of the records, the files that wait to be imported and the copies made before upgrades. It cannot be undone. Counts and averages of evaluations that are done stay; who reported to the person reports to nobody. Imports that are being read, have failed or tell of the person are dismissed.',
    params: ById,
    body: z.strictObject({
      number: text(100).describe('The number of the person, again: nobody is erased by a slip.'),
    }),
    answers: { 204: { description: 'Nothing is left.', schema: null } },
    problems: ['not-found', 'unprocessable'],
    handle: async ({ params: { id }, body, actor }, services) => {
      await erase(services, actor, async ({ db }) => {
        const person = requireFound(await findEmployee(db, id), 'person');
        if (person.number !== body.number) {
          throw new ApiError('unprocessable', 'this is not the number of the person: nobody was erased', [
            { in: 'body', pointer: '/number', reason: 'it is not the number of the person' },
          ]);
        }
        return [person];
      });
      return { status: 204 };
    },
  }),
];

function shown({ search: _search, ...row }: EmployeeRow): Omit<EmployeeRow, 'search'> {
  return row;
}

async function check(
  db: Kysely<Database>,
  id: string,
  fields: z.output<typeof EmployeeFields>,
): Promise<void> {
  const { active_from, active_to, manager_id } = fields;
  if (active_from !== null && active_to !== null && active_to < active_from) {
    throw new ApiError('unprocessable', 'nobody can leave before they come', [
      { in: 'body', pointer: '/active_to', reason: `it is before ${active_from}` },
    ]);
  }
  if (manager_id !== null && wouldCircle(id, manager_id, await managersOf(db))) {
    throw new ApiError(
      'unprocessable',
      'nobody can report to themselves or to somebody who reports to them',
      [{ in: 'body', pointer: '/manager_id', reason: 'it is the person, or somebody below' }],
    );
  }
}

async function write(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const broken = brokenConstraint(error);
    if (broken === 'unique') throw new ApiError('conflict', 'there is another person of that number');
    if (broken === 'reference') {
      throw new ApiError('unprocessable', 'the department, position or manager is not there');
    }
    throw error;
  }
}
