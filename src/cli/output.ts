import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { InputError, UsageError } from '../errors.ts';
import type { Output } from './console.ts';

/** A piece of a result, or several that lie apart. */
export type Chunk = string | Uint8Array | readonly Uint8Array[];

/** The pieces of a result, made while they are written; each may last only until the piece after the next is asked for. */
export type Chunks = Iterable<Chunk> | AsyncIterable<Chunk>;

/**
 * Writes to standard output, a piece at a time, as fast as its reader takes them. A reader that has seen enough and
 * goes away, as `head` does, ends the writing quietly. Throws InputError where it cannot be written otherwise.
 */
export async function writeToStream(chunks: Chunks, stream: Output): Promise<void> {
  const ignore = (): void => {};
  stream.on('error', ignore);
  try {
    for await (const chunk of chunks) {
      for (const piece of typeof chunk === 'string' ? [chunk] : partsOf(chunk)) await written(stream, piece);
    }
  } catch (error) {
    if (!isClosedPipe(error)) throw inOurWords(error, 'standard output');
  } finally {
    // A closed pipe is reported once more after the write that failed.
    setImmediate(() => stream.off('error', ignore));
  }
}

/**
 * Writes a file that is there whole or not at all: to a temporary file beside it, which then takes its name. What is
 * no ordinary file, such as /dev/null or a named pipe, is written to directly. Throws InputError where it cannot be.
 */
export async function writeToFile(chunks: Chunks, path: string): Promise<void> {
  try {
    const target = await realpath(path).catch(() => path);
    const found = await stat(target).catch(() => null);
    if (found && !found.isFile()) await writeDirectly(chunks, target);
    else await writeAtomically(chunks, target, found?.mode);
  } catch (error) {
    throw inOurWords(error, path);
  }
}

/** Throws UsageError where two of the paths are the same file, so that none is overwritten that is still needed. */
export async function requireDifferentFiles(
  paths: Readonly<Record<string, string | undefined>>,
): Promise<void> {
  const seen = new Map<string, string>();
  for (const [role, path] of Object.entries(paths)) {
    if (path === undefined || path === '-') continue;
    const identity = await identityOf(path);
    const other = seen.get(identity);
    if (other !== undefined) throw new UsageError(`${role} and ${other} are the same file, ${path}`);
    if (identity !== '') seen.set(identity, role);
  }
}

async function writeAtomically(chunks: Chunks, target: string, mode: number | undefined): Promise<void> {
  const temporary = join(dirname(target), `.${basename(target)}.${randomBytes(6).toString('hex')}.tmp`);
  const cleanUp = (): void => rmSync(temporary, { force: true });
  const interrupted = (signal: NodeJS.Signals): void => {
    cleanUp();
    process.kill(process.pid, signal);
  };
  process.once('SIGINT', interrupted).once('SIGTERM', interrupted);
  try {
    const file = await open(temporary, 'wx', mode === undefined ? 0o666 : mode & 0o777);
    try {
      await writeAll(chunks, file, () => file.datasync());
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  } finally {
    process.off('SIGINT', interrupted).off('SIGTERM', interrupted);
  }
}

async function writeDirectly(chunks: Chunks, target: string): Promise<void> {
  const file = await open(target, 'w');
  try {
    await writeAll(chunks, file);
  } finally {
    await file.close();
  }
}

/** So many bytes are sent on to the disk at once, while the next ones are made. */
const FLUSH_BYTES = 1 << 26;

/** A piece is written while the next one is made; `flush` sees to it that what is written so far is on the disk. */
async function writeAll(
  chunks: Chunks,
  file: FileHandle,
  flush = async (): Promise<void> => {},
): Promise<void> {
  let writing: Promise<void> = Promise.resolve();
  let flushing: Promise<void> = Promise.resolve();
  let unflushed = 0;
  for await (const chunk of chunks) {
    await writing;
    if (unflushed >= FLUSH_BYTES) {
      await flushing;
      flushing = waitedForLater(flush());
      unflushed = 0;
    }
    const parts = partsOf(typeof chunk === 'string' ? Buffer.from(chunk) : chunk);
    writing = waitedForLater(writeParts(parts, file));
    for (const { length } of parts) unflushed += length;
  }
  await writing;
  await flushing;
}

/** Should making the next piece fail, the failure of what is still being written has nobody who waits for it. */
function waitedForLater(writing: Promise<void>): Promise<void> {
  writing.catch(() => {});
  return writing;
}

function partsOf(bytes: Uint8Array | readonly Uint8Array[]): readonly Uint8Array[] {
  return bytes instanceof Uint8Array ? [bytes] : bytes;
}

async function writeParts(parts: readonly Uint8Array[], file: FileHandle): Promise<void> {
  let rest = parts.filter(({ length }) => length > 0);
  while (rest.length > 0) {
    let { bytesWritten: written } = await file.writev(rest);
    let first = 0;
    for (; first < rest.length && written >= rest[first].length; first++) written -= rest[first].length;
    rest = rest.slice(first);
    if (written > 0) rest[0] = rest[0].subarray(written);
  }
}

function written(stream: Output, chunk: string | Uint8Array): Promise<void> {
  return new Promise((resolve, reject) => {
    stream.write(chunk, (error) => (error ? reject(error) : resolve()));
  });
}

/** Device and inode of a file that is there, the resolved path of one that is not; empty for what is no ordinary file. */
async function identityOf(path: string): Promise<string> {
  const found = await stat(path).catch(() => null);
  if (found) return found.isFile() ? `${found.dev}:${found.ino}` : '';
  const folder = await realpath(dirname(path)).catch(() => dirname(path));
  return join(folder, basename(path));
}

function isClosedPipe(error: unknown): boolean {
  return codeOf(error) === 'EPIPE' || codeOf(error) === 'ERR_STREAM_DESTROYED';
}

/** What the system says about writing, as an InputError; every other error as it is. */
function inOurWords(error: unknown, what: string): unknown {
  if (!(error instanceof Error && 'syscall' in error)) return error;
  return new InputError(`cannot write ${what}: ${REASONS[codeOf(error)] ?? error.message}`, { cause: error });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'it is not permitted',
  EPERM: 'it is not permitted',
  EROFS: 'the file system is read-only',
  ENOENT: 'its folder does not exist',
  ENOTDIR: 'its folder is a file',
  EISDIR: 'it is a folder',
  ENOSPC: 'the disk is full',
};
