import { setImmediate as nextLook } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { Turns } from '../../src/server/turns.ts';

describe('Turns', () => {
  it('lets the first one in at once, and the others in the order in which they came', async () => {
    const turns = new Turns();
    const had: number[] = [];
    const all = [0, 1, 2, 3].map(async (i) => {
      await turns.take();
      had.push(i);
    });
    await Promise.resolve();
    expect(had).toEqual([0]);
    await Promise.all(all);
    expect(had).toEqual([0, 1, 2, 3]);
  });

  it('lets one in between two looks for what else has arrived', async () => {
    const turns = new Turns();
    let had = 0;
    const rush = Array.from({ length: 50 }, () => turns.take().then(() => had++));
    let before = 0;
    for (let looks = 0; had < 50; looks++) {
      await nextLook();
      expect(had - before).toBeLessThanOrEqual(1 + Number(looks === 0));
      before = had;
    }
    await Promise.all(rush);
  });

  it('lets in at once whoever comes when all the others have been in', async () => {
    const turns = new Turns();
    await Promise.all([turns.take(), turns.take()]);
    for (let i = 0; i < 3; i++) await nextLook();
    let isIn = false;
    void turns.take().then(() => {
      isIn = true;
    });
    await Promise.resolve();
    await Promise.resolve();
    expect(isIn).toBe(true);
  });
});
