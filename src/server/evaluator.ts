import { availableParallelism } from 'node:os';
import { Piscina } from 'piscina';
import { InputError } from '../errors.ts';
import type { AnalysisAnswer } from './analysis.ts';
import { ownsBuffer } from './body.ts';
import type { Task } from './task.ts';
import { WaitingLine } from './waiting-line.ts';

/** Answers analyses without holding up whoever asks. */
export interface Evaluator {
  /** No more can wait: whoever asks now is told to come back. */
  readonly isFull: boolean;
  /**
   * The answer to a task, whose body is handed over and must not be used again. Throws BusyError where no more can
   * wait, InputError `too_large` or `too_long` where the task is more than one worker can do, and the signal's reason
   * where it is aborted before its turn; a task that has begun is finished.
   */
  analyze(task: Task, signal?: AbortSignal): Promise<AnalysisAnswer>;
  /** Ends at once; whoever closes has waited for the answers. */
  close(): Promise<void>;
}

/** As many are waiting as may wait. */
export class BusyError extends Error {
  override readonly name = 'BusyError';
}

export interface WorkerOptions {
  readonly workers: number;
  /** Bytes that may wait for a worker. */
  readonly queueLimit: number;
  /** Milliseconds that one analysis may take. */
  readonly evaluationTimeout: number;
}

/**
 * An evaluator on worker threads: first come, first served, each body transferred to the thread and each answer
 * transferred back, nothing copied. A thread that dies is replaced; only its own task fails.
 */
export class WorkerEvaluator implements Evaluator {
  readonly #options: WorkerOptions;
  readonly #pool: Piscina<Task, AnalysisAnswer>;
  /** Rejects when a worker cannot load. */
  readonly #failed: Promise<never>;
  readonly #line = new WaitingLine();
  /** How many tasks have begun and not ended: workers see it, and share one's work only while there are processors left. */
  readonly #running = new Int32Array(new SharedArrayBuffer(4));

  constructor(options: WorkerOptions) {
    this.#options = options;
    this.#pool = new Piscina({
      filename: new URL('./worker.js', import.meta.url).href,
      name: 'analyzeInWorker',
      // Begun when they are asked for, not beside everything else that a start loads; then they stay.
      minThreads: 0,
      maxThreads: options.workers,
      idleTimeout: Number.POSITIVE_INFINITY,
      recordTiming: false,
      workerData: {
        threads: threadsEach(options.workers),
        running: this.#running,
        processors: availableParallelism(),
      },
      // The thread that answers everybody goes before those that calculate.
      niceIncrement: 5,
    });
    this.#failed = new Promise((_, reject) => this.#pool.on('error', reject));
    this.#failed.catch(() => {});
  }

  get isFull(): boolean {
    const { workers, queueLimit } = this.#options;
    return this.#running[0] >= workers && this.#line.bytes >= queueLimit;
  }

  /** Resolves when every worker has loaded and answered. Throws what kept one from it. */
  async ready(): Promise<void> {
    const answers = Array.from({ length: this.#options.workers }, () =>
      this.#pool.run({ body: Buffer.from('[]'), options: {}, maxPeople: 1 }),
    );
    await Promise.race([Promise.all(answers), this.#failed]);
  }

  async analyze(task: Task, signal?: AbortSignal): Promise<AnalysisAnswer> {
    if (this.isFull) throw new BusyError('as many requests are waiting as may wait');
    if (this.#running[0] < this.#options.workers) Atomics.add(this.#running, 0, 1);
    else await this.#line.turn(task.body.byteLength, signal);
    try {
      return await this.#run(task);
    } finally {
      if (!this.#line.next()) Atomics.sub(this.#running, 0, 1);
    }
  }

  async close(): Promise<void> {
    await this.#pool.destroy();
  }

  async #run(task: Task): Promise<AnalysisAnswer> {
    const { evaluationTimeout } = this.#options;
    const body = transferable(task.body);
    try {
      return await this.#pool.run(
        { ...task, body },
        { transferList: [body.buffer], signal: AbortSignal.timeout(evaluationTimeout) },
      );
    } catch (error) {
      throw explained(error, evaluationTimeout);
    }
  }
}

/** Threads that one evaluation may use: a large one alone shall be quick, and all together not be many more than processors. */
function threadsEach(workers: number): number {
  const processors = availableParallelism();
  return Math.min(processors, Math.ceil((2 * processors) / workers));
}

/** Bytes that own their whole buffer: small Buffers share theirs with others, which may not be given away. */
function transferable(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  return ownsBuffer(bytes) ? new Uint8Array(bytes.buffer) : new Uint8Array(bytes);
}

function explained(error: unknown, evaluationTimeout: number): unknown {
  if (!(error instanceof Error)) return error;
  if (error.name === 'AbortError') {
    return new InputError(
      `the evaluation took longer than ${evaluationTimeout / 1000} seconds and was stopped: send fewer people at once (EVENHAND_EVALUATION_TIMEOUT)`,
      { code: 'too_long' },
    );
  }
  if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') {
    return new InputError('the evaluation needs more memory than a worker has: send fewer people at once', {
      code: 'too_large',
    });
  }
  return error;
}
