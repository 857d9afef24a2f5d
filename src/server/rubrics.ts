import { bundledRubric, bundledRubrics } from '../data/rubrics.ts';
import { addRubric } from '../data/store/rubrics.ts';
import type { Store } from '../data/store/store.ts';

/** Keeps the rubrics that come with Evenhand in a store that does not have them. */
export async function keepBundledRubrics(store: Store): Promise<void> {
  const names = await bundledRubrics();
  const kept = await store.read
    .selectFrom('rubrics')
    .select('name')
    .where('name', 'in', [...names, ''])
    .execute();
  const missing = names.filter((name) => !kept.some((row) => row.name === name));
  if (missing.length === 0) return;
  const bundled = await Promise.all(
    missing.map(async (name) => ({ name, document: JSON.stringify((await bundledRubric(name)).document) })),
  );
  await store.change('system', async (change) => {
    for (const rubric of bundled) await addRubric(change, rubric);
  });
}
