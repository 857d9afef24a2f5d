import { isUtf8 } from 'node:buffer';
import { createReadStream, createWriteStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { InputError } from '../../errors.ts';
import type { LocalFile } from './source.ts';

export type Encoding = 'UTF-8' | 'UTF-16 LE' | 'UTF-16 BE' | 'Windows-1252';

/** A text file that is certainly UTF-8, what it was before, and what a person should know about the change. */
export interface Utf8File {
  readonly path: string;
  readonly size: number;
  readonly encoding: Encoding;
  readonly notes: readonly string[];
}

const CHUNK = 1 << 20;
/** The byte order mark of UTF-8. */
const MARK = Buffer.from('\ufeff');

/**
 * The file as UTF-8: itself where it is valid UTF-8 (with or without byte order mark), otherwise a copy at `copy`.
 * UTF-16 is told by its byte order mark or its zeros; everything else is read as Windows-1252, sparing what is valid
 * UTF-8 among it. With `keepsMark` false the
 * text begins after the byte order mark of UTF-8, in a copy where there is one. Throws InputError for NUL characters, which no text has. Takes one pass, two where it must be copied.
 */
export async function asUtf8(file: LocalFile, copy: string, keepsMark = true): Promise<Utf8File> {
  const encoding = await encodingOf(file);
  const start = keepsMark || !(await hasMark(file.path)) ? 0 : MARK.length;
  if (encoding === 'UTF-8') {
    if (start === 0) return { path: file.path, size: file.size, encoding, notes: [] };
    await pipeline(createReadStream(file.path, { start }), createWriteStream(copy, { mode: 0o600 }));
    return { path: copy, size: file.size - start, encoding, notes: [] };
  }
  const decoder = encoding === 'Windows-1252' ? new Windows1252Decoder() : new Utf16Decoder(encoding);
  let size = 0;
  await pipeline(
    async function* () {
      for await (const chunk of chunksOf(file.path, start)) {
        const part = decoder.decode(chunk);
        size += part.length;
        yield part;
      }
      const rest = decoder.end();
      size += rest.length;
      yield rest;
    },
    createWriteStream(copy, { mode: 0o600 }),
  );
  return { path: copy, size, encoding, notes: decoder.notes(file.name) };
}

async function encodingOf(file: LocalFile): Promise<Encoding> {
  let offset = 0;
  let carry = Buffer.alloc(0);
  let valid = true;
  for await (const chunk of chunksOf(file.path)) {
    if (offset === 0) {
      const wide = utf16Of(chunk);
      if (wide !== null) return wide;
    }
    const nul = chunk.indexOf(0);
    if (nul >= 0) {
      throw new InputError(
        `${file.name} has a NUL character at byte ${offset + nul}: it is damaged, or no text file`,
      );
    }
    offset += chunk.length;
    if (!valid) continue;
    const joined = carry.length === 0 ? chunk : Buffer.concat([carry, chunk]);
    const whole = joined.length - unfinished(joined);
    valid = isUtf8(joined.subarray(0, whole));
    carry = Buffer.from(joined.subarray(whole));
  }
  return valid && carry.length === 0 ? 'UTF-8' : 'Windows-1252';
}

async function* chunksOf(path: string, start = 0): AsyncGenerator<Buffer> {
  for await (const chunk of createReadStream(path, { highWaterMark: CHUNK, start })) yield Buffer.from(chunk);
}

async function hasMark(path: string): Promise<boolean> {
  for await (const head of chunksOf(path)) return head.subarray(0, MARK.length).equals(MARK);
  return false;
}

function utf16Of(head: Buffer): Encoding | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'UTF-16 LE';
  if (head[0] === 0xfe && head[1] === 0xff) return 'UTF-16 BE';
  const pairs = Math.min(head.length, 4096) >> 1;
  let even = 0;
  let odd = 0;
  for (let i = 0; i < pairs; i++) {
    if (head[2 * i] === 0) even++;
    if (head[2 * i + 1] === 0) odd++;
  }
  if (even === 0 && odd > pairs * 0.4) return 'UTF-16 LE';
  return odd === 0 && even > pairs * 0.4 ? 'UTF-16 BE' : null;
}

/** How many bytes at the end begin a character that goes on after them. */
function unfinished(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back];
    if ((byte & 0xc0) === 0x80) continue;
    const needs = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 1;
    return needs > back ? back : 0;
  }
  return 0;
}

class Utf16Decoder {
  readonly #decoder = new TextDecoder('utf-16le');
  readonly #swap: boolean;
  #carry = Buffer.alloc(0);

  constructor(encoding: Encoding) {
    this.#swap = encoding === 'UTF-16 BE';
  }

  decode(chunk: Buffer): Buffer {
    const joined = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const even = joined.length & ~1;
    this.#carry = Buffer.from(joined.subarray(even));
    const whole = joined.subarray(0, even);
    if (this.#swap) whole.swap16();
    return Buffer.from(this.#decoder.decode(whole, { stream: true }));
  }

  end(): Buffer {
    return Buffer.from(this.#decoder.decode());
  }

  notes(): string[] {
    return [];
  }
}

/** The characters of Windows-1252 from 0x80 to 0x9F; where it has none, the control character of that number. */
const HIGH =
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
  '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178';

const UTF8_OF_BYTE: readonly Buffer[] = Array.from({ length: 256 }, (_, byte) =>
  Buffer.from(byte >= 0x80 && byte < 0xa0 ? HIGH.charAt(byte - 0x80) : String.fromCharCode(byte)),
);

class Windows1252Decoder {
  #carry = Buffer.alloc(0);
  #single = 0;
  #utf8 = 0;

  decode(chunk: Buffer): Buffer {
    const joined = this.#carry.length === 0 ? chunk : Buffer.concat([this.#carry, chunk]);
    const whole = joined.length - unfinished(joined);
    this.#carry = Buffer.from(joined.subarray(whole));
    return this.#convert(joined.subarray(0, whole));
  }

  end(): Buffer {
    return this.#convert(this.#carry);
  }

  notes(name: string): string[] {
    return [
      this.#utf8 === 0
        ? `${name} is not UTF-8: it was read as Windows-1252`
        : `${name} mixes encodings: ${this.#utf8} characters are UTF-8, ${this.#single} were read as Windows-1252`,
    ];
  }

  #convert(bytes: Buffer): Buffer {
    const out = Buffer.allocUnsafe(bytes.length * 3);
    let length = 0;
    for (let i = 0; i < bytes.length; ) {
      const byte = bytes[i];
      const run = byte < 0x80 ? 1 : sequenceAt(bytes, i);
      if (byte < 0x80) {
        out[length++] = byte;
      } else if (run > 0) {
        length += bytes.copy(out, length, i, i + run);
        this.#utf8++;
      } else {
        length += UTF8_OF_BYTE[byte].copy(out, length);
        this.#single++;
      }
      i += Math.max(run, 1);
    }
    return out.subarray(0, length);
  }
}

/** The length of the valid UTF-8 character of several bytes that begins here, or 0. */
function sequenceAt(bytes: Buffer, at: number): number {
  const byte = bytes[at];
  const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc2 ? 2 : 0;
  return length > 0 && at + length <= bytes.length && isUtf8(bytes.subarray(at, at + length)) ? length : 0;
}
