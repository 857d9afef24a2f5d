import { open } from 'node:fs/promises';
import { InputError } from '../../errors.ts';

/** How the fields of a text are told apart. */
export type Delimiter = ',' | ';' | '\t' | '|';

export const DELIMITERS: readonly Delimiter[] = [',', ';', '\t', '|'];

export const DELIMITER_NAMES: Readonly<Record<Delimiter, string>> = {
  ',': 'comma',
  ';': 'semicolon',
  '\t': 'tab',
  '|': 'pipe',
};

/** One record of a text. The bytes are a window on the file that moves on: take what is to be kept. */
export interface TextRecord {
  bytes: Buffer;
  /** Its bytes are those from `start` up to `end`; the end of the line is not among them. */
  start: number;
  end: number;
  fields: number;
  state: 'good' | 'empty' | 'open quote' | 'text after quote';
  /** A quote stands where not every reader expects one: inside of an unquoted field, or after a blank. */
  odd: boolean;
  /** Some field begins or ends with what may be a blank, within its quotes if it has any. */
  loose: boolean;
  lineEnd: LineEnd;
}

export type LineEnd = 'LF' | 'CRLF' | 'CR' | 'none';

/** No record may be longer: a quote that is never closed must not swallow the file. */
const LONGEST = 16 << 20;
const STEP = 4 << 20;

const QUOTE = 0x22;
const LF = 0x0a;
const CR = 0x0d;
const SPACE = 0x20;
const TAB = 0x09;

/**
 * Visits the records of a delimited UTF-8 text from byte `offset` on. RFC 4180, leniently: quoted fields may hold
 * delimiters, doubled quotes and line ends; lines end with LF, CRLF or CR; blanks around quotes and quotes inside of
 * unquoted fields are let pass. A record that cannot be read ends with its first line, so that the rest is found
 * again. `pause` is awaited between windows. Takes O(bytes) time and some MiB. Throws InputError for a line beyond 16 MiB.
 */
export async function visitRecords(
  path: string,
  delimiter: Delimiter,
  offset: number,
  visit: (record: TextRecord) => void,
  pause: () => Promise<void> = async () => {},
): Promise<void> {
  const file = await open(path);
  try {
    const record = newRecord();
    let space = Buffer.allocUnsafe(2 * STEP);
    let filled = 0;
    let position = offset;
    for (let ended = false; !ended; ) {
      if (filled + STEP > space.length) space = Buffer.concat([space.subarray(0, filled)], 2 * space.length);
      const { bytesRead } = await file.read(space, filled, STEP, position);
      position += bytesRead;
      filled += bytesRead;
      ended = bytesRead === 0;
      const bytes = space.subarray(0, filled);
      let at = 0;
      for (let next = 0; at < filled; at = next) {
        next = readRecord(bytes, at, ended, delimiter, record);
        if (next < 0) break;
        visit(record);
      }
      space.copyWithin(0, at, filled);
      filled -= at;
      if (filled > LONGEST + STEP) {
        throw new InputError(`a line is longer than ${LONGEST >> 20} MiB: this is no table of text`);
      }
      await pause();
    }
  } finally {
    await file.close();
  }
}

export function newRecord(): TextRecord {
  return {
    bytes: Buffer.alloc(0),
    start: 0,
    end: 0,
    fields: 0,
    state: 'good',
    odd: false,
    loose: false,
    lineEnd: 'none',
  };
}

/**
 * Reads the record that begins at `at` into `record`; answers where the next one begins, or -1 where the bytes end
 * before the record does and the file has not `ended`.
 */
