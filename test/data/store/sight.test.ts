import { sql } from 'kysely';
import { expect, it } from 'vitest';
import { inSight } from '../../../src/data/store/sight.ts';
import { onBothStores } from '../../support/stores.ts';

onBothStores('sight', (newPlace) => {
  it('x', async () => {
    const place = await newPlace();
    const store = await place.open();
    const db = inSight(
      store.read,
      { employeeId: 'a', withTeam: true },
      place.databaseUrl ? 'public' : 'main',
    );
    expect(await db.selectFrom('employees').selectAll().execute()).toEqual([]);
    expect(
      await db
        .selectFrom('results')
        .innerJoin('evaluations', 'evaluations.id', 'results.evaluation_id')
        .select('results.score')
        .execute(),
    ).toEqual([]);
    expect((await sql`with x as (select * from employees) select * from x`.execute(db)).rows).toEqual([]);
    expect((await sql`select count(*) as n from ${sql.table('tasks')}`.execute(db)).rows).toEqual([{ n: 0 }]);
    for (const t of [
      'sheets',
      'comments',
      'standards',
      'evaluations',
      'decisions',
      'accounts',
      'imports',
    ] as const)
      expect(await db.selectFrom(t).selectAll().execute()).toEqual([]);
    await store.close();
    await place.remove();
  });
});
