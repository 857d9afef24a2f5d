import { z } from 'zod';
import { wouldCircle } from '../../data/store/trees.ts';
import { organisationRoutes } from './organisation-routes.ts';
import { ApiError } from './problem.ts';
import type { Route } from './route.ts';
import { Day, Id, text } from './shapes.ts';

/** Departments, positions and periods. */
export const ORGANISATION_ROUTES: readonly Route[] = [
  ...organisationRoutes({
    table: 'departments',
    name: 'department',
    example: { name: 'Research', parent_id: null },
    fields: z.strictObject({
      name: text(200).describe('Unique among the departments.'),
      parent_id: Id.nullable().default(null).describe('The department that this one is part of.'),
    }),
    async check({ db }, id, { parent_id }) {
      const all = await db.selectFrom('departments').select(['id', 'parent_id']).execute();
      if (wouldCircle(id, parent_id, new Map(all.map((row) => [row.id, row.parent_id])))) {
        throw new ApiError('unprocessable', 'a department cannot be part of itself or of one below it', [
          { in: 'body', pointer: '/parent_id', reason: 'it is the department itself, or below it' },
        ]);
      }
    },
  }),
  ...organisationRoutes({
    table: 'positions',
    name: 'position',
    example: { name: 'Engineer' },
    fields: z.strictObject({
      name: text(200).describe('Unique among the positions.'),
      rubric_name: text(200)
        .nullable()
        .default(null)
        .describe('The rubric that appraisals of it are held against.'),
    }),
    async check() {},
  }),
  ...organisationRoutes({
    table: 'periods',
    name: 'period',
    example: { name: '2024-Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' },
    fields: z.strictObject({
      name: text(100).describe('Unique among the periods, such as 2024-Q1.'),
      starts_on: Day,
      ends_on: Day.describe('Its last day.'),
    }),
    async check(_change, _id, { starts_on, ends_on }) {
      if (ends_on < starts_on) {
        throw new ApiError('unprocessable', 'a period cannot end before it starts', [
          { in: 'body', pointer: '/ends_on', reason: `it is before ${starts_on}` },
        ]);
      }
    },
  }),
];
