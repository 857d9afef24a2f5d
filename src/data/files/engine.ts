import { createRequire } from 'node:module';
import { availableParallelism, tmpdir, totalmem } from 'node:os';
import type { DuckDBConnection, DuckDBDataChunk, DuckDBInstance, DuckDBValue } from '@duckdb/node-api';
import { InputError } from '../../errors.ts';

const MEBIBYTE = 1 << 20;
/** Rows of a chunk, the engine's own unit. */
const CHUNK = 2048;

export interface Appender {
  append(rows: (string | null)[][]): void;
  close(): void;
}

/**
 * A DuckDB in this process, in memory, that can reach the files it was given, its scratch folder, and nothing else: no
 * other file, no network, no extension; its settings are locked. What does not fit into its memory spills into the
 * scratch folder.
 */
export class Engine {
  readonly #instance: DuckDBInstance;
  readonly #connection: DuckDBConnection;

  private constructor(instance: DuckDBInstance, connection: DuckDBConnection) {
    this.#instance = instance;
    this.#connection = connection;
  }

  static async open(files: readonly string[], scratch: string): Promise<Engine> {
    const { DuckDBInstance } = duckdb();
    const instance = await DuckDBInstance.create(':memory:', {
      autoinstall_known_extensions: 'false',
      autoload_known_extensions: 'false',
      allow_community_extensions: 'false',
      temp_directory: scratch,
      memory_limit: `${memoryLimit()}MiB`,
      ...(limits !== null && { max_temp_directory_size: `${limits.disk}MiB` }),
      threads: String(availableParallelism()),
    });
    const connection = await instance.connect();
    await connection.run(`SET allowed_paths = [${files.map(quoted).join(', ')}]`);
    await connection.run("SET TimeZone = 'UTC'");
    await connection.run('SET enable_external_access = false');
    await connection.run('SET lock_configuration = true');
    return new Engine(instance, connection);
  }

  async run(sql: string): Promise<void> {
    await this.#connection.run(sql).catch(overflow);
  }

  /** The rows of a small answer. */
  async rows(sql: string): Promise<DuckDBValue[][]> {
    return (await this.#connection.runAndReadAll(sql).catch(overflow)).getRows();
  }

  /** The one row of an answer of numbers. */
  async numbers(sql: string): Promise<number[]> {
    const [row = []] = await this.rows(sql);
    return row.map(Number);
  }

  /** A large answer, piece by piece and in order. */
  async *chunks(sql: string): AsyncGenerator<DuckDBDataChunk> {
    const result = await this.#connection.stream(sql).catch(overflow);
    for (;;) {
      const chunk = await result.fetchChunk().catch(overflow);
      if (chunk === null || chunk.rowCount === 0) return;
      yield chunk;
    }
  }

  /** Takes rows of text into a table, column by column as it was created. */
  async appender(table: string): Promise<Appender> {
    const { DuckDBDataChunk } = duckdb();
    const appender = await this.#connection.createAppender(table);
    const types = Array.from({ length: appender.columnCount }, (_, i) => appender.columnType(i));
    return {
      append: (rows) => {
        for (let from = 0; from < rows.length; from += CHUNK) {
          const chunk = DuckDBDataChunk.create(types);
          chunk.setRows(rows.slice(from, from + CHUNK));
          appender.appendDataChunk(chunk);
        }
      },
      close: () => appender.closeSync(),
    };
  }

  close(): void {
    this.#connection.closeSync();
    this.#instance.closeSync();
  }
}

/** Says in our words that memory and disk were not enough; every other error passes. */
function overflow(cause: unknown): never {
  if (cause instanceof Error && /^Out of Memory|No space left/.test(cause.message)) {
    throw new InputError(
      `the file needs more memory than the ${memoryLimit()} MiB it may take, or more disk than there is in ${tmpdir()}`,
      { cause },
    );
  }
  throw cause;
}

/**
 * The engine's library, loaded with the first use. As the CommonJS that it is: imported as a module, each of its many
 * files would be searched for exports first, which takes longer than all the rest.
 */
function duckdb(): typeof import('@duckdb/node-api') {
  return createRequire(import.meta.url)('@duckdb/node-api');
}

/** What the engine may take of the machine, in MiB. */
export interface EngineLimits {
  readonly memory: number;
  /** Of the disk, for what does not fit into memory. */
  readonly disk: number;
}

let limits: EngineLimits | null = null;

/** Holds the engines opened from now on to less than half of the memory and all of the disk. */
export function limitEngine(to: EngineLimits): void {
  limits = to;
}

/** Half of the memory that this process may have, at least 256 MiB. */
function memoryLimit(): number {
  if (limits !== null) return limits.memory;
  const constrained = process.constrainedMemory();
  const available = constrained > 0 ? Math.min(constrained, totalmem()) : totalmem();
  return Math.max(256, Math.floor(available / 2 / MEBIBYTE));
}

/** A text as an SQL literal. */
export function quoted(text: string): string {
  return `'${text.replaceAll('\0', '').replaceAll("'", "''")}'`;
}

/** All that counts as blank around a value. */
export const BLANKS = ' \t\r\n\v\f\u00a0\u2007\u202f\u200b\u2060\ufeff';

/** SQL: a text without blanks around it, NULL where nothing is left. Most values need one look only. */
export function trimmed(text: string): string {
  const bare = "'[!-~]|[!-~].*[!-~]'";
  return `CASE WHEN regexp_full_match(${text}, ${bare}) THEN ${text} ELSE nullif(trim(${text}, ${quoted(BLANKS)}), '') END`;
}

/** SQL: a text without NUL characters, which only some formats can bring in. */
export function withoutNul(text: string): string {
  return `replace(${text}, chr(0), '')`;
}
