import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { ApiError } from '../api/problem.ts';
import { readForm } from './form.ts';
import { malformed } from './form-watch.ts';

/** Where files wait until they are read, each under the id of its import. */
export function uploadsFolder({ dataFolder }: Pick<Config, 'dataFolder'>): string {
  return join(dataFolder, 'uploads');
}

/** The file of an import, and the folder that its reading works in. */
export function uploadOf(config: Pick<Config, 'dataFolder'>, id: string): { path: string; work: string } {
  const path = join(uploadsFolder(config), id);
  return { path, work: `${path}.work` };
}

/** Removes the file of an import and what its reading left. */
export async function removeUpload(config: Pick<Config, 'dataFolder'>, id: string): Promise<void> {
  const { path, work } = uploadOf(config, id);
  await rm(path, { force: true });
  await rm(work, { recursive: true, force: true, maxRetries: 3 });
}

/** The ids of all imports that have a file here. */
export async function uploadIds(config: Pick<Config, 'dataFolder'>): Promise<string[]> {
  const names = await readdir(uploadsFolder(config)).catch(() => []);
  return [...new Set(names.map((name) => name.replace(/\.work$/, '')))];
}

/** A file that has arrived whole and is on the disk, and what was said beside it. */
export interface Upload {
  readonly fileName: string;
  readonly size: number;
  /** SHA-256, hexadecimal. */
  readonly hash: string;
  readonly fields: Readonly<Record<string, string>>;
}

/** Of a form: 40 fields and a file; a field of 256 KiB, and 1 MiB beside the file. */
const LIMITS = { parts: 41, field: 1 << 18, form: 1 << 20 };

/**
 * Writes the one file of a form (multipart/form-data) to a path as it arrives, and gathers the form's fields. Throws
 * ApiError where the form is none, has more than a form of an import can have, or its file is too large.
 */
export async function receiveUpload(
  request: FastifyRequest,
  path: string,
  { dataFolder, uploadLimit }: Pick<Config, 'dataFolder' | 'uploadLimit'>,
): Promise<Upload> {
  if (!/^multipart\/form-data\s*(?:;|$)/i.test(request.headers['content-type'] ?? '')) {
    throw new ApiError('unsupported-media', 'send the file as multipart/form-data, in a field called "file"');
  }
  if (Number(request.headers['content-length'] ?? 0) > uploadLimit + LIMITS.form) throw tooLarge(uploadLimit);
  let upload: Omit<Upload, 'fields'> | undefined;
  try {
    await mkdir(uploadsFolder({ dataFolder }), { recursive: true, mode: 0o700 });
    const fields = await readForm(request.raw, LIMITS, async ({ field, fileName, content }) => {
      if (field !== 'file') throw malformed('the file must be in a field called "file"');
      const hash = createHash('sha256');
      let size = 0;
      const counting = new Transform({
        transform(chunk: Buffer, _encoding, done) {
          size += chunk.length;
          hash.update(chunk);
          done(size > uploadLimit ? tooLarge(uploadLimit) : null, chunk);
        },
      });
      const file = createWriteStream(path, { mode: 0o600, flush: true });
      // A file that is still being opened when its sender goes away would be made after it is removed.
      const closed = new Promise<void>((resolve) => file.once('close', () => resolve()));
      await pipeline(content, counting, file).finally(() => closed);
      upload = { fileName: harmless(fileName), size, hash: hash.digest('hex') };
    });
    if (upload === undefined) throw malformed('there is no file: send it in a field called "file"');
    return { ...upload, fields: Object.fromEntries(fields) };
  } catch (error) {
    await rm(path, { force: true });
    throw isFull(error)
      ? new ApiError('full', 'there is no room left for the file: make room on the disk and try again')
      : error;
  }
}

/** A file's name as it can be shown: no control characters, no path, not endless. */
export function harmless(name: string | undefined): string {
  const shown = (name ?? '')
    .replace(/^.*[\\/]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  if (/^\.*$/.test(shown)) return 'file';
  // The ending says what it is.
  return shown.length <= LONGEST_NAME ? shown : `${shown.slice(0, LONGEST_NAME - 21)}…${shown.slice(-20)}`;
}

const LONGEST_NAME = 200;

function tooLarge(limit: number): ApiError {
  return new ApiError(
    'too-large',
    `the file is larger than the ${limit} bytes that can be imported (EVENHAND_UPLOAD_LIMIT)`,
  );
}

function isFull(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === 'ENOSPC' || error.code === 'EDQUOT');
}
