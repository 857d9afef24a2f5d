import { open } from 'node:fs/promises';
import { InputError, type Problem } from '../../errors.ts';
import { clip } from '../../evaluation/clip.ts';
import type { Encoding } from './encoding.ts';
import {
  DELIMITER_NAMES,
  DELIMITERS,
  type Delimiter,
  fieldsOf,
  type LineEnd,
  newRecord,
  readRecord,
  type TextRecord,
  visitRecords,
} from './records-of-text.ts';
import { SAMPLE_ROWS } from './table.ts';

/** What a delimited text holds, seen in one pass over it. */
export interface Survey {
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  /** The row of the header as a spreadsheet shows it. */
  readonly headerRow: number;
  /** Records that have as many fields as the header. */
  readonly records: number;
  readonly emptyRows: number;
  readonly rejected: readonly Problem[];
  /** In bytes. */
  readonly longestRecord: number;
  /**
   * Any reader would find the same records in the file as it stands: no record is rejected or empty, quotes stand
   * where they should and all lines end alike; so that record k, counted from 0, is in row headerRow + 1 + k.
   */
  readonly plain: boolean;
  /** No field has a blank before or after it. */
  readonly tight: boolean;
}

const SAMPLE = 1 << 20;
const SAMPLE_RECORDS = 200;
const BYTE_ORDER_MARK = Buffer.from('\ufeff');
const MOST_COLUMNS = 16_384;

/**
 * Looks a delimited UTF-8 text through: which delimiter (unless it is given), which header, and which records cannot
 * be read. Throws InputError where there is no header, or more than 16,384 columns.
 */
export async function surveyText(name: string, path: string, given?: Delimiter): Promise<Survey> {
  const { delimiter, offset, announced } = dialectOf(await sampleOf(path), given);
  let header: readonly string[] | null = null;
  let headerRow = 0;
  let row = 0;
  let records = 0;
  let emptyRows = 0;
  let emptySinceRecord = 0;
  let longestRecord = 0;
  let tight = true;
  let regular = !announced;
  const lineEnds = new Set<LineEnd>();
  const rejected: Problem[] = [];

  await visitRecords(path, delimiter, offset, (record) => {
    row++;
    const { state, fields, odd, lineEnd } = record;
    if (lineEnd !== 'none') lineEnds.add(lineEnd);
    if (state === 'empty') {
      emptySinceRecord++;
      if (header === null || record.end > record.start) regular = false;
      return;
    }
    if (emptySinceRecord > 0) {
      emptyRows += header === null ? 0 : emptySinceRecord;
      emptySinceRecord = 0;
      regular = false;
    }
    if (odd) regular = false;
    longestRecord = Math.max(longestRecord, record.end - record.start);
    if (header === null) {
      if (state !== 'good') {
        throw new InputError(`${name}: the header in row ${row} cannot be read: ${whyUnreadable(state)}`);
      }
      header = fieldsOf(record, delimiter);
      headerRow = row;
    } else if (state === 'good' && fields === header.length) {
      records++;
      if (record.loose) tight = false;
    } else {
      const reason =
        state === 'good' ? whyMiscounted(fields, header.length, delimiter) : whyUnreadable(state);
      rejected.push({ file: name, row, value: clip(rawText(record)), reason });
    }
  });

  if (header === null) throw new InputError(`${name} is empty: it has blank lines only`);
  const columns: readonly string[] = header;
  if (columns.length > MOST_COLUMNS) {
    throw new InputError(`${name} has ${columns.length} columns; up to ${MOST_COLUMNS} are read`);
  }
  if (records === 0 && rejected.length > 0) {
    const [{ row: at, reason }] = rejected;
    throw new InputError(`${name}: no row can be read; row ${at} ${reason}`, {
      problems: rejected.slice(0, 20),
    });
  }
  const plain = regular && rejected.length === 0 && lineEnds.size <= 1 && columns.length > 1;
  return { delimiter, header: columns, headerRow, records, emptyRows, rejected, longestRecord, plain, tight };
}

/** How a delimited UTF-8 text begins. */
export interface TextHead {
  readonly delimiter: Delimiter;
  readonly header: readonly string[];
  /** The byte at which its records begin. */
  readonly offset: number;
}

/** How a text begins where its first line is its header and nothing about it is odd; null where it does not. */
export async function plainHead(path: string, given?: Delimiter): Promise<TextHead | null> {
  const sampled = await sampleOf(path);
  const { sample } = sampled;
  const { delimiter, offset, announced } = dialectOf(sampled, given);
  const record = newRecord();
  const next = readRecord(sample, offset, false, delimiter, record);
  if (announced || next < 0 || record.state !== 'good' || record.odd || record.fields < 2) return null;
  if (record.lineEnd === 'CR') return null;
  return { delimiter, header: fieldsOf(record, delimiter), offset: next };
}

/** The values of the first good records after the header. */
export async function firstRecords(
  path: string,
  delimiter: Delimiter,
  columns: number,
): Promise<(string | null)[][]> {
  const sampled = await sampleOf(path);
  const { sample, whole } = sampled;
  const { offset } = dialectOf(sampled, delimiter);
  const record = newRecord();
  const rows: string[][] = [];
  for (let at = offset; at < sample.length && rows.length <= SAMPLE_ROWS; ) {
    at = readRecord(sample, at, whole, delimiter, record);
    if (at < 0) break;
    if (record.state === 'good' && (rows.length === 0 || record.fields === columns))
      rows.push(fieldsOf(record, delimiter));
  }
  return rows.slice(1).map((row) => row.map((value) => value.trim() || null));
}

