import { rm, stat } from 'node:fs/promises';
import type { ReadingEnd, ReadingOptions, ReadingTask } from '../../data/imports/kinds.ts';
import { clearImport, findImport, type ImportRow } from '../../data/store/imports.ts';
import type { Store } from '../../data/store/store.ts';
import { InputError } from '../../errors.ts';
import type { JobKind, RunningJob } from '../jobs/jobs.ts';
import type { JobContext } from '../jobs/kinds.ts';
import { compare } from './compare.ts';
import type { ImportOptions } from './options.ts';
import { readInProcess } from './read-process.ts';
import { type KeptRubric, rubricToUse } from './rubric.ts';
import { MOST_REJECTIONS, NoLongerWanted, rowsIn, Staging, type StagingOf, stage } from './stage.ts';
import { uploadOf } from './uploads.ts';

/** Reads the file of an import and writes what it would bring; begun again, it begins from the file. */
export function importJob({ config, store, calculator }: JobContext): JobKind {
  return {
    kind: 'import',
    async run(job) {
      const id = job.subject.replace(/^imports\//, '');
      const row = await findImport(store.read, id);
      // Ready or dismissed already: this server, or another, ended between that and the job's own end.
      if (row?.state !== 'reading') return;
      await clearImport(store, id);
      const { work } = uploadOf(config, id);
      try {
        await readAndStage({ config, store, calculator }, row, job);
      } catch (error) {
        if (error instanceof NoLongerWanted) return;
        if (!(error instanceof InputError)) throw error;
        await fail(store, id, error.message, null);
      } finally {
        await rm(work, { recursive: true, force: true, maxRetries: 3 });
      }
    },
    async ended({ subject }, { db, tell }, { failure }) {
      const id = subject.replace(/^imports\//, '');
      await db
        .updateTable('imports')
        .set({ state: 'failed', failure: failure ?? 'the reading was cancelled' })
        .where('id', '=', id)
        .where('state', '=', 'reading')
        .execute();
      await tell({ type: 'import.failed', subject: `imports/${id}` });
    },
  };
}

async function readAndStage(
  { config, store, calculator }: Pick<JobContext, 'config' | 'store' | 'calculator'>,
  row: ImportRow,
  { signal, progress }: RunningJob,
): Promise<void> {
  const { path, work } = uploadOf(config, row.id);
  const options: ImportOptions = JSON.parse(row.options);
  const there = await stat(path).catch(() => null);
  if (there === null) throw new InputError('the file is not here any more: send it again');
  const rubric = options.rubric === undefined ? undefined : await rubricToUse(store, options.rubric);
  if (options.rubric !== undefined && rubric === undefined) {
    throw new InputError(`there is no rubric "${options.rubric}"`);
  }
  const period = await periodOf(store, options.period);
  const task = taskOf(row, options, path, period, rubric);
  const { end, output } = await readInProcess(task, work, signal);
  await progress(0.3);
  const failure = end.state === 'failed' ? end.failure : whyNotYet(end, options);
  const kind = end.recognised?.kind ?? null;
  const of: StagingOf = {
    importId: row.id,
    kind: kind ?? 'summaries',
    periodId: period?.id ?? null,
    split: kind === 'task log' ? (options.split ?? null) : null,
    rubricId: rubric?.id ?? null,
  };
  if (failure !== null || end.state === 'failed') {
    await stageRejections(store, output, of);
    await fail(store, row.id, failure ?? '', end);
    return;
  }
  const staged = await stage(store, output, of);
  await store.survey(['import_people', 'task_summaries', 'sheets']);
  await progress(0.7);
  const staging = new Staging(store, of);
  const compared =
    kind === 'task log' || kind === 'summaries' ? await compare(staging, calculator, config, signal) : null;
  const notes = [...end.notes];
  if (staged.rejected > MOST_REJECTIONS) {
    notes.push(`${staged.rejected} rows are rejected: the first ${MOST_REJECTIONS} of them are listed`);
  }
  await staging.write(async ({ db, tell }) => {
    await db
      .updateTable('imports')
      .set({
        state: 'ready',
        kind,
        failure: null,
        recognised: JSON.stringify(end.recognised),
        notes: JSON.stringify(notes),
        counts: JSON.stringify({ rows: end.rows, ...staged, ...compared }),
      })
      .where('id', '=', row.id)
      .execute();
    await tell({ type: 'import.ready', subject: `imports/${row.id}`, data: { kind } });
  });
}

interface NamedPeriod {
  readonly id: string;
  readonly name: string;
  readonly starts_on: string;
  readonly ends_on: string;
}

async function periodOf(store: Store, id: string | null): Promise<NamedPeriod | null> {
  if (id === null) return null;
  const period = await store.read
    .selectFrom('periods')
    .select(['id', 'name', 'starts_on', 'ends_on'])
    .where('id', '=', id)
    .executeTakeFirst();
  if (period === undefined) throw new InputError('the period is no longer there: name another one');
  return period;
}

function taskOf(
  row: ImportRow,
  options: ImportOptions,
  path: string,
  period: NamedPeriod | null,
  rubric: KeptRubric | undefined,
): ReadingTask {
  const { delimiter, sheet, decimal, date_format, done, exclude, split, position } = options;
  const reading: ReadingOptions = { delimiter, sheet, decimal, date_format, done, exclude, split, position };
  return {
    path,
    name: row.file_name,
    kind: options.kind,
    mapping: JSON.parse(row.mapping),
    options: reading,
    period: period && { name: period.name, from: period.starts_on, to: period.ends_on },
    rubric: rubric?.document ?? null,
  };
}

/** What is still to be said of a file that could be read. */
function whyNotYet({ recognised }: ReadingEnd, { period, split }: ImportOptions): string | null {
  const kind = recognised?.kind;
  if (kind === 'task log' && period === null && split === undefined) {
    return 'say which period the tasks are of (period), or that they are to be split into months, quarters or years by their days of completion (split)';
  }
  if ((kind === 'summaries' || kind === 'sheets') && period === null) {
    return 'say which period the numbers are of (period)';
  }
  if (kind === 'employees' && period === null && recognised?.mapping.cost !== undefined) {
    return `say which period the costs in the column ${recognised.mapping.cost} are of (period)`;
  }
  return null;
}

async function stageRejections(store: Store, output: string, of: StagingOf): Promise<void> {
  const staging = new Staging(store, of);
  for await (const rows of rowsIn(output)) if (rows.of === 'rejections') await staging.reject(rows.rows);
}

async function fail(store: Store, id: string, failure: string, end: ReadingEnd | null): Promise<void> {
  await store.change('system', async ({ db, tell }) => {
    const { rejected } = await db
      .selectFrom('import_rejections')
      .select((of) => of.fn.countAll<number>().as('rejected'))
      .where('import_id', '=', id)
      .executeTakeFirstOrThrow();
    const changed = await db
      .updateTable('imports')
      .set({
        state: 'failed',
        failure,
        kind: end?.recognised?.kind ?? null,
        recognised: end?.recognised ? JSON.stringify(end.recognised) : null,
        counts: JSON.stringify({ rejected }),
        notes: '[]',
      })
      .where('id', '=', id)
      .where('state', '=', 'reading')
      .executeTakeFirst();
    if (changed.numUpdatedRows > 0n) await tell({ type: 'import.failed', subject: `imports/${id}` });
  });
}
