/** Blocks that a thread takes at once: so few that threads end together, so many that taking them costs nothing. */
const MOST_BLOCKS_AT_ONCE = 16;

/** Words of shared memory by which the caller and the helpers agree who computes what. */
const NEXT = 0;
const BLOCKS = 1;
const STEP = 2;
const ACTIVE = 3;
const SIGNAL = 4;
const KERNEL = 5;
const MEMORY = 6;
const COUNT = 7;
const FAILED = 8;
const WORDS = 16;

/** What NEXT holds between two jobs: beyond every block, so that a helper that comes late finds nothing to do. */
const CLOSED = 2 ** 30;
const MOST_NUMBERS = 24;
/** How often a thread looks before it sleeps, some ten microseconds: to wake one takes the system several times as long. */
const SPINS = 20_000;

let wanted: number | null = null;
let team: Team | null = null;
let isIdle = () => true;

/** How many threads kernels run on, this one included; as many as the machine has processors unless told otherwise. */
export function useThreads(count: number): void {
  wanted = count;
  dismissHelpers();
}

/** Has helper threads join only while `idle` says that there are processors for them: else they would only take turns with others. */
export function shareWhile(idle: () => boolean): void {
  isIdle = idle;
}

/** Whether helper threads shall join just now. */
export function sharesWork(): boolean {
  return threadCount() > 1 && isIdle();
}

/** How many threads kernels run on at most, this one included. */
export function threadCount(): number {
  return wanted ?? nodeModules()?.os.availableParallelism() ?? 1;
}

/** One kernel to be called for all blocks, in one memory. */
export interface Job {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly name: string;
  readonly kernel: (...numbers: number[]) => void;
  readonly numbers: readonly number[];
  readonly blocks: number;
}

/**
 * Calls the kernel with the numbers and `from`, `to` until all blocks are done, here and on helper threads, which start
 * with the first job and wait for the next one without keeping the process alive. Blocks go to whoever is free; a
 * kernel computes each block from the block alone, so the bits are always the same.
 *
 * The helpers begin at once. What this returns must be called before the next job: it works, too, and waits only for helpers
 * that have taken something: where none starts, it does everything.
 */
export function startOnThreads(job: Job): () => void {
  team ??= new Team(job.module);
  return team.start(job);
}

/** Starts helper threads for kernels of this module, where none have started. */
export function callHelpers(module: WebAssembly.Module): void {
  team ??= new Team(module);
}

/** Whether helper threads have started. */
export function hasHelpers(): boolean {
  return team !== null;
}

/** Ends the helper threads, and with them their hold on the memory. The next job starts new ones. */
export function dismissHelpers(): void {
  team?.dismiss();
  team = null;
}

class Team {
  readonly #words = new Int32Array(new SharedArrayBuffer(WORDS * 4));
  readonly #numbers = new Float64Array(new SharedArrayBuffer(MOST_NUMBERS * 8));
  readonly #names: readonly string[];
  readonly #helpers: Helper[] = [];
  #memory: WebAssembly.Memory | null = null;

