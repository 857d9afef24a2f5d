import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

/** Everybody who is rated in an evaluation, with the numbers that the rating was made of, by employee id. */
export async function mappedResults(db: Kysely<Database>, evaluationId: string) {
  return db
    .selectFrom('results')
    .innerJoin('employees', 'employees.id', 'results.employee_id')
    .select([
      'results.employee_id',
      'employees.number',
      'employees.name',
      'results.tier_rank',
      'results.score',
      'results.unusual',
      'results.borderline',
      'results.completed_tasks',
      'results.total_tasks',
      'results.avg_task_hours',
    ])
    .where('results.evaluation_id', '=', evaluationId)
    .where('results.tier_rank', 'is not', null)
    .orderBy('results.employee_id')
    .execute();
}

/** How many results of an evaluation there are, and when somebody of them was last changed: names and who sees whom hang on it. */
export async function lastChangeOfResults(db: Kysely<Database>, evaluationId: string) {
  return db
    .selectFrom('results')
    .innerJoin('employees', 'employees.id', 'results.employee_id')
    .select((of) => [
      of.fn.countAll<number>().as('results'),
      of.fn.max('employees.updated_at').as('changed_at'),
    ])
    .where('results.evaluation_id', '=', evaluationId)
    .executeTakeFirstOrThrow();
}