/** The format in words: "CSV (semicolon, Windows-1252)". */
export function delimitedFormat(delimiter: Delimiter, encoding: Encoding): string {
  return `${delimiter === '\t' ? 'TSV' : 'CSV'} (${DELIMITER_NAMES[delimiter]}, ${encoding})`;
}

/** Writes the good records, without the header, as plain text: the number of the row first, quotes where they should be. */
export async function writePlain(path: string, survey: Survey, copy: string): Promise<void> {
  const { delimiter, header, headerRow } = survey;
  const { offset } = dialectOf(await sampleOf(path), delimiter);
  const out = await open(copy, 'w', 0o600);
  try {
    let row = 0;
    let parts: Buffer[] = [];
    const collect = (record: TextRecord): void => {
      row++;
      if (row <= headerRow || record.state !== 'good' || record.fields !== header.length) return;
      const text = record.odd
        ? Buffer.from(fieldsOf(record, delimiter).map(quotedField).join(delimiter))
        : Buffer.from(record.bytes.subarray(record.start, record.end));
      parts.push(Buffer.from(`${row}${delimiter}`), text, NEWLINE);
    };
    await visitRecords(path, delimiter, offset, collect, async () => {
      await out.writev(parts);
      parts = [];
    });
  } finally {
    await out.close();
  }
}

const NEWLINE = Buffer.from('\n');

function quotedField(field: string): string {
  return `"${field.replaceAll('"', '""')}"`;
}

/** The text of a record as it stands, no more of it than can be shown. */
function rawText({ bytes, start, end }: TextRecord): string {
  return bytes.toString('utf8', start, Math.min(end, start + 1000));
}

function whyUnreadable(state: TextRecord['state']): string {
  return state === 'open quote'
    ? 'has a quote that is never closed'
    : 'has text after a closing quote (a quote inside of quotes must be doubled)';
}

function whyMiscounted(fields: number, expected: number, delimiter: Delimiter): string {
  const values = fields === 1 ? '1 value' : `${fields} values`;
  const hint =
    fields > expected ? `: a value with a ${DELIMITER_NAMES[delimiter]} in it must stand in quotes` : '';
  return `has ${values} where the header has ${expected}${hint}`;
}

interface Dialect {
  readonly delimiter: Delimiter;
  /** Where the records begin: after a byte order mark and a line that only names the delimiter. */
  readonly offset: number;
  /** There is such a line (`sep=;`). Spreadsheets do not count it. */
  readonly announced: boolean;
}

function dialectOf({ sample, whole }: Sample, given: Delimiter | undefined): Dialect {
  const offset = sample.subarray(0, 3).equals(BYTE_ORDER_MARK) ? 3 : 0;
  const named = /^sep=([,;\t|])(?:\r\n|\n|\r)/i.exec(sample.toString('latin1', offset, offset + 16));
  if (named !== null) {
    const delimiter = given ?? DELIMITERS.find((candidate) => candidate === named[1]) ?? ',';
    return { delimiter, offset: offset + named[0].length, announced: true };
  }
  const text = sample.subarray(offset);
  return { delimiter: given ?? likeliestDelimiter(text, whole), offset, announced: false };
}

/** How a text begins, and whether that is all of it. */
interface Sample {
  readonly sample: Buffer;
  readonly whole: boolean;
}

async function sampleOf(path: string): Promise<Sample> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(SAMPLE), 0, SAMPLE, 0);
    return { sample: buffer.subarray(0, bytesRead), whole: bytesRead < SAMPLE };
  } finally {
    await file.close();
  }
}

/** The delimiter that cuts the header into at least two fields and most records into as many; of equals, into most. */
function likeliestDelimiter(text: Buffer, whole: boolean): Delimiter {
  let best: Delimiter = ',';
  let bestShare = 0;
  let bestFields = 1;
  const present = DELIMITERS.filter((delimiter) => text.includes(delimiter));
  const enough = present.length > 1 ? SAMPLE_RECORDS : 1;
  for (const delimiter of present) {
    const counts = fieldCounts(text, whole, delimiter, enough);
    const fields = counts[0] ?? 1;
    if (fields < 2) continue;
    const share = counts.filter((count) => count === fields).length / counts.length;
    if (share > bestShare || (share === bestShare && fields > bestFields)) {
      best = delimiter;
      bestShare = share;
      bestFields = fields;
    }
  }
  return best;
}

/** How many fields the first `most` records have that are not empty. */
function fieldCounts(text: Buffer, whole: boolean, delimiter: Delimiter, most: number): number[] {
  const record = newRecord();
  const counts: number[] = [];
  for (let at = 0; at < text.length && counts.length < most; ) {
    const next = readRecord(text, at, whole, delimiter, record);
    if (next < 0) break;
    if (record.state !== 'empty') counts.push(record.fields);
    at = next;
  }
  return counts;
}
