import { isUtf8 } from 'node:buffer';
import { open } from 'node:fs/promises';
import { Workspace } from '../../math/workspace.ts';
import type { DecimalSigns } from './decimals.ts';
import type { TextHead } from './delimited.ts';

/** What columns hold, by their place: texts, of which the first is the id, and tasks completed, tasks in all, hours. */
export interface SummaryColumns {
  readonly texts: readonly number[];
  readonly numbers: readonly number[];
}

/** How the numbers of a file are written. */
export interface DecimalCounts extends DecimalSigns {
  readonly points: number;
  readonly unclear: number;
}

/** The rows of a file of summaries, as bytes. */
export interface SummaryRows {
  readonly rows: number;
  /** The records of the file: UTF-8 that stands between the quotes of JSON as it is. */
  readonly bytes: Uint8Array;
  /** Where each record begins, and where the last one ends. */
  readonly starts: Uint32Array;
  /** Of each text column: of row i, at 2 * i where the text begins, and then its length, 0 where there is none. */
  readonly texts: readonly Int32Array[];
  readonly numbers: readonly Float64Array[];
  readonly signs: DecimalCounts;
  /** Whether each id is a whole number of at most 15 digits as a computer would write it. */
  readonly idsAreNumbers: boolean;
}

/** Larger files are left to the engine, and so is what kernels find no room for. */
const MOST_BYTES = 1 << 30;
/** As in kernels/summary-rows.ts. */
const BLOCK = 1 << 16;
const BLOCK_WORDS = 8;
const FIRST_NUMBER = 0x4000;
const HIGH = 1;
const ODD = 2;
const LF = 10;

/** Words that the kernels share, and of each block. */
const WORDS = 16;
const Word = { rows: 11, givenUp: 12 } as const;
const Block = {
  record: 0,
  found: 1,
  commas: 2,
  points: 3,
  clearCommas: 4,
  clearPoints: 5,
  unclear: 6,
  otherIds: 7,
};

/**
 * Cuts a file of summaries into columns, by kernels and on all threads, where nothing at all is odd about it: no quotes, no
 * id twice, no number that is to be rejected. Null for all other files, and where there are no kernels.
 */
export async function summaryRows(
  path: string,
  size: number,
  head: TextHead,
  columns: SummaryColumns,
): Promise<SummaryRows | null> {
  if (size - head.offset > MOST_BYTES) return null;
  const workspace = Workspace.open();
  if (workspace === null) return null;
  try {
    const text = await textOf(path, size, head.offset, workspace);
    const rows = cut(text, head, columns, workspace);
    if (rows === null || hasTwins(text, rows.found.texts[0], rows.hashes)) return null;
    if (!workspace.isLarge) return copyOf(rows.found);
    workspace.leave();
    return rows.found;
  } catch (error) {
    // the memory that kernels can reach is full
    if (error instanceof RangeError) return null;
    throw error;
  } finally {
    workspace.close();
  }
}

/** The file from a place on, with a line feed at its end; how much is there may have changed by now. */
async function textOf(path: string, size: number, offset: number, workspace: Workspace): Promise<Uint8Array> {
  const text = workspace.bytes(size - offset + BLOCK);
  const file = await open(path);
  try {
    let length = 0;
    for (;;) {
      const { bytesRead } = await file.read(text, length, size - offset - length, offset + length);
      length += bytesRead;
      if (bytesRead === 0 || length === size - offset) break;
    }
    if (length > 0 && text[length - 1] !== LF) text[length++] = LF;
    return text.subarray(0, length);
  } finally {
    await file.close();
  }
}

interface Cut {
  readonly found: SummaryRows;
  readonly hashes: Uint32Array;
}

