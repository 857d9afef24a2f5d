import { pipeline, Readable } from 'node:stream';
import { crc32, createDeflateRaw } from 'node:zlib';
import { InputError } from '../errors.ts';

/** A file inside an archive; its text is made while it is written. */
export interface ZipEntry {
  readonly name: string;
  readonly content: Iterable<string>;
}

/**
 * A ZIP archive of text files (PKWARE APPNOTE 6.3.3), compressed and written as it is made: nothing but the list of
 * entries is kept in memory. Times are fixed, so that the same content is the same file. Throws InputError where a
 * file or the archive would pass the 4 GiB that the plain format can tell.
 */
export async function* zipChunks(entries: Iterable<ZipEntry>): AsyncIterable<Uint8Array> {
  const directory: Buffer[] = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.from(entry.name);
    const start = offset;
    const header = localHeader(name);
    offset += header.length;
    yield header;

    const tally: Tally = { crc: 0, size: 0 };
    let compressed = 0;
    for await (const chunk of deflated(entry.content, tally)) {
      compressed += chunk.length;
      yield chunk;
    }
    requireTellable(Math.max(tally.size, offset + compressed), entry.name);

    const sizes = descriptor(tally.crc, compressed, tally.size);
    offset += compressed + sizes.length;
    yield sizes;
    directory.push(centralHeader(name, start, tally.crc, compressed, tally.size));
  }
  const central = Buffer.concat(directory);
  requireTellable(offset + central.length, 'the archive');
  yield central;
  yield endOfDirectory(directory.length, central.length, offset);
}

/** What is known of a file when its last byte is written. */
interface Tally {
  crc: number;
  size: number;
}

/** Version 2.0; the sizes follow the data (bit 3); names are UTF-8 (bit 11); deflate; 1 January 1980. */
const COMMON = [20, 0x0808, 8, 0, 0x0021] as const;
const LIMIT = 0xffffffff;

/** An error of the content destroys the compressor with it, so the reader of the compressor sees it. */
function deflated(content: Iterable<string>, tally: Tally): AsyncIterable<Buffer> {
  return pipeline(Readable.from(counted(content, tally)), createDeflateRaw(), () => {});
}

function* counted(content: Iterable<string>, tally: Tally): Iterable<Buffer> {
  for (const text of content) {
    const bytes = Buffer.from(text);
    tally.crc = crc32(bytes, tally.crc);
    tally.size += bytes.length;
    yield bytes;
  }
}

function requireTellable(size: number, what: string): void {
  if (size > LIMIT) throw new InputError(`${what} grows past 4 GiB, the most that an XLSX file can hold`);
}

function localHeader(name: Buffer): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  COMMON.forEach((value, i) => {
    header.writeUInt16LE(value, 4 + 2 * i);
  });
  header.writeUInt16LE(name.length, 26);
  return Buffer.concat([header, name]);
}

function descriptor(crc: number, compressed: number, size: number): Buffer {
  const sizes = Buffer.alloc(16);
  sizes.writeUInt32LE(0x08074b50, 0);
  sizes.writeUInt32LE(crc, 4);
  sizes.writeUInt32LE(compressed, 8);
  sizes.writeUInt32LE(size, 12);
  return sizes;
}

function centralHeader(name: Buffer, start: number, crc: number, compressed: number, size: number): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(20, 4);
  COMMON.forEach((value, i) => {
    header.writeUInt16LE(value, 6 + 2 * i);
  });
  header.writeUInt32LE(crc, 16);
  header.writeUInt32LE(compressed, 20);
  header.writeUInt32LE(size, 24);
  header.writeUInt16LE(name.length, 28);
  header.writeUInt32LE(start, 42);
  return Buffer.concat([header, name]);
}

function endOfDirectory(entries: number, size: number, start: number): Buffer {
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(entries, 8);
  end.writeUInt16LE(entries, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(start, 16);
  return end;
}
