import type { QueryClient } from '@tanstack/react-query';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import type { Heard } from '../../src/client/index.ts';
import { client, ProblemError } from './client.ts';

/** Milliseconds in which what happened is gathered, so that many events ask once. */
const GATHER = 400;
/** Milliseconds before a server that cannot be reached is tried again. */
const RETRY = 2000;

/**
 * What is to be read again when something has happened, by the first word of its type: the first words of the keys of queries. Whatever
 * is not here may change everything.
 */
const SHOWN_BY: Readonly<Record<string, readonly string[]>> = {
  account: ['accounts', 'session'],
  department: ['organisation', 'structure', 'results', 'trends'],
  import: ['imports'],
  job: ['jobs', 'evaluations', 'imports'],
  key: ['keys'],
  period: ['structure', 'trends'],
  position: ['organisation', 'structure'],
  // Numbers of how many people are withheld is a setting.
  settings: ['settings', 'results', 'trends'],
};

/** The same for some types that are not as others of their word. */
const SHOWN_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  'import.committed': ['all'],
  'import.undone': ['all'],
  'job.progress': ['jobs'],
};

/**
 * Keeps what is shown as it is on the server, while the page is looked at: what the server tells of is read again, also what it told
 * while there was no connection. Answers whether the server can be reached.
 */
export function useLive(isIn: boolean): boolean {
  const queries = useQueryClient();
  const [isReachable, setIsReachable] = useState(true);
  useEffect(() => {
    if (!isIn) return;
    const listener = new Listener(queries, setIsReachable);
    const look = () => listener.listen(document.visibilityState === 'visible');
    // What the browser says of its network is a reason to try at once; whether the server is there shows by asking it.
    const events = ['online', 'offline'] as const;
    document.addEventListener('visibilitychange', look);
    for (const event of events) window.addEventListener(event, look);
    look();
    return () => {
      document.removeEventListener('visibilitychange', look);
      for (const event of events) window.removeEventListener(event, look);
      listener.listen(false);
    };
  }, [isIn, queries]);
  return isReachable;
}

/** One connection at a time, and what was last heard by it. */
class Listener {
  readonly #queries: QueryClient;
  readonly #tell: (isReachable: boolean) => void;
  #connection: AbortController | null = null;
  #after: string | undefined;
  #isReachable = true;
  #wasOpen = false;
  readonly #changed = new Set<string>();
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(queries: QueryClient, tell: (isReachable: boolean) => void) {
    this.#queries = queries;
    this.#tell = tell;
  }

  /** Connects anew, or lets go: a browser has six connections to a server, which pages that nobody looks at leave to others. */
  listen(isWanted: boolean): void {
    this.#connection?.abort();
    this.#connection = null;
    if (!isWanted) return;
    this.#connection = new AbortController();
    void this.#listen(this.#connection.signal);
  }

  async #listen(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        const heard = client.events({
          after: this.#after,
          signal,
          onConnection: (isOpen) => signal.aborted || this.#reached(isOpen),
        });
        for await (const event of heard) {
          if (event.id !== '') this.#after = event.id;
          this.#note(event);
        }
      } catch (error) {
        if (signal.aborted) return;
        const status = error instanceof ProblemError ? error.status : 0;
        // A proxy answers for a server that is not there.
        if (status >= 502) this.#reached(false);
        // The session has ended: whoever looks is asked to log in again.
        if (status === 401) void this.#queries.invalidateQueries({ queryKey: ['session'] });
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY));
    }
  }

  #reached(isReachable: boolean): void {
    // What could not be read meanwhile is read again; what happened is told by itself, unless nothing was heard before.
    const isMissing = this.#wasOpen && this.#after === undefined;
    if (isReachable && (!this.#isReachable || isMissing)) this.#readAgain('all');
    this.#wasOpen ||= isReachable;
    this.#isReachable = isReachable;
    this.#tell(isReachable);
  }

  #note({ type }: Heard): void {
    const keys = SHOWN_BY_TYPE[type] ?? SHOWN_BY[type.split('.')[0] ?? ''] ?? ['all'];
    for (const key of keys) this.#readAgain(key);
  }

  #readAgain(key: string): void {
    this.#changed.add(key);
    this.#timer ??= setTimeout(() => {
      const changed = new Set(this.#changed);
      this.#changed.clear();
      this.#timer = undefined;
      void this.#queries.invalidateQueries({
        predicate: ({ queryKey: [first] }) => changed.has('all') || changed.has(String(first)),
      });
    }, GATHER);
  }
}
