import { isAscii, isUtf8 } from 'node:buffer';
import { readFile } from 'node:fs/promises';
import { checkSummaries } from '../../evaluation/check-summaries.ts';
import { keepTexts } from '../../evaluation/people-texts.ts';
import type { EmployeeId, Summaries } from '../../evaluation/records.ts';
import { notationShown, notationTold } from './decimals.ts';
import type { TextHead } from './delimited.ts';
import { BLANKS } from './engine.ts';
import type { Field } from './fields.ts';
import { idsFrom, type ReadPeople } from './people.ts';
import { NUMBERS, taskLogOptions, travellers } from './read-summary.ts';
import type { ReadOptions } from './read-tasks.ts';
import type { Recognition } from './recognise.ts';
import type { LocalFile } from './source.ts';
import { type DecimalCounts, type SummaryColumns, type SummaryRows, summaryRows } from './summary-rows.ts';

/** Larger files are left to the engine, which need not hold them whole. */
const MOST_BYTES = 1 << 28;
const LONGEST_RECORD = 1 << 20;
/** Smaller files are read before kernels have started. */
const FEWEST_BYTES_FOR_KERNELS = 1 << 12;

/**
 * Reads a file of summaries that has nothing odd about it, as `readSummary` does, without the time that the engine
 * takes to load; one of `fewestBytes` by kernels where nothing at all is odd about it. Null wherever something asks for a
 * closer look: an id that is missing, a number that is none, an empty line, ...
 */
export async function readPlainSummary(
  { name: file, path, size }: LocalFile,
  head: TextHead,
  { places }: Recognition,
  options: ReadOptions,
  fewestBytes = FEWEST_BYTES_FOR_KERNELS,
): Promise<ReadPeople | null> {
  if (taskLogOptions(options).length > 0) return null;
  const place = (field: Field): number => places.get(field) ?? 0;
  const { columns: travelling, notes } = travellers({ name: file, columns: head.header }, places);
  const hasNames = places.has('name');
  const columns: SummaryColumns = {
    texts: [
      place('employee_id'),
      ...(hasNames ? [place('name')] : []),
      ...travelling.map((column) => column.place),
    ],
    numbers: NUMBERS.map(place),
  };
  const used = [...columns.texts, ...columns.numbers];
  if (new Set(used).size < used.length) return null;
  const cut = size < fewestBytes ? null : await summaryRows(path, size, head, columns);
  const read = cut === null ? await readText(path, size, head, columns) : textsFrom(cut);
  if (read === null) return null;

  const { rows, signs, numbers, ids, texts } = read;
  const notation =
    options.decimal === undefined ? notationShown(signs, head.delimiter) : notationTold(options.decimal);
  const others = notation.decimal === 'point' ? signs.commas : signs.points;
  if (others > 0 || (!notation.shown && signs.unclear > 0)) return null;
  const [completedTasks, totalTasks, avgTaskHours] = numbers;
  const firstExtra = hasNames ? 2 : 1;
  const names = once(() => (hasNames ? texts(1) : new Array<null>(rows).fill(null)));
  const summaries: Summaries = {
    get ids() {
      return ids();
    },
    get names() {
      return names();
    },
    completedTasks,
    totalTasks,
    avgTaskHours,
    extras: travelling.map(({ name }, i) => {
      const values = once(() => texts(firstExtra + i));
      return {
        name,
        get values() {
          return values();
        },
      };
    }),
  };
  if (cut !== null) {
    keepTexts(summaries, {
      bytes: cut.bytes,
      starts: cut.starts,
      ids: cut.texts[0],
      idsAreNumbers: cut.idsAreNumbers,
      names: hasNames ? cut.texts[1] : null,
      extras: cut.texts.slice(firstExtra),
    });
    return { summaries, rejected: [], notes: [...notation.notes, ...notes], notation, rowsRead: rows };
  }
  const checked = checkSummaries({
    file,
    ...summaries,
    // the header is row 1
    rows: new Float64Array(rows).fill(2).map((first, i) => first + i),
    columns: {
      employee_id: head.header[place('employee_id')],
      completed_tasks: head.header[place('completed_tasks')],
      total_tasks: head.header[place('total_tasks')],
      avg_task_hours: head.header[place('avg_task_hours')],
    },
  });
  return {
    summaries: checked.summaries,
    rejected: checked.rejected,
    notes: [...notation.notes, ...notes, ...checked.notes],
    notation,
    rowsRead: rows,
  };
}

