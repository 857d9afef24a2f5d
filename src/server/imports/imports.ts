import { rename, rm } from 'node:fs/promises';
import type { Kysely } from 'kysely';
import { v7 as newId } from 'uuid';
import { templateNamed } from '../../data/store/import-templates.ts';
import { clearImport, committedImportOf, findImport, type ImportRow } from '../../data/store/imports.ts';
import type { Database } from '../../data/store/schema.ts';
import type { Change } from '../../data/store/store.ts';
import { ApiError } from '../api/problem.ts';
import type { Call, Reply } from '../api/route.ts';
import type { Services } from '../api/services.ts';
import { requireFound } from '../api/versions.ts';
import type { Jobs } from '../jobs/jobs.ts';
import { commitImport } from './commit.ts';
import type { ImportOptions, ImportPatch } from './options.ts';
import { hasRubric } from './rubric.ts';
import { shownImport } from './shown.ts';
import { type Told, toldIn } from './told.ts';
import { undoImport } from './undo.ts';
import { receiveUpload, removeUpload, uploadOf } from './uploads.ts';

/** Takes a file in and has it read; a file that was committed already is answered with that import. */
export async function createImport(
  { request, change, signal }: Call,
  { config, store, jobs }: Services,
): Promise<Reply> {
  const id = newId();
  const { path } = uploadOf(config, id);
  const upload = await receiveUpload(request, `${path}.part`, config);
  try {
    signal.throwIfAborted();
    const told = await withTemplate(store.read, toldIn(upload.fields));
    await check(store.read, told);
    await rename(`${path}.part`, path);
    const reply = await change(async (made) => {
      const twin = told.again ? undefined : await committedImportOf(made.db, upload.hash);
      if (twin !== undefined) return { status: 200, body: await shownImport(made.db, twin) };
      const { kind, period, mode, again, template: _template, mapping, ...reading } = told;
      const options: ImportOptions = { ...reading, kind: kind ?? null, period: period ?? null, again };
      const row: ImportRow = {
        id,
        kind: kind ?? null,
        file_name: upload.fileName,
        file_hash: upload.hash,
        file_size: upload.size,
        state: 'reading',
        mode,
        mapping: JSON.stringify(mapping),
        options: JSON.stringify(options),
        recognised: null,
        counts: null,
        notes: '[]',
        failure: null,
        commit_number: null,
        created_by: made.actor,
        created_at: made.at,
        committed_at: null,
        undone_at: null,
      };
      await made.db.insertInto('imports').values(row).execute();
      await addReading(made, jobs, id);
      await made.audit({ action: 'import.created', subject: `imports/${id}`, detail: { mode } });
      return {
        status: 201,
        body: await shownImport(made.db, row),
        headers: { location: `/api/v1/imports/${id}` },
      };
    });
    // Another import of the file was there, or the request had been made before.
    if ((await findImport(store.read, id)) === undefined) await removeUpload(config, id);
    jobs.wake();
    return reply;
  } catch (error) {
    await rm(`${path}.part`, { force: true });
    if ((await findImport(store.read, id).catch(() => null)) === undefined) await removeUpload(config, id);
    throw error;
  }
}

/** Changes how a file is to be read, and has it read again. */
export async function changeImport(
  { params: { id }, body, change }: Call<{ id: string }, unknown, ImportPatch>,
  { jobs }: Services,
): Promise<Reply> {
  const reply = await change(async (made) => {
    const row = requireFound(await findImport(made.db, id), 'import');
    if (row.state !== 'ready' && row.state !== 'failed') {
      throw new ApiError('conflict', `an import that is ${row.state} cannot be changed`);
    }
    const { mode, mapping, template, ...rest } = body;
    const kept = template === undefined ? undefined : await requireTemplate(made.db, template);
    const before: ImportOptions = JSON.parse(row.options);
    const options: ImportOptions = {
      ...before,
      ...(kept && JSON.parse(kept.options)),
      ...(kept && { kind: kept.kind }),
      ...Object.fromEntries(Object.entries(rest).map(([name, value]) => [name, value ?? cleared(name)])),
    };
    await check(made.db, { ...options, period: options.period ?? undefined });
    const onlyAgain = Object.keys(body).every((name) => name === 'again');
    const changed = {
      ...row,
      mode: mode ?? row.mode,
      mapping: JSON.stringify(mapping ?? (kept ? JSON.parse(kept.mapping) : JSON.parse(row.mapping))),
      options: JSON.stringify(options),
      ...(!onlyAgain && { state: 'reading', failure: null, counts: null, recognised: null, notes: '[]' }),
    };
    await made.db.updateTable('imports').set(changed).where('id', '=', id).execute();
    if (!onlyAgain) await addReading(made, jobs, id);
    await made.audit({
      action: 'import.updated',
      subject: `imports/${id}`,
      detail: { fields: Object.keys(body) },
    });
    return { body: await shownImport(made.db, changed) };
  });
  jobs.wake();
  return reply;
}

