import type { PlainReading } from '../../src/data/files/read-plain.ts';
import { readSummary } from '../../src/data/files/read-summary.ts';
import { readTaskLog } from '../../src/data/files/read-task-log.ts';
import type { ReadOptions } from '../../src/data/files/read-tasks.ts';
import { recognise } from '../../src/data/files/recognise.ts';
import { openTable } from '../../src/data/files/table.ts';

/** What the engine makes of a file, in the form of what is read without it. */
export async function byEngine(path: string, options: ReadOptions = {}): Promise<PlainReading> {
  const opened = await openTable(path, options);
  try {
    const recognition = recognise(opened.name, opened.columns, options.map);
    const read = recognition.kind === 'task log' ? readTaskLog : readSummary;
    const people = await read(opened, recognition, options);
    const { name, format, columns, notes } = opened;
    return { table: { name, format, columns, notes }, recognition, people };
  } finally {
    await opened.close();
  }
}
