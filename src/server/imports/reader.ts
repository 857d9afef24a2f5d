import { open } from 'node:fs/promises';
import { setPriority } from 'node:os';
import { limitEngine } from '../../data/files/engine.ts';
import type { ReadingEnd, ReadingTask } from '../../data/imports/kinds.ts';
import { readImport } from '../../data/imports/read-import.ts';

/** What a process is asked that reads one file. */
export interface ReaderOrder {
  readonly task: ReadingTask;
  /** Where what it reads goes: `Rows` as JSON, one to a line. */
  readonly output: string;
  /** For the engine, in MiB. */
  readonly memory: number;
  readonly disk: number;
}

/** Without a server there is nobody to answer. */
process.once('disconnect', () => process.exit());

process.once('message', (order: ReaderOrder) => {
  read(order).then(
    (end) => process.send?.(end, () => process.disconnect()),
    // What it is may be the fault of the file; this process ends, and no other.
    () => process.exit(1),
  );
});

/** The server that waits for the answer goes before. */
setPriority(5);

async function read({ task, output, memory, disk }: ReaderOrder): Promise<ReadingEnd> {
  limitEngine({ memory, disk });
  const file = await open(output, 'w', 0o600);
  try {
    const end = await readImport(task, async (rows) => {
      await file.write(`${JSON.stringify(rows, storable)}\n`);
    });
    return JSON.parse(JSON.stringify(end, storable));
  } finally {
    await file.close();
  }
}

/** Text as every database can keep it: without NUL and halves of characters. */
function storable(_key: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[\0\p{Surrogate}]/gu, '') : value;
}