/** Makes an import count; one that does already is answered as it is. */
export async function commit(
  { params: { id }, change }: Call<{ id: string }>,
  { config }: Services,
): Promise<Reply> {
  const reply = await change(async (made) => {
    const row = requireFound(await findImport(made.db, id), 'import');
    if (row.state !== 'committed') await commitImport(made, row);
    return { body: await shownImport(made.db, requireFound(await findImport(made.db, id), 'import')) };
  });
  await removeUpload(config, id);
  return reply;
}

/** Takes back what a committed import brought; one that is undone already is answered as it is. */
export async function undo(
  { params: { id }, change }: Call<{ id: string }>,
  { config, store }: Services,
): Promise<Reply> {
  const reply = await change(async (made) => {
    const row = requireFound(await findImport(made.db, id), 'import');
    if (row.state !== 'undone') await undoImport(made, row);
    return { body: await shownImport(made.db, requireFound(await findImport(made.db, id), 'import')) };
  });
  await clearImport(store, id, true);
  await removeUpload(config, id);
  return reply;
}

/** Lets go of an import that is not committed, and of all that came with it. */
export async function dismiss(
  { params: { id }, change }: Call<{ id: string }>,
  { config, store, jobs }: Services,
): Promise<Reply> {
  const reply = await change(async (made) => {
    const row = requireFound(await findImport(made.db, id), 'import');
    if (row.state === 'committed' || row.state === 'undone') {
      throw new ApiError(
        'conflict',
        `an import that is ${row.state} stays on record; a committed one can be undone`,
      );
    }
    await markDismissed(made, id);
    return { status: 204 };
  });
  const job = await store.read
    .selectFrom('jobs')
    .select('id')
    .where('subject', '=', `imports/${id}`)
    .where('state', 'in', ['waiting', 'running'])
    .executeTakeFirst();
  if (job !== undefined) await jobs.cancel('system', job.id);
  await clearImport(store, id);
  await removeUpload(config, id);
  return reply;
}

/** Marks an import as dismissed; what came with it is to be taken away then. */
export async function markDismissed({ db, audit, tell }: Change, id: string): Promise<void> {
  await db
    .updateTable('imports')
    .set({ state: 'dismissed', recognised: null, notes: '[]', failure: null })
    .where('id', '=', id)
    .execute();
  await audit({ action: 'import.dismissed', subject: `imports/${id}` });
  await tell({ type: 'import.dismissed', subject: `imports/${id}` });
}

function addReading(change: Change, jobs: Jobs, id: string): Promise<string> {
  return jobs.add(change, { kind: 'import', subject: `imports/${id}`, payload: {} });
}

/** What a template says holds where the form says nothing. */
async function withTemplate(db: Kysely<Database>, told: Told): Promise<Told> {
  if (told.template === undefined) return told;
  const template = await requireTemplate(db, told.template);
  const given = Object.fromEntries(
    Object.entries(told).filter(
      ([name, value]) =>
        value !== undefined && !(name === 'mapping' && Object.keys(told.mapping).length === 0),
    ),
  );
  const kept: Partial<Told> = JSON.parse(template.options);
  const kind = template.kind as Told['kind'];
  return { kind, ...kept, mapping: JSON.parse(template.mapping), ...given } as Told;
}

async function requireTemplate(db: Kysely<Database>, name: string) {
  const template = await templateNamed(db, name);
  if (template !== undefined) return template;
  throw new ApiError('unprocessable', 'there is no template of that name', [
    { in: 'body', pointer: '/template', reason: 'no template has this name' },
  ]);
}

/** Throws ApiError where what is said of an import does not go together, or names what is not there. */
async function check(
  db: Kysely<Database>,
  { period, split, rubric }: Pick<Told, 'period' | 'split' | 'rubric'>,
): Promise<void> {
  const wrong = (field: string, reason: string) =>
    new ApiError('unprocessable', `${field}: ${reason}`, [{ in: 'body', pointer: `/${field}`, reason }]);
  if (period !== undefined && split !== undefined) {
    throw wrong('split', 'a file is of one period or split into several: leave out period or split');
  }
  if (period !== undefined) {
    const there = await db.selectFrom('periods').select('id').where('id', '=', period).executeTakeFirst();
    if (there === undefined) throw wrong('period', 'there is no such period');
  }
  if (rubric !== undefined && !(await hasRubric(db, rubric))) {
    throw wrong('rubric', 'there is no rubric of that name');
  }
}

/** What stands for an option that was taken back. */
function cleared(name: string): null | undefined {
  return name === 'kind' || name === 'period' ? null : undefined;
}
