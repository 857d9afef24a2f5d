import type { Transaction } from 'kysely';
import type { Database } from './schema.ts';

/**
 * Numbers that only ever rise, as the changes of one transaction draw them, in which nobody else does. They are read once
 * and written once: what a change has drawn that is taken back is left out.
 */
export class Counters {
  readonly #db: Transaction<Database>;
  readonly #drawn = new Map<string, number>();
  #kept: ReadonlyMap<string, number> | undefined;

  constructor(db: Transaction<Database>) {
    this.#db = db;
  }

  /** The last of the next so many numbers of a counter. */
  async next(name: string, count = 1): Promise<number> {
    this.#kept ??= await this.#read();
    const value = (this.#drawn.get(name) ?? this.#kept.get(name) ?? 0) + count;
    this.#drawn.set(name, value);
    return value;
  }

  /** Keeps how far they have come. */
  async write(): Promise<void> {
    if (this.#drawn.size === 0) return;
    await this.#db
      .insertInto('counters')
      .values(Array.from(this.#drawn, ([name, value]) => ({ name, value })))
      .onConflict((conflict) =>
        conflict.column('name').doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
      )
      .execute();
  }

  async #read(): Promise<ReadonlyMap<string, number>> {
    const rows = await this.#db.selectFrom('counters').select(['name', 'value']).execute();
    return new Map(rows.map(({ name, value }) => [name, value]));
  }
}
