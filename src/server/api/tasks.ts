import { z } from 'zod';
import { keepTasks } from '../../data/store/tasks.ts';
import { type Route, route } from './route.ts';
import { API_SHAPES, Day, Id, text } from './shapes.ts';

const Task = z
  .strictObject({
    task_key: text(200).describe(
      'What your system calls the task. Reported again, it is what it was said to be last.',
    ),
    employee_number: text(100).describe('Who has the task. People who are not known are added.'),
    employee_name: text(300).nullable().default(null).describe('Kept for people who are not known yet.'),
    day: Day.describe(
      'The day on which it counts, usually that of its completion: it belongs to every period with this day.',
    ),
    completed: z.boolean(),
    hours: z
      .number()
      .min(0)
      .max(1e6)
      .nullable()
      .default(null)
      .describe('Hours that it took; null where nobody knows.'),
  })
  .register(API_SHAPES, { id: 'Task', description: 'A task of a person, as it stands now.' });

/** Tasks that other systems report as they happen. */
export const TASK_ROUTES: readonly Route[] = [
  route({
    operation: 'reportTasks',
    method: 'POST',
    path: '/tasks',
    tag: 'tasks',
    summary: 'Report tasks as they happen',
    description:
      'One task or up to 1,000. They count at once, beside what imports brought; an import that replaces what was there before, committed later, replaces these tasks, too.',
    body: z.union([Task, z.array(Task).min(1).max(1000)]),
    examples: {
      one: {
        summary: 'A finished task',
        value: {
          task_key: 'CRM-4711',
          employee_number: '101',
          day: '2024-03-28',
          completed: true,
          hours: 3.5,
        },
      },
    },
    answers: {
      200: {
        description: 'They are kept.',
        schema: z.strictObject({
          tasks: z.int().describe('Tasks kept.'),
          people_added: z.int(),
          period_ids: z
            .array(Id)
            .describe('Periods whose numbers change. None: no period has these days yet.'),
        }),
      },
    },
    handle: ({ body, change }) =>
      change(async (made) => {
        const tasks = [body].flat();
        const changes = await keepTasks(
          made,
          tasks.map(({ employee_number, employee_name, ...task }) => ({
            ...task,
            number: employee_number,
            name: employee_name,
          })),
        );
        await made.audit({ action: 'tasks.reported', subject: 'tasks', detail: { tasks: tasks.length } });
        for (const id of changes.periodIds) {
          await made.tell({
            type: 'tasks.reported',
            subject: `periods/${id}`,
            data: { employee_ids: changes.employeeIds },
          });
        }
        return {
          status: 200,
          body: { tasks: tasks.length, people_added: changes.added, period_ids: changes.periodIds },
        };
      }),
  }),
];
