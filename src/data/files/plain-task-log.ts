import { isUtf8 } from 'node:buffer';
import { type FileHandle, open } from 'node:fs/promises';
import { threadCount } from '../../math/parallel.ts';
import { Workspace } from '../../math/workspace.ts';
import { ascending } from './ascending.ts';
import { type Notation, notationShown, notationTold } from './decimals.ts';
import type { TextHead } from './delimited.ts';
import type { Field } from './fields.ts';
import { idsFrom, type ReadPeople } from './people.ts';
import { judgeStatuses } from './read-task-log.ts';
import type { ReadOptions } from './read-tasks.ts';
import type { Recognition } from './recognise.ts';
import type { LocalFile } from './source.ts';

/** Bytes of the file that are looked at together, and how long a record may be. */
const WINDOW = 8 << 20;
const LONGEST_RECORD = 1 << 20;
/** As in kernels/task-log.ts and kernels/task-rows.ts. */
const BLOCK = 1 << 16;
const CHUNK = 1 << 14;
const WRITER_HEAD = 96 + 512 * 16;
const PARTITION_SIZE = 16;
const PERSON_SIZE = 64;
/** A row takes up to so many times the room that it has in the file. */
const MOST_GROWTH = 12;
/** Bytes of the file whose rows go to one partition: so many that its tables stay in the processor's cache. */
const PARTITION_BYTES = 3 << 17;
const MOST_PARTITION_BITS = 10;
const ARENA_STEP = 1 << 26;

const ROLES: readonly Field[] = ['employee_id', 'task_id', 'status', 'hours', 'name', 'department'];

/** Words of a log that the kernels share: see kernels/task-log.ts. */
const Word = {
  delimiter: 0,
  columns: 1,
  text: 2,
  limit: 3,
  restart: 4,
  partitionBits: 5,
  writers: 6,
  writerSize: 7,
  arena: 8,
  arenaEnd: 9,
  givenUp: 10,
  tableSlots: 11,
  powers: 12,
  roles: 13,
  blocks: 14,
  found: 15,
  writersEnd: 16,
} as const;

/** Words of a writer. */
const Writer = {
  rows: 1,
  commas: 2,
  points: 3,
  clearCommas: 4,
  clearPoints: 5,
  unclear: 6,
  scratch: 7,
} as const;

/**
 * Counts the tasks of a log that has nothing odd about it, as `readTaskLog` does, many times faster: kernels cut the
 * text on all processors, file its rows by employee, and then count each heap of employees by itself. Null wherever
 * something asks for a closer look: a row to be rejected, a date, several names of one person, doubled quotes, ...
 */
export async function readPlainTaskLog(
  file: LocalFile,
  head: TextHead,
  { places, undecided }: Recognition,
  options: ReadOptions,
): Promise<ReadPeople | null> {
  const { from, to, dateFormat, split } = options;
  const dated = [from, to, dateFormat, split].some((option) => option !== undefined);
  const different = new Set(places.values()).size === places.size;
  if (dated || !different || !places.has('status') || undecided.has('status')) return null;
  const workspace = Workspace.open();
  if (workspace === null) return null;
  try {
    const log = new PlainLog(workspace, file.size, head, places);
    return (await log.read(file.path, head.offset)) ? log.people(head, options, places) : null;
  } catch (error) {
    // the engine makes do with less
    if (error instanceof NoRoom) return null;
    throw error;
  } finally {
    workspace.close();
  }
}

/** The memory that kernels can reach is full. */
class NoRoom extends Error {}

class PlainLog {
  readonly #workspace: Workspace;
  readonly #words: Uint32Array;
  /** Two windows: while one is cut, the other is read. In front of each there is room for the rest of a record. */
  readonly #windows: readonly [Uint8Array, Uint8Array];
  readonly #blocks: Int32Array;
  readonly #writers: Uint32Array[];
  readonly #partitions: number;
  #bytes: DataView;

