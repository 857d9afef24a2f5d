import type { Kysely } from 'kysely';
import { z } from 'zod';
import { costsAfter, isInUse, removeCost, setProtected } from '../../data/store/employee-details.ts';
import { type EmployeeRow, findEmployee } from '../../data/store/employees.ts';
import { organisationOf } from '../../data/store/organisation.ts';
import type { Database } from '../../data/store/schema.ts';
import { setCosts } from '../imports/commit.ts';
import { idIn, pageFrom } from './cursor.ts';
import { ApiError } from './problem.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id, Paging, pageOf, text } from './shapes.ts';
import { requireFound, requireVersion } from './versions.ts';

const Cost = z
  .strictObject({
    period_id: Id,
    cost: z.number().min(0).max(1e12).describe('Of the whole period.'),
    currency: z.string().regex(/^[A-Z]{3}$/, 'it is no currency such as EUR'),
  })
  .register(API_SHAPES, { id: 'EmployeeCost', description: 'What a person costs in a period.' });

const { cost, currency } = Cost.shape;
const OfPeriod = ById.extend({ period_id: Id });
const COST_PATH = '/employees/{id}/costs/{period_id}';
const common = { tag: 'employees' };

/** What is known of people beside their record. */
export const EMPLOYEE_DETAIL_ROUTES: readonly Route[] = [
  route({
    ...common,
    operation: 'deleteEmployee',
    method: 'DELETE',
    path: '/employees/{id}',
    summary: 'Remove a person who was added by mistake',
    description:
      'Only somebody of whom there is nothing yet: no numbers, sheets, results or imports, and nobody who reports to them. Whoever else is to go is erased.',
    params: ById,
    answers: { 204: { description: 'The person is gone.', schema: null } },
    problems: ['changed', 'conflict'],
    handle: ({ params: { id }, version, change }) =>
      change(async ({ db, audit, tell }) => {
        const person = await existing(db, id);
        requireVersion(version, person.version);
        if (await isInUse(db, id)) {
          throw new ApiError(
            'conflict',
            'there is something of the person, or somebody who reports to them: erase the person, or say that they left',
          );
        }
        await db.deleteFrom('employees').where('id', '=', id).execute();
        await audit({ action: 'employee.deleted', subject: `employees/${id}` });
        await tell({ type: 'employee.deleted', subject: `employees/${id}` });
        return { status: 204 };
      }),
  }),
  route({
    ...common,
    operation: 'listEmployeeCosts',
    method: 'GET',
    path: '/employees/{id}/costs',
    summary: 'What a person costs, by period',
    params: ById,
    query: Paging,
    answers: { 200: { description: 'A page of costs.', schema: pageOf(Cost) } },
    handle: async ({ params: { id }, query: { limit, cursor } }, { store }) => {
      await existing(store.read, id);
      const rows = await costsAfter(store.read, id, idIn(cursor), limit + 1);
      return {
        body: pageFrom(
          rows,
          limit,
          ({ period_id }) => [period_id],
          (row) => row,
        ),
      };
    },
  }),
  route({
    ...common,
    operation: 'setEmployeeCost',
    method: 'PUT',
    path: COST_PATH,
    summary: 'Say what a person costs in a period',
    params: OfPeriod,
    body: z.strictObject({ cost, currency: currency.default('EUR') }),
    examples: { euros: { summary: 'In euros', value: { cost: 13_500, currency: 'EUR' } } },
    answers: { 200: { description: 'The cost.', schema: Cost } },
    handle: ({ params: { id, period_id }, body, change }) =>
      change(async ({ db, audit }) => {
        await existing(db, id);
        requireFound(await organisationOf('periods').find(db, period_id), 'period');
        await setCosts(db, period_id, [{ employee_id: id, period_id, ...body }], []);
        await audit({
          action: 'employee.cost_set',
          subject: `employees/${id}`,
          detail: { period: period_id },
        });
        return { body: { period_id, ...body } };
      }),
  }),
  route({
    ...common,
    operation: 'deleteEmployeeCost',
    method: 'DELETE',
    path: COST_PATH,
    summary: 'Take away what a person costs in a period',
    params: OfPeriod,
    answers: { 204: { description: 'It is no longer known.', schema: null } },
    handle: ({ params: { id, period_id }, change }) =>
      change(async ({ db, audit }) => {
        await existing(db, id);
        if (!(await removeCost(db, id, period_id))) {
          throw new ApiError('not-found', 'it is not known what the person costs in this period');
        }
        await audit({
          action: 'employee.cost_deleted',
          subject: `employees/${id}`,
          detail: { period: period_id },
        });
        return { status: 204 };
      }),
  }),
  route({
    ...common,
    operation: 'setProtectedAttributes',
    method: 'PATCH',
    path: '/employees/{id}/protected-attributes',
    summary: 'Set what nobody is to be judged by',
    description:
      'Sex, age band and the like, to see whether an evaluation is fair. They are never part of one, and cannot be read back here. null takes one away; those that are not named stay.',
    params: ById,
    body: z
      .record(text(100), text(300).nullable())
      .refine((names) => Object.keys(names).length > 0, 'it must have at least one field')
      .refine((names) => Object.keys(names).length <= 50, 'it has more than 50 fields'),
    examples: { two: { summary: 'Two of them', value: { sex: 'female', age_band: '50-59' } } },
    answers: { 204: { description: 'They are kept.', schema: null } },
    handle: ({ params: { id }, body, change }) =>
      change(async (made) => {
        await existing(made.db, id);
        await setProtected(made, id, body);
        await made.audit({
          action: 'employee.protected_attributes_set',
          subject: `employees/${id}`,
          detail: { attributes: Object.keys(body).length },
        });
        return { status: 204 };
      }),
  }),
];

async function existing(db: Kysely<Database>, id: string): Promise<EmployeeRow> {
  return requireFound(await findEmployee(db, id), 'person');
}