  constructor(module: WebAssembly.Module) {
    this.#words[NEXT] = CLOSED;
    this.#names = WebAssembly.Module.exports(module).map(({ name }) => name);
    const data = { module, words: this.#words, numbers: this.#numbers, names: this.#names };
    for (let missing = threadCount() - 1; missing > 0; missing--) {
      const helper = startHelper(data);
      if (helper !== null) this.#helpers.push(helper);
    }
  }

  start(job: Job): () => void {
    const { memory, name, numbers, blocks } = job;
    const words = this.#words;
    if (memory !== this.#memory) this.#share(memory);
    this.#numbers.set(numbers);
    const step = Math.floor(blocks / (8 * (this.#helpers.length + 1)));
    words[STEP] = Math.max(1, Math.min(MOST_BLOCKS_AT_ONCE, step));
    words[BLOCKS] = blocks;
    words[KERNEL] = this.#names.indexOf(name);
    words[COUNT] = numbers.length;
    Atomics.store(words, NEXT, 0);
    Atomics.add(words, SIGNAL, 1);
    Atomics.notify(words, SIGNAL);
    return () => this.#finish(job);
  }

  #finish({ name, kernel, numbers, blocks }: Job): void {
    const words = this.#words;
    try {
      for (let from = take(words); from < blocks; from = take(words)) {
        kernel(...numbers, from, Math.min(from + words[STEP], blocks));
      }
    } finally {
      Atomics.store(words, NEXT, CLOSED);
      this.#waitForHelpers();
    }
    if (Atomics.load(words, FAILED) > 0) {
      dismissHelpers();
      throw new Error(`a helper thread failed in ${name}`);
    }
  }

  dismiss(): void {
    for (const helper of this.#helpers) void helper.terminate();
  }

  #share(memory: WebAssembly.Memory): void {
    this.#memory = memory;
    const id = Atomics.add(this.#words, MEMORY, 1) + 1;
    for (const helper of this.#helpers) helper.postMessage({ id, memory });
  }

  #waitForHelpers(): void {
    const words = this.#words;
    for (let active = 1; active > 0; ) {
      for (let spins = 0; spins < SPINS && active > 0; spins++) active = Atomics.load(words, ACTIVE);
      if (active > 0) Atomics.wait(words, ACTIVE, active);
    }
  }
}

interface Helper {
  postMessage(message: unknown): void;
  terminate(): unknown;
}

/** Threads need Node (or what offers its modules): in a browser's main thread nobody may wait for them. */
function nodeModules() {
  if (typeof process === 'undefined' || typeof process.getBuiltinModule !== 'function') return null;
  const threads = process.getBuiltinModule('node:worker_threads');
  const os = process.getBuiltinModule('node:os');
  return threads && os ? { threads, os } : null;
}

function startHelper(workerData: unknown): Helper | null {
  const node = nodeModules();
  if (node === null) return null;
  try {
    const helper = new node.threads.Worker(HELPER, { eval: true, execArgv: [], workerData });
    // A helper that could not start or was stopped does no harm: its blocks fall to the others.
    helper.on('error', () => {});
    helper.unref();
    return helper;
  } catch {
    return null;
  }
}

/**
 * The first block of those that are taken. Taken first and multiplied then: the number of blocks that are taken at once is
 * of the same job, even where another one has begun meanwhile.
 */
function take(words: Int32Array): number {
  return Atomics.add(words, NEXT, 1) * words[STEP];
}

/**
 * What a helper runs: text, so that it starts the same from sources, from what was built and from a bundle.
 * It counts as active before it looks at a job, and the caller changes nothing of a job while someone is active.
 */
const HELPER = `
const { parentPort, receiveMessageOnPort, workerData } = require('node:worker_threads');
const { module, words, numbers, names } = workerData;
let id = 0;
let kernels;
for (let seen = 0; ; ) {
  for (let spins = 0; spins < ${SPINS} && Atomics.load(words, ${SIGNAL}) === seen; spins++);
  Atomics.wait(words, ${SIGNAL}, seen);
  seen = Atomics.load(words, ${SIGNAL});
  Atomics.add(words, ${ACTIVE}, 1);
  try {
    let from = Atomics.add(words, ${NEXT}, 1) * words[${STEP}];
    if (from < words[${BLOCKS}]) {
      while (id !== words[${MEMORY}]) {
        const { message } = receiveMessageOnPort(parentPort);
        id = message.id;
        kernels = new WebAssembly.Instance(module, { env: { memory: message.memory } }).exports;
      }
      const kernel = kernels[names[words[${KERNEL}]]];
      const given = Array.from(numbers.subarray(0, words[${COUNT}]));
      for (; from < words[${BLOCKS}]; from = Atomics.add(words, ${NEXT}, 1) * words[${STEP}]) {
        kernel(...given, from, Math.min(from + words[${STEP}], words[${BLOCKS}]));
      }
    }
  } catch {
    Atomics.store(words, ${FAILED}, 1);
  } finally {
    Atomics.sub(words, ${ACTIVE}, 1);
    Atomics.notify(words, ${ACTIVE});
  }
}
`;
