import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

/** The points that one appraiser gave a person, or that a person has where it is not known who gave them. */
export interface PeriodSheet {
  readonly employee_id: string;
  readonly rubric_id: string;
  /** The key of the position in the rubric; null where the sheet does not say it. */
  readonly position: string | null;
  /** Empty where the sheet does not say who gave the points. */
  readonly appraiser: string;
  /** Empty where the sheet does not say it. */
  readonly role: string;
  readonly points: Readonly<Record<string, number>>;
}

/**
 * The appraisal sheets of a period that count, ascending by employee id, appraiser and role; of one rubric, whatever its
 * version, where `rubricName` names it, and of some people where `employeeIds` does.
 *
 * What counts of a person and a rubric is what was committed since the last import that replaces, that import included;
 * of an appraiser who is named and appraised in one role more than once, the last time.
 */
export async function periodSheets(
  db: Kysely<Database>,
  periodId: string,
  rubricName?: string,
  employeeIds?: readonly string[],
): Promise<PeriodSheet[]> {
  const people = employeeIds ? sql`and s.employee_id in (${sql.join([...employeeIds, ''])})` : sql``;
  const rubric = rubricName === undefined ? sql`` : sql`and r.name = ${rubricName}`;
  const { rows } = await sql<Omit<PeriodSheet, 'points'> & { points: string }>`
    with brought as (
      select s.employee_id, s.rubric_id, s.position, s.appraiser, s.role, s.points, r.name as rubric,
             i.commit_number, i.mode
        from sheets s join imports i on i.id = s.import_id join rubrics r on r.id = s.rubric_id
       where s.period_id = ${periodId} and i.state = 'committed' ${rubric} ${people}
    ),
    counted as (
      select brought.*,
             max(case when mode = 'replace' then commit_number else 0 end)
               over (partition by employee_id, rubric) as since,
             max(commit_number) over (partition by employee_id, rubric, appraiser, role) as latest
        from brought
    )
    select employee_id, rubric_id, position, appraiser, role, points
      from counted
     where commit_number >= since and (appraiser = '' or commit_number = latest)
     order by employee_id, appraiser, role, commit_number`.execute(db);
  return rows.map(({ points, ...row }) => ({ ...row, points: JSON.parse(points) }));
}
