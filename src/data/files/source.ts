import { createReadStream, createWriteStream } from 'node:fs';
import { access, constants, readdir, stat } from 'node:fs/promises';
import { basename, dirname, join, resolve } from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../errors.ts';
import { nearest } from './nearest.ts';
import type { Scratch } from './scratch.ts';

/** A file on disk, and what to call it when speaking to a person. */
export interface LocalFile {
  readonly name: string;
  readonly path: string;
  readonly size: number;
}

/**
 * The file a person named: a path, or `-` for standard input. What is no plain file (standard input, a pipe) is first
 * written to the scratch folder, since reading needs to look at it more than once. Throws InputError where it is
 * missing, a folder, or may not be read.
 */
export async function locate(source: string, scratch: Scratch, stdin?: Readable): Promise<LocalFile> {
  if (source === '-') return spool(stdin ?? process.stdin, 'standard input', scratch);
  if (source === '') throw new InputError('the name of the file is empty');
  if (source.includes('\0')) throw new InputError('the name of the file has a NUL character');
  const path = resolve(source);
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw new InputError(`${source} is a folder: name one file in it`);
    await access(path, constants.R_OK);
    if (!found.isFile()) return await spool(createReadStream(path), source, scratch);
    return { name: source, path, size: found.size };
  } catch (cause) {
    throw cause instanceof InputError ? cause : new InputError(await why(cause, source, path), { cause });
  }
}

async function spool(stream: Readable, name: string, scratch: Scratch): Promise<LocalFile> {
  const path = join(await scratch.folder(), 'input');
  try {
    await pipeline(stream, createWriteStream(path, { mode: 0o600 }));
  } catch (cause) {
    throw new InputError(`${name} could not be read to its end`, { cause });
  }
  return { name, path, size: (await stat(path)).size };
}

async function why(cause: unknown, source: string, path: string): Promise<string> {
  switch (codeOf(cause)) {
    case 'ENOENT':
    case 'ENOTDIR': {
      const files = await readdir(dirname(path)).catch(() => []);
      const near = nearest(basename(path), files);
      return `there is no file ${source}${near === null ? '' : `; did you mean ${near}?`}`;
    }
    case 'EACCES':
    case 'EPERM':
      return `${source} may not be read: its permissions forbid it`;
    case 'ENAMETOOLONG':
      return 'the name of the file is too long';
    default:
      return `${source} could not be read`;
  }
}

function codeOf(cause: unknown): unknown {
  return typeof cause === 'object' && cause !== null && 'code' in cause ? cause.code : undefined;
}
