import { type FileHandle, open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { type Entry, fromRandomAccessReaderPromise, RandomAccessReader, type ZipFile } from 'yauzl';
import { InputError } from '../../errors.ts';

/** The files inside of a ZIP archive, read one by one and never whole. */
export interface ZipArchive {
  has(name: string): boolean;
  /** The bytes of a file, unpacked as they are asked for. Throws InputError where there is none, or it is a bomb. */
  read(name: string): AsyncIterable<Buffer>;
}

/** What a packed byte may become, once this much has been unpacked: real sheets stay far below. */
const MOST_GROWTH = 250;
const UNSUSPICIOUS = 64 << 20;

/** Of the table of contents, in bytes: about ten thousand files. */
const LARGEST_DIRECTORY = 1 << 20;

/** Opens the archive at a path; `name` is what errors call it. Throws InputError where it is damaged. */
export async function openZip(path: string, name: string): Promise<ZipArchive> {
  const entries = new Map<string, Entry>();
  const file = await open(path);
  try {
    let size = 0;
    for await (const entry of (await archiveIn(file)).eachEntry()) {
      size += 46 + entry.fileNameLength + entry.extraFieldLength + entry.fileCommentLength;
      if (size > LARGEST_DIRECTORY) throw damaged(name, 'its table of contents is too long');
      entries.set(entry.fileNameRaw.toString().replaceAll('\\', '/'), entry);
    }
  } catch (cause) {
    throw named(cause, name, 'its table of contents cannot be read');
  } finally {
    await file.close();
  }
  return {
    has: (entry) => entries.has(entry),
    read: (entry) => unpack(path, name, entries.get(entry)),
  };
}

async function* unpack(path: string, name: string, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (entry === undefined) throw damaged(name, 'a part of it is missing');
  if (entry.isEncrypted()) throw encrypted(name);
  if (!entry.canDecodeFileData()) throw damaged(name, 'it is packed in an unusual way');
  // What a part says of its size can be relied on: it is not unpacked any further.
  if (entry.uncompressedSize > Math.max(UNSUSPICIOUS, entry.compressedSize * MOST_GROWTH)) {
    throw new InputError(
      `${name} unpacks to more than ${MOST_GROWTH} times its size: it is refused as a trap`,
    );
  }
  const file = await open(path);
  try {
    const archive = await archiveIn(file);
    let checksum = 0;
    for await (const bytes of await archive.openReadStreamPromise(entry)) {
      checksum = crc32(bytes, checksum);
      yield bytes;
    }
    if (checksum !== entry.crc32) throw damaged(name, 'its checksums do not fit');
  } catch (cause) {
    throw named(cause, name, 'it cannot be unpacked');
  } finally {
    await file.close();
  }
}

async function archiveIn(file: FileHandle): Promise<ZipFile> {
  const { size } = await file.stat();
  return fromRandomAccessReaderPromise(new Within(file, size), size, {
    autoClose: false,
    decodeStrings: false,
  });
}

/** A damaged archive may name places that no file has; reading there would throw where nobody can catch it. */
class Within extends RandomAccessReader {
  readonly #file: FileHandle;
  readonly #size: number;

  constructor(file: FileHandle, size: number) {
    super();
    this.#file = file;
    this.#size = size;
  }

  override read(
    buffer: Buffer,
    offset: number,
    length: number,
    position: number,
    callback: (error: Error | null) => void,
  ): void {
    const bytes =
      position + length > this.#size
        ? Promise.reject(new Error('it refers to a place behind its end'))
        : this.#file.read(buffer, offset, length, position);
    bytes.then(
      ({ bytesRead }) => callback(bytesRead < length ? new Error('it was cut short') : null),
      callback,
    );
  }

  override _readStreamForRange(start: number, end: number): Readable {
    return this.#file.createReadStream({ start, end: end - 1, autoClose: false });
  }
}

function named(cause: unknown, name: string, why: string): InputError {
  if (cause instanceof InputError) return cause;
  return cause instanceof Error && /encrypt/.test(cause.message)
    ? encrypted(name)
    : damaged(name, why, cause);
}

function encrypted(name: string): InputError {
  return new InputError(`${name} is encrypted: save it without a password`);
}

function damaged(name: string, why: string, cause?: unknown): InputError {
  return new InputError(`${name} is a damaged archive: ${why}`, { cause });
}
