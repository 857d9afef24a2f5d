import type { CreateTableBuilder, Kysely, RawBuilder } from 'kysely';

/** One step of the schema: run once, in one transaction with the note that it was run. */
export interface Migration {
  readonly name: string;
  up(schema: Schema): Promise<void>;
}

/** A database as a migration sees it: tables as they were when it was written. */
export interface Schema {
  // biome-ignore lint/suspicious/noExplicitAny: the tables of today are not those of this step.
  readonly db: Kysely<any>;
  /** Text that is ordered and compared by its bytes, whatever the database's locale. */
  readonly text: RawBuilder<unknown>;
  /** Ends the making of a table that is read in the order of its key: it is kept in that order where the database can. */
  readonly inKeyOrder: RawBuilder<unknown>;
}

/** The columns of everything that people edit. */
export function versioned<T extends string, C extends string>(
  table: CreateTableBuilder<T, C>,
  { text }: Schema,
): CreateTableBuilder<T, C | 'version' | 'created_at' | 'updated_at'> {
  return table
    .addColumn('version', 'integer', (column) => column.notNull())
    .addColumn('created_at', text, (column) => column.notNull())
    .addColumn('updated_at', text, (column) => column.notNull());
}
