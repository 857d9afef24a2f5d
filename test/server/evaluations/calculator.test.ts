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

  it('answer who waits when those whom they work for go', async () => {
    // Each has taken the first part and not asked for the second, so both threads are held.
    const gone = [new AbortController(), new AbortController()];
    const held = gone.map(({ signal }) => asked(signal));
    for (const one of held) expect((await one.next()).value).toMatchObject({ kind: 'tag' });
    const waiting = [asked().next(), asked().next(), asked().next()];
    const broken = held.map((one) => one.next());
    for (const controller of gone) controller.abort();
    await Promise.allSettled(broken);
    for (const answer of await Promise.all(waiting)) expect(answer.value).toMatchObject({ kind: 'tag' });
  });

  it('answer who comes after many have gone at once', async () => {
    for (let round = 0; round < 5; round++) {
      const gone = new AbortController();
      const left = Array.from({ length: 6 }, () => asked(gone.signal).next());
      const staying = [asked().next(), asked().next()];
      gone.abort();
      for (const one of await Promise.allSettled(left)) expect(one.status).toBe('rejected');
      for (const answer of await Promise.all(staying)) expect(answer.value).toMatchObject({ kind: 'tag' });
    }
  });

  it('are not asked by whoever has gone already', async () => {
    await expect(asked(AbortSignal.abort()).next()).rejects.toThrow();
  });
});
