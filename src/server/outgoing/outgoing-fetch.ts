import type { LookupAddress } from 'node:dns';
import { lookup } from 'node:dns/promises';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { request } from 'node:https';
import { isIP, type LookupFunction } from 'node:net';
import { isReachable } from './addresses.ts';

export interface OutgoingOptions {
  /** Hosts with their ports, `idp.corp.example:443`, that may be in a private network or on this machine. Default none. */
  readonly privateHosts?: readonly string[];
  /** Longest time, in milliseconds, from the question to the end of the answer. Default 10 seconds. */
  readonly timeLimit?: number;
  /** Largest answer, in bytes. Default 1 MiB. */
  readonly sizeLimit?: number;
  /** Who is trusted to sign certificates, as PEM. Default those that Node trusts. */
  readonly ca?: string;
  /** Every address of a host name. Default what the operating system says. */
  readonly resolve?: (hostname: string) => Promise<LookupAddress[]>;
}

export interface OutgoingRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | undefined;
  readonly signal?: AbortSignal | undefined;
}

export type OutgoingFetch = (address: string, request?: OutgoingRequest) => Promise<Response>;

/** A request that was not made (its code is `refused`), or had no answer that can be used (`timeout`, `too_large`, or what Node says). */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError';
  readonly code: string;

  constructor(code: string, message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}

/**
 * The one way to ask other hosts for something whose address somebody configured or typed: HTTPS on its usual port, to
 * addresses of the public internet only. A host is connected to at the very addresses that were checked, so that a name
 * that leads somewhere else a moment later gains nothing. Redirects are answered, not followed. Throws OutgoingError.
 */
export function outgoingFetch(options: OutgoingOptions = {}): OutgoingFetch {
  const { privateHosts = [], timeLimit = 10_000, sizeLimit = 1_048_576, ca, resolve } = options;
  return async (address, { method = 'GET', headers = {}, body, signal } = {}) => {
    const { url, mayBePrivate } = checkedUrl(address, privateHosts);
    const outOfTime = AbortSignal.timeout(timeLimit);
    const asked = request(url, {
      method,
      headers: { ...headers, 'accept-encoding': 'identity' },
      lookup: checkedLookup(resolve ?? systemAddresses, mayBePrivate),
      signal: signal ? AbortSignal.any([signal, outOfTime]) : outOfTime,
      // One of its own: neither connections made before nor a proxy that the environment names.
      agent: false,
      rejectUnauthorized: true,
      ...(ca !== undefined && { ca }),
    });
    asked.end(body);
    try {
      const answer = await responseTo(asked);
      const content = await contentOf(answer, sizeLimit);
      return toResponse(answer, content);
    } catch (error) {
      if (error instanceof OutgoingError) throw error;
      const code = outOfTime.aborted ? 'timeout' : codeOf(error);
      throw new OutgoingError(code, `${url.host} gave no answer that can be used: ${code}`, error);
    } finally {
      asked.destroy();
    }
  };
}

/** The address, where it is one that may be asked at all. An IP address is judged here, because it is never looked up. */
function checkedUrl(address: string, privateHosts: readonly string[]): { url: URL; mayBePrivate: boolean } {
  if (!URL.canParse(address)) throw new OutgoingError('refused', 'this is no address of the web');
  const url = new URL(address);
  if (url.protocol !== 'https:')
    throw new OutgoingError('refused', `${url.protocol} is not asked, only https:`);
  if (url.username !== '' || url.password !== '') {
    throw new OutgoingError('refused', `${url.host}: an address with a user or password in it is not asked`);
  }
  const mayBePrivate = privateHosts.includes(`${url.hostname}:${url.port || 443}`);
  if (url.port !== '' && !mayBePrivate) {
    throw new OutgoingError(
      'refused',
      `${url.host}: only port 443 is asked, unless the host and port are configured`,
    );
  }
  const literal = url.hostname.replace(/^\[(.+)\]$/, '$1');
  if (isIP(literal) !== 0 && !isReachable(literal, mayBePrivate)) throw unreachable(url.hostname);
  return { url, mayBePrivate };
}

/** Looks a name up for a connection, which is then made to nothing but what was found and may be reached. */
function checkedLookup(
  resolve: (hostname: string) => Promise<LookupAddress[]>,
  mayBePrivate: boolean,
): LookupFunction {
  return (hostname, { all }, answer) => {
    resolve(hostname).then(
      (found) => {
        if (found.length === 0 || !found.every(({ address }) => isReachable(address, mayBePrivate))) {
          answer(unreachable(hostname), []);
        } else if (all) answer(null, found);
        else answer(null, found[0].address, found[0].family);
      },
      (error) => answer(error, []),
    );
  };
}

function systemAddresses(hostname: string): Promise<LookupAddress[]> {
  return lookup(hostname, { all: true });
}

function unreachable(host: string): OutgoingError {
  return new OutgoingError(
    'refused',
    `${host} leads to an address that is not of the public internet: EVENHAND_OUTGOING_HOSTS names hosts that may`,
  );
}

function responseTo(asked: ClientRequest): Promise<IncomingMessage> {
  // The listener for errors stays: a connection may also break after the head of the answer has come.
  return new Promise((answered, failed) => asked.once('response', answered).on('error', failed));
}

async function contentOf(answer: IncomingMessage, sizeLimit: number): Promise<Buffer<ArrayBuffer>> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of answer) {
    size += chunk.length;
    if (size > sizeLimit) throw new OutgoingError('too_large', `an answer of more than ${sizeLimit} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function toResponse(
  { statusCode = 0, headersDistinct }: IncomingMessage,
  content: Buffer<ArrayBuffer>,
): Response {
  const headers = new Headers();
  for (const [name, values = []] of Object.entries(headersDistinct)) {
    for (const value of values) headers.append(name, value);
  }
  const hasBody = statusCode !== 204 && statusCode !== 205 && statusCode !== 304;
  return new Response(hasBody ? content : null, { status: statusCode, headers });
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unusable';
}