/** What was read, with texts that are made when they are asked for. */
interface ReadRows {
  readonly rows: number;
  readonly signs: DecimalCounts;
  readonly numbers: readonly Float64Array[];
  ids(): EmployeeId[];
  /** Those of a text column; null where there is none. */
  texts(column: number): (string | null)[];
}

function textsFrom({ rows, signs, numbers, bytes, texts: columns }: SummaryRows): ReadRows {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = once(() => (isAscii(bytes) && bytes.length <= MOST_BYTES ? buffer.toString('latin1') : null));
  const texts = (column: number): (string | null)[] => {
    const places = columns[column];
    const shared = new SharedTexts();
    const text = whole();
    const values = new Array<string | null>(rows).fill(null);
    for (let row = 0; row < rows; row++) {
      const begin = places[2 * row];
      const end = begin + places[2 * row + 1];
      if (begin === end) continue;
      values[row] =
        text === null
          ? buffer.toString('utf8', begin, end)
          : shared.slice({ text, codes: bytes }, begin, end);
    }
    return values;
  };
  return { rows, signs, numbers, ids: once(() => idsFrom(texts(0).map(String))), texts };
}

async function readText(
  path: string,
  size: number,
  head: TextHead,
  { texts: textPlaces, numbers: numberPlaces }: SummaryColumns,
): Promise<ReadRows | null> {
  const records = size > MOST_BYTES ? null : await recordsOf(path, head.offset);
  if (records === null) return null;
  const signs = new DecimalCounter();
  const columns: (Column | null)[] = head.header.map(() => null);
  const textColumns = textPlaces.map(() => new TextColumn());
  const numberColumns = numberPlaces.map(() => new NumberColumn(signs));
  textPlaces.forEach((place, i) => {
    columns[place] = textColumns[i];
  });
  numberPlaces.forEach((place, i) => {
    columns[place] = numberColumns[i];
  });
  const rows = readRows(records, head.delimiter, columns);
  const texts = textColumns.map(({ values }) => values);
  const [ids] = texts;
  if (rows <= 0 || ids.some((id) => id === null || id.startsWith('#'))) return null;
  return {
    rows,
    signs,
    numbers: numberColumns.map(({ values }) => new Float64Array(values)),
    ids: once(() => idsFrom(ids.map(String))),
    texts: (column) => texts[column],
  };
}

/** Makes something when it is first asked for. */
function once<T>(make: () => T): () => T {
  let made: { readonly value: T } | null = null;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
}

/** The records of a file: as a text, and as its character codes, which are looked through faster. */
interface Records {
  readonly text: string;
  readonly codes: Uint8Array | Uint16Array;
}

/** The records of a file; null where they are not UTF-8, or have what no text has. */
async function recordsOf(path: string, offset: number): Promise<Records | null> {
  const bytes = (await readFile(path)).subarray(offset);
  if (!isUtf8(bytes) || bytes.includes(0)) return null;
  if (isAscii(bytes)) return { text: bytes.toString('latin1'), codes: bytes };
  const text = bytes.toString('utf8');
  const { buffer, byteOffset } = Buffer.from(text, 'utf16le');
  return { text, codes: new Uint16Array(buffer, byteOffset, text.length) };
}

interface Column {
  /** Takes the value between two places of the records; false where it is odd. */
  take(records: Records, begin: number, end: number): boolean;
}

/** Gives each column its values; answers with the number of rows, or -1 where something is odd. */
function readRows(records: Records, delimiter: string, columns: readonly (Column | null)[]): number {
  const { text, codes } = records;
  const separator = delimiter.charCodeAt(0);
  const last = columns.length - 1;
  let rows = 0;
  for (let at = 0; at < codes.length; rows++) {
    const start = at;
    for (let field = 0; field <= last; field++) {
      let begin = at;
      let end = at;
      if (codes[at] === QUOTE) {
        begin++;
        let close = text.indexOf('"', begin);
        while (codes[close + 1] === QUOTE && close > 0) close = text.indexOf('"', close + 2);
        if (close < 0) return -1;
        end = close;
        at = close + 1;
      } else {
        for (; at < codes.length; at++) {
          const code = codes[at];
          if (code === separator || code === LF || code === CR) break;
          if (code === QUOTE) return -1;
        }
        end = at;
      }
      if (codes[at] === CR && codes[at + 1] === LF) at++;
      const isLast = at === codes.length || codes[at] === LF;
      if (isLast !== (field === last) || (!isLast && codes[at] !== separator)) return -1;
      at++;
      const column = columns[field];
      if (column !== null && !column.take(records, begin, end)) return -1;
    }
    if (at - start > LONGEST_RECORD) return -1;
  }
  return rows;
}

