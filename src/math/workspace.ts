import { kernelBytes } from './generated/kernels.ts';
import type { Matrix } from './matrix.ts';
import {
  callHelpers,
  dismissHelpers,
  hasHelpers,
  sharesWork,
  startOnThreads,
  threadCount,
} from './parallel.ts';

/** Below this many numbers, plain loops are done before a kernel has started. */
const FEWEST_NUMBERS = 16_384;
/** Helper threads join where there are at least this many blocks of rows. */
const FEWEST_BLOCKS_FOR_THREADS = 64;
/** Memory up to this size is kept for the next workspace, larger memory only for a moment. */
const KEPT_BYTES = 64 * 2 ** 20;
/** How long larger memory and the helpers that hold it wait for the next workspace, in milliseconds. */
const KEPT_TIME = 1000;
const PAGE_BYTES = 65_536;
const MOST_PAGES = 65_536;
/** What estimators may need for each number, several copies of which are made, and for each row beside its numbers. */
const MOST_BYTES_EACH = 34;
const MOST_EXTRA_BYTES = 80;
/** Kernels read and write whole vectors, a little past the end of what they are given. */
const SLACK_BYTES = 64;
/** As many as a word has bits. */
const MOST_ROOMS = 32;

export type KernelName =
  | 'addColumns'
  | 'assignFewRows'
  | 'assignRows'
  | 'columnRanges'
  | 'countDigits'
  | 'countRecords'
  | 'countRuns'
  | 'countTasks'
  | 'distancesToCenters'
  | 'enterRows'
  | 'fillTrees'
  | 'growTrees'
  | 'joinTrees'
  | 'distanceTotals'
  | 'distanceTotalsOfPairs'
  | 'findNodes'
  | 'inertias'
  | 'joinBoxes'
  | 'lloydFewRows'
  | 'measureTiles'
  | 'moveByDigit'
  | 'moveRows'
  | 'moveToNodes'
  | 'neighbourDistances'
  | 'orderRows'
  | 'packRows'
  | 'placeRows'
  | 'readSummaryRecords'
  | 'readSummaryRows'
  | 'readTaskRows'
  | 'rowNorms'
  | 'sampleRows'
  | 'scoreRows'
  | 'settleGroups'
  | 'settleRows'
  | 'shellDistances'
  | 'splitNodes'
  | 'surveyBlocks'
  | 'takeLabels'
  | 'takePoints'
  | 'toColumns'
  | 'tryRows'
  | 'writeCellCodes'
  | 'writeCodes'
  | 'writeLines';

/**
 * Memory for one piece of work, which numerical kernels and helper threads share. The kernels are the sources in
 * `kernels/`, compiled to WebAssembly; each has a plain twin in TypeScript that gives the same bits, and that works
 * where there is no workspace. Close it after use: its arrays must not be touched any more then.
 */
export class Workspace {
  readonly #kernels: Kernels;
  #end = SLACK_BYTES;
  #isLeft = false;

  private constructor(kernels: Kernels) {
    this.#kernels = kernels;
  }

  /**
   * Does the work in a workspace and closes it. There is none (null), so that plain loops do the work, where the matrix
   * is too small to gain from one or too large for one, or WebAssembly, its vectors or its shared memory are missing.
   * It gains from `fewest.ready` numbers on where a kernel has started before, from `fewest.cold` on where none has.
   */
  static use<T>(
    { rows, columns }: Pick<Matrix, 'rows' | 'columns'>,
    work: (workspace: Workspace | null) => T,
    { ready = FEWEST_NUMBERS, cold = FEWEST_NUMBERS }: { ready?: number; cold?: number } = {},
  ): T {
    const isSmall = rows * columns < (Workspace.isReady ? ready : cold);
    const isLarge = rows * (columns * MOST_BYTES_EACH + MOST_EXTRA_BYTES) > MOST_PAGES * PAGE_BYTES;
    const workspace = isSmall || isLarge ? null : Workspace.open();
    try {
      return work(workspace);
    } finally {
      workspace?.close();
    }
  }

