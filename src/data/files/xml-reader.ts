import sax from 'sax';
import { InputError } from '../../errors.ts';

/** The attributes of an element by their names, as they stand. */
export type XmlAttributes = Readonly<Record<string, string>>;

/** What is told of an XML text as it goes by. Names come without their namespace's prefix. */
export interface XmlHandler {
  open(name: string, attributes: XmlAttributes): void;
  close(name: string): void;
  text(text: string): void;
}

/** No part of a workbook has a longer tag, comment or piece of text. */
const LONGEST_PIECE = 1 << 20;
/** Nor are its elements so deep inside of each other. */
const DEEPEST = 256;

/** Without positions a text comes whole, and nothing but LONGEST_PIECE limits it. */
const SAX = { strictEntities: true, position: false };

/**
 * Reads XML piece by piece, as it is unpacked. Throws InputError where it is not well-formed, and where it has a
 * document type, so that no entity can grow.
 */
export class XmlReader {
  readonly #parser = sax.parser(true, SAX);
  readonly #name: string;
  /** How much has been read since something was told. */
  #untold = 0;
  #depth = 0;

  constructor(handler: XmlHandler, name: string) {
    this.#name = name;
    const parser = this.#parser;
    const refuse = (cause: unknown): void => {
      throw this.#damaged(cause);
    };
    const tell = (text: string): void => {
      this.#untold = 0;
      handler.text(text);
    };
    parser.onopentag = () => {
      this.#untold = 0;
      if (++this.#depth > DEEPEST) throw this.#damaged();
      handler.open(withoutPrefix(parser.tag.name), parser.tag.attributes);
    };
    parser.onclosetag = (qualified) => {
      this.#untold = 0;
      this.#depth--;
      handler.close(withoutPrefix(qualified));
    };
    parser.ontext = tell;
    parser.oncdata = tell;
    parser.ondoctype = refuse;
    parser.onsgmldeclaration = refuse;
    parser.onerror = refuse;
  }

  push(piece: string): void {
    this.#untold += piece.length;
    this.#parse(() => this.#parser.write(piece));
    if (this.#untold > LONGEST_PIECE) throw this.#damaged();
  }

  end(): void {
    this.#parse(() => this.#parser.close());
  }

  /** The parser itself stumbles over an attribute named hasOwnProperty. */
  #parse(step: () => void): void {
    try {
      step();
    } catch (cause) {
      throw cause instanceof InputError ? cause : this.#damaged(cause);
    }
  }

  #damaged(cause?: unknown): InputError {
    return new InputError(`${this.#name} is a damaged workbook: its XML cannot be read`, { cause });
  }
}

/** Reads a whole part. */
export async function readXml(
  chunks: AsyncIterable<Buffer>,
  handler: XmlHandler,
  name: string,
): Promise<void> {
  const reader = new XmlReader(handler, name);
  const decoder = new TextDecoder();
  for await (const chunk of chunks) reader.push(decoder.decode(chunk, { stream: true }));
  reader.push(decoder.decode());
  reader.end();
}

/** The value of an attribute, whatever its namespace's prefix; null where there is none. */
export function attribute(attributes: XmlAttributes, name: string): string | null {
  for (const qualified in attributes) {
    if (withoutPrefix(qualified) === name) return attributes[qualified];
  }
  return null;
}

function withoutPrefix(qualified: string): string {
  return qualified.slice(qualified.indexOf(':') + 1);
}
