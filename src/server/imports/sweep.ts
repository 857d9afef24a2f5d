import type { Config } from '../../config.ts';
import { clearImport } from '../../data/store/imports.ts';
import type { Store } from '../../data/store/store.ts';
import { markDismissed } from './imports.ts';
import { removeUpload, uploadIds } from './uploads.ts';

/** Milliseconds that an upload may take before its file is taken for one that was left behind. */
const UPLOADING = 86_400_000;

/** States in which an import's file is still to be read, or may be read again. */
const NEEDED: ReadonlySet<string> = new Set(['reading', 'ready', 'failed']);

/**
 * Dismisses imports that failed, or were never committed, `days` ago and longer, and removes files whose import needs
 * them no more: what a crash left behind. Answers how many imports it dismissed.
 */
export async function sweepImports(
  store: Store,
  config: Pick<Config, 'dataFolder'>,
  days: number,
  now = Date.now(),
): Promise<number> {
  const before = new Date(now - days * 86_400_000).toISOString();
  const stale = await store.read
    .selectFrom('imports')
    .select('id')
    .where('state', 'in', ['failed', 'ready'])
    .where('created_at', '<', before)
    .orderBy('id')
    .execute();
  for (const { id } of stale) {
    await store.change('system', (change) => markDismissed(change, id));
    await clearImport(store, id);
  }
  for (const name of await uploadIds(config)) {
    const id = name.replace(/\.part$/, '');
    const row = await store.read
      .selectFrom('imports')
      .select('state')
      .where('id', '=', id)
      .executeTakeFirst();
    const isLeft = row === undefined ? madeAt(id) < now - UPLOADING : !NEEDED.has(row.state);
    if (isLeft) await removeUpload(config, name);
  }
  return stale.length;
}

/** When an id of version 7 was made. */
function madeAt(id: string): number {
  return Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16) || 0;
}
