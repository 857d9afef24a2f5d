import { kernelNumberText, type NumberText, plainNumberText } from '../math/number-text.ts';
import { Workspace } from '../math/workspace.ts';

/** Below this many numbers, they are written before a kernel that is not there yet has started. */
const FEWEST_NUMBERS = 100_000;
const PIECE_BYTES = 1 << 18;
/** What a number may overwrite. */
const SLACK_BYTES = 128;

/**
 * The text of JSON in UTF-8 pieces, which `work` writes: what it yields comes out. `numbers` says about how many numbers
 * there will be.
 */
export function* jsonPieces<T>(
  numbers: number,
  work: (json: JsonBytes, workspace: Workspace | null) => Iterable<T>,
): Iterable<T> {
  const workspace = Workspace.isReady || numbers >= FEWEST_NUMBERS ? Workspace.open() : null;
  try {
    yield* work(new JsonBytes(PIECE_BYTES, workspace), workspace);
  } finally {
    workspace?.close();
  }
}

/** Writes plain data (no instances, no functions) as JSON.stringify does, but straight to bytes. */
export class JsonBytes {
  /** What is written since the last piece. */
  readonly written: Uint8Array;
  readonly #text: NumberText;
  readonly #room: number;
  readonly #names = new Map<string, Uint8Array>();
  #at = 0;
  #full: Uint8Array<ArrayBuffer>[] = [];

  /** `room`: the bytes of a piece. */
  constructor(room: number, workspace: Workspace | null) {
    const length = room + SLACK_BYTES;
    this.#text = workspace ? kernelNumberText(length, workspace) : plainNumberText(length);
    this.#room = room;
    this.written = this.#text.bytes;
  }

  /** How many bytes are written since the last piece. */
  get length(): number {
    return this.#at;
  }

  /** Takes back what was written last, but for so many bytes since the last piece. */
  cutTo(length: number): void {
    this.#at = length;
  }

  /** Whether so many bytes have room in the piece that is being written. */
  hasRoom(bytes: number): boolean {
    return this.#at + bytes <= this.#room;
  }

  /** The full pieces that were written since they were last taken. */
  taken(): Uint8Array<ArrayBuffer>[] {
    const full = this.#full;
    if (full.length > 0) this.#full = [];
    return full;
  }

  /** The last piece, however full. */
  rest(): Uint8Array<ArrayBuffer>[] {
    this.#flush();
    return this.taken();
  }

  /** Text as it stands, of ASCII characters only. */
  mark(text: string): void {
    if (this.#at + text.length > this.#room) this.#flush();
    const bytes = this.written;
    const at = this.#at;
    for (let i = 0; i < text.length; i++) bytes[at + i] = text.charCodeAt(i);
    this.#at = at + text.length;
  }

  /** Text in UTF-8 as it stands. */
  bytes(from: Uint8Array): void {
    const { length } = from;
    if (this.#at + length > this.#room) this.#flush();
    if (length > this.#room) {
      this.#full.push(from.slice());
      return;
    }
    const bytes = this.written;
    const at = this.#at;
    if (length > LONGEST_LOOP) bytes.set(from, at);
    else for (let i = 0; i < length; i++) bytes[at + i] = from[i];
    this.#at = at + length;
  }

  value(value: unknown): void {
    if (typeof value === 'number') this.#number(value);
    else if (typeof value === 'string') this.#string(value);
    else if (typeof value !== 'object')
      this.mark(value === true ? 'true' : value === false ? 'false' : 'null');
    else if (value === null) this.mark('null');
    else if (Array.isArray(value)) this.#array(value);
    else this.#object(value);
  }

  #number(value: number): void {
    if (this.#at >= this.#room) this.#flush();
    if (Number.isFinite(value)) this.#at = this.#text.write(this.#at, value);
    else this.mark('null');
  }

  #string(value: string): void {
    if (!this.#isPlain(value)) this.bytes(encoder.encode(JSON.stringify(value)));
  }

  /** Whether a text needs no escapes and stands now between quotes. */
  #isPlain(value: string): boolean {
    const { length } = value;
    if (length > LONGEST_PLAIN) return false;
    if (this.#at + length + 2 > this.#room) this.#flush();
    const bytes = this.written;
    let at = this.#at;
    bytes[at++] = QUOTE;
    for (let i = 0; i < length; i++) {
      const code = value.charCodeAt(i);
      if (code < SPACE || code > TILDE || code === QUOTE || code === BACKSLASH) return false;
      bytes[at++] = code;
    }
    bytes[at++] = QUOTE;
    this.#at = at;
    return true;
  }

  #array(values: readonly unknown[]): void {
    this.mark('[');
    for (let i = 0; i < values.length; i++) {
      if (i > 0) this.mark(',');
      this.value(values[i]);
    }
    this.mark(']');
  }

  #object(object: object): void {
    this.mark('{');
    let isFirst = true;
    for (const [name, value] of Object.entries(object)) {
      if (value === undefined) continue;
      if (!isFirst) this.mark(',');
      isFirst = false;
      this.#name(name);
      this.value(value);
    }
    this.mark('}');
  }

  #name(name: string): void {
    let written = this.#names.get(name);
    if (written === undefined) {
      written = encoder.encode(`${JSON.stringify(name)}:`);
      if (this.#names.size < MOST_NAMES) this.#names.set(name, written);
    }
    this.bytes(written);
  }

  #flush(): void {
    if (this.#at > 0) this.#full.push(this.#copy());
    this.#at = 0;
  }

  /** What was written, of memory that may be shared with helper threads, in memory of its own. */
  #copy(): Uint8Array<ArrayBuffer> {
    const copy = new Uint8Array(this.#at);
    copy.set(this.written.subarray(0, this.#at));
    return copy;
  }
}

const encoder = new TextEncoder();
const MOST_NAMES = 2000;
const LONGEST_PLAIN = 1000;
/** Longer text is copied by the engine, which takes longer to begin. */
const LONGEST_LOOP = 100;
const SPACE = 32;
const QUOTE = 34;
const BACKSLASH = 92;
const TILDE = 126;
