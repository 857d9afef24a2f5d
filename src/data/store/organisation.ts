import type { Kysely } from 'kysely';
import type { Versioned } from './schema/organisation.ts';
import type { Database } from './schema.ts';

/** What an organisation is made of, beside its people. */
export type OrganisationTable = 'departments' | 'positions' | 'periods';

/** A row of one of them: a name, what else people decide, and what is kept beside it. */
export interface OrganisationRow extends Versioned {
  readonly id: string;
  readonly name: string;
  readonly [field: string]: string | number | null;
}

/**
 * The queries of one of the tables. They are the same for all three, which a query builder that checks every column
 * cannot be told: inside, the table is taken for the departments'.
 */
export function organisationOf(name: OrganisationTable) {
  const table = name as 'departments';
  const columns = (row: OrganisationRow) => row as unknown as Database['departments'];
  const row = (found: Database['departments']): OrganisationRow => ({ ...found });
  return {
    /** In the order of their ids, which is that of their making. */
    async after(db: Kysely<Database>, id: string, limit: number): Promise<OrganisationRow[]> {
      const rows = await db
        .selectFrom(table)
        .selectAll()
        .where('id', '>', id)
        .orderBy('id')
        .limit(limit)
        .execute();
      return rows.map(row);
    },
    async find(db: Kysely<Database>, id: string): Promise<OrganisationRow | undefined> {
      const found = await db.selectFrom(table).selectAll().where('id', '=', id).executeTakeFirst();
      return found && row(found);
    },
    async insert(db: Kysely<Database>, added: OrganisationRow): Promise<void> {
      await db.insertInto(table).values(columns(added)).execute();
    },
    async update(db: Kysely<Database>, changed: OrganisationRow): Promise<void> {
      await db.updateTable(table).set(columns(changed)).where('id', '=', changed.id).execute();
    },
    async remove(db: Kysely<Database>, id: string): Promise<void> {
      await db.deleteFrom(table).where('id', '=', id).execute();
    },
  };
}
