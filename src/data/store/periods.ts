import type { Kysely, Selectable } from 'kysely';
import type { Database } from './schema.ts';

export type PeriodRow = Pick<Selectable<Database['periods']>, 'id' | 'name' | 'starts_on' | 'ends_on'>;

/** The periods that begin on a day or later, and end on a day or earlier. */
export async function periodsWithin(
  db: Kysely<Database>,
  { from, to }: { readonly from: string | undefined; readonly to: string },
): Promise<PeriodRow[]> {
  let query = periods(db).where('ends_on', '<=', to);
  if (from !== undefined) query = query.where('starts_on', '>=', from);
  return query.execute();
}

/** Those of the ids that are periods. */
export async function periodsOf(db: Kysely<Database>, ids: readonly string[]): Promise<PeriodRow[]> {
  return periods(db)
    .where('id', 'in', [...ids, ''])
    .execute();
}

function periods(db: Kysely<Database>) {
  return db.selectFrom('periods').select(['id', 'name', 'starts_on', 'ends_on']).orderBy('id');
}