  constructor(workspace: Workspace, size: number, head: TextHead, places: ReadonlyMap<Field, number>) {
    const bits = Math.ceil(Math.log2(Math.max(1, size / PARTITION_BYTES)));
    this.#partitions = 1 << Math.min(bits, MOST_PARTITION_BITS);
    const area = (bytes: number): Uint32Array => {
      const { buffer, byteOffset, length } = workspace.ints(Math.ceil(bytes / 4)).fill(0);
      return new Uint32Array(buffer, byteOffset, length);
    };
    const words = area(4 * Object.keys(Word).length);
    const roles = area(head.header.length);
    const powers = workspace.floats(23);
    for (let i = 0; i < powers.length; i++) powers[i] = Number(`1e${i}`);
    const roleOf = new Uint8Array(roles.buffer, roles.byteOffset, roles.byteLength);
    ROLES.forEach((field, i) => {
      const place = places.get(field);
      if (place !== undefined) roleOf[place] = 8 * (i + 1);
    });
    const textBytes = Math.min(WINDOW, size) + LONGEST_RECORD;
    const windows = [area(textBytes + 2 * BLOCK), area(textBytes + 2 * BLOCK)].map(
      ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
    );
    const blocks = area(8 * Math.ceil(textBytes / BLOCK + 1));
    const found = area(8 * this.#partitions);
    const writerSize = WRITER_HEAD + PARTITION_SIZE * this.#partitions;
    this.#writers = [];
    const writers = area(writerSize * threadCount());
    for (let i = 0; i < threadCount(); i++) {
      this.#writers.push(writers.subarray((i * writerSize) / 4, ((i + 1) * writerSize) / 4));
    }
    words[Word.delimiter] = head.delimiter.charCodeAt(0);
    words[Word.columns] = head.header.length;
    words[Word.partitionBits] = Math.log2(this.#partitions);
    words[Word.writers] = writers.byteOffset;
    words[Word.writersEnd] = writers.byteOffset + writers.byteLength;
    words[Word.writerSize] = writerSize;
    words[Word.powers] = powers.byteOffset;
    words[Word.roles] = roles.byteOffset;
    words[Word.blocks] = blocks.byteOffset;
    words[Word.found] = found.byteOffset;
    this.#workspace = workspace;
    this.#words = words;
    this.#windows = [windows[0], windows[1]];
    this.#blocks = new Int32Array(blocks.buffer, blocks.byteOffset, blocks.length);
    this.#bytes = new DataView(words.buffer);
  }

  /** Files all rows by employee; false where something is odd about one. */
  async read(path: string, offset: number): Promise<boolean> {
    const file = await open(path);
    let [window, other] = this.#windows;
    let reading = fill(file, other, offset);
    try {
      for (let rest = window.subarray(0, 0), position = offset, ended = false; !ended; ) {
        const bytesRead = await reading;
        position += bytesRead;
        ended = bytesRead === 0;
        [window, other] = [other, window];
        const start = LONGEST_RECORD - rest.length;
        let end = LONGEST_RECORD + bytesRead;
        window.set(rest, start);
        if (!ended) reading = fill(file, other, position);
        else if (end > start) window[end++] = LF;
        const whole = this.#cut(window, start, end);
        if (whole < 0 || end - whole > LONGEST_RECORD || (ended && whole < end)) return false;
        rest = window.subarray(whole, end);
      }
    } finally {
      await reading.catch(() => 0);
      await file.close();
    }
    return this.#writers.some((writer) => writer[Writer.rows] > 0);
  }

  /** Files the records that lie whole between two places; answers where the rest begins, or -1 where one is odd. */
  #cut(window: Uint8Array, start: number, end: number): number {
    const words = this.#words;
    // what a carriage return at the very end is followed by is seen with the next window
    window[end] = LF;
    words[Word.text] = window.byteOffset + start;
    words[Word.limit] = window.byteOffset + end;
    words[Word.restart] = window.byteOffset + end;
    const blocks = Math.ceil((end - start) / BLOCK);
    this.#run('surveyBlocks', blocks);
    let found = 0;
    for (let block = 0, quotes = 0; block < blocks; block++) {
      const count = this.#blocks[2 * block];
      this.#blocks[2 * block] = quotes & 1;
      quotes += count;
      found |= this.#blocks[2 * block + 1];
    }
    if ((found & (NUL | LONE_CR)) !== 0) return -1;
    this.#reserve((end - start) * MOST_GROWTH + this.#partitions * this.#writers.length * CHUNK);
    this.#run('readTaskRows', blocks);
    if (words[Word.givenUp] !== 0) return -1;
    const whole = words[Word.restart] - window.byteOffset;
    return (found & HIGH) === 0 || isUtf8(window.subarray(start, whole)) ? whole : -1;
  }

  /** Everybody, ascending by id; null where something is odd. */
  people(head: TextHead, options: ReadOptions, places: ReadonlyMap<Field, number>): ReadPeople | null {
    const notation = this.#notation(head, options);
    if (notation === null) return null;
    const notes = this.#meanings(options);
    const count = this.#count();
    if (count < 0) return null;
    const ids = idsFrom(this.#texts(count, 0, 4, 24));
    const order = ascending(ids);
    const people = this.#places(count);
    const column = (read: (person: number) => number): Float64Array => {
      const values = new Float64Array(count);
      for (let i = 0; i < count; i++) values[i] = read(people[order[i]]);
      return values;
    };
    const sorted = <T>(values: readonly T[]): T[] => {
      const inOrder: T[] = [];
      for (let i = 0; i < count; i++) inOrder.push(values[order[i]]);
      return inOrder;
    };
    const shown = (field: Field, reference: number): (string | null)[] =>
      places.has(field)
        ? sorted(this.#texts(count, reference, reference + 36, 0)).map((text) => (text === '' ? null : text))
        : new Array<null>(count).fill(null);
    const bytes = this.#bytes;
    return {
      summaries: {
        ids: sorted(ids),
        names: shown('name', 20),
        completedTasks: column((person) => bytes.getUint32(person + 12, true)),
        totalTasks: column((person) => bytes.getUint32(person + 8, true)),
        avgTaskHours: column((person) => bytes.getFloat64(person + 48, true)),
        extras: places.has('department') ? [{ name: 'department', values: shown('department', 24) }] : [],
      },
      rejected: [],
      notes: [...notation.notes, ...notes],
      notation,
      rowsRead: this.#total(Writer.rows),
    };
  }

  #notation({ delimiter }: TextHead, { decimal }: ReadOptions): Notation | null {
    const signs = {
      commas: this.#total(Writer.commas),
      clearCommas: this.#total(Writer.clearCommas),
      clearPoints: this.#total(Writer.clearPoints),
    };
    const notation = decimal === undefined ? notationShown(signs, delimiter) : notationTold(decimal);
    const others = notation.decimal === 'point' ? signs.commas : this.#total(Writer.points);
    const doubtful = notation.shown ? 0 : this.#total(Writer.unclear);
    return others + doubtful === 0 ? notation : null;
  }

  /** Finds out what the statuses mean and leaves it where the kernel looks; answers with what there is to say. */
  #meanings(options: ReadOptions): readonly string[] {
    const slots = this.#writers.flatMap((writer) =>
      Array.from({ length: STATUS_SLOTS }, (_, i) => writer.subarray(24 + 4 * i, 28 + 4 * i)).filter(
        ([at]) => at > 0,
      ),
    );
    const statusOf = ([at, length]: Uint32Array): string =>
      Buffer.from(this.#bytes.buffer, at, length).toString();
    const counts = new Map<string, number>();
    for (const slot of slots) counts.set(statusOf(slot), (counts.get(statusOf(slot)) ?? 0) + slot[2]);
    const byCount = [...counts].sort(
      ([a, m], [b, n]) => n - m || Buffer.compare(Buffer.from(a), Buffer.from(b)),
    );
    const { done, excluded, notes } = judgeStatuses(new Map(byCount), options);
    for (const slot of slots) {
      const status = statusOf(slot);
      slot[2] = done.includes(status) ? 1 : excluded.includes(status) ? 2 : 0;
    }
    return notes;
  }

  /** Counts each partition; answers how many people there are, or -1 where something is odd. */
  #count(): number {
    let most = 0;
    for (let i = 0; i < this.#partitions; i++) {
      const rows = this.#writers.reduce((sum, writer) => sum + writer[WRITER_HEAD / 4 + 4 * i + 2], 0);
      most = Math.max(most, rows);
    }
    const slots = 2 ** (33 - Math.clz32(most));
    const bytes = slots * 16 + most * PERSON_SIZE;
    for (const writer of this.#writers) writer[Writer.scratch] = this.#grow(bytes).byteOffset;
    this.#words[Word.tableSlots] = slots;
    this.#reserve(this.#total(Writer.rows) * PERSON_SIZE);
    this.#run('countTasks', this.#partitions);
    if (this.#words[Word.givenUp] !== 0) return -1;
    return this.#found().reduce((sum, [, people]) => sum + people, 0);
  }

  /** Where each partition's people are, and how many. */
  #found(): [address: number, people: number][] {
    const from = this.#words[Word.found];
    return Array.from({ length: this.#partitions }, (_, i) => [
      this.#bytes.getUint32(from + 8 * i, true),
      this.#bytes.getUint32(from + 8 * i + 4, true),
    ]);
  }

  /** The address of each person. */
  #places(count: number): Uint32Array {
    const places = new Uint32Array(count);
    let next = 0;
    for (const [address, people] of this.#found()) {
      for (let i = 0; i < people; i++) places[next++] = address + i * PERSON_SIZE;
    }
    return places;
  }

