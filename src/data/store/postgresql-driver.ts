import {
  type CompiledQuery,
  type DatabaseConnection,
  type Driver,
  Kysely,
  PostgresAdapter,
  PostgresIntrospector,
  PostgresQueryCompiler,
  type QueryResult,
  type TransactionSettings,
} from 'kysely';
import pg from 'pg';
import type { Database } from './schema.ts';

/** Whoever changes holds this advisory lock, on whichever server: "evenhand" in letters of a telephone. */
const LOCK = 38_364_263;

/** The queries of those who read, on so many connections at most. */
export function readerOf(url: string, connections: number): Kysely<Database> {
  return kyselyWith(new Reading(url, connections));
}

/** The queries of those who change: on a connection of their own, one transaction at a time on all servers together. */
export function writerOf(url: string): Kysely<Database> {
  return kyselyWith(new Writing(url, 1));
}

function kyselyWith(driver: Driver): Kysely<Database> {
  return new Kysely<Database>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: (db) => new PostgresIntrospector(db),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  });
}

class Reading implements Driver {
  readonly #pool: pg.Pool;
  readonly #connections = new WeakMap<pg.PoolClient, Connection>();

  constructor(url: string, connections: number) {
    this.#pool = poolOf(url, connections);
  }

  async init(): Promise<void> {}

  async acquireConnection(): Promise<Connection> {
    const client = await this.#pool.connect();
    const connection = this.#connections.get(client) ?? new Connection(client);
    this.#connections.set(client, connection);
    return connection;
  }

  async releaseConnection(connection: Connection): Promise<void> {
    connection.release();
  }

  async beginTransaction(connection: Connection, { isolationLevel }: TransactionSettings): Promise<void> {
    await connection.run(isolationLevel === undefined ? 'begin' : `begin isolation level ${isolationLevel}`);
  }

  /** Where something failed in it that nobody told of, PostgreSQL takes a transaction back instead, and calls that no error. */
  async commitTransaction(connection: Connection): Promise<void> {
    if ((await connection.run('commit')) !== 'COMMIT') throw new Error('the transaction was taken back');
  }

  async rollbackTransaction(connection: Connection): Promise<void> {
    await connection.run('rollback');
  }

  async destroy(): Promise<void> {
    await this.#pool.end();
  }
}

class Writing extends Reading {
  /** Both on one way to the database. What is asked after the lock sees all that was committed before. */
  override async beginTransaction(connection: Connection): Promise<void> {
    try {
      await connection.run(`begin; select pg_advisory_xact_lock(${LOCK})`);
    } catch (error) {
      // Begun without the lock: whoever has the connection next begins anew. Where it is gone, so is what was begun.
      await this.rollbackTransaction(connection).catch(() => {});
      throw error;
    }
  }
}

/**
 * Statements are not held ready: PostgreSQL would plan some of them for any parameters, and read a whole period where a
 * page is asked for.
 */
class Connection implements DatabaseConnection {
  readonly #client: pg.PoolClient;

  constructor(client: pg.PoolClient) {
    this.#client = client;
  }

  /** Runs what takes no parameters and answers with what was done last, in PostgreSQL's word for it. */
  async run(text: string): Promise<string> {
    const result = await this.#client.query(text);
    return [result].flat().at(-1)?.command ?? '';
  }

  async executeQuery<R>({ sql: text, parameters }: CompiledQuery): Promise<QueryResult<R>> {
    const { command, rowCount, rows } = await this.#client.query(text, [...parameters]);
    const changes = /^(?:INSERT|UPDATE|DELETE|MERGE)$/.test(command);
    return { rows, ...(changes && { numAffectedRows: BigInt(rowCount ?? 0) }) };
  }

  // biome-ignore lint/correctness/useYield: nobody asks for it.
  async *streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('what is read of PostgreSQL row by row is fetched with a cursor');
  }

  release(): void {
    this.#client.release();
  }
}

function poolOf(url: string, connections: number): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: connections,
    connectionTimeoutMillis: 5000,
    // Counts come as 64-bit numbers, which the driver leaves as text; none of ours is too large for a double.
    types: { getTypeParser: (id, format) => (id === INT8 ? Number : pg.types.getTypeParser(id, format)) },
  });
  // A connection that ends while nobody uses it is replaced with the next question.
  pool.on('error', () => {});
  // One that ends between two questions of a change says so with the second; until then nobody listens.
  pool.on('connect', (client) => client.on('error', () => {}));
  return pool;
}

const INT8 = 20;
