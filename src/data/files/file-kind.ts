import { open } from 'node:fs/promises';
import { extname } from 'node:path';
import { InputError } from '../../errors.ts';
import type { LocalFile } from './source.ts';

/** The kinds of file that are read. Delimited is CSV, TSV and their like. */
export type FileKind = 'delimited' | 'json' | 'parquet' | 'xlsx';

const READABLE = 'Evenhand reads CSV, TSV, JSON, NDJSON, Parquet and XLSX';

const BY_EXTENSION: Readonly<Record<string, FileKind>> = {
  '.csv': 'delimited',
  '.tsv': 'delimited',
  '.tab': 'delimited',
  '.psv': 'delimited',
  '.json': 'json',
  '.ndjson': 'json',
  '.jsonl': 'json',
  '.parquet': 'parquet',
  '.xlsx': 'xlsx',
  '.xlsm': 'xlsx',
};

const NAMES: Readonly<Record<FileKind, string>> = {
  delimited: 'delimited text',
  json: 'JSON',
  parquet: 'a Parquet file',
  xlsx: 'an XLSX workbook',
};

/** Files that are often handed over by mistake, by the bytes they begin with. */
const FOREIGN: readonly (readonly [bytes: readonly number[], what: string])[] = [
  [[0x25, 0x50, 0x44, 0x46], 'a PDF document'],
  [[0x89, 0x50, 0x4e, 0x47], 'a PNG image'],
  [[0xff, 0xd8, 0xff], 'a JPEG image'],
  [[0x47, 0x49, 0x46, 0x38], 'a GIF image'],
  [[0x42, 0x4d], 'a BMP image'],
  [[0x49, 0x49, 0x2a, 0x00], 'a TIFF image'],
  [[0x4d, 0x4d, 0x00, 0x2a], 'a TIFF image'],
  [[0x52, 0x49, 0x46, 0x46], 'an image, a sound or a film (RIFF)'],
  [
    [0xd0, 0xcf, 0x11, 0xe0],
    'an old Office file (.xls, .doc) or an encrypted workbook: save it as plain XLSX',
  ],
  [[0x1f, 0x8b], 'compressed with gzip: unpack it first, for example gunzip -c FILE | evenhand ... -'],
  [[0x42, 0x5a, 0x68], 'compressed with bzip2: unpack it first'],
  [[0xfd, 0x37, 0x7a, 0x58, 0x5a], 'compressed with xz: unpack it first'],
  [[0x28, 0xb5, 0x2f, 0xfd], 'compressed with zstd: unpack it first'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'a 7z archive: unpack it first'],
  [[0x52, 0x61, 0x72, 0x21], 'a RAR archive: unpack it first'],
  [[0x53, 0x51, 0x4c, 0x69, 0x74, 0x65, 0x20], 'an SQLite database'],
  [[0x7f, 0x45, 0x4c, 0x46], 'a program'],
  [[0x4d, 0x5a, 0x90], 'a program'],
  [[0x7b, 0x5c, 0x72, 0x74, 0x66], 'an RTF document'],
];

/**
 * What kind of file this is, from its first bytes; its name's ending decides between the kinds of text. Throws
 * InputError that says what the file is where it is none of these, is empty, or is another kind than its name says.
 */
export async function fileKindOf(file: LocalFile): Promise<FileKind> {
  if (file.size === 0) throw new InputError(`${file.name} is empty`);
  const head = await headOf(file.path);
  const named = BY_EXTENSION[extname(file.name).toLowerCase()];
  const binary = kindOfBytes(head);
  if (binary?.foreign !== undefined) throw new InputError(`${file.name} is ${binary.foreign}. ${READABLE}`);
  if (binary === null && named !== 'parquet' && named !== 'xlsx') return kindOfText(file, head, named);
  if (named !== undefined && named !== binary?.kind) {
    const what = binary === null ? 'does not begin like' : `is ${NAMES[binary.kind]}, not`;
    throw new InputError(`${file.name} ${what} ${NAMES[named]}: give it the ending that tells what it is`);
  }
  return binary?.kind ?? 'delimited';
}

async function headOf(path: string): Promise<Buffer> {
  const handle = await open(path);
  try {
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(4096), 0, 4096, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

interface Binary {
  readonly kind: FileKind;
  /** What it is where it is nothing that is read. */
  readonly foreign?: string;
}

/** What the first bytes say for sure; null for what may be text. */
function kindOfBytes(head: Buffer): Binary | null {
  const ascii = head.toString('latin1');
  if (ascii.startsWith('PAR1')) return { kind: 'parquet' };
  if (ascii.startsWith('PARE')) return { kind: 'parquet', foreign: 'an encrypted Parquet file' };
  if (ascii.startsWith('PK\x03\x04')) return { kind: 'xlsx', ...foreignZip(ascii) };
  const foreign = FOREIGN.find(([bytes]) => bytes.every((byte, i) => head[i] === byte));
  if (foreign === undefined) return null;
  // two letters are too few to condemn a text: a BMP image has zeros, too
  if (foreign[1] === 'a BMP image' && !head.subarray(0, 30).includes(0)) return null;
  return { kind: 'delimited', foreign: foreign[1] };
}

function foreignZip(ascii: string): { foreign?: string } {
  if (ascii.includes('mimetypeapplication/vnd.oasis.opendocument.spreadsheet')) {
    return { foreign: 'an OpenDocument spreadsheet: save it as XLSX or CSV' };
  }
  if (ascii.includes('mimetypeapplication/vnd.oasis')) return { foreign: 'an OpenDocument file' };
  if (ascii.includes('word/')) return { foreign: 'a Word document' };
  if (ascii.includes('ppt/')) return { foreign: 'a PowerPoint presentation' };
  return {};
}

function kindOfText(file: LocalFile, head: Buffer, named: FileKind | undefined): FileKind {
  // zeros are dropped so that UTF-16 can be looked at, too
  const start = head
    .toString('latin1')
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart();
  if (start === '' && file.size <= head.length)
    throw new InputError(`${file.name} is empty: it has blank lines only`);
  if (/^<!doctype html|^<html/i.test(start)) {
    throw new InputError(`${file.name} is a web page (HTML): export the data as CSV or XLSX. ${READABLE}`);
  }
  if (/^<\?xml/i.test(start)) throw new InputError(`${file.name} is XML. ${READABLE}`);
  const looksLikeJson = /^(?:\[\s*(?:[[{\]"\d-]|$|true|false|null)|\{\s*(?:["}]|$))/.test(start);
  if (named === 'delimited') {
    if (/^(?:\[\s*\{\s*"|\{\s*")/.test(start)) {
      throw new InputError(`${file.name} is JSON, not delimited text: give it the ending .json or .ndjson`);
    }
    return 'delimited';
  }
  if (named === 'json' && !looksLikeJson) {
    throw new InputError(`${file.name} is not JSON: it begins neither with [ nor with {`);
  }
  return looksLikeJson ? 'json' : 'delimited';
}
