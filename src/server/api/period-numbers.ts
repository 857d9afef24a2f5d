import { z } from 'zod';
import { organisationOf } from '../../data/store/organisation.ts';
import { numbersOfPeriod } from '../../data/store/period-numbers.ts';
import { idIn, pageFrom } from './cursor.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, ById, Id, idList, Paging, pageOf } from './shapes.ts';
import { requireFound } from './versions.ts';

const Numbers = z
  .strictObject({
    employee_id: Id,
    number: z.string(),
    name: z.string().nullable(),
    completed_tasks: z.number(),
    total_tasks: z.number(),
    avg_task_hours: z.number().nullable().describe('Mean hours of a completed task.'),
  })
  .register(API_SHAPES, {
    id: 'PeriodNumbers',
    description: "What is known of a person's tasks in a period.",
  });

/** What is known of everybody in a period, evaluated or not. */
export const PERIOD_NUMBER_ROUTES: readonly Route[] = [
  route({
    operation: 'listPeriodNumbers',
    method: 'GET',
    path: '/periods/{id}/numbers',
    tag: 'periods',
    summary: "Everybody's task numbers in a period, as they stand now",
    params: ById,
    query: Paging.extend({
      employee: idList.optional().describe('Only these people; ids with commas between.'),
    }),
    answers: { 200: { description: 'A page of people.', schema: pageOf(Numbers) } },
    problems: ['not-found'],
    handle: async ({ params: { id }, query: { limit, cursor, employee } }, { store }) => {
      requireFound(await organisationOf('periods').find(store.read, id), 'period');
      const rows = await numbersOfPeriod(store.read, id, {
        employeeIds: employee,
        after: idIn(cursor),
        limit: limit + 1,
      });
      return {
        body: pageFrom(
          rows,
          limit,
          ({ employee_id }) => [employee_id],
          (row) => row,
        ),
      };
    },
  }),
];
