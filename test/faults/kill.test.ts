import { rmSync } from 'node:fs';
import { expect, it } from 'vitest';
import { killWhileWriting } from '../../faults/kills.js';
import type { Place } from '../../faults/stores.js';
import { requireBuilt } from '../built.ts';
import { onBothStores } from '../support/stores.ts';

onBothStores('a server that is killed while it commits', (newPlace) => {
  it('has lost and doubled nothing that it acknowledged, and takes up what it had begun', async () => {
    requireBuilt();
    const made = await newPlace();
    const place: Place = {
      store: made.databaseUrl === undefined ? 'SQLite' : 'PostgreSQL',
      folder: made.dataFolder,
      env: made.databaseUrl === undefined ? {} : { EVENHAND_DATABASE_URL: made.databaseUrl },
    };
    const found = await killWhileWriting(place, { kills: 4, writers: 4, seed: 1 });
    await made.remove();
    rmSync(`${place.folder}.log`, { force: true });
    expect(found).toMatchObject({
      lost: [],
      doubled: [],
      unlike: [],
      wrong: [],
      forgotten: [],
      errors: [],
      audit: expect.stringContaining('all as they were written'),
    });
    expect(found.total).toBeGreaterThan(10);
  });
});
