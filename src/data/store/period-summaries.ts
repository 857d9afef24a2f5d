import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

/** What is known of a person's tasks in a period: all imports and live tasks together. */
export interface PeriodSummary {
  readonly employee_id: string;
  readonly completed_tasks: number;
  readonly total_tasks: number;
  /** Mean hours of a completed task; null where no completed task has hours. */
  readonly avg_task_hours: number | null;
}

/**
 * The task summaries of a period, one per person, ascending by employee id; of some people where `employeeIds` names them.
 *
 * What counts of a person is what was committed since the last import that replaces, that import included: later imports
 * that add, and tasks that were reported one by one, are added up. Hours are averaged over completed tasks, added in one order.
 * With `asIfCommitted`, what would count if that import were committed now.
 */
export async function periodSummaries(
  db: Kysely<Database>,
  periodId: string,
  employeeIds?: readonly string[],
  asIfCommitted?: string,
): Promise<PeriodSummary[]> {
  const people = employeeIds ? sql`and employee_id in (${sql.join([...employeeIds, ''])})` : sql``;
  const { rows } = await sql<PeriodSummary>`
    with brought as (
      select s.employee_id, s.completed_tasks, s.total_tasks, s.avg_task_hours,
             coalesce(i.commit_number, 2147483647) as commit_number, i.mode, i.id as source
        from task_summaries s join imports i on i.id = s.import_id
       where s.period_id = ${periodId} and (i.state = 'committed' or i.id = ${asIfCommitted ?? ''}) ${people}
      union all
      select employee_id, completed, 1, case when completed = 1 then hours end, commit_number, 'add', task_key
        from tasks
       where day between (select starts_on from periods where id = ${periodId})
                     and (select ends_on from periods where id = ${periodId}) ${people}
    ),
    counted as (
      select brought.*,
             max(case when mode = 'replace' then commit_number else 0 end) over (partition by employee_id) as since
        from brought
    )
    select employee_id,
           sum(completed_tasks) as completed_tasks,
           sum(total_tasks) as total_tasks,
           case when count(*) = 1 then max(avg_task_hours)
                else sum(avg_task_hours * completed_tasks order by commit_number, source)
                     / nullif(sum(case when avg_task_hours is null then 0 else completed_tasks end), 0)
           end as avg_task_hours
      from counted
     where commit_number >= since
     group by employee_id
     order by employee_id`.execute(db);
  return rows;
}
