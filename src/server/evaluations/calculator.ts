import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { InputError, type Problem } from '../../errors.ts';
import type { Work, WorkName } from './work.ts';

/** Does what is computed from the store's records, away from the thread that answers everybody. */
export interface Calculator {
  /**
   * The parts of an answer, each made when the one before has been taken. Aborted, it is not waited for any more; work that has not
   * begun is left out, and work that has ends with the part that is being made.
   */
  run<K extends WorkName>(
    name: K,
    task: Work[K]['task'],
    signal?: AbortSignal,
  ): AsyncGenerator<Work[K]['part']>;
  close(): Promise<void>;
}

/** What is handed to a thread. */
export interface CalculatorOrder<K extends WorkName = WorkName> {
  readonly name: K;
  readonly task: Work[K]['task'];
  /** Where parts go, and where each is asked for. */
  readonly port: MessagePort;
  /** Shared; 1 as soon as nobody waits any more. */
  readonly left: Int32Array;
}

/** What comes back: a part, or what is wrong with the input. */
export interface CalculatorMessage {
  readonly part?: unknown;
  readonly refused?: {
    readonly message: string;
    readonly code: string;
    readonly problems: readonly Problem[];
  };
}

/**
 * A calculator on two threads, so that a question is answered while an evaluation is computed; they start when needed. No thread is
 * ended while it works: the driver of SQLite takes the whole process with it where that meets it within a call.
 */
export class ThreadCalculator implements Calculator {
  readonly #pool: Piscina<CalculatorOrder | null, void>;
  /** What is being worked on, and how each is told that nobody waits. */
  readonly #working = new Map<Promise<unknown>, () => void>();

  constructor() {
    this.#pool = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      name: 'calculate',
      minThreads: 0,
      maxThreads: 2,
      idleTimeout: IDLE,
      recordTiming: false,
      niceIncrement: 5,
    });
    this.#pool.on('error', () => {});
  }

  async *run<K extends WorkName>(
    name: K,
    task: Work[K]['task'],
    signal?: AbortSignal,
  ): AsyncGenerator<Work[K]['part']> {
    signal?.throwIfAborted();
    const { port1, port2 } = new MessageChannel();
    const left = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    let part = once(port1, 'message');
    const ended = this.#pool.run({ name, task, port: port2, left }, { transferList: [port2] });
    const leave = () => {
      Atomics.store(left, 0, 1);
      port1.close();
    };
    this.#working.set(ended, leave);
    ended.catch(() => this.#goOn()).finally(() => this.#working.delete(ended));
    const gone = abortOf(signal, leave);
    try {
      for (;;) {
        const message = await Promise.race([part, ended.then(() => null), gone.promise]);
        if (message === null) return;
        const { part: made, refused }: CalculatorMessage = message[0];
        if (refused) throw new InputError(refused.message, refused);
        part = once(port1, 'message');
        yield made as Work[K]['part'];
        port1.postMessage('next');
      }
    } finally {
      gone.forget();
      leave();
    }
  }

  async close(): Promise<void> {
    for (const leave of this.#working.values()) leave();
    await Promise.race([
      Promise.allSettled(this.#working.keys()),
      new Promise((resolve) => setTimeout(resolve, PATIENCE).unref()),
    ]);
    await this.#pool.destroy();
  }

  /** A thread that died is not replaced until something new is asked for, whoever waits: so something is. */
  #goOn(): void {
    this.#pool.run(null, { name: 'nothing' }).catch(() => {});
  }
}

/** Rejects when the signal is aborted, having done what there is to do then. */
function abortOf(signal: AbortSignal | undefined, then: () => void) {
  let tell = () => {};
  const promise = new Promise<never>((_, reject) => {
    tell = () => {
      then();
      reject(signal?.reason);
    };
  });
  promise.catch(() => {});
  signal?.addEventListener('abort', tell, { once: true });
  return { promise, forget: () => signal?.removeEventListener('abort', tell) };
}

/** Milliseconds that a thread waits for more. */
const IDLE = 600_000;
/** Milliseconds in which work may come to its end before the threads are closed. */
const PATIENCE = 10_000;
