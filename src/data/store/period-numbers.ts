import type { Kysely } from 'kysely';
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
  // From both sides in the order of the ids, so that neither is gone through further than the page needs.
  const ofImports = db
    .selectFrom('task_summaries')
    .innerJoin('imports', 'imports.id', 'task_summaries.import_id')
    .innerJoin('employees', 'employees.id', 'task_summaries.employee_id')
    .where('task_summaries.period_id', '=', periodId)
    .where('imports.state', '=', 'committed')
    .where('task_summaries.employee_id', '>', after)
    .$if(employeeIds !== undefined, (query) =>
      query.where('task_summaries.employee_id', 'in', [...(employeeIds ?? []), '']),
    )
    .select('task_summaries.employee_id as id')
    .distinct()
    .orderBy('task_summaries.employee_id')
    .limit(limit)
    .as('of_imports');
  const reported = db
    .selectFrom('tasks')
    .where('day', '>=', period.starts_on)
    .where('day', '<=', period.ends_on)
    .where('employee_id', '>', after)
    .$if(employeeIds !== undefined, (query) => query.where('employee_id', 'in', [...(employeeIds ?? []), '']))
    .select('employee_id as id')
    .distinct()
    .orderBy('employee_id')
    .limit(limit)
    .as('reported');
  const known = db
    .selectFrom(ofImports)
    .select('id')
    .union(db.selectFrom(reported).select('id'))
    .orderBy('id')
    .limit(limit);
  const people = await db
    .selectFrom('employees')
    .select(['id', 'number', 'name'])
    .where('id', 'in', known)
    .orderBy('id')
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
