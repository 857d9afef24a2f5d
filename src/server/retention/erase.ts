import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { EmployeeRow } from '../../data/store/employees.ts';
import { erasePerson } from '../../data/store/erasure.ts';
import { BACKUPS } from '../../data/store/places.ts';
import type { Change } from '../../data/store/store.ts';
import type { Services } from '../api/services.ts';
import { removeUpload } from '../imports/uploads.ts';

/**
 * Erases people, from the records and from everything else in the data folder: files that wait to be imported, copies
 * that were made before an upgrade, and the database's log of changes. Backups that were made by command are not known here.
 */
export async function erase(
  { config, store }: Pick<Services, 'config' | 'store'>,
  actor: string,
  people: (change: Change) => Promise<readonly EmployeeRow[]>,
): Promise<number> {
  const { erased, dismissed } = await store.change(actor, async (change) => {
    const found = await people(change);
    const imports = new Set<string>();
    for (const person of found) {
      for (const id of await erasePerson(change, person)) imports.add(id);
    }
    return { erased: found.length, dismissed: imports };
  });
  if (erased === 0) return 0;
  for (const id of dismissed) await removeUpload(config, id);
  await rm(join(config.dataFolder, BACKUPS), { recursive: true, force: true });
  await store.purge();
  return erased;
}
