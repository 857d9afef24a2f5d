import { copyFile, stat, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import type { Readable } from 'node:stream';
import type { Problem } from '../../errors.ts';
import { Engine } from './engine.ts';
import { type FileKind, fileKindOf } from './file-kind.ts';
import type { Delimiter } from './records-of-text.ts';
import { type Scratch, scratch } from './scratch.ts';
import { type LocalFile, locate } from './source.ts';

export interface TableOptions {
  /** Default: the one that fits. */
  readonly delimiter?: Delimiter;
  /** The sheet of a workbook, by name or counted from 1; default the first. */
  readonly sheet?: string | number;
  /** What `-` reads; default the standard input of this process. */
  readonly stdin?: Readable;
}

/** What all values of a column are in the file itself; a text file knows only text. */
export type ValueKind = 'text' | 'number' | 'boolean';

/** The columns that were asked for, now rows of the view `records`: "row" and c0, c1, ... in the order asked. */
export interface LoadedColumns {
  readonly rows: number;
  readonly kinds: readonly ValueKind[];
  /** Records that could not be read, in the order of the file; counted among the rows. */
  readonly rejected: readonly Problem[];
  /** What a person should know that only reading all of it could show. */
  readonly notes: readonly string[];
}

/** A file of rows and columns, of whatever format, ready to be asked in SQL. Close it when done. */
export interface Table {
  /** The file as the person named it. */
  readonly name: string;
  /** The format in words: "CSV (semicolon, Windows-1252)". */
  readonly format: string;
  /** The header of each column; not necessarily different, nor non-empty. */
  readonly columns: readonly string[];
  readonly delimiter: Delimiter | null;
  readonly notes: readonly string[];
  readonly engine: Engine;
  /** The first records, a value for each column; at most SAMPLE_ROWS. */
  sample(): Promise<(string | null)[][]>;
  /**
   * Makes the view `records` of the columns at these places: "row" as a spreadsheet or a person counts, then
   * c0, c1, ... as text, without blanks around it, NULL where there is none. To be called once.
   */
  load(places: readonly number[]): Promise<LoadedColumns>;
  close(): Promise<void>;
}

/** Records that show what a file holds. */
export const SAMPLE_ROWS = 20;

/** What a format's own reader knows; `openTable` makes a table of it. */
export type OpenedFormat = Omit<Table, 'name' | 'engine' | 'close'>;

/** A file that was found and looked at. Its scratch folder goes with the table that is made of it, or else by hand. */
export interface FoundFile {
  readonly file: LocalFile;
  readonly kind: FileKind;
  readonly scratch: Scratch;
}

/** Finds a file, or writes standard input (`-`) to one. Throws InputError where it is missing or none that is read. */
export async function findFile(source: string, options: TableOptions = {}): Promise<FoundFile> {
  const folder = scratch();
  try {
    const file = await locate(source, folder, options.stdin);
    return { file, kind: await fileKindOf(file), scratch: folder };
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

/** Takes a file that is there under another name than the one that people gave it. Throws InputError where it is none that is read. */
export async function takeFile(path: string, name: string): Promise<FoundFile> {
  const file = { name, path, size: (await stat(path)).size };
  return { file, kind: await fileKindOf(file), scratch: scratch() };
}

/**
 * Opens a CSV, TSV, JSON, NDJSON, Parquet or XLSX file, or standard input (`-`), as a table. Throws InputError where
 * it is missing, cannot be read, or is none of these.
 */
export async function openTable(source: string, options: TableOptions = {}): Promise<Table> {
  return tableOf(await findFile(source, options), options);
}

/** Opens a file that was found as a table. Throws InputError where it cannot be read. */
export async function tableOf(
  { file, kind, scratch }: FoundFile,
  options: TableOptions = {},
): Promise<Table> {
  let engine: Engine | null = null;
  try {
    const folder = await scratch.folder();
    const link = join(folder, 'file');
    await linkOrCopy(file.path, link);
    const paths = { link, text: join(folder, 'text'), plain: join(folder, 'plain') };
    const opened = await Engine.open(Object.values(paths), folder);
    engine = opened;
    const format = await openFormat(kind, { file, paths, engine: opened, options });
    const close = async (): Promise<void> => {
      opened.close();
      await scratch.remove();
    };
    return { ...format, name: file.name, engine: opened, close };
  } catch (error) {
    engine?.close();
    await scratch.remove();
    throw error;
  }
}

/** What a format's reader is given. SQL sees the paths here only, never a name that somebody chose. */
export interface FormatInput {
  readonly file: LocalFile;
  readonly paths: {
    /** The file itself. */
    readonly link: string;
    /** For the text in UTF-8, where the file is something else. */
    readonly text: string;
    /** For the records as plain CSV, where the file is not. */
    readonly plain: string;
  };
  readonly engine: Engine;
  readonly options: TableOptions;
}

async function openFormat(kind: FileKind, input: FormatInput): Promise<OpenedFormat> {
  switch (kind) {
    case 'delimited':
      return (await import('./open-delimited.ts')).openDelimited(input);
    case 'json':
      return (await import('./open-json.ts')).openJson(input);
    case 'parquet':
      return (await import('./open-parquet.ts')).openParquet(input);
    case 'xlsx':
      return (await import('./open-xlsx.ts')).openXlsx(input);
  }
}

async function linkOrCopy(path: string, link: string): Promise<void> {
  try {
    await symlink(path, link);
  } catch {
    await copyFile(path, link);
  }
}
