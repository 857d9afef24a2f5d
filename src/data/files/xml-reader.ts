import { InputError } from '../../errors.ts';

/** What is told of an XML text as it goes by. Names come without their namespace's prefix. */
export interface XmlHandler {
  open(name: string, attributes: string): void;
  close(name: string): void;
  text(text: string): void;
}

/** One tag: its slash if it closes, its name, its attributes as they stand, its slash if it is empty. */
const TAG = /<(\/?)([^\s/>"']+)(?=[\s/>])((?:"[^"]*"|'[^']*'|[^"'>])*?)(\/?)>/y;
/** No part of a workbook has a longer tag or piece of text. */
const LONGEST_PIECE = 1 << 20;

/**
 * Reads XML piece by piece, as it is unpacked. Knows what parts of workbooks have: elements, attributes, text, CDATA,
 * comments and the five named and the numbered entities; refuses a document type, so that no entity can grow.
 */
export class XmlReader {
  readonly #handler: XmlHandler;
  readonly #name: string;
  #rest = '';

  constructor(handler: XmlHandler, name: string) {
    this.#handler = handler;
    this.#name = name;
  }

  push(piece: string): void {
    const xml = this.#rest === '' ? piece : this.#rest + piece;
    let at = 0;
    for (;;) {
      const tag = xml.indexOf('<', at);
      if (tag < 0) break;
      const next = this.#markup(xml, at, tag);
      if (next < 0) break;
      at = next;
    }
    this.#rest = xml.slice(at);
    if (this.#rest.length > LONGEST_PIECE) throw this.#damaged();
  }

  end(): void {
    if (this.#rest.trim() !== '') throw this.#damaged();
  }

  /** Tells of the text from `from` and the markup at `at`; answers where it ends, or -1 where that is not to be seen. */
  #markup(xml: string, from: number, at: number): number {
    if (xml.startsWith('<!', at) || xml.startsWith('<?', at)) {
      const isData = xml.startsWith('<![CDATA[', at);
      const close = isData
        ? ']]>'
        : xml.startsWith('<!--', at)
          ? '-->'
          : xml.startsWith('<?', at)
            ? '?>'
            : null;
      if (close === null) {
        if (xml.length - at < 9) return -1;
        throw this.#damaged();
      }
      const end = xml.indexOf(close, at + (isData ? 9 : 2));
      if (end < 0) return -1;
      if (at > from) this.#handler.text(decoded(xml.slice(from, at)));
      if (isData) this.#handler.text(xml.slice(at + 9, end));
      return end + close.length;
    }
    TAG.lastIndex = at;
    const found = TAG.exec(xml);
    if (found === null) return -1;
    if (at > from) this.#handler.text(decoded(xml.slice(from, at)));
    const [, closing, qualified, attributes, empty] = found;
    const name = qualified.slice(qualified.indexOf(':') + 1);
    if (closing === '') this.#handler.open(name, attributes);
    if (closing !== '' || empty !== '') this.#handler.close(name);
    return TAG.lastIndex;
  }

  #damaged(): InputError {
    return new InputError(`${this.#name} is a damaged workbook: its XML cannot be read`);
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
export function attribute(attributes: string, name: string): string | null {
  for (const [, key, , double, single] of attributes.matchAll(
    /(?:^|\s)([^\s=]+)\s*=\s*("([^"]*)"|'([^']*)')/g,
  )) {
    if (key.slice(key.indexOf(':') + 1) === name) return decoded(double ?? single);
  }
  return null;
}

const ENTITIES: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

function decoded(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(
    /&(?:#x([0-9a-fA-F]{1,6})|#(\d{1,7})|(lt|gt|amp|quot|apos));/g,
    (whole, hex, decimal, named) => {
      if (named !== undefined) return ENTITIES[named];
      const code = hex === undefined ? Number(decimal) : Number.parseInt(hex, 16);
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
    },
  );
}
