import { isUtf8 } from 'node:buffer';
import { InputError } from '../errors.ts';

/** How deep arrays and objects may lie in each other: records need 2, a standard 6. */
const MAX_DEPTH = 32;

/** How many values a body may hold, so that what is made of it fits a worker's memory: 2 million people of 7 fields. */
export const MAX_VALUES = 16_000_000;

/**
 * The value of JSON bytes, as JSON.parse gives it. Throws InputError `not_json`, with line and column, where the
 * bytes are not UTF-8 or not JSON, lie deeper than 32 levels, or give one name twice in an object: JSON leaves open
 * which of the two counts, and a number about a person is no place to guess. Throws InputError `too_large` beyond
 * 16 million values. One pass over the bytes and JSON.parse; the slow reading that knows the place happens only where
 * something is wrong.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!isUtf8(buffer)) throw notUtf8(buffer);
  const { depth, names, values } = shapeOf(bytes);
  if (values > MAX_VALUES) {
    throw new InputError(`the body holds more than ${MAX_VALUES} values: send it in several parts`, {
      code: 'too_large',
    });
  }
  const text = withoutByteOrderMark(buffer.toString('utf8'));
  if (depth > MAX_DEPTH) throw notJson(text, findFault(text));
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw notJson(text, findFault(text));
  }
  if (namesIn(value) < names) throw notJson(text, findFault(text));
  return value;
}

/** What is wrong with a JSON text, and at which character. */
interface Fault {
  readonly at: number;
  readonly reason: string;
}

