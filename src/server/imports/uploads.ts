import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { FastifyRequest } from 'fastify';
import type { Config } from '../../config.ts';
import { ApiError } from '../api/problem.ts';

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

const FIELD_BYTES = 1 << 18;
const MOST_FIELDS = 40;
/** What a form has beside its file. */
const FORM_BYTES = 1 << 20;

/**
 * Writes the one file of a form (multipart/form-data) to a path as it arrives, and gathers the form's fields. Throws
 * ApiError where the form is none, has more than a form of an import can have, or its file is too large.
 */
export async function receiveUpload(
  request: FastifyRequest,
  path: string,
  { dataFolder, uploadLimit }: Pick<Config, 'dataFolder' | 'uploadLimit'>,
): Promise<Upload> {
  if (!request.isMultipart()) {
    throw new ApiError('unsupported-media', 'send the file as multipart/form-data, in a field called "file"');
  }
  if (Number(request.headers['content-length'] ?? 0) > uploadLimit + FORM_BYTES) throw tooLarge(uploadLimit);
  const fields = new Map<string, string>();
  let file: Omit<Upload, 'fields'> | undefined;
  try {
    await mkdir(uploadsFolder({ dataFolder }), { recursive: true, mode: 0o700 });
    for await (const part of request.parts({ limits: limitsOf(uploadLimit) })) {
      if (part.type === 'file') {
        if (part.fieldname !== 'file') throw malformed('the file must be in a field called "file"');
        const hash = createHash('sha256');
        let size = 0;
        const counting = new Transform({
          transform(chunk: Buffer, _encoding, done) {
            size += chunk.length;
            hash.update(chunk);
            done(null, chunk);
          },
        });
        await pipeline(part.file, counting, createWriteStream(path, { mode: 0o600, flush: true }));
        if (part.file.truncated) throw tooLarge(uploadLimit);
        file = { fileName: harmless(part.filename), size, hash: hash.digest('hex') };
      } else {
        const { fieldname, value, valueTruncated, fieldnameTruncated } = part;
        if (fieldnameTruncated) throw malformed('the name of a field is too long');
        if (valueTruncated || typeof value !== 'string') {
          throw malformed(
            `the field ${JSON.stringify(harmless(fieldname))} is longer than ${FIELD_BYTES} bytes, or no text`,
          );
        }
        if (fields.has(fieldname)) {
          throw malformed(`the field ${JSON.stringify(harmless(fieldname))} is there twice`);
        }
        fields.set(fieldname, value);
      }
    }
  } catch (error) {
    await rm(path, { force: true });
    throw explained(error, uploadLimit);
  }
  if (file === undefined) throw malformed('there is no file: send it in a field called "file"');
  return { ...file, fields: Object.fromEntries(fields) };
}

function limitsOf(fileSize: number) {
  return {
    fileSize,
    files: 1,
    fields: MOST_FIELDS,
    parts: MOST_FIELDS + 1,
    fieldNameSize: 100,
    fieldSize: FIELD_BYTES,
    headerPairs: 50,
    headerSize: 16_384,
  };
}

/** A file's name as it can be shown: no control characters, no path, not endless. */
export function harmless(name: string | undefined): string {
  const shown = (name ?? '')
    .replace(/^.*[\\/]/s, '')
    .replace(/[\p{C}\p{Zl}\p{Zp}]/gu, '')
    .trim();
  if (shown === '') return 'file';
  // The ending says what it is.
  return shown.length <= LONGEST_NAME ? shown : `${shown.slice(0, LONGEST_NAME - 21)}…${shown.slice(-20)}`;
}

const LONGEST_NAME = 200;

function malformed(detail: string): ApiError {
  return new ApiError('invalid-request', detail);
}

function tooLarge(limit: number): ApiError {
  return new ApiError(
    'too-large',
    `the file is larger than the ${limit} bytes that can be imported (EVENHAND_UPLOAD_LIMIT)`,
  );
}

/** What the parser of forms says, in our words; what is not the sender's doing passes. */
function explained(error: unknown, limit: number): unknown {
  if (!(error instanceof Error) || error instanceof ApiError) return error;
  const code = 'code' in error ? String(error.code) : '';
  switch (code) {
    case 'FST_REQ_FILE_TOO_LARGE':
      return tooLarge(limit);
    case 'FST_FILES_LIMIT':
      return malformed('there is more than one file: import them one by one');
    case 'FST_PARTS_LIMIT':
    case 'FST_FIELDS_LIMIT':
      return malformed(`the form has more than ${MOST_FIELDS} fields`);
    case 'FST_PROTO_VIOLATION':
    case 'FST_INVALID_JSON_FIELD_ERROR':
      return malformed('the form has a field that is none of an import');
    case 'FST_MP_PREMATURE_CLOSE':
    case 'ERR_STREAM_PREMATURE_CLOSE':
      return malformed('the form ended before it was whole');
  }
  if (code === 'ENOSPC' || code === 'EDQUOT')
    return new ApiError('full', 'there is no room left for the file: make room on the disk and try again');
  return /multipart|boundary|part|header/i.test(error.message)
    ? malformed('the form cannot be read: its boundary or a part of it is broken')
    : error;
}
