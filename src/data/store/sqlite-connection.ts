import SqliteDatabase from 'libsql';

/** A connection that keeps its promises: foreign keys, full synchronisation, erased bytes overwritten. */
export function connect(path: string, readonly = false): SqliteDatabase.Database {
  const database = new SqliteDatabase(path);
  database.pragma('busy_timeout = 50');
  database.pragma('journal_mode = wal');
  database.pragma('synchronous = full');
  database.pragma('foreign_keys = on');
  database.pragma('secure_delete = on');
  database.pragma('cache_size = -65536');
  if (readonly) database.pragma('query_only = on');
  return database;
}

export type Row = Record<string, unknown>;

/** What a statement gave: rows, or how many it changed. */
export interface Answer {
  readonly rows: Row[];
  readonly numAffectedRows?: bigint;
}

/** Statements that stay ready for the next time. */
const MOST_READY = 200;

/** The statements of a connection, each made ready once. */
export class Statements {
  readonly #database: SqliteDatabase.Database;
  readonly #ready = new Map<string, Statement>();

  constructor(database: SqliteDatabase.Database) {
    this.#database = database;
  }

  run(text: string, parameters: readonly unknown[]): Answer {
    const statement = this.#ready.get(text) ?? statementOf(this.#database, text);
    // The one that was used last stands last.
    this.#ready.delete(text);
    this.#ready.set(text, statement);
    const [first] = this.#ready.keys();
    if (this.#ready.size > MOST_READY) this.#ready.delete(first);
    return statement(parameters);
  }

  /** Row by row. It may be left halfway, so its statement is its own. */
  iterate(text: string, parameters: readonly unknown[]): Iterable<unknown> {
    return this.#database.prepare(text).iterate(parameters);
  }

  close(): void {
    this.#ready.clear();
    this.#database.close();
  }
}

type Statement = (parameters: readonly unknown[]) => Answer;

/** libsql takes parameters as one array, and hands over arrays fastest. */
function statementOf(database: SqliteDatabase.Database, text: string): Statement {
  const statement = database.prepare(text);
  if (!statement.reader) {
    return (parameters) => ({
      numAffectedRows: BigInt(statement.run(parameters).changes),
      rows: [],
    });
  }
  const names = statement
    .raw()
    .columns()
    .map(({ name }) => name);
  return (parameters) => {
    const rows: Row[] = [];
    for (const values of statement.all(parameters)) {
      const row: Row = {};
      if (Array.isArray(values)) for (let i = 0; i < names.length; i++) row[names[i]] = values[i];
      rows.push(row);
    }
    return { rows };
  };
}
