import { Worker } from 'node:worker_threads';
import type { CompiledQuery, DatabaseConnection, Driver, Kysely, QueryResult } from 'kysely';
import { StoreError } from './errors.ts';
import type { Database } from './schema.ts';
import type { Answer } from './sqlite-connection.ts';
import { kyselyWith } from './sqlite-driver.ts';

/** A question to the thread; `null` instead of one ends it. */
export interface ScanOrder {
  readonly number: number;
  readonly text: string;
  readonly parameters: readonly unknown[];
}

/** Its answer, or what went wrong. */
export interface ScanAnswer {
  readonly number: number;
  readonly answer?: Answer;
  readonly failure?: { readonly message: string; readonly code: string | undefined };
}

/** The queries of a connection on a thread of its own, which starts with the first of them. */
export function scannerOf(path: string): Kysely<Database> {
  return kyselyWith(new Scanning(path));
}

class Scanning implements Driver {
  readonly #path: string;
  #thread: ScanThread | undefined;

  constructor(path: string) {
    this.#path = path;
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#thread === undefined || this.#thread.isGone) this.#thread = new ScanThread(this.#path);
    return this.#thread;
  }

  async releaseConnection(): Promise<void> {}

  beginTransaction = noTransactions;
  commitTransaction = noTransactions;
  rollbackTransaction = noTransactions;

  async destroy(): Promise<void> {
    await this.#thread?.end();
  }
}

async function noTransactions(): Promise<void> {
  throw new Error('a scan is one question: what takes a transaction is read elsewhere');
}

interface Waiting {
  readonly resolve: (answer: Answer) => void;
  readonly reject: (error: unknown) => void;
}

class ScanThread implements DatabaseConnection {
  isGone = false;
  readonly #worker: Worker;
  readonly #ended: Promise<void>;
  readonly #waiting = new Map<number, Waiting>();
  #number = 0;

  constructor(path: string) {
    this.#worker = new Worker(PROGRAM, { workerData: path });
    this.#worker.on('message', (message: ScanAnswer) => this.#settle(message));
    this.#worker.on('error', (cause) => this.#giveUp(new StoreError('unavailable', { cause })));
    this.#ended = new Promise((resolve) => {
      this.#worker.once('exit', () => {
        this.#giveUp(new StoreError('unavailable'));
        resolve();
      });
    });
    this.#worker.unref();
  }

  executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    return new Promise<Answer>((resolve, reject) => {
      if (this.isGone) throw new StoreError('unavailable');
      const order: ScanOrder = { number: this.#number++, text: sql, parameters };
      this.#worker.postMessage(order);
      // It keeps the process only while somebody waits.
      if (this.#waiting.size === 0) this.#worker.ref();
      this.#waiting.set(order.number, { resolve, reject });
    }) as Promise<QueryResult<unknown>> as Promise<QueryResult<R>>;
  }

  // biome-ignore lint/correctness/useYield: a scan has few rows, which come together.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('a scan answers with few rows, all at once');
  }

  async end(): Promise<void> {
    if (this.isGone) return;
    this.#worker.ref();
    this.#worker.postMessage(null);
    await this.#ended;
  }

  #settle({ number, answer, failure }: ScanAnswer): void {
    const waiting = this.#waiting.get(number);
    this.#waiting.delete(number);
    if (this.#waiting.size === 0) this.#worker.unref();
    if (answer !== undefined) waiting?.resolve(answer);
    else waiting?.reject(Object.assign(new Error(failure?.message), { code: failure?.code }));
  }

  #giveUp(error: unknown): void {
    this.isGone = true;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }
}

/** From the sources, what was built of them is run. */
const PROGRAM = new URL(
  import.meta.url.endsWith('.ts')
    ? '../../../dist/data/store/sqlite-scan-thread.js'
    : './sqlite-scan-thread.js',
  import.meta.url,
);
