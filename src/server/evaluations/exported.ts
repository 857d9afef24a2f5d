import { mkdir, open, rm, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import { v7 as newId } from 'uuid';
import type { Config } from '../../config.ts';
import type { Services } from '../api/services.ts';
import type { ExportTask } from './export-results.ts';

/**
 * Results as a file's bytes. The file is made whole before the first byte goes out, so that what fails says so; it has no
 * name any more when it is read, so that nothing of it stays.
 */
export async function exportedResults(
  { config, calculator }: Services,
  task: Omit<ExportTask, 'place' | 'path'>,
  signal: AbortSignal,
): Promise<{ readonly stream: Readable; readonly bytes: number }> {
  const { dataFolder, databaseUrl } = config;
  const path = join(folderOf(config), newId());
  await mkdir(folderOf(config), { recursive: true, mode: 0o700 });
  // It is there before it is written: once it has been removed, a thread that is late finds nothing to write to.
  await (await open(path, 'wx', 0o600)).close();
  try {
    const order = { ...task, place: { dataFolder, databaseUrl }, path };
    for await (const _rows of calculator.run('exportResults', order, signal));
    const file = await open(path);
    const { size } = await file.stat();
    return { stream: file.createReadStream(), bytes: size };
  } finally {
    await unlink(path).catch(() => {});
  }
}

/** Removes what a server that was killed in the midst of an export has left. */
export async function removeLeftExports(config: Config): Promise<void> {
  await rm(folderOf(config), { recursive: true, force: true });
}

function folderOf({ dataFolder }: Config): string {
  return join(dataFolder, 'exports');
}
