import { readFile } from 'node:fs/promises';
import { InputError, UsageError } from '../errors.ts';
import type { Evaluation } from '../evaluation/pipeline.ts';
import type { Standard } from '../evaluation/standard.ts';
import { writeToFile } from './output.ts';

/** The saved standard of the task pipeline in a file. Throws InputError where it is none, or cannot be read. */
export async function readStandard(path: string): Promise<Standard> {
  const { parseStandard } = await import('../evaluation/standard.ts');
  return parseStandard(await standardText(path), path);
}

/** The text of a file that should be a standard, of whatever pipeline. Throws InputError where it cannot be read. */
export async function standardText(path: string): Promise<string> {
  try {
    return await readFile(path, 'utf8');
  } catch (cause) {
    throw new InputError(`cannot read the standard ${path}: there is no such file, or it may not be read`, {
      cause,
    });
  }
}

/** Throws InputError where there is no standard because nobody could be rated, or it cannot be written. */
export async function saveStandard({ standard }: Evaluation, path: string): Promise<void> {
  if (standard === null) throw new InputError('there is no standard to save: nobody could be rated');
  const { standardToText } = await import('../evaluation/standard.ts');
  await writeToFile([standardToText(standard)], path);
}

/** Throws UsageError where a standard is to be applied and saved at once: it is there already. */
export function requireOneStandard(apply: string | undefined, save: string | undefined): void {
  if (apply !== undefined && save !== undefined) {
    throw new UsageError(
      '--save-standard saves what was fitted, but with --standard nothing is fitted; give one of them',
    );
  }
}
