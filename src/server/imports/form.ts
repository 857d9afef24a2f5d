import type { IncomingMessage } from 'node:http';
import { finished, type Readable } from 'node:stream';
import { Busboy } from '@fastify/busboy';
import { type FormLimits, FormWatch, malformed } from './form-watch.ts';

/** The file of a form, as it arrives. */
export interface FormFile {
  readonly field: string;
  readonly fileName: string | undefined;
  readonly content: Readable;
}

/**
 * Reads a form (multipart/form-data) as it arrives: answers its fields when it is whole, and gives its one file to `take`
 * meanwhile. Throws ApiError where it is no form or has more than the limits allow, and whatever `take` throws; the rest
 * of the body is read and forgotten then, because a client that is cut off while it sends never sees the answer.
 */
export function readForm(
  request: IncomingMessage,
  limits: FormLimits,
  take: (file: FormFile) => Promise<void>,
): Promise<ReadonlyMap<string, string>> {
  return new Promise((resolve, reject) => {
    const boundary = boundaryOf(request.headers['content-type'] ?? '');
    const watch = new FormWatch(boundary, limits);
    const parser = new Busboy({
      headers: { 'content-type': `multipart/form-data; boundary="${boundary}"` },
      // The watch has its own limits for all else.
      limits: { files: 1, fieldSize: limits.field },
    });
    const fields = new Map<string, string>();
    let taken = Promise.resolve();
    let file: Readable | undefined;
    let isOver = false;

    const fail = (error: unknown) => {
      if (isOver) return;
      isOver = true;
      request.unpipe(watch);
      watch.destroy();
      file?.destroy(malformed('the form ended before it was whole'));
      parser.destroy();
      request.resume();
      taken.catch(() => {}).then(() => reject(error));
    };
    parser.on('file', (field, content, fileName: string | undefined) => {
      file = content;
      content.on('error', () => {});
      taken = take({ field, fileName, content });
      taken.catch(fail);
    });
    parser.on('filesLimit', () => fail(malformed('there is more than one file: import them one by one')));
    parser.on('field', (name, value) => {
      if (fields.has(name)) fail(malformed('a field is there twice'));
      fields.set(name, value);
    });
    parser.on('finish', () => {
      taken.then(() => {
        isOver = true;
        resolve(fields);
      }, fail);
    });
    parser.on('error', () => fail(malformed('the form cannot be read')));
    watch.on('error', fail);
    finished(request, { writable: false }, (error) => {
      if (error) fail(malformed('the form ended before it was whole'));
    });
    request.pipe(watch).pipe(parser);
  });
}

/** What separates the parts (RFC 2046, section 5.1.1). Throws ApiError where it is missing, there twice, or none. */
function boundaryOf(type: string): string {
  const named = [...type.matchAll(/;\s*boundary\s*=\s*("[^"]*"|[^\s;]*)/gi)];
  const boundary = named[0]?.[1].replace(/^"(.*)"$/, '$1') ?? '';
  if (named.length !== 1 || !/^[\w'()+,./:=? -]{0,69}[\w'()+,./:=?-]$/.test(boundary)) {
    throw malformed('the form needs a boundary of 1 to 70 characters, in its Content-Type');
  }
  return boundary;
}