export function readRecord(
  bytes: Buffer,
  at: number,
  ended: boolean,
  delimiter: Delimiter,
  record: TextRecord,
): number {
  const separator = delimiter.charCodeAt(0);
  const length = bytes.length;
  record.bytes = bytes;
  record.start = at;
  record.state = 'good';
  record.odd = false;
  record.loose = false;
  let fields = 1;
  let i = at;
  for (;;) {
    let begin = i;
    while (bytes[begin] === SPACE) begin++;
    if (bytes[begin] === QUOTE) {
      if (begin > i) record.odd = true;
      i = closingQuote(bytes, begin + 1);
      const cutOff = i < 0 || i + 1 >= length;
      if (cutOff && !ended && length - at <= LONGEST) return -1;
      if (i < 0 || i - at > LONGEST) return firstLine(bytes, at, ended, record, 'open quote');
      if (isLoose(bytes, begin + 1, i)) record.loose = true;
      i++;
      while (bytes[i] === SPACE) {
        record.odd = true;
        i++;
      }
      if (i < length && bytes[i] !== separator && bytes[i] !== LF && bytes[i] !== CR) {
        return firstLine(bytes, at, ended, record, 'text after quote');
      }
    } else {
      begin = i;
      for (; i < length; i++) {
        const byte = bytes[i];
        if (byte === separator || byte === LF || byte === CR) break;
        if (byte === QUOTE) record.odd = true;
      }
      if (isLoose(bytes, begin, i)) record.loose = true;
    }
    if (i >= length || bytes[i] !== separator) break;
    fields++;
    i++;
  }
  record.fields = fields;
  return finish(bytes, i, ended, record, separator);
}

/** Control characters and spaces, and the characters of UTF-8 among which all other blanks are: C2.., E2...., EF.... */
function isLoose(bytes: Buffer, start: number, end: number): boolean {
  if (start >= end) return false;
  const first = bytes[start];
  const last = bytes[end - 1];
  if (first <= SPACE || last <= SPACE || first === 0xc2 || first === 0xe2 || first === 0xef) return true;
  if (last < 0x80) return false;
  const third = bytes[end - 3];
  return bytes[end - 2] === 0xc2 || third === 0xe2 || third === 0xef;
}

/** Where the quoted field that begins at `from` is closed, or -1. */
function closingQuote(bytes: Buffer, from: number): number {
  let quote = bytes.indexOf(QUOTE, from);
  while (quote >= 0 && bytes[quote + 1] === QUOTE) quote = bytes.indexOf(QUOTE, quote + 2);
  return quote;
}

function firstLine(
  bytes: Buffer,
  at: number,
  ended: boolean,
  record: TextRecord,
  state: TextRecord['state'],
): number {
  let i = at;
  while (i < bytes.length && bytes[i] !== LF && bytes[i] !== CR) i++;
  record.state = state;
  record.fields = 0;
  return finish(bytes, i, ended, record, -1);
}

/** Notes where the record ends and how; answers where the next one begins, or -1 where that cannot be seen yet. */
function finish(bytes: Buffer, end: number, ended: boolean, record: TextRecord, separator: number): number {
  const unsure = end >= bytes.length || (bytes[end] === CR && end + 1 >= bytes.length);
  if (unsure && !ended) return -1;
  record.end = end;
  if (separator >= 0 && isEmpty(bytes, record.start, end, separator)) record.state = 'empty';
  if (end >= bytes.length) {
    record.lineEnd = 'none';
    return end;
  }
  record.lineEnd = bytes[end] === LF ? 'LF' : bytes[end + 1] === LF ? 'CRLF' : 'CR';
  return end + (record.lineEnd === 'CRLF' ? 2 : 1);
}

function isEmpty(bytes: Buffer, start: number, end: number, separator: number): boolean {
  for (let i = start; i < end; i++) {
    const byte = bytes[i];
    if (byte !== separator && byte !== SPACE && byte !== TAB) return false;
  }
  return true;
}

/** The fields of a good record as text, without the quotes around them. */
export function fieldsOf({ bytes, start, end }: TextRecord, delimiter: Delimiter): string[] {
  const text = bytes.toString('utf8', start, end);
  const fields: string[] = [];
  for (let i = 0; ; i++) {
    let begin = i;
    while (text[begin] === ' ') begin++;
    if (text[begin] === '"') {
      let close = text.indexOf('"', begin + 1);
      while (text[close + 1] === '"') close = text.indexOf('"', close + 2);
      fields.push(text.slice(begin + 1, close).replaceAll('""', '"'));
      i = text.indexOf(delimiter, close);
    } else {
      const next = text.indexOf(delimiter, i);
      fields.push(text.slice(i, next < 0 ? text.length : next));
      i = next;
    }
    if (i < 0) return fields;
  }
}
