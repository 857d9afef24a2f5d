import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteDialect,
} from 'kysely';
import AsyncDatabase from 'libsql/promise';
import type { Database } from './schema.ts';

/** Statements that a connection keeps ready. */
const MOST_READY = 200;

/**
 * Connections for reading a SQLite database beside its writer. Queries run on threads of the driver's own: whoever else is
 * answered meanwhile waits neither for the disk nor for a long search.
 */
export function readerOf(path: string, connections: number): Kysely<Database> {
  return new Kysely<Database>({ dialect: new ReadingDialect(path, connections) });
}

class ReadingDialect extends SqliteDialect {
  readonly #path: string;
  readonly #connections: number;

  constructor(path: string, connections: number) {
    super({ database: async () => Promise.reject(new Error('readers have connections of their own')) });
    this.#path = path;
    this.#connections = connections;
  }

  override createDriver() {
    // Kysely's class has private parts that no other driver has; it is asked for nothing but what a driver does.
    return new ReadingDriver(this.#path, this.#connections) as unknown as ReturnType<
      SqliteDialect['createDriver']
    >;
  }
}

/** Whoever waits longest for a connection gets the next one. */
class ReadingDriver implements Driver {
  readonly #path: string;
  readonly #most: number;
  readonly #free: ReadingConnection[] = [];
  readonly #waiting: ((connection: ReadingConnection) => void)[] = [];

  constructor(path: string, most: number) {
    this.#path = path;
    this.#most = most;
  }

  async init(): Promise<void> {
    for (let i = 0; i < this.#most; i++) this.#free.push(await ReadingConnection.open(this.#path));
  }

  async acquireConnection(): Promise<DatabaseConnection> {
    const free = this.#free.pop();
    return free ?? new Promise<ReadingConnection>((resolve) => this.#waiting.push(resolve));
  }

  async releaseConnection(connection: DatabaseConnection): Promise<void> {
    if (!(connection instanceof ReadingConnection)) return;
    const next = this.#waiting.shift();
    if (next) next(connection);
    else this.#free.push(connection);
  }

  async beginTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('begin'));
  }

  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('commit'));
  }

  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    await connection.executeQuery(CompiledQuery.raw('rollback'));
  }

  async destroy(): Promise<void> {
    for (const connection of this.#free.splice(0)) connection.close();
  }
}

class ReadingConnection implements DatabaseConnection {
  readonly #database: AsyncDatabase;
  /** Statements that stay ready for the next time; the one that was used last stands last. */
  readonly #ready = new Map<string, ReadingStatement>();

  private constructor(database: AsyncDatabase) {
    this.#database = database;
  }

  static async open(path: string): Promise<ReadingConnection> {
    const database = new AsyncDatabase(path, {});
    for (const pragma of ['busy_timeout = 50', 'query_only = on', 'cache_size = -32768']) {
      await database.exec(`pragma ${pragma}`);
    }
    return new ReadingConnection(database);
  }

  async executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const statement = this.#ready.get(sql) ?? (await this.#prepared(sql));
    this.#ready.delete(sql);
    this.#ready.set(sql, statement);
    const [first] = this.#ready.keys();
    if (this.#ready.size > MOST_READY) this.#ready.delete(first);
    // What a query selects is known to who wrote it.
    return { rows: (await statement.all(parameters)) as R[] };
  }

  /** One that may be left halfway is its own. */
  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncGenerator<QueryResult<R>> {
    const statement = await this.#database.prepare(sql);
    const names = namesOf(statement);
    for (const values of await statement.iterate(parameters)) {
      // As above.
      yield { rows: [named(names, values) as R] };
    }
  }

  close(): void {
    this.#ready.clear();
    this.#database.close();
  }

  async #prepared(text: string): Promise<ReadingStatement> {
    const statement = await this.#database.prepare(text);
    const isReader: boolean = statement.reader;
    const names = isReader ? namesOf(statement) : [];
    return {
      all: async (parameters) => {
        if (isReader) {
          const rows: (readonly unknown[])[] = await statement.all(parameters);
          return rows.map((values) => named(names, values));
        }
        await statement.run(parameters);
        return [];
      },
    };
  }
}

interface ReadingStatement {
  all(parameters: readonly unknown[]): Promise<readonly Record<string, unknown>[]>;
}

/** The names of a statement's columns, from now on without them in its rows: the driver hands over arrays fastest. */
function namesOf(statement: {
  raw(): { columns(): readonly { readonly name: string }[] };
}): readonly string[] {
  return statement
    .raw()
    .columns()
    .map(({ name }) => name);
}

function named(names: readonly string[], values: readonly unknown[]): Record<string, unknown> {
  const row: Record<string, unknown> = {};
  for (const [i, name] of names.entries()) row[name] = values[i];
  return row;
}
