import type { Kysely } from 'kysely';
import type { Database } from './schema.ts';

export const GROUPINGS = ['department', 'position', 'all'] as const;

/** What people are put together by, as it was when they were evaluated. */
export type Grouping = (typeof GROUPINGS)[number];

/** Everybody who is rated in an evaluation, by employee id. */
export async function ratedResults(db: Kysely<Database>, evaluationId: string, by: Grouping) {
  const rated = db
    .selectFrom('results')
    .select(['employee_id', 'tier_rank', 'score', 'unusual'])
    .where('evaluation_id', '=', evaluationId)
    .where('tier_rank', 'is not', null)
    .orderBy('employee_id');
  if (by === 'all') return (await rated.execute()).map((row) => ({ ...row, group_id: null }));
  return rated
    .select(by === 'department' ? 'department_id as group_id' : 'position_id as group_id')
    .execute();
}

/** What groups are called, by id. */
export async function namesOfGroups(
  db: Kysely<Database>,
  by: Grouping,
): Promise<ReadonlyMap<string, string>> {
  if (by === 'all') return new Map();
  const table = by === 'department' ? 'departments' : 'positions';
  const rows = await db.selectFrom(table).select(['id', 'name']).execute();
  return new Map(rows.map(({ id, name }) => [id, name]));
}

/** The names of an evaluation's tiers, best first. */
export async function tiersOfEvaluation(
  db: Kysely<Database>,
  evaluationId: string,
): Promise<readonly string[]> {
  const row = await db
    .selectFrom('evaluations')
    .innerJoin('standards', 'standards.id', 'evaluations.standard_id')
    .select('content')
    .where('evaluations.id', '=', evaluationId)
    .executeTakeFirst();
  if (row === undefined) return [];
  const { tiers, grades }: { tiers?: { name: string }[]; grades?: string[] } = JSON.parse(row.content);
  return grades ?? (tiers ?? []).map(({ name }) => name);
}
