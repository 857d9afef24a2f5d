import { type Heard, listen } from './events.ts';
import { OPERATIONS, type Operations } from './operations.ts';
import { problemOf } from './problem.ts';

/** Where the server is, and how it is asked. */
export interface ClientOptions {
  /** `http://127.0.0.1:5000` */
  readonly baseUrl: string;
  /** Default the platform's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Sent with every request. */
  readonly headers?: Readonly<Record<string, string>> | undefined;
}

export interface ReadOptions {
  readonly signal?: AbortSignal | undefined;
}

export interface WriteOptions extends ReadOptions {
  /** Sent again with the same key, the request is carried out once. */
  readonly idempotencyKey?: string | undefined;
  /** Of what was read: where somebody has changed it since, nothing is done (412, `changed`). */
  readonly version?: number | undefined;
}

/** One method for each operation of the API; they throw ProblemError where the server refuses. */
export interface Client extends Omit<Operations, 'streamEvents'> {
  /** Every entry of a list, page after page: `for await (const person of client.each('listEmployees'))`. */
  each<N extends ListName>(name: N, request?: RequestOf<N>): AsyncGenerator<EntryOf<N>, void>;
  /** What happens, as it happens, connected again after a break, until the signal is aborted. */
  events(options?: {
    /** The last event that was seen. */
    readonly after?: string | undefined;
    /** Hears that there is a connection, and that one was cut off or could not be made: the server is not reached. */
    readonly onConnection?: ((isOpen: boolean) => void) | undefined;
    readonly signal?: AbortSignal | undefined;
  }): AsyncGenerator<Heard, void>;
}

/** The operations that answer lists in pages. */
export type ListName = {
  [N in keyof Operations]: Awaited<ReturnType<Operations[N]>> extends Page ? N : never;
}[keyof Operations];

export type RequestOf<N extends keyof Operations> = NonNullable<Parameters<Operations[N]>[0]>;

export type EntryOf<N extends ListName> =
  Awaited<ReturnType<Operations[N]>> extends { readonly items: readonly (infer T)[] } ? T : never;

interface Page {
  readonly items: readonly unknown[];
  readonly next: string | null;
}

/** What the operations have in common when they are called. */
interface AnyRequest extends WriteOptions {
  readonly params?: Readonly<Record<string, unknown>>;
  readonly query?: Readonly<Record<string, unknown>>;
  readonly body?: unknown;
}

/** How an operation goes over the wire. */
export interface Wire {
  readonly method: string;
  readonly path: string;
  readonly sends: 'json' | 'form';
  readonly gives: 'json' | 'response';
}

/** A client of the HTTP API, for browsers and Node. */
export function createClient({ baseUrl, fetch = globalThis.fetch, headers = {} }: ClientOptions): Client {
  const base = baseUrl.replace(/\/+$/, '');
  const ask = async (wire: Wire, request: AnyRequest = {}): Promise<unknown> => {
    const { signal, body, idempotencyKey, version } = request;
    const answer = await fetch(base + addressOf(wire.path, request), {
      method: wire.method,
      headers: {
        ...headers,
        ...(body !== undefined && wire.sends === 'json' && { 'content-type': 'application/json' }),
        ...(idempotencyKey !== undefined && { 'idempotency-key': idempotencyKey }),
        ...(version !== undefined && { 'if-match': `"${version}"` }),
      },
      ...(body !== undefined && { body: wire.sends === 'form' ? formOf(body) : JSON.stringify(body) }),
      ...(signal && { signal }),
    });
    if (!answer.ok) throw await problemOf(answer);
    if (wire.gives === 'response') return answer;
    return answer.status === 204 ? undefined : answer.json();
  };
  const methods = Object.fromEntries(
    Object.entries<Wire>(OPERATIONS).map(([name, wire]) => [
      name,
      (request?: AnyRequest) => ask(wire, request),
    ]),
  );
  async function* each(name: ListName, request: AnyRequest = {}): AsyncGenerator<unknown, void> {
    let cursor: string | null | undefined;
    do {
      const query: object = { ...request.query, ...(cursor != null && { cursor }) };
      // A list's name leads to an answer that is a page.
      const page = (await ask(OPERATIONS[name], { ...request, query: { ...query } })) as Page;
      yield* page.items;
      cursor = page.next;
    } while (cursor !== null);
  }
  const events: Client['events'] = (options = {}) =>
    listen({ url: `${base}${OPERATIONS.streamEvents.path}`, fetch, headers, ...options });
  // The types of the methods were made from the same document as their names.
  return { ...methods, each, events } as unknown as Client;
}

function addressOf(path: string, { params = {}, query = {} }: AnyRequest): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(params[name])));
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined);
  const search = new URLSearchParams(
    pairs.map(([name, value]) => [name, Array.isArray(value) ? value.join(',') : String(value)]),
  ).toString();
  return search === '' ? filled : `${filled}?${search}`;
}

function formOf(body: unknown): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(Object(body))) {
    if (value === undefined) continue;
    if (value instanceof Blob) form.set(name, value);
    else form.set(name, typeof value === 'string' ? value : JSON.stringify(value));
  }
  return form;
}
