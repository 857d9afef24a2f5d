import { setTimeout as wait } from 'node:timers/promises';
import {
  CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  type QueryResult,
  SqliteAdapter,
  SqliteIntrospector,
  SqliteQueryCompiler,
} from 'kysely';
import type SqliteDatabase from 'libsql';
import AsyncDatabase from 'libsql/promise';
import type { Database } from './schema.ts';
import { Statements } from './sqlite-connection.ts';

/** Milliseconds that a change waits for another process, such as a restore, to end its own. */
const PATIENCE = 30_000;

/** The queries of a connection that reads. Each is answered at once: nobody waits for their turn. */
export function readerOf(database: SqliteDatabase.Database): Kysely<Database> {
  return kyselyWith(new Reading(database));
}

/** The queries of a connection that changes: who asks first is first, and a transaction has it to itself. */
export function writerOf(database: SqliteDatabase.Database): Kysely<Database> {
  return kyselyWith(new Writing(database));
}

/** Kysely for SQLite, with whatever asks it. */
export function kyselyWith(driver: Driver): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new SqliteAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new SqliteIntrospector(db),
      createQueryCompiler: () => new SqliteQueryCompiler(),
    },
  });
}

class Reading implements Driver {
  readonly #statements: Statements;
  readonly #connection: Connection;

  constructor(database: SqliteDatabase.Database) {
    this.#statements = new Statements(database);
    this.#connection = new Connection(this.#statements);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<DatabaseConnection> {
    return this.#connection;
  }

  async releaseConnection(): Promise<void> {}

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
    this.#statements.close();
  }
}

class Writing extends Reading {
  readonly #database: SqliteDatabase.Database;
  readonly #waiting: (() => void)[] = [];
  #isTaken = false;

  constructor(database: SqliteDatabase.Database) {
    super(database);
    this.#database = database;
  }

  override async acquireConnection(): Promise<DatabaseConnection> {
    if (this.#isTaken) await new Promise<void>((resolve) => this.#waiting.push(resolve));
    this.#isTaken = true;
    return super.acquireConnection();
  }

  override async releaseConnection(): Promise<void> {
    const next = this.#waiting.shift();
    if (next) next();
    else this.#isTaken = false;
  }

  /** A transaction takes the right to write when it begins: taken later, it could be refused halfway. */
  override async beginTransaction(connection: DatabaseConnection): Promise<void> {
    const until = performance.now() + PATIENCE;
    for (;;) {
      try {
        await connection.executeQuery(CompiledQuery.raw('begin immediate'));
        return;
      } catch (error) {
        const busy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY';
        if (!busy || performance.now() > until) throw error;
        await wait(50);
      }
    }
  }

  /** Waits for the disk on a thread of libsql's own, so that meanwhile everybody else is answered. */
  override async commitTransaction(): Promise<void> {
    await AsyncDatabase.prototype.exec.call(this.#database, 'commit');
  }

  /** Where the disk is full SQLite has gone back by itself; to go back twice is an error that would hide the reason. */
  override async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    if (this.#database.inTransaction) await super.rollbackTransaction(connection);
  }
}

/** What Kysely asks of a connection. */
class Connection implements DatabaseConnection {
  readonly #statements: Statements;

  constructor(statements: Statements) {
    this.#statements = statements;
  }

  // Not async: what is asked is answered before anything else happens.
  executeQuery<R>({ sql, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    try {
      return Promise.resolve(this.#statements.run(sql, parameters) as QueryResult<unknown> as QueryResult<R>);
    } catch (error) {
      return Promise.reject(error);
    }
  }

  async *streamQuery<R>({ sql, parameters }: CompiledQuery): AsyncIterableIterator<QueryResult<R>> {
    for (const row of this.#statements.iterate(sql, parameters)) yield { rows: [row as R] };
  }
}