/** The first fault of a text by the grammar of RFC 8259; null where there is none. */
export function findFault(text: string): Fault | null {
  const reader = new FaultReader(text);
  try {
    reader.document();
    return null;
  } catch (fault) {
    if (fault instanceof FoundFault) return fault;
    throw fault;
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** How deep the text lies in brackets, how many names its objects have and how many values it has at most, by its punctuation alone. */
function shapeOf(bytes: Uint8Array): { depth: number; names: number; values: number } {
  let depth = 0;
  let deepest = 0;
  let names = 0;
  let values = 1;
  for (let i = 0; i < bytes.length; i++) {
    switch (bytes[i]) {
      case QUOTE:
        for (i++; i < bytes.length && bytes[i] !== QUOTE; i++) if (bytes[i] === BACKSLASH) i++;
        break;
      case 0x2c: // ,
        values++;
        break;
      case 0x3a: // :
        names++;
        break;
      case 0x5b: // [
      case 0x7b: // {
        values++;
        if (++depth > deepest) deepest = depth;
        break;
      case 0x5d: // ]
      case 0x7d: // }
        depth--;
        break;
    }
  }
  return { depth: deepest, names, values };
}

function namesIn(value: unknown): number {
  if (typeof value !== 'object' || value === null) return 0;
  let names = Array.isArray(value) ? 0 : Object.keys(value).length;
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object') names += namesIn(inner);
  }
  return names;
}

function withoutByteOrderMark(text: string): string {
  return text.charCodeAt(0) === 0xfeff ? text.slice(1) : text;
}

function notUtf8(bytes: Buffer): InputError {
  const again = Buffer.from(bytes.toString('utf8'));
  let at = 0;
  while (at < bytes.length && bytes[at] === again[at]) at++;
  // What stands for the bad bytes may begin like them.
  while (!isUtf8(bytes.subarray(0, at))) at--;
  return new InputError(
    `the body is not UTF-8: byte ${at + 1} (0x${bytes[at].toString(16).padStart(2, '0')}) belongs to no character`,
    { code: 'not_json' },
  );
}

function notJson(text: string, fault: Fault | null): InputError {
  if (fault === null) return new InputError('the body is not JSON', { code: 'not_json' });
  let line = 1;
  let start = 0;
  for (let end = text.indexOf('\n'); end >= 0 && end < fault.at; end = text.indexOf('\n', start)) {
    line++;
    start = end + 1;
  }
  const column = fault.at - start + 1;
  return new InputError(`the body is not JSON: line ${line}, column ${column}: ${fault.reason}`, {
    code: 'not_json',
  });
}

class FoundFault extends Error implements Fault {
  readonly at: number;
  readonly reason: string;

  constructor(at: number, reason: string) {
    super(reason);
    this.at = at;
    this.reason = reason;
  }
}

/** Reads a text by the grammar and throws FoundFault at the first character that does not fit. */
class FaultReader {
  readonly #text: string;
  #at = 0;
  #depth = 0;

  constructor(text: string) {
    this.#text = text;
  }

  document(): void {
    this.#value('a value');
    this.#skipSpace();
    if (this.#at < this.#text.length) this.#fail('the end of the body');
  }

  #value(expected: string): void {
    this.#skipSpace();
    const next = this.#text[this.#at];
    if (next === '{') this.#nested(() => this.#members());
    else if (next === '[') this.#nested(() => this.#items());
    else if (next === '"') this.#string();
    else if (!this.#take(/(?:true|false|null|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?)/y))
      this.#fail(expected);
  }

  #nested(read: () => void): void {
    if (++this.#depth > MAX_DEPTH) {
      throw new FoundFault(this.#at, `arrays and objects may lie ${MAX_DEPTH} deep, not deeper`);
    }
    this.#at++;
    read();
    this.#depth--;
  }

  #members(): void {
    const names = new Set<string>();
    if (this.#takeMark('}')) return;
    do {
      this.#skipSpace();
      const start = this.#at;
      if (this.#text[start] !== '"') this.#fail('a name in double quotes');
      const name = this.#string();
      if (names.has(name)) throw new FoundFault(start, `${quoted(name)} is given twice in one object`);
      names.add(name);
      if (!this.#takeMark(':')) this.#fail('":"');
      this.#value('a value');
    } while (this.#takeMark(','));
    if (!this.#takeMark('}')) this.#fail('"," or "}"');
  }

  #items(): void {
    if (this.#takeMark(']')) return;
    do this.#value('a value');
    while (this.#takeMark(','));
    if (!this.#takeMark(']')) this.#fail('"," or "]"');
  }

  #string(): string {
    const start = this.#at++;
    for (let code = this.#code(); code !== QUOTE; code = this.#code()) {
      if (Number.isNaN(code)) throw new FoundFault(start, 'this text in double quotes has no end');
      if (code < 0x20)
        throw new FoundFault(this.#at, 'a control character in a text is written as \\u and four digits');
      if (code !== BACKSLASH) this.#at++;
      else if (!this.#take(/\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y)) {
        throw new FoundFault(
          this.#at,
          'a backslash goes before one of " \\ / b f n r t, or before u and four digits',
        );
      }
    }
    this.#at++;
    return JSON.parse(this.#text.slice(start, this.#at));
  }

  #code(): number {
    return this.#text.charCodeAt(this.#at);
  }

  #skipSpace(): void {
    this.#take(/[ \t\n\r]*/y);
  }

  #takeMark(mark: string): boolean {
    this.#skipSpace();
    if (this.#text[this.#at] !== mark) return false;
    this.#at++;
    return true;
  }

  #take(pattern: RegExp): boolean {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text);
    if (found === null) return false;
    this.#at += found[0].length;
    return true;
  }

  #fail(expected: string): never {
    this.#skipSpace();
    const found = /[\w.+-]{1,20}|./suy;
    found.lastIndex = this.#at;
    const next = found.exec(this.#text)?.[0];
    throw new FoundFault(
      this.#at,
      next === undefined
        ? `the body ends where ${expected} was expected`
        : `expected ${expected}, found ${quoted(next)}`,
    );
  }
}

function quoted(text: string): string {
  return JSON.stringify(text.length > 40 ? `${text.slice(0, 40)}...` : text);
}