  /** A text of each person, given where its address and its length stand; empty where there is none. */
  #texts(count: number, reference: number, lengthAt: number, offset: number): string[] {
    const places = this.#places(count);
    const bytes = this.#bytes;
    const memory = new Uint8Array(bytes.buffer);
    let size = count;
    for (const person of places) size += bytes.getUint16(person + lengthAt, true);
    const joined = Buffer.alloc(size);
    let end = 0;
    for (const person of places) {
      const from = bytes.getUint32(person + reference, true) + offset;
      const length = bytes.getUint16(person + lengthAt, true);
      for (let i = 0; i < length; i++) joined[end++] = memory[from + i];
      end++;
    }
    return joined.toString('utf8', 0, end - 1).split('\0');
  }

  #total(word: number): number {
    return this.#writers.reduce((sum, writer) => sum + writer[word], 0);
  }

  /** Sees to it that the kernels find so much room. */
  #reserve(bytes: number): void {
    const words = this.#words;
    if (words[Word.arenaEnd] - words[Word.arena] >= bytes) return;
    const more = this.#grow(Math.max(bytes, ARENA_STEP));
    // what was reserved before goes on where it ended, unless something else was allocated since
    if (more.byteOffset - words[Word.arenaEnd] > 1024) words[Word.arena] = more.byteOffset;
    words[Word.arenaEnd] = more.byteOffset + more.byteLength;
  }

  #grow(bytes: number): Int32Array {
    try {
      const more = this.#workspace.ints(Math.ceil(bytes / 4));
      this.#bytes = new DataView(more.buffer);
      return more;
    } catch (cause) {
      throw new NoRoom('', { cause });
    }
  }

  #run(kernel: 'surveyBlocks' | 'readTaskRows' | 'countTasks', blocks: number): void {
    this.#workspace.run(kernel, blocks, this.#words.byteOffset);
  }
}

/** Reads until a window is full or the file ends; answers how many bytes. */
async function fill(file: FileHandle, window: Uint8Array, position: number): Promise<number> {
  const room = window.length - LONGEST_RECORD - 2 * BLOCK;
  let filled = 0;
  while (filled < room) {
    const at = LONGEST_RECORD + filled;
    const { bytesRead } = await file.read(window, at, room - filled, position + filled);
    if (bytesRead === 0) break;
    filled += bytesRead;
  }
  return filled;
}

const LF = 10;
const HIGH = 1;
const NUL = 2;
const LONE_CR = 4;
const STATUS_SLOTS = 512;
