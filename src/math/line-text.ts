import { powersOfTen } from './number-text.ts';
import type { Workspace } from './workspace.ts';

/** A text among others: where it begins, and its length in bytes. */
export interface TextPlace {
  readonly begin: number;
  readonly length: number;
}

/** A number of each row, written as JavaScript does; NaN is written as null. */
export type NumberColumn = Float64Array;

/** A text of each row: of row i, at 2 * i where it begins among the texts, and then its length. */
export type TextColumn = Int32Array;

/** Texts that stand between quotes; null stands for those without a character. */
export class QuotedColumn {
  readonly texts: TextColumn;

  constructor(texts: TextColumn) {
    this.texts = texts;
  }
}

/** What a line is made of, one after the other; a single text is the same in every line. */
export type LineForm = readonly (TextPlace | NumberColumn | TextColumn | QuotedColumn)[];

/**
 * Begins to write the lines of rows 0 to `rows` - 1; what it returns ends that, and gives them in pieces, which last until
 * the next lines are begun.
 */
export type LineWriter = (rows: number) => () => Uint8Array[];

/**
 * Writes a line for each of many rows, by a kernel and on all threads (kernels/line-text.ts). A row's line has the form that
 * `formOf` tells. All texts stand among `texts`; these, `formOf` and the columns lie in the workspace.
 */
export function kernelLines(
  forms: readonly LineForm[],
  formOf: Int32Array,
  texts: Uint8Array,
  workspace: Workspace,
): LineWriter {
  const powers = powersOfTen(workspace);
  const parts = partsInWorkspace(forms, workspace);
  const needs = forms.map(needOf);
  const places = workspace.ints(2 * blocksOf(formOf.length));
  let out = workspace.bytes(0);
  return (rows) => {
    const room = spread(places, rows, needs, formOf);
    if (room > out.length) out = workspace.bytes(2 * room);
    const blocks = blocksOf(rows);
    const given = [powers, texts, parts, formOf, rows, out, places] as const;
    const finish = workspace.startTogether('writeLines', blocks, ...given);
    return () => {
      finish();
      const lines: Uint8Array[] = [];
      for (let block = 0; block < blocks; block++) {
        lines.push(out.subarray(places[2 * block], places[2 * block + 1]));
      }
      return lines;
    };
  };
}

/** The plain twin of kernelLines. */
export function plainLines(forms: readonly LineForm[], formOf: Int32Array, texts: Uint8Array): LineWriter {
  const needs = forms.map(needOf);
  const places = new Int32Array(2 * blocksOf(formOf.length));
  return (rows) => () => {
    const out = new Uint8Array(spread(places, rows, needs, formOf));
    let at = 0;
    for (let row = 0; row < rows; row++) {
      for (const part of forms[formOf[row]]) {
        if (part instanceof Float64Array) at = writeNumber(out, at, part[row]);
        else if (part instanceof Int32Array) at = copy(texts, part[2 * row], part[2 * row + 1], out, at);
        else if (part instanceof QuotedColumn) at = copyQuoted(texts, part.texts, row, out, at);
        else at = copy(texts, part.begin, part.length, out, at);
      }
    }
    return [out.subarray(0, at)];
  };
}

/** As in kernels/line-text.ts. */
const BLOCK_ROWS = 32;
const MARK = 1;
const NUMBER = 2;
const TEXT = 3;
const QUOTED = 4;
const END = 0;
const PART_WORDS = 3;
/** What a block may overwrite beyond its end. */
const SLACK_BYTES = 128;
/** No number's text is longer. */
const NUMBER_BYTES = 25;
/** What quotes take, or null. */
const QUOTE_BYTES = 4;

function blocksOf(rows: number): number {
  return Math.ceil(rows / BLOCK_ROWS);
}

/** What room the lines of a form need. */
interface Need {
  /** Bytes that each of them may need for numbers and for what is the same in all. */
  readonly bytes: number;
  /** The columns of its further texts. */
  readonly texts: readonly TextColumn[];
}

function needOf(form: LineForm): Need {
  let bytes = 0;
  const texts: TextColumn[] = [];
  for (const part of form) {
    if (part instanceof Int32Array) {
      texts.push(part);
    } else if (part instanceof QuotedColumn) {
      texts.push(part.texts);
      bytes += QUOTE_BYTES;
    } else bytes += part instanceof Float64Array ? NUMBER_BYTES : part.length;
  }
  return { bytes, texts };
}

/** Tells where each block begins, so far apart that its lines have room; answers with the room for all. */
function spread(places: Int32Array, rows: number, needs: readonly Need[], formOf: Int32Array): number {
  let room = 0;
  for (let row = 0; row < rows; row++) {
    if (row % BLOCK_ROWS === 0) {
      places[(2 * row) / BLOCK_ROWS] = room;
      room += SLACK_BYTES;
    }
    const { bytes, texts } = needs[formOf[row]];
    room += bytes;
    for (let j = 0; j < texts.length; j++) room += texts[j][2 * row + 1];
  }
  return room;
}

/** The forms as the kernel reads them: the address of each one's parts, and then the parts of all. */
function partsInWorkspace(forms: readonly LineForm[], workspace: Workspace): Int32Array {
  const words = forms.reduce((sum, form) => sum + PART_WORDS * form.length + 1, forms.length);
  const parts = workspace.ints(words);
  let at = forms.length;
  forms.forEach((form, i) => {
    parts[i] = parts.byteOffset + 4 * at;
    for (const part of form) {
      if (part instanceof Float64Array) parts.set([NUMBER, part.byteOffset, 0], at);
      else if (part instanceof Int32Array) parts.set([TEXT, part.byteOffset, 0], at);
      else if (part instanceof QuotedColumn) parts.set([QUOTED, part.texts.byteOffset, 0], at);
      else parts.set([MARK, part.begin, part.length], at);
      at += PART_WORDS;
    }
    parts[at++] = END;
  });
  return parts;
}

function writeNumber(out: Uint8Array, at: number, value: number): number {
  const text = Number.isNaN(value) ? 'null' : String(value);
  for (let i = 0; i < text.length; i++) out[at + i] = text.charCodeAt(i);
  return at + text.length;
}

function copyQuoted(texts: Uint8Array, column: TextColumn, row: number, out: Uint8Array, at: number): number {
  const length = column[2 * row + 1];
  if (length === 0) return writeNumber(out, at, Number.NaN);
  out[at] = QUOTE;
  const end = copy(texts, column[2 * row], length, out, at + 1);
  out[end] = QUOTE;
  return end + 1;
}

const QUOTE = 34;

function copy(from: Uint8Array, begin: number, length: number, to: Uint8Array, at: number): number {
  for (let i = 0; i < length; i++) to[at + i] = from[begin + i];
  return at + length;
}
