import { extname } from 'node:path';
import { UsageError } from '../errors.ts';
import type { ResultTable } from '../reports/table.ts';
import type { TerminalOptions } from '../reports/terminal-table.ts';
import type { Output } from './console.ts';
import type { Chunks } from './output.ts';

export const FORMATS = ['table', 'json', 'csv', 'xlsx', 'parquet'] as const;
export type Format = (typeof FORMATS)[number];

/** A result as every format needs it; only what the format asks for is made. */
export interface Views {
  table(layout: TerminalOptions): Promise<Iterable<string>>;
  json(): Promise<Chunks>;
  /** The main table first; CSV and Parquet hold it alone, a workbook holds them all. */
  tables(): Promise<readonly [ResultTable, ...ResultTable[]]>;
}

/**
 * The format that was asked for, else the one that the file's name tells, else a table. Throws UsageError where the
 * name tells none, and where a binary format would go to a terminal.
 */
export function formatFor(asked: Format | undefined, out: string | undefined, stdout: Output): Format {
  const toFile = out !== undefined && out !== '-';
  const format = asked ?? (toFile ? formatOfName(out) : 'table');
  if (!toFile && stdout.isTTY && (format === 'xlsx' || format === 'parquet')) {
    throw new UsageError(
      `${format} is not for a terminal: write it to a file with --out people.${format}, or send it on with | or >`,
    );
  }
  return format;
}

/** The result in a format; what writes it is loaded when it is needed. */
export async function chunksOf(format: Format, views: Views, layout: TerminalOptions): Promise<Chunks> {
  switch (format) {
    case 'table':
      return views.table(layout);
    case 'json':
      return views.json();
    case 'csv': {
      const { csvChunks } = await import('../reports/csv.ts');
      return csvChunks((await views.tables())[0]);
    }
    case 'xlsx': {
      const { xlsxChunks } = await import('../reports/xlsx.ts');
      return xlsxChunks(await views.tables());
    }
    case 'parquet': {
      const { parquetChunks } = await import('../reports/parquet.ts');
      return parquetChunks((await views.tables())[0]);
    }
  }
}

function formatOfName(path: string): Format {
  const extension = extname(path).toLowerCase();
  const format = EXTENSIONS[extension];
  if (format === undefined) {
    throw new UsageError(
      `the name ${path} does not tell its format: add --format, one of ${FORMATS.join(', ')}, or end it with .json, .csv, .xlsx, .parquet or .txt`,
    );
  }
  return format;
}

const EXTENSIONS: Readonly<Record<string, Format>> = {
  '.txt': 'table',
  '.json': 'json',
  '.csv': 'csv',
  '.xlsx': 'xlsx',
  '.parquet': 'parquet',
};