class TextColumn implements Column {
  readonly values: (string | null)[] = [];
  readonly #shared = new SharedTexts();

  take(records: Records, begin: number, end: number): boolean {
    const raw = this.#shared.slice(records, begin, end);
    const isQuoted = begin > 0 && records.codes[begin - 1] === QUOTE;
    const value = trimmed(isQuoted ? raw.replaceAll('""', '"') : raw);
    this.values.push(value === '' ? null : value);
    return true;
  }
}

/** Texts of a column, each kept once where a column has few different ones: a million departments are not a million texts. */
class SharedTexts {
  readonly #kept: string[] = new Array<string>(KEPT_TEXTS).fill('');
  #tries = 0;
  #found = 0;

  slice({ text, codes }: Records, begin: number, end: number): string {
    if (this.#tries >= ENOUGH_TRIES && this.#found < this.#tries / 2) return text.slice(begin, end);
    this.#tries++;
    let hash = 0;
    for (let at = begin; at < end; at++) hash = Math.imul(hash, 31) + codes[at];
    const place = hash & (KEPT_TEXTS - 1);
    const known = this.#kept[place];
    if (known.length === end - begin && text.startsWith(known, begin)) {
      this.#found++;
      return known;
    }
    const fresh = text.slice(begin, end);
    this.#kept[place] = fresh;
    return fresh;
  }
}

const KEPT_TEXTS = 1024;
const ENOUGH_TRIES = 4096;

class DecimalCounter implements DecimalCounts {
  commas = 0;
  points = 0;
  clearCommas = 0;
  clearPoints = 0;
  unclear = 0;

  /** Counts a number with a sign after its first `whole` digits. */
  count(isComma: boolean, first: number, whole: number, decimals: number): void {
    const clear = decimals !== 3 || whole === 0 || whole > 3 || first === ZERO;
    if (isComma) this.commas++;
    else this.points++;
    if (!clear) this.unclear++;
    else if (isComma) this.clearCommas++;
    else this.clearPoints++;
  }
}

class NumberColumn implements Column {
  readonly values: number[] = [];
  readonly #signs: DecimalCounter;

  constructor(signs: DecimalCounter) {
    this.#signs = signs;
  }

  take(records: Records, begin: number, end: number): boolean {
    const value = begin === end ? Number.NaN : this.#number(records, begin, end);
    this.values.push(value);
    return value !== Infinity;
  }

  /** Infinity for what is no number in plain digits. */
  #number({ text, codes }: Records, begin: number, end: number): number {
    let digits = 0;
    let sign = -1;
    for (let at = begin; at < end; at++) {
      const code = codes[at];
      if (code >= ZERO && code <= NINE) digits = digits * 10 + code - ZERO;
      else if (sign < 0 && (code === POINT || code === COMMA)) sign = at;
      else return Infinity;
    }
    if (sign < 0) return digits <= Number.MAX_SAFE_INTEGER ? digits : Infinity;
    const decimals = end - sign - 1;
    if (decimals === 0) return Infinity;
    const isComma = codes[sign] === COMMA;
    this.#signs.count(isComma, codes[begin], sign - begin, decimals);
    // both are exact, so that their quotient is rounded once, as the number is
    if (digits <= Number.MAX_SAFE_INTEGER && decimals < POWERS.length) return digits / POWERS[decimals];
    return Number(text.slice(begin, end).replace(',', '.'));
  }
}

const POWERS = Float64Array.from({ length: 23 }, (_, i) => Number(`1e${i}`));

/** A text without blanks around it. */
function trimmed(text: string): string {
  let begin = 0;
  let end = text.length;
  while (begin < end && isBlank(text, begin)) begin++;
  while (end > begin && isBlank(text, end - 1)) end--;
  return begin === 0 && end === text.length ? text : text.slice(begin, end);
}

function isBlank(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  return !(code > SPACE && code < DELETE) && BLANKS.includes(text.charAt(at));
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const QUOTE = 34;
const COMMA = 44;
const POINT = 46;
const ZERO = 48;
const NINE = 57;
const DELETE = 127;