function cut(
  text: Uint8Array,
  { delimiter, header }: TextHead,
  columns: SummaryColumns,
  workspace: Workspace,
): Cut | null {
  const blocks = Math.ceil(text.length / BLOCK);
  const ofBlocks = workspace.ints(BLOCK_WORDS * blocks).fill(0);
  const words = unsigned(workspace.ints(WORDS).fill(0));
  const roles = workspace.ints(header.length).fill(0);
  const roleOf = new Uint16Array(roles.buffer, roles.byteOffset, header.length);
  columns.texts.forEach((place, i) => {
    roleOf[place] = 1 + i;
  });
  columns.numbers.forEach((place, i) => {
    roleOf[place] = FIRST_NUMBER + i;
  });
  const powers = workspace.floats(23);
  for (let i = 0; i < powers.length; i++) powers[i] = Number(`1e${i}`);
  words.set([
    delimiter.charCodeAt(0),
    header.length,
    text.byteOffset,
    text.byteOffset + text.length,
    roles.byteOffset,
    ofBlocks.byteOffset,
    powers.byteOffset,
  ]);

  workspace.runHeavy('countRecords', blocks, words.byteOffset);
  let rows = 0;
  let found = 0;
  for (let at = 0; at < ofBlocks.length; at += BLOCK_WORDS) {
    found |= ofBlocks[at + Block.found];
    const records = ofBlocks[at + Block.record];
    ofBlocks[at + Block.record] = rows;
    rows += records;
  }
  if (rows === 0 || (found & ODD) !== 0 || ((found & HIGH) !== 0 && !isUtf8(text))) return null;

  const numbers = workspace.floats(columns.numbers.length * rows);
  const texts = workspace.ints(2 * columns.texts.length * rows);
  const starts = unsigned(workspace.ints(rows + 1));
  const hashes = unsigned(workspace.ints(rows));
  starts[rows] = text.length;
  words.set(
    [numbers, texts, starts, hashes].map(({ byteOffset }) => byteOffset),
    7,
  );
  words[Word.rows] = rows;
  workspace.runHeavy('readSummaryRows', blocks, words.byteOffset);
  if (words[Word.givenUp] !== 0) return null;

  const total = (word: number): number => {
    let sum = 0;
    for (let at = word; at < ofBlocks.length; at += BLOCK_WORDS) sum += ofBlocks[at];
    return sum;
  };
  return {
    found: {
      rows,
      bytes: text,
      starts,
      texts: columns.texts.map((_, i) => texts.subarray(2 * i * rows, 2 * (i + 1) * rows)),
      numbers: columns.numbers.map((_, i) => numbers.subarray(i * rows, (i + 1) * rows)),
      signs: {
        commas: total(Block.commas),
        points: total(Block.points),
        clearCommas: total(Block.clearCommas),
        clearPoints: total(Block.clearPoints),
        unclear: total(Block.unclear),
      },
      idsAreNumbers: total(Block.otherIds) === 0,
    },
    hashes,
  };
}

function copyOf(rows: SummaryRows): SummaryRows {
  return {
    ...rows,
    bytes: new Uint8Array(rows.bytes),
    starts: new Uint32Array(rows.starts),
    texts: rows.texts.map((column) => new Int32Array(column)),
    numbers: rows.numbers.map((column) => new Float64Array(column)),
  };
}

/**
 * Whether an id stands twice among the bytes, each at 2 * row of `ids` with its length behind: of those whose hashes fall on
 * the same of many bits, the texts are compared.
 */
export function hasTwins(bytes: Uint8Array, ids: Int32Array, hashes: Uint32Array): boolean {
  const rows = hashes.length;
  const shift = Math.max(0, Math.clz32(rows) - 6);
  const seen = new Uint32Array(2 ** (27 - shift));
  const shared = new Uint32Array(seen.length);
  for (let row = 0; row < rows; row++) {
    const place = hashes[row] >>> shift;
    const bit = 1 << (place & 31);
    if ((seen[place >>> 5] & bit) !== 0) shared[place >>> 5] |= bit;
    seen[place >>> 5] |= bit;
  }
  const texts = new Set<string>();
  let candidates = 0;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < rows; row++) {
    const place = hashes[row] >>> shift;
    if ((shared[place >>> 5] & (1 << (place & 31))) === 0) continue;
    const begin = ids[2 * row];
    texts.add(buffer.toString('latin1', begin, begin + ids[2 * row + 1]));
    candidates++;
  }
  return texts.size < candidates;
}

function unsigned({ buffer, byteOffset, length }: Int32Array): Uint32Array {
  return new Uint32Array(buffer, byteOffset, length);
}
