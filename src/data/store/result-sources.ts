import { type Kysely, sql } from 'kysely';
import type { Database } from './schema.ts';

/** Where numbers about a person came from. */
export interface ResultSource {
  /** summaries, task log or sheets: a file; tasks: another system that reported them one by one. */
  readonly kind: string;
  /** When it counted from; of reported tasks, when the last one came. */
  readonly at: string;
  /** How many tasks were reported; null for files. */
  readonly tasks: number | null;
}

/** The sources of what is known of a person in a period and was known at a moment, oldest first. */
export async function sourcesOf(
  db: Kysely<Database>,
  employeeId: string,
  period: { readonly id: string; readonly starts_on: string; readonly ends_on: string },
  until: string,
): Promise<ResultSource[]> {
  const files = db
    .selectFrom('imports')
    .select(['kind', 'committed_at as at', sql<number | null>`null`.as('tasks'), 'commit_number as place'])
    .where('state', '=', 'committed')
    .where('committed_at', '<=', until)
    .where((is) =>
      is.or(
        (['task_summaries', 'sheets'] as const).map((table) =>
          is(
            'imports.id',
            'in',
            is
              .selectFrom(table)
              .select('import_id')
              .where('employee_id', '=', employeeId)
              .where('period_id', '=', period.id),
          ),
        ),
      ),
    );
  const reported = db
    .selectFrom('tasks')
    .select((of) => [
      sql<string | null>`'tasks'`.as('kind'),
      of.fn.max<string | null>('received_at').as('at'),
      sql<number | null>`count(*)`.as('tasks'),
      sql<number | null>`null`.as('place'),
    ])
    .where('employee_id', '=', employeeId)
    .where('day', '>=', period.starts_on)
    .where('day', '<=', period.ends_on)
    .where('received_at', '<=', until);
  const rows = await files.unionAll(reported).execute();
  return rows
    .sort((one, other) => (one.place ?? Number.MAX_VALUE) - (other.place ?? Number.MAX_VALUE))
    .flatMap(({ kind, at, tasks }) => (kind === null || at === null ? [] : [{ kind, at, tasks }]));
}
