import { Transform, type TransformCallback } from 'node:stream';
import { ApiError } from '../api/problem.ts';

/** What a form may have. Sizes are bytes. */
export interface FormLimits {
  readonly parts: number;
  /** Of the content of one part that is no file. */
  readonly field: number;
  /** Of all that is not the content of a file. */
  readonly form: number;
}

/** Headers of one part. */
const HEAD_BYTES = 16_384;
/** What may stand before the first part, and behind the last. */
const MARGIN_BYTES = 1024;
const HEAD_END = Buffer.from('\r\n\r\n');

/**
 * Lets a form's bytes (multipart/form-data, RFC 7578) pass as they come and fails with ApiError at the first byte that
 * no form has, so that nothing is read, kept or passed over in silence that will not be used: a margin, a head or a field
 * without end, more parts than there may be, a part that is not named, a form in a form, an end that is missing.
 */
export class FormWatch extends Transform {
  readonly #delimiter: Buffer;
  readonly #limits: FormLimits;
  #place: Place = 'before';
  /** What has come and may still be the beginning of something. Before the first delimiter a line break is thought of. */
  #held = Buffer.from('\r\n');
  #parts = 0;
  /** Of the margin or the content that is being passed. */
  #passed = 0;
  /** Of everything but files. */
  #besides = 0;

  constructor(boundary: string, limits: FormLimits) {
    super();
    this.#delimiter = Buffer.from(`\r\n--${boundary}`);
    this.#limits = limits;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    try {
      this.#see(chunk);
    } catch (error) {
      done(error instanceof Error ? error : new Error('the form cannot be read', { cause: error }));
      return;
    }
    done(null, chunk);
  }

  override _flush(done: TransformCallback): void {
    done(this.#place === 'after' ? null : malformed('the form ended before it was whole'));
  }

  #see(chunk: Buffer): void {
    this.#held = Buffer.concat([this.#held, chunk]);
    while (this.#step());
  }

  /** Goes on to the next place where all of this one has come; whether it did. */
  #step(): boolean {
    switch (this.#place) {
      case 'before':
        return this.#pass(MARGIN_BYTES, 'the form does not begin with its boundary');
      case 'field':
        return this.#pass(this.#limits.field, `a field is longer than ${this.#limits.field} bytes`);
      case 'file':
        return this.#pass(Number.POSITIVE_INFINITY, '');
      case 'delimiter':
        return this.#afterDelimiter();
      case 'head':
        return this.#head();
      case 'after':
        this.#passed += this.#held.length;
        this.#held = NOTHING;
        if (this.#passed > MARGIN_BYTES) throw malformed('the form goes on behind its end');
        return false;
    }
  }

  /** Passes everything before the next delimiter. */
  #pass(most: number, complaint: string): boolean {
    const at = this.#held.indexOf(this.#delimiter);
    // Without one, the last bytes may be the beginning of one.
    const length = at >= 0 ? at : Math.max(0, this.#held.length - this.#delimiter.length + 1);
    this.#passed += length;
    if (this.#place !== 'file') this.#besides += length;
    if (this.#passed > most) throw malformed(complaint);
    if (this.#besides > this.#limits.form) {
      throw malformed(`the form has more than ${this.#limits.form} bytes beside its file`);
    }
    this.#held = this.#held.subarray(at >= 0 ? at + this.#delimiter.length : length);
    if (at >= 0) this.#place = 'delimiter';
    return at >= 0;
  }

  #afterDelimiter(): boolean {
    const next = this.#held.toString('latin1', 0, 2);
    if (!'\r\n'.startsWith(next) && !'--'.startsWith(next)) {
      throw malformed('something follows the boundary on its line');
    }
    if (next.length < 2) return false;
    this.#passed = 0;
    this.#place = next === '--' ? 'after' : 'head';
    if (this.#place === 'head' && ++this.#parts > this.#limits.parts) {
      throw malformed(`the form has more than ${this.#limits.parts - 1} fields`);
    }
    // The line break belongs to the head: one without headers ends at once.
    if (this.#place === 'after') this.#held = this.#held.subarray(2);
    return true;
  }

  #head(): boolean {
    const at = this.#held.indexOf(HEAD_END);
    const length = at >= 0 ? at : this.#held.length;
    if (length > HEAD_BYTES) throw malformed(`the headers of a part are larger than ${HEAD_BYTES} bytes`);
    if (at < 0) return false;
    const head = this.#held.subarray(0, at + 2);
    if (head.includes(this.#delimiter)) throw malformed('a part ends within its headers');
    this.#besides += head.length;
    this.#place = kindOf(head.toString('latin1', 2));
    this.#held = this.#held.subarray(at + HEAD_END.length - 2);
    return true;
  }
}

/** Before the first part; behind a delimiter; in a part's headers; in its content; behind the last part. */
type Place = 'before' | 'delimiter' | 'head' | 'field' | 'file' | 'after';

const NOTHING = Buffer.alloc(0);

/** What a part is by its headers, each with its line break. */
function kindOf(head: string): 'field' | 'file' {
  const headers = new Map<string, string>();
  for (const line of head.split('\r\n').slice(0, -1)) {
    const [, name, value] = /^([\w-]+):[ \t]*([^\r\n\0]*)$/.exec(line) ?? [];
    if (name === undefined) throw malformed('a part has a header that is none');
    if (headers.has(name.toLowerCase())) throw malformed('a part has a header twice');
    headers.set(name.toLowerCase(), value);
  }
  const disposition = headers.get('content-disposition') ?? '';
  const type = headers.get('content-type') ?? '';
  const coding = headers.get('content-transfer-encoding') ?? 'binary';
  if (!/^form-data\s*;(?:.*;)?\s*name\s*=/i.test(disposition)) throw malformed('a part has no name');
  if (/^multipart\//i.test(type)) throw malformed('there is a form within the form');
  if (!/^(?:7bit|8bit|binary)$/i.test(coding)) throw malformed('a part is not sent as it is');
  if (/;\s*filename\*?\s*=/i.test(disposition) || /^application\/octet-stream\b/i.test(type)) return 'file';
  if (/;\s*name\s*=\s*"?file"?\s*(?:;|$)/i.test(disposition)) {
    throw malformed('the field "file" is no file: it has no file name');
  }
  return 'field';
}

/** A form that is none, in words for its sender. */
export function malformed(detail: string): ApiError {
  return new ApiError('invalid-request', detail);
}
