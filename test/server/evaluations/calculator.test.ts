import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ThreadCalculator } from '../../../src/server/evaluations/calculator.ts';
import { dist, requireBuilt } from '../../built.ts';
import { type Place, sqlitePlace } from '../../support/stores.ts';

/** Nothing has it, so there is nothing to compute but that. */
const NONE = '01920000-0000-7000-8000-000000000001';

describe('the threads that compute', () => {
  let place: Place;
  let calculator: ThreadCalculator;
  beforeAll(async () => {
    requireBuilt();
    place = await sqlitePlace();
    await (await place.open()).close();
    const built = pathToFileURL(join(dist, 'server', 'evaluations', 'calculator.js')).href;
    calculator = new (await import(built)).ThreadCalculator();
  });
  afterAll(async () => {
    await calculator.close();
    await place.remove();
  });
  const asked = (signal?: AbortSignal) =>
    calculator.run('peopleMap', { place: { dataFolder: place.dataFolder }, evaluationId: NONE }, signal);
  const answered = async (signal?: AbortSignal) => {
    for await (const { kind } of asked(signal)) return kind;
    return null;
  };

  it('answer who waits when those whom they work for go', async () => {
    // Each has taken the first part and not asked for the second, so both threads are held.
    const gone = [new AbortController(), new AbortController()];
    const held = gone.map(({ signal }) => asked(signal));
    for (const one of held) expect((await one.next()).value).toMatchObject({ kind: 'tag' });
    const waiting = [answered(), answered(), answered()];
    for (const controller of gone) controller.abort();
    expect(await Promise.all(waiting)).toEqual(['tag', 'tag', 'tag']);
    for (const one of held) await one.return(undefined);
  });

  it('answer who comes after many have gone at once', async () => {
    for (let round = 0; round < 5; round++) {
      const gone = Array.from({ length: 6 }, () => new AbortController());
      const left = gone.map(({ signal }) => answered(signal));
      const staying = [answered(), answered()];
      for (const controller of gone) controller.abort();
      for (const one of await Promise.allSettled(left)) expect(one.status).toBe('rejected');
      expect(await Promise.all(staying)).toEqual(['tag', 'tag']);
    }
  });

  it('are not asked by whoever has gone already', async () => {
    await expect(asked(AbortSignal.abort()).next()).rejects.toThrow();
  });
});
