import { type Kysely, sql } from 'kysely';
import { type PeriodSummary, periodSummaries } from './period-summaries.ts';
import type { Database } from './schema.ts';

/** Whose numbers are asked for: these people, or all; of those after an id, so many. */
export interface NumbersPage {
  readonly employeeIds: readonly string[] | undefined;
  readonly after: string;
  readonly limit: number;
}

export interface PersonNumbers extends PeriodSummary {
  readonly number: string;
  readonly name: string | null;
}

/** What is known of people's tasks in a period, with their names, in the order of their ids. */
export async function numbersOfPeriod(
  db: Kysely<Database>,
  periodId: string,
  { employeeIds, after, limit }: NumbersPage,
): Promise<PersonNumbers[]> {
  const period = await db
    .selectFrom('periods')
    .select(['starts_on', 'ends_on'])
    .where('id', '=', periodId)
    .executeTakeFirstOrThrow();
  const people = await db
    .selectFrom('employees')
    .select(['id', 'number', 'name'])
    .where('id', '>', after)
    .$if(employeeIds !== undefined, (query) => query.where('id', 'in', [...(employeeIds ?? []), '']))
    .where((is) =>
      is.or([
        is.exists(
          is
            .selectFrom('task_summaries')
            .innerJoin('imports', 'imports.id', 'task_summaries.import_id')
            .select(sql`1`.as('one'))
            .whereRef('task_summaries.employee_id', '=', 'employees.id')
            .where('task_summaries.period_id', '=', periodId)
            .where('imports.state', '=', 'committed'),
        ),
        is.exists(
          is
            .selectFrom('tasks')
            .select(sql`1`.as('one'))
            .whereRef('tasks.employee_id', '=', 'employees.id')
            .where('tasks.day', '>=', period.starts_on)
            .where('tasks.day', '<=', period.ends_on),
        ),
      ]),
    )
    .orderBy('id')
    .limit(limit)
    .execute();
  const summaries = await periodSummaries(
    db,
    periodId,
    people.map(({ id }) => id),
  );
  const of = new Map(summaries.map((summary) => [summary.employee_id, summary]));
  return people.flatMap(({ id, number, name }) => {
    const summary = of.get(id);
    return summary === undefined ? [] : [{ ...summary, number, name }];
  });
}
