import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline, type Readable } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';
import { InputError } from '../../errors.ts';

/** The files inside of a ZIP archive (PKWARE APPNOTE 6.3), read one by one and never whole. */
export interface ZipArchive {
  has(name: string): boolean;
  /** The bytes of a file, unpacked as they are asked for. Throws InputError where there is none, or it is a bomb. */
  read(name: string): AsyncIterable<Buffer>;
}

interface Entry {
  readonly method: number;
  readonly encrypted: boolean;
  readonly checksum: number;
  readonly packedSize: number;
  readonly offset: number;
}

/** What a packed byte may become, once this much has been unpacked: real sheets stay far below. */
const MOST_GROWTH = 250;
const UNSUSPICIOUS = 64 << 20;

const END = 0x06054b50;
const END_64_LOCATOR = 0x07064b50;
const END_64 = 0x06064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const END_SIZE = 22;
const LONGEST_COMMENT = 0xffff;
const LARGEST_DIRECTORY = 64 << 20;

/** Opens the archive at a path; `name` is what errors call it. Throws InputError where it is damaged. */
export async function openZip(path: string, name: string): Promise<ZipArchive> {
  const entries = await readDirectory(path, name);
  return {
    has: (entry) => entries.has(entry),
    read: (entry) => unpack(path, name, entries.get(entry)),
  };
}

async function* unpack(path: string, name: string, entry: Entry | undefined): AsyncGenerator<Buffer> {
  if (entry === undefined) throw damaged(name, 'a part of it is missing');
  if (entry.encrypted) throw new InputError(`${name} is encrypted: save it without a password`);
  if (entry.method !== 0 && entry.method !== 8) throw damaged(name, 'it is packed in an unusual way');
  const start = await startOfData(path, name, entry);
  const packed = createReadStream(path, { start, end: Math.max(start, start + entry.packedSize - 1) });
  const source: Readable = entry.method === 0 ? packed : pipeline(packed, createInflateRaw(), () => {});
  let size = 0;
  let checksum = 0;
  try {
    for await (const chunk of source) {
      const bytes = Buffer.from(chunk);
      size += bytes.length;
      checksum = crc32(bytes, checksum);
      if (size > UNSUSPICIOUS && size > entry.packedSize * MOST_GROWTH) {
        throw new InputError(
          `${name} unpacks to more than ${MOST_GROWTH} times its size: it is refused as a trap`,
        );
      }
      yield bytes;
    }
    if (checksum !== entry.checksum) throw damaged(name, 'its checksums do not fit');
  } catch (cause) {
    throw cause instanceof InputError ? cause : damaged(name, 'it cannot be unpacked', cause);
  } finally {
    packed.destroy();
  }
}

function damaged(name: string, why: string, cause?: unknown): InputError {
  return new InputError(`${name} is a damaged archive: ${why}`, { cause });
}

/** The local header repeats the name and may have another extra field, so the data begin where only it can tell. */
async function startOfData(path: string, name: string, entry: Entry): Promise<number> {
  const file = await open(path);
  try {
    const header = await bytesAt(file, entry.offset, 30);
    if (header.length < 30 || header.readUInt32LE(0) !== LOCAL)
      throw damaged(name, 'a part of it is not where it should be');
    return entry.offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

async function readDirectory(path: string, name: string): Promise<Map<string, Entry>> {
  const file = await open(path);
  try {
    const { size } = await file.stat();
    const tailStart = Math.max(0, size - END_SIZE - LONGEST_COMMENT);
    const tail = await bytesAt(file, tailStart, size - tailStart);
    let at = tail.length - END_SIZE;
    while (at >= 0 && tail.readUInt32LE(at) !== END) at--;
    if (at < 0) throw damaged(name, 'its end is missing');
    let length = tail.readUInt32LE(at + 12);
    let offset = tail.readUInt32LE(at + 16);
    if (at >= 20 && tail.readUInt32LE(at - 20) === END_64_LOCATOR) {
      const end = await bytesAt(file, Number(tail.readBigUInt64LE(at - 12)), 56);
      if (end.length < 56 || end.readUInt32LE(0) !== END_64) throw damaged(name, 'its end is missing');
      length = Number(end.readBigUInt64LE(40));
      offset = Number(end.readBigUInt64LE(48));
    }
    if (length > LARGEST_DIRECTORY || offset + length > size)
      throw damaged(name, 'its table of contents is not where it should be');
    return entriesOf(await bytesAt(file, offset, length), name);
  } finally {
    await file.close();
  }
}

function entriesOf(directory: Buffer, name: string): Map<string, Entry> {
  const entries = new Map<string, Entry>();
  for (let at = 0; at + 46 <= directory.length; ) {
    if (directory.readUInt32LE(at) !== CENTRAL) throw damaged(name, 'its table of contents cannot be read');
    const nameLength = directory.readUInt16LE(at + 28);
    const extraLength = directory.readUInt16LE(at + 30);
    const nameEnd = at + 46 + nameLength;
    const extra = directory.subarray(nameEnd, nameEnd + extraLength);
    const sizes = {
      size: directory.readUInt32LE(at + 24),
      packedSize: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    };
    const { packedSize, offset } = with64BitSizes(sizes, extra);
    entries.set(directory.toString('utf8', at + 46, nameEnd).replaceAll('\\', '/'), {
      method: directory.readUInt16LE(at + 10),
      encrypted: (directory.readUInt16LE(at + 8) & 1) === 1,
      checksum: directory.readUInt32LE(at + 16),
      packedSize,
      offset,
    });
    at = nameEnd + extraLength + directory.readUInt16LE(at + 32);
  }
  return entries;
}

interface Sizes {
  size: number;
  packedSize: number;
  offset: number;
}

/** Numbers beyond 32 bits stand in the extra field with id 1, in this order, only those that are needed. */
function with64BitSizes(sizes: Sizes, extra: Buffer): Sizes {
  for (let at = 0; at + 4 <= extra.length; at += 4 + extra.readUInt16LE(at + 2)) {
    if (extra.readUInt16LE(at) !== 1) continue;
    let next = at + 4;
    for (const key of ['size', 'packedSize', 'offset'] as const) {
      if (sizes[key] !== 0xffffffff || next + 8 > extra.length) continue;
      sizes[key] = Number(extra.readBigUInt64LE(next));
      next += 8;
    }
  }
  return sizes;
}

async function bytesAt(file: FileHandle, position: number, length: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  return buffer.subarray(0, bytesRead);
}
