import type { Readable } from 'node:stream';
import { setImmediate } from 'node:timers/promises';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { InputError } from '../errors.ts';

/**
 * The whole body of a request, in memory that nobody else holds. Each piece is put in its place as it comes, so that
 * no large copy ever holds up the event loop. `declared` is the Content-Length, NaN where there is none. Throws
 * InputError `too_large` as soon as the body is known to be larger than `limit` bytes; the rest is read and forgotten,
 * because a client that is cut off while it sends never sees the answer.
 */
export function readBody(stream: Readable, declared: number, limit: number): Promise<Uint8Array> {
  return new Promise((resolve, reject) => {
    const tooLarge = new InputError(
      `the body is larger than the ${limit} bytes that are taken at once (EVENHAND_BODY_LIMIT)`,
      { code: 'too_large' },
    );
    if (declared > limit) {
      stream.resume();
      reject(tooLarge);
      return;
    }
    let bytes = new Uint8Array(declared || SMALLEST);
    let length = 0;
    const take = (chunk: Uint8Array) => {
      if (length + chunk.length > limit) {
        stream.off('data', take);
        stream.resume();
        reject(tooLarge);
        return;
      }
      if (length + chunk.length > bytes.length) bytes = enlarged(bytes, length + chunk.length);
      bytes.set(chunk, length);
      length += chunk.length;
      if (ownsBuffer(chunk)) release(chunk);
    };
    stream.on('data', take);
    stream.once('end', () => resolve(length === bytes.length ? bytes : bytes.slice(0, length)));
    const cutOff = (cause?: Error) => reject(new InputError('the body ended too early', { cause }));
    stream.once('error', cutOff);
    stream.once('close', cutOff);
  });
}

/** Bytes for a client in pieces, with time for other clients between them. */
export async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += PIECE) {
    yield bytes.subarray(at, at + PIECE);
    await setImmediate();
  }
}

/** Whether bytes are all that their buffer holds: small ones share theirs with others. */
export function ownsBuffer(bytes: Uint8Array): bytes is Uint8Array<ArrayBuffer> {
  const { buffer, byteLength } = bytes;
  return buffer instanceof ArrayBuffer && buffer.byteLength === byteLength;
}

/**
 * Gives the memory of bytes that nobody needs any more back at once. Left to the collector of garbage, what is sent would
 * have it look through the whole heap after every few answers.
 */
export function release({ buffer }: Uint8Array<ArrayBuffer>): void {
  nowhere ??= portToNowhere();
  nowhere.postMessage(null, [buffer]);
}

/** Bytes that are sent in one go without holding up others. */
export const PIECE = 1 << 20;
const SMALLEST = 1 << 16;

let nowhere: MessagePort | null = null;

/** Who is given something here has given it away, and nobody gets it. */
function portToNowhere(): MessagePort {
  const { port1, port2 } = new MessageChannel();
  port2.close();
  port1.unref();
  return port1;
}

function enlarged(bytes: Uint8Array, needed: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(needed, bytes.length * 2));
  larger.set(bytes);
  return larger;
}
