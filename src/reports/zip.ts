import { PassThrough, pipeline, Readable } from 'node:stream';
import { ZipFile } from 'yazl';
import { InputError } from '../errors.ts';

/** A file inside an archive; its text is made while it is written. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<string>;
}

/**
 * A ZIP archive of text files, compressed and written as it is made, one file after the other: nothing but the list of
 * entries is kept in memory. Times are fixed, so that the same content is the same file. Throws InputError where a
 * file or the archive would pass the 4 GiB that the plain format can tell.
 */
export async function* zipChunks(entries: Iterable<ZipEntry>): AsyncIterable<Uint8Array> {
  const archive = new ZipFile();
  const output = new PassThrough();
  const sources: Readable[] = [];
  for (const { name, content } of entries) {
    archive.addReadStreamLazy(name, FIXED, (add) => {
      const source = Readable.from(measured(content, name), { objectMode: false });
      source.once('error', (cause) => output.destroy(cause));
      sources.push(source);
      add(null, source);
    });
  }
  archive.end();
  pipeline(archive.outputStream, output, () => {});
  let size = 0;
  try {
    for await (const chunk of output) {
      size += chunk.length;
      requireTellable(size, 'the archive');
      yield chunk;
    }
  } finally {
    for (const source of sources) source.destroy();
  }
}

/** 1 January 1980 wherever it is written; the other way of telling times would depend on the time zone. */
const FIXED = { mtime: new Date(1980, 0, 1), forceDosTimestamp: true };
const LIMIT = 0xffffffff;

function* measured(content: Iterable<string>, name: string): Iterable<Buffer> {
  let size = 0;
  for (const text of content) {
    const bytes = Buffer.from(text);
    size += bytes.length;
    requireTellable(size, name);
    yield bytes;
  }
}

function requireTellable(size: number, what: string): void {
  if (size > LIMIT) throw new InputError(`${what} grows past 4 GiB, the most that an XLSX file can hold`);
}
