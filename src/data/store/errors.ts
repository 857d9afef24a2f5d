/** Why the store could not do what was asked: no room, not reachable, or another process has it. */
export class StoreError extends Error {
  override readonly name = 'StoreError';
  readonly reason: StoreFailure;

  constructor(reason: StoreFailure, options?: ErrorOptions) {
    super(MESSAGES[reason], options);
    this.reason = reason;
  }
}

export type StoreFailure = 'full' | 'unavailable';

const MESSAGES: Readonly<Record<StoreFailure, string>> = {
  full: 'there is no room left for the data: nothing was changed; make room on the disk and try again',
  unavailable: 'the database does not answer: nothing was changed; try again in a moment',
};

/** The error as it is to be told: a StoreError where a database is full or away, else the same error. */
export function storeError(error: unknown): unknown {
  if (error instanceof StoreError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (FULL.test(code)) return new StoreError('full', { cause: error });
  if (UNAVAILABLE.test(code) || (error instanceof Error && LOST.test(error.message))) {
    return new StoreError('unavailable', { cause: error });
  }
  return error;
}

/** SQLite's disk full, PostgreSQL's disk_full, the file system's. */
const FULL = /^(?:SQLITE_FULL|53100|ENOSPC)$/;
/** SQLite's lock held elsewhere; PostgreSQL's connection exceptions, shutdowns and too many connections; the network's errors. */
const UNAVAILABLE =
  /^(?:SQLITE_BUSY(?:_\w+)?|SQLITE_LOCKED|08\w{3}|57P0[123]|53300|40001|40P01|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND)$/;
/** What the driver says, without a code, of a connection that ended. */
const LOST =
  /^(?:Connection terminated|timeout exceeded when trying to connect|Client has encountered a connection error)/;

/** Which promise of the schema a write would have broken: two things of one name, or a reference to nothing. */
export function brokenConstraint(error: unknown): 'unique' | 'reference' | null {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (/^(?:SQLITE_CONSTRAINT_(?:UNIQUE|PRIMARYKEY)|23505)$/.test(code)) return 'unique';
  if (/^(?:SQLITE_CONSTRAINT_FOREIGNKEY|23503)$/.test(code)) return 'reference';
  return null;
}
