import { z } from 'zod';
import { type LiveResult, liveResultsOf } from '../../data/store/live-results.ts';
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
    live: z
      .strictObject({
        standard_id: Id,
        tier: z.string().nullable(),
        score: z.number().nullable(),
        is_anomaly: z.boolean().nullable(),
        unrated_reason: z.string().nullable(),
      })
      .nullable()
      .describe(
        'Where the person stands by the active standard; null where there is none, or until it is computed.',
      ),
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
      const live = await liveResultsOf(
        store.read,
        id,
        rows.map(({ employee_id }) => employee_id),
      );
      return {
        body: pageFrom(
          rows,
          limit,
          ({ employee_id }) => [employee_id],
          (row) => ({ ...row, live: standing(live.get(row.employee_id)) }),
        ),
      };
    },
  }),
];

function standing(live: LiveResult | undefined): z.output<typeof Numbers>['live'] {
  if (live === undefined) return null;
  const { standard_id, tier, score, unusual, unrated_reason } = live;
  return { standard_id, tier, score, is_anomaly: unusual === null ? null : unusual === 1, unrated_reason };
}
