import { InputError } from '../../errors.ts';
import { delimitedFormat, plainHead } from './delimited.ts';
import type { ReadPeople } from './people.ts';
import { readPlainSummary } from './plain-summary.ts';
import type { ReadOptions } from './read-tasks.ts';
import { type Recognition, recognise } from './recognise.ts';
import type { FoundFile, Table } from './table.ts';

/** A file that was read without the engine. */
export interface PlainReading {
  readonly table: Pick<Table, 'name' | 'format' | 'columns' | 'notes'>;
  readonly recognition: Recognition;
  readonly people: ReadPeople;
}

/**
 * Reads a delimited file that has nothing odd about it, in a fraction of the time that the engine needs and with the
 * same result, bit for bit; null for all others, which are left to the engine, together with whatever is wrong in them.
 */
export async function readPlain(
  { file, kind }: FoundFile,
  options: ReadOptions,
): Promise<PlainReading | null> {
  if (kind !== 'delimited') return null;
  const head = await plainHead(file.path, options.delimiter);
  const recognition = head && recognised(file.name, head.header, options);
  if (!head || !recognition) return null;
  const people =
    recognition.kind === 'task log'
      ? await (await import('./plain-task-log.ts')).readPlainTaskLog(file, head, recognition, options)
      : await readPlainSummary(file, head, recognition, options);
  if (people === null) return null;
  const format = delimitedFormat(head.delimiter, 'UTF-8');
  return { table: { name: file.name, format, columns: head.header, notes: [] }, recognition, people };
}

function recognised(name: string, header: readonly string[], { map }: ReadOptions): Recognition | null {
  try {
    return recognise(name, header, map);
  } catch (error) {
    // in another encoding it may have the right columns
    if (error instanceof InputError) return null;
    throw error;
  }
}
