import {
  kernelLines,
  type LineForm,
  type LineWriter,
  type NumberColumn,
  plainLines,
  QuotedColumn,
  type TextColumn,
  type TextPlace,
} from '../math/line-text.ts';
import type { Workspace } from '../math/workspace.ts';
import { JsonBytes } from './json-bytes.ts';

/** What objects look like: their fields, and the columns that hold the values of each; null stands for null in all of them. */
export interface Shape {
  readonly [field: string]: Shape | NumberColumn | TextColumn | QuotedColumn | null;
}

/** Bytes for the values that objects of one batch do not share. */
const VALUE_BYTES = 1 << 18;

/** What a batch of objects is made of that look alike: columns for what differs, and texts for what they share. */
export class JsonLines {
  readonly #size: number;
  readonly #workspace: Workspace | null;
  readonly #shared: Uint8Array[] = [];
  #sharedBytes = 0;

  /** `size`: the most objects of a batch. */
  constructor(size: number, workspace: Workspace | null) {
    this.#size = size;
    this.#workspace = workspace;
  }

  /** Memory for a number of each object, NaN for null. */
  numbers(): NumberColumn {
    return this.#workspace?.floats(this.#size) ?? new Float64Array(this.#size);
  }

  /** Memory for a value of each object. */
  values(): TextColumn {
    return this.#ints(2 * this.#size);
  }

  /** The JSON of a value that many objects have. */
  shared(value: unknown): TextPlace {
    return this.#share(JSON.stringify(value));
  }

  /** Batches of objects which each have one of these shapes, or are a value as a whole. */
  batch(shapes: readonly (Shape | TextColumn)[]): JsonBatch {
    const forms = shapes.map((shape) => this.#formOf(shape));
    const texts = new JsonBytes(this.#sharedBytes + VALUE_BYTES, this.#workspace);
    for (const text of this.#shared) texts.bytes(text);
    const shapeOf = this.#ints(this.#size);
    const write = this.#workspace
      ? kernelLines(forms, shapeOf, texts.written, this.#workspace)
      : plainLines(forms, shapeOf, texts.written);
    return new JsonBatch(shapeOf, texts, write);
  }

  #ints(length: number): Int32Array {
    return this.#workspace?.ints(length) ?? new Int32Array(length);
  }

  #share(text: string): TextPlace {
    const bytes = new TextEncoder().encode(text);
    const begin = this.#sharedBytes;
    this.#shared.push(bytes);
    this.#sharedBytes += bytes.length;
    return { begin, length: bytes.length };
  }

  #formOf(shape: Shape | TextColumn): LineForm {
    const form: LineForm[number][] = [];
    let text = ',\n';
    for (const part of partsOf(shape)) {
      if (typeof part === 'string') {
        text += part;
      } else {
        form.push(this.#share(text), part);
        text = '';
      }
    }
    return [...form, this.#share(text)];
  }
}

/**
 * Writes objects as JSON.stringify does, a line each, a batch of them at once: a kernel puts the lines together, on all
 * threads. A comma and a line feed go before each.
 */
export class JsonBatch {
  /** Which shape each object has. */
  readonly shapeOf: Int32Array;
  readonly #texts: JsonBytes;
  readonly #sharedBytes: number;
  readonly #write: LineWriter;

  constructor(shapeOf: Int32Array, texts: JsonBytes, write: LineWriter) {
    this.shapeOf = shapeOf;
    this.#texts = texts;
    this.#sharedBytes = texts.length;
    this.#write = write;
  }

  /** Gives up the values of the batch before. */
  clear(): void {
    this.#texts.cutTo(this.#sharedBytes);
  }

  /** Whether values have room whose JSON takes so many bytes. */
  hasRoom(bytes: number): boolean {
    return this.#texts.hasRoom(bytes);
  }

  /** Puts text of many objects among the values and answers with where it begins: nothing in it may need an escape. */
  putText(text: Uint8Array): number {
    const begin = this.#texts.length;
    this.#texts.bytes(text);
    return begin;
  }

  /** Gives an object a value. */
  put(column: TextColumn, object: number, value: unknown): void {
    const begin = this.#texts.length;
    this.#texts.value(value);
    column[2 * object] = begin;
    column[2 * object + 1] = this.#texts.length - begin;
  }

  /** Gives an object a value that many have. */
  putShared(column: TextColumn, object: number, { begin, length }: TextPlace): void {
    column[2 * object] = begin;
    column[2 * object + 1] = length;
  }

  /**
   * Begins to write the lines of the first objects, on other threads; what it returns ends that, and gives them in pieces,
   * which last until the next lines are begun.
   */
  begin(objects: number): () => Uint8Array[] {
    return this.#write(objects);
  }
}

/** The JSON of what has a shape, in parts: text as it stands, and columns. */
function* partsOf(shape: Shape[string]): Iterable<string | NumberColumn | TextColumn | QuotedColumn> {
  if (shape === null) {
    yield 'null';
  } else if (shape instanceof Float64Array || shape instanceof Int32Array || shape instanceof QuotedColumn) {
    yield shape;
  } else {
    let mark = '{';
    for (const [field, value] of Object.entries(shape)) {
      yield `${mark}${JSON.stringify(field)}:`;
      yield* partsOf(value);
      mark = ',';
    }
    yield '}';
  }
}
