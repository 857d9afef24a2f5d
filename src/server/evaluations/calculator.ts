import { once } from 'node:events';
import { MessageChannel, type MessagePort } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { InputError, type Problem } from '../../errors.ts';
import type { Work, WorkName } from './work.ts';

/** Does what is computed from the store's records, away from the thread that answers everybody. */
export interface Calculator {
  /**
   * The parts of an answer, each made when the one before has been taken. Aborted, it is not waited for any more; work that is not
   * soon done is ended, and with it its thread.
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
}

/** What comes back: that a thread has begun, then each part, or what is wrong with the input. */
export interface CalculatorMessage {
  readonly begun?: boolean;
  readonly part?: unknown;
  readonly refused?: {
    readonly message: string;
    readonly code: string;
    readonly problems: readonly Problem[];
  };
}

/** A calculator on two threads, so that a question is answered while an evaluation is computed; they start when needed. */
export class ThreadCalculator implements Calculator {
  readonly #pool: Piscina<CalculatorOrder | null, void>;

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
    let part = once(port1, 'message');
    const kill = new AbortController();
    const ended = this.#pool
      .run({ name, task, port: port2 }, { transferList: [port2], signal: kill.signal })
      .then(() => null);
    let isBegun = false;
    let end: NodeJS.Timeout | undefined;
    const leave = () => {
      port1.close();
      end ??= setTimeout(() => kill.abort(), isBegun ? SOON : 0).unref();
    };
    signal?.addEventListener('abort', leave, { once: true });
    ended.catch(() => this.#goOn()).finally(() => clearTimeout(end));
    const gone = abortOf(signal);
    try {
      for (;;) {
        const message = await Promise.race([part, ended, gone]);
        if (message === null) return;
        const { begun, part: made, refused }: CalculatorMessage = message[0];
        if (refused) throw new InputError(refused.message, refused);
        part = once(port1, 'message');
        if (begun) {
          isBegun = true;
          continue;
        }
        yield made as Work[K]['part'];
        port1.postMessage('next');
      }
    } finally {
      signal?.removeEventListener('abort', leave);
      leave();
    }
  }

  /** A thread that was ended is not replaced until something new is asked for, whoever waits: so something is. */
  #goOn(): void {
    this.#pool.run(null, { name: 'nothing' }).catch(() => {});
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }
}

/** Rejects when the signal is aborted. */
function abortOf(signal: AbortSignal | undefined): Promise<never> {
  const gone = new Promise<never>((_, reject) => {
    if (signal?.aborted) reject(signal.reason);
    else signal?.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  gone.catch(() => {});
  return gone;
}

/**
 * Milliseconds in which work that nobody waits for may come to its end: less than a new thread takes to start, and people often go
 * on before an answer is there.
 */
const SOON = 1000;

/** Milliseconds that a thread waits for more. */
const IDLE = 600_000;
