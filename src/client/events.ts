import { problemOf } from './problem.ts';

/** Something that happened on the server. */
export interface Heard {
  /** For `after`, to go on from here another time. */
  readonly id: string;
  /** `import.committed`; `reset` says that something was missed, and that everything should be read again. */
  readonly type: string;
  /** When, to what (`imports/0190...`), and what else the type has. */
  readonly data: { readonly at?: string; readonly subject?: string; readonly [name: string]: unknown };
}

interface Listening {
  readonly url: string;
  readonly fetch: typeof globalThis.fetch;
  readonly headers: Readonly<Record<string, string>>;
  readonly after?: string | undefined;
  readonly onConnection?: ((isOpen: boolean) => void) | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** Milliseconds of silence after which a connection is taken for dead: the server says something every 15 seconds. */
const SILENCE = 45_000;

/** Milliseconds before it is tried again, unless the server says otherwise. */
const RETRY = 2000;

/**
 * Server-sent events (HTML Living Standard, section 9.2). A connection that breaks is made again, and what was missed
 * comes first; one that cannot be made in the first place, or is refused, throws.
 */
export async function* listen({
  url,
  fetch,
  headers,
  after,
  onConnection,
  signal,
}: Listening): AsyncGenerator<Heard, void> {
  let seen = after;
  let retry = RETRY;
  let wasThere = false;
  while (!signal?.aborted) {
    const silence = silenceAfter(SILENCE);
    try {
      const answer = await fetch(url, {
        headers: {
          ...headers,
          accept: 'text/event-stream',
          ...(seen !== undefined && { 'last-event-id': seen }),
        },
        signal: signal ? AbortSignal.any([signal, silence.signal]) : silence.signal,
      });
      if (!answer.ok) throw await problemOf(answer);
      wasThere = true;
      onConnection?.(true);
      for await (const block of blocksOf(answer)) {
        silence.heard();
        const fields = fieldsOf(block);
        if (fields.retry !== undefined && /^\d+$/.test(fields.retry)) retry = Number(fields.retry);
        if (fields.id !== undefined) seen = fields.id;
        if (fields.data === undefined) continue;
        yield { id: seen ?? '', type: fields.event ?? 'message', data: JSON.parse(fields.data) };
      }
    } catch (error) {
      if (signal?.aborted) return;
      // A TypeError is how fetch tells of a connection that broke.
      const isBroken = error instanceof TypeError || silence.signal.aborted;
      if (isBroken) onConnection?.(false);
      if (!wasThere || !isBroken) throw error;
    } finally {
      silence.end();
    }
    await pause(retry, signal);
  }
}

/** A signal that is aborted where nothing is heard for so many milliseconds. */
function silenceAfter(milliseconds: number) {
  const abort = new AbortController();
  const start = () => setTimeout(() => abort.abort(), milliseconds);
  let timer = start();
  return {
    signal: abort.signal,
    heard() {
      clearTimeout(timer);
      timer = start();
    },
    end: () => clearTimeout(timer),
  };
}

/** The texts between empty lines. */
async function* blocksOf({ body }: Response): AsyncGenerator<string> {
  if (body === null) return;
  const reader = body.getReader();
  const decoder = new TextDecoder();
  let text = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      text += decoder.decode(value, { stream: true });
      const blocks = text.split('\n\n');
      text = blocks.pop() ?? '';
      yield* blocks;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}

function fieldsOf(block: string): Partial<Record<string, string>> {
  const fields: Partial<Record<string, string>> = {};
  for (const line of block.split('\n')) {
    const colon = line.indexOf(':');
    if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 1).replace(/^ /, '');
  }
  return fields;
}

function pause(milliseconds: number, signal: AbortSignal | undefined): Promise<void> {
  return new Promise((resolve) => {
    const timer = setTimeout(resolve, milliseconds);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });
}
