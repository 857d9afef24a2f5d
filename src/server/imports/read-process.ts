import { type ChildProcess, fork } from 'node:child_process';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ReadingEnd, ReadingTask } from '../../data/imports/kinds.ts';
import { InputError } from '../../errors.ts';
import type { ReaderOrder } from './reader.ts';

/** What reading one file may cost. */
export interface ReadingLimits {
  /** Milliseconds. */
  readonly time: number;
  /** Memory of the whole process, and of its engine, in MiB. */
  readonly memory: number;
  readonly engineMemory: number;
  /** Disk for what does not fit into memory, in MiB. */
  readonly disk: number;
}

export const READING_LIMITS: ReadingLimits = { time: 600_000, memory: 2048, engineMemory: 768, disk: 16_384 };

/** What a reading left: how it ended, and the file of what it read. */
export interface Reading {
  readonly end: ReadingEnd;
  readonly output: string;
}

/**
 * Reads a file in a process of its own, which uses the folder and nothing else, so that a file made to do harm can take
 * down no more than that. Ends where the signal is aborted. Throws InputError where the file asks for more than the limits.
 */
export async function readInProcess(
  task: ReadingTask,
  folder: string,
  signal: AbortSignal,
  limits: ReadingLimits = READING_LIMITS,
): Promise<Reading> {
  signal.throwIfAborted();
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const output = join(folder, 'rows');
  const child = fork(PROGRAM, [], {
    execArgv: [`--max-old-space-size=${Math.floor(limits.memory / 2)}`],
    env: { PATH: process.env.PATH, TMPDIR: folder },
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const order: ReaderOrder = { task, output, memory: limits.engineMemory, disk: limits.disk };
  const end = await endOf(child, order, signal, limits);
  return { end, output };
}

/** From the sources, what was built of them is run. */
const PROGRAM = fileURLToPath(
  new URL(
    import.meta.url.endsWith('.ts') ? '../../../dist/server/imports/reader.js' : './reader.js',
    import.meta.url,
  ),
);

const LOOK_EVERY = 200;

function endOf(
  child: ChildProcess,
  order: ReaderOrder,
  signal: AbortSignal,
  { time, memory }: ReadingLimits,
): Promise<ReadingEnd> {
  return new Promise((resolve, reject) => {
    let end: ReadingEnd | undefined;
    let reason: unknown = new InputError(
      'the file could not be read: it takes more than a reader may use, or is damaged',
    );
    const stop = (why: unknown) => {
      reason = why;
      child.kill('SIGKILL');
    };
    const abort = () => stop(signal.reason);
    const tooLong = setTimeout(
      () =>
        stop(new InputError(`reading the file took longer than ${time / 1000} seconds: send it in parts`)),
      time,
    );
    const look = setInterval(async () => {
      if ((await residentMemory(child.pid)) > memory) {
        stop(new InputError(`reading the file takes more than ${memory} MiB of memory: send it in parts`));
      }
    }, LOOK_EVERY);
    signal.addEventListener('abort', abort);
    child.on('error', (error) => {
      reason = error;
    });
    // The process is ours, and says nothing else.
    child.once('message', (message) => {
      end = message as ReadingEnd;
    });
    child.once('close', () => {
      clearTimeout(tooLong);
      clearInterval(look);
      signal.removeEventListener('abort', abort);
      if (end === undefined) reject(reason);
      else resolve(end);
    });
    child.send(order, (error) => {
      if (error) child.kill('SIGKILL');
    });
  });
}

/** In MiB; 0 where the system does not say it as Linux does. */
async function residentMemory(pid: number | undefined): Promise<number> {
  const text = await readFile(`/proc/${pid}/statm`, 'latin1').catch(() => '0 0');
  return (Number(text.split(' ')[1]) * 4096) / (1 << 20);
}
