import { Readable } from 'node:stream';
import { eventsAfter, lastEvent, oldestEvent } from '../../data/store/events.ts';
import type { Store } from '../../data/store/store.ts';
import { AccessWatch } from '../access/access-watch.ts';
import { LOCAL, type Principal, sightOf } from '../access/principal.ts';

/** Events read at once. */
const BATCH = 500;
/** Milliseconds of silence after which something is sent, so that nobody on the way takes the connection for dead. */
const KEEP_ALIVE = 15_000;

/** Events that everybody waits for. To those who see only what is theirs they do not say which evaluation it is. */
const FOR_ALL: ReadonlySet<string> = new Set(['evaluation.released', 'evaluation.withdrawn']);

/** Streams of server-sent events (HTML Living Standard, section 9.2) of what is changed in the store. */
export class EventStreams {
  readonly #store: Store;
  readonly #access: AccessWatch;
  readonly #open = new Set<Readable>();

  constructor(store: Store) {
    this.#store = store;
    this.#access = new AccessWatch(store);
  }

  /**
   * A stream of all events after one that was seen, or from now on. Where events after it have been cleared away, it
   * begins with the event `reset`: whoever listens should read everything again. Those who see only what is theirs hear
   * of releases alone. A stream ends within a second of the session or key by which it was asked for.
   */
  async open(lastSeen: number | undefined, principal: Principal = LOCAL): Promise<Readable> {
    const { read } = this.#store;
    const newest = await lastEvent(read);
    const oldest = await oldestEvent(read);
    const isGap = lastSeen !== undefined && (lastSeen > newest || lastSeen + 1 < (oldest ?? newest + 1));
    let seen = lastSeen === undefined || isGap ? newest : lastSeen;
    const isConfined = sightOf(principal) !== null;
    let reading = false;
    let again = false;

    // Until somebody takes what was sent, and at first: what happens meanwhile is read when they do.
    let isFull = true;

    const stream = new Readable({
      read: () => {
        if (!isFull) return;
        isFull = false;
        void send();
      },
    });
    const send = async () => {
      if (reading) {
        again = true;
        return;
      }
      reading = true;
      try {
        do {
          again = false;
          const events = await eventsAfter(read, seen, BATCH);
          if (events.length === 0 || stream.destroyed) break;
          seen = events[events.length - 1].sequence;
          const heard = isConfined ? events.filter(({ type }) => FOR_ALL.has(type)) : events;
          const text = heard.map(({ sequence, at, type, subject, data }) => {
            const value = JSON.stringify(
              isConfined ? { at, subject: 'evaluations' } : { at, subject, ...JSON.parse(data) },
            );
            return `id: ${sequence}\nevent: ${type}\ndata: ${value}\n\n`;
          });
          isFull = text.length > 0 && !stream.push(text.join(''));
          again ||= events.length === BATCH;
        } while (again && !isFull);
      } catch (error) {
        stream.destroy(error instanceof Error ? error : undefined);
      } finally {
        reading = false;
      }
    };
    const silence = setInterval(() => stream.push(':\n\n'), KEEP_ALIVE).unref();
    const stop = this.#store.onEvents(() => {
      if (!isFull) void send();
    });
    const { credential } = principal;
    const unwatch = credential === null ? null : this.#access.watch(credential, () => stream.push(null));
    this.#open.add(stream);
    stream.once('close', () => {
      clearInterval(silence);
      stop();
      unwatch?.();
      this.#open.delete(stream);
    });
    stream.push(isGap ? `retry: 2000\nid: ${newest}\nevent: reset\ndata: {}\n\n` : 'retry: 2000\n\n');
    return stream;
  }

  /** Ends all streams; their listeners will ask again. */
  close(): void {
    for (const stream of this.#open) stream.push(null);
  }
}
