import type { Kysely } from 'kysely';
import type { NewEvaluation } from '../../data/store/evaluations.ts';
import { newestRubric } from '../../data/store/rubrics.ts';
import type { Database } from '../../data/store/schema.ts';
import { readSettings } from '../../data/store/settings.ts';
import { activeStandard, findStandard } from '../../data/store/standards.ts';
import { evaluationOptions } from '../../evaluation/options.ts';
import type { EvaluationRequest } from '../api/evaluations.ts';
import { ApiError } from '../api/problem.ts';
import { evaluateOptions } from './options.ts';

/** What is to be done for a request. Throws ApiError where something that it names is not there, or does not fit. */
export async function planEvaluation(
  db: Kysely<Database>,
  request: EvaluationRequest,
): Promise<Omit<NewEvaluation, 'id'>> {
  const { pipeline, period_id, scope, fit, standard_name } = request;
  const period = await db.selectFrom('periods').select('name').where('id', '=', period_id).executeTakeFirst();
  if (period === undefined) throw missing('period', '/period_id');
  await requireAll(db, 'departments', scope.department_ids, '/scope/department_ids');
  await requireAll(db, 'positions', scope.position_ids, '/scope/position_ids');
  const standard = await standardFor(db, request);
  // Says now, not when the job runs, what cannot be.
  if (standard === null) await requireFit(db, request);
  const name = request.name ?? period.name;
  return {
    name,
    pipeline,
    period_id,
    scope: JSON.stringify(scope),
    options: JSON.stringify({ fit: fit ?? {}, standard_name: standard_name ?? name }),
    standard_id: standard,
    fitted: standard === null ? 1 : 0,
  };
}

async function requireFit(db: Kysely<Database>, request: EvaluationRequest): Promise<void> {
  if (request.pipeline === 'tasks') {
    const { min_tasks } = await readSettings(db);
    evaluationOptions(evaluateOptions(request.fit ?? {}, min_tasks));
    return;
  }
  const { fit } = request;
  if (fit === undefined) {
    throw new ApiError('unprocessable', 'no standard of appraisals is active: say which rubric to use', [
      { in: 'body', pointer: '/fit/rubric', reason: 'it is missing' },
    ]);
  }
  if ((await newestRubric(db, fit.rubric)) === undefined) throw missing('rubric', '/fit/rubric', 'name');
}

/** The standard to apply: the one that is named, else the active one, unless a new one is asked for. */
async function standardFor(
  db: Kysely<Database>,
  { pipeline, standard_id, fit }: EvaluationRequest,
): Promise<string | null> {
  if (standard_id === undefined) {
    return fit === undefined ? ((await activeStandard(db, pipeline))?.id ?? null) : null;
  }
  if (fit !== undefined) {
    throw new ApiError('unprocessable', 'a standard brings its own options: leave fit out, or standard_id', [
      { in: 'body', pointer: '/fit', reason: 'it has no meaning beside standard_id' },
    ]);
  }
  const standard = await findStandard(db, standard_id);
  if (standard === undefined) throw missing('standard', '/standard_id');
  if (standard.pipeline !== pipeline) {
    throw new ApiError(
      'unprocessable',
      `the standard is one of the ${standard.pipeline} pipeline, not of the ${pipeline} pipeline`,
      [{ in: 'body', pointer: '/standard_id', reason: `it must be a standard for ${pipeline}` }],
    );
  }
  if (standard.state === 'retired') {
    throw new ApiError('conflict', 'the standard is retired: nobody is held against it any more');
  }
  return standard.id;
}

async function requireAll(
  db: Kysely<Database>,
  table: 'departments' | 'positions',
  ids: readonly string[],
  pointer: string,
): Promise<void> {
  if (ids.length === 0) return;
  const found = await db
    .selectFrom(table)
    .select('id')
    .where('id', 'in', [...ids])
    .execute();
  const known = new Set(found.map(({ id }) => id));
  const place = ids.findIndex((id) => !known.has(id));
  if (place >= 0) throw missing(table.slice(0, -1), `${pointer}/${place}`);
}

function missing(what: string, pointer: string, by = 'id'): ApiError {
  return new ApiError('unprocessable', `there is no such ${what}`, [
    { in: 'body', pointer, reason: `no ${what} has this ${by}` },
  ]);
}