  /** Whether a workspace is there at once, since there has been one before. */
  static get isReady(): boolean {
    return compiled !== null;
  }

  /** Starts kernels and helper threads before they are asked for, so that little work, too, finds them there. */
  static prepare(): void {
    isPrepared = true;
    Workspace.open()?.close();
    callPrepared();
  }

  /** A workspace whatever the size; null where WebAssembly, its vectors or its shared memory are missing. */
  static open(): Workspace | null {
    const kernels = kept ?? keptWeakly?.deref() ?? loadKernels();
    kept = null;
    keptWeakly = null;
    return kernels && new Workspace(kernels);
  }

  /** Numbers of any content: what stood in the memory before. */
  floats(length: number): Float64Array {
    const address = this.#allocate(length * 8);
    return new Float64Array(this.#kernels.memory.buffer, address, length);
  }

  /** 32-bit numbers of any content. */
  float32s(length: number): Float32Array {
    const address = this.#allocate(length * 4);
    return new Float32Array(this.#kernels.memory.buffer, address, length);
  }

  /** Whole numbers of any content. */
  ints(length: number): Int32Array {
    const address = this.#allocate(length * 4);
    return new Int32Array(this.#kernels.memory.buffer, address, length);
  }

  /** Bytes of any content. */
  bytes(length: number): Uint8Array {
    const address = this.#allocate(length);
    return new Uint8Array(this.#kernels.memory.buffer, address, length);
  }

  /** A kernel that writes a value at an address, given those of what it needs, and answers with where it ended. */
  writer(name: 'writeNumber'): (needs: number, at: number, value: number) => number {
    return this.#kernels.writers[name];
  }

  /** Does something with memory that is given up when it is done. */
  temporarily<T>(work: () => T): T {
    const end = this.#end;
    try {
      return work();
    } finally {
      this.#end = end;
    }
  }

  /** Rooms of so many bytes, a multiple of 16, for threads to work in: one for each thread, up to `most` (kernels/rooms.ts). */
  rooms(bytes: number, most = MOST_ROOMS): Int32Array {
    const count = Math.min(threadCount(), most, MOST_ROOMS);
    const rooms = this.ints((16 + count * bytes) / 4);
    rooms[0] = 2 ** count - 1;
    return rooms;
  }

  /**
   * Calls the kernel for blocks 0 to `blocks` - 1, on several threads where there are many. Arrays of this workspace
   * are given to the kernel as their addresses.
   */
  run(name: KernelName, blocks: number, ...given: Given): void {
    this.start(name, blocks, ...given)();
  }

  /** Begins the same on helper threads; what it returns must be called before any other kernel is, and does the rest. */
  start(name: KernelName, blocks: number, ...given: Given): () => void {
    return this.#start(name, blocks, given, FEWEST_BLOCKS_FOR_THREADS);
  }

  /** The same for few blocks that are much work each. */
  runHeavy(name: KernelName, blocks: number, ...given: Given): void {
    this.startHeavy(name, blocks, ...given)();
  }

  /** Begins the same, as `start` does. */
  startHeavy(name: KernelName, blocks: number, ...given: Given): () => void {
    return this.#start(name, blocks, given, 2);
  }

  /** The same for blocks that are worth waking helpers for, however few, but not starting them. */
  runTogether(name: KernelName, blocks: number, ...given: Given): void {
    this.startTogether(name, blocks, ...given)();
  }

  /** Begins the same, as `start` does. */
  startTogether(name: KernelName, blocks: number, ...given: Given): () => void {
    return this.#start(name, blocks, given, hasHelpers() ? 2 : FEWEST_BLOCKS_FOR_THREADS);
  }

  /** The same on this thread alone, `step` blocks at a time. */
  runHere(name: KernelName, blocks: number, step: number, ...given: Given): void {
    const kernel = this.#kernels.functions[name];
    const numbers = numbersOf(given);
    // In steps, so that the engine can swap in its optimised code between two calls.
    for (let from = 0; from < blocks; from += step) kernel(...numbers, from, Math.min(from + step, blocks));
  }

  #start(name: KernelName, blocks: number, given: Given, fewestForThreads: number): () => void {
    if (blocks < fewestForThreads || !sharesWork()) {
      return () => this.runHere(name, blocks, 16, ...given);
    }
    const { module, memory, functions } = this.#kernels;
    return startOnThreads({
      module,
      memory,
      name,
      kernel: functions[name],
      numbers: numbersOf(given),
      blocks,
    });
  }

  /** Whether so much of its memory is in use that it is kept for a moment only. */
  get isLarge(): boolean {
    return this.#end > KEPT_BYTES;
  }

  /** Closes it, but leaves the memory to the arrays in it, which stay as they are, as long as they are. */
  leave(): void {
    this.#isLeft = true;
  }

  close(): void {
    if (this.#isLeft) return;
    kept = this.#kernels;
    if (isLarge(kept)) releaseSoon();
  }

  /** An address that is a multiple of 16. */
  #allocate(bytes: number): number {
    const start = this.#end;
    this.#end = Math.ceil((start + bytes + SLACK_BYTES) / 16) * 16;
    const missing = this.#end - this.#kernels.memory.buffer.byteLength;
    if (missing > 0) this.#kernels.memory.grow(Math.ceil(missing / PAGE_BYTES));
    return start;
  }
}

type Given = readonly (number | Float64Array | Float32Array | Int32Array | Uint8Array)[];

function numbersOf(given: Given): number[] {
  return given.map((value) => (typeof value === 'number' ? value : value.byteOffset));
}

type Kernel = (...numbers: number[]) => void;

interface Kernels {
  readonly module: WebAssembly.Module;
  readonly memory: WebAssembly.Memory;
  readonly functions: Readonly<Record<KernelName, Kernel>>;
  readonly writers: Readonly<Record<'writeNumber', (needs: number, at: number, value: number) => number>>;
}

let compiled: WebAssembly.Module | null = null;
/** Memory that nobody uses just now. */
let kept: Kernels | null = null;
/** Large memory that nobody uses: the next workspace takes it, unless it has gone back to the system by then. */
let keptWeakly: WeakRef<Kernels> | null = null;

let isReleasing = false;
/** Whether helpers are to be there for little work, too. */
let isPrepared = false;

function isLarge({ memory }: Kernels): boolean {
  return memory.buffer.byteLength > KEPT_BYTES;
}

function callPrepared(): void {
  if (isPrepared && compiled !== null && threadCount() > 1) callHelpers(compiled);
}

/** Gives large memory back to the system unless somebody uses it again by then; keeps no process alive. */
function releaseSoon(): void {
  if (isReleasing) return;
  isReleasing = true;
  const timer = setTimeout(() => {
    isReleasing = false;
    if (kept === null || !isLarge(kept)) return;
    keptWeakly = new WeakRef(kept);
    kept = null;
    dismissHelpers();
    callPrepared();
  }, KEPT_TIME);
  // Browsers' timers are plain numbers.
  timer.unref?.();
}

/** The bytes of base64. */
function bytesOf(base64: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64);
  const bytes = new Uint8Array(text.length);
  for (let i = 0; i < bytes.length; i++) bytes[i] = text.charCodeAt(i);
  return bytes;
}

function loadKernels(): Kernels | null {
  try {
    compiled ??= new WebAssembly.Module(bytesOf(kernelBytes));
    const memory = new WebAssembly.Memory({ initial: 16, maximum: MOST_PAGES, shared: true });
    const { exports } = new WebAssembly.Instance(compiled, { env: { memory } });
    return {
      module: compiled,
      memory,
      functions: exports as Kernels['functions'],
      writers: exports as Kernels['writers'],
    };
  } catch {
    return null;
  }
}
