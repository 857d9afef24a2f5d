import { setImmediate as others } from 'node:timers/promises';
import { z } from 'zod';
import { StoreError } from '../../data/store/errors.ts';
import { type EvaluationRow, findEvaluation, updateEvaluation } from '../../data/store/evaluations.ts';
import { countResults, removeSomeResults, writeResults } from '../../data/store/results.ts';
import { readSettings } from '../../data/store/settings.ts';
import { addStandard } from '../../data/store/standards.ts';
import type { Store } from '../../data/store/store.ts';
import { type JobKind, Stopped } from '../jobs/jobs.ts';
import type { JobContext } from '../jobs/kinds.ts';
import type { EvaluationOutcome, EvaluationTask } from './evaluate-people.ts';
import { AppraisalFitShape, TaskFitShape } from './options.ts';

/** How an evaluation's columns of JSON read. */
const Plan = z.object({
  scope: z.object({ department_ids: z.array(z.string()), position_ids: z.array(z.string()) }),
  options: z.object({ fit: z.union([TaskFitShape, AppraisalFitShape]), standard_name: z.string() }),
});

/** Computes an evaluation: results are written a piece at a time, and count when one last change says that all are there. */
export function evaluationJob({ config, store, calculator }: JobContext): JobKind {
  return {
    kind: 'evaluation',
    async run({ subject, actor, signal, progress }) {
      const id = subject.replace(/^evaluations\//, '');
      const evaluation = await findEvaluation(store.read, id);
      // Done already: this server, or another, ended between that and the job's own end.
      if (evaluation === undefined || evaluation.state === 'done') return;
      await clear(store, id);
      await store.change('system', (change) => updateEvaluation(change, id, { state: 'running' }));
      const task = await taskOf(store, config, evaluation);
      try {
        for await (const part of calculator.run('evaluate', task, signal)) {
          signal.throwIfAborted();
          if (part.kind === 'results') {
            await store.change('system', (change) => writeResults(change, id, part.results));
          }
          if (part.kind === 'outcome') {
            await store.survey(['results', 'result_details']);
            await finish(store, evaluation, actor, part.outcome);
          } else await progress(part.kind === 'results' ? 0.3 + 0.7 * part.fraction : 0.3 * part.fraction);
        }
      } catch (error) {
        // The next attempt begins with this itself.
        if (!(signal.reason instanceof Stopped) && !(error instanceof StoreError)) await clear(store, id);
        throw error;
      }
    },
    async ended({ subject }, change, { state, failure }) {
      await updateEvaluation(change, subject.replace(/^evaluations\//, ''), {
        state,
        failure,
        finished_at: change.at,
      });
    },
  };
}

/** Removes an evaluation that nobody sees any more, a piece at a time. */
export function evaluationRemovalJob({ store }: JobContext): JobKind {
  return {
    kind: 'evaluation-removal',
    async run({ subject }) {
      const id = subject.replace(/^evaluations\//, '');
      await clear(store, id);
      await store.change('system', ({ db }) =>
        db.deleteFrom('evaluations').where('id', '=', id).where('state', '=', 'removed').execute(),
      );
    },
    async ended() {},
  };
}

/** Takes away what an earlier attempt, or the evaluation itself, has written. */
async function clear(store: Store, id: string): Promise<void> {
  while (await store.change('system', (change) => removeSomeResults(change, id))) await others();
}

async function taskOf(
  store: Store,
  config: JobContext['config'],
  { pipeline, period_id, scope, options, standard_id }: EvaluationRow,
): Promise<EvaluationTask> {
  const plan = Plan.parse({ scope: JSON.parse(scope), options: JSON.parse(options) });
  const { fit } = plan.options;
  const period = await store.read
    .selectFrom('periods')
    .select(['id', 'starts_on', 'ends_on'])
    .where('id', '=', period_id)
    .executeTakeFirstOrThrow();
  return {
    place: { dataFolder: config.dataFolder, databaseUrl: config.databaseUrl },
    pipeline: pipeline === 'appraisal' ? 'appraisal' : 'tasks',
    period,
    scope: plan.scope,
    standardId: standard_id,
    ...('rubric' in fit ? { fit: {}, appraisal: fit } : { fit, appraisal: null }),
    settings: await readSettings(store.read),
  };
}

/** All results are there: the evaluation counts from now on. */
async function finish(
  store: Store,
  { id, options }: EvaluationRow,
  actor: string,
  { people, tiers, summary, notes, drift, standard }: EvaluationOutcome,
): Promise<void> {
  const { standard_name } = Plan.shape.options.parse(JSON.parse(options));
  await store.change(actor, async (change) => {
    const fitted =
      standard && (await addStandard(change, { ...standard, name: standard_name, evaluationId: id }));
    await updateEvaluation(change, id, {
      ...(fitted && { standard_id: fitted.id }),
      state: 'done',
      people,
      results: await countResults(change.db, id, {}),
      tiers: JSON.stringify(tiers),
      summary: JSON.stringify(summary),
      notes: JSON.stringify(notes),
      drift: drift === null ? null : JSON.stringify(drift),
      finished_at: change.at,
    });
    await change.audit({ action: 'evaluation.done', subject: `evaluations/${id}`, detail: { people } });
    await change.tell({ type: 'evaluation.done', subject: `evaluations/${id}` });
  });
}
