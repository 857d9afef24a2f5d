import { afterEach, expect, it } from 'vitest';
import type { Store } from '../../../src/data/store/store.ts';
import { InputError } from '../../../src/errors.ts';
import { type JobEnd, type JobKind, Jobs, type RunningJob } from '../../../src/server/jobs/jobs.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('jobs', (newPlace) => {
  const after: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of after.splice(0).reverse()) await end();
  });

  async function freshStore(): Promise<{ place: Place; store: Store }> {
    const place = await newPlace();
    after.push(place.remove);
    const store = await place.open();
    after.push(() => store.close());
    return { place, store };
  }
  function jobsOn(store: Store, run: (job: RunningJob) => Promise<void>, concurrency = 1) {
    const ends: JobEnd[] = [];
    const faults: unknown[] = [];
    const kind: JobKind = { kind: 'count', run, ended: async (_job, _change, end) => void ends.push(end) };
    const jobs = new Jobs(store, [kind], concurrency, (fault) => faults.push(fault));
    after.push(() => jobs.close());
    jobs.start();
    return { jobs, ends, faults };
  }
  const add = (store: Store, jobs: Jobs, payload: unknown = {}) =>
    store.change('ada', (change) => jobs.add(change, { kind: 'count', subject: 'things/1', payload }));
  const stateOf = async (store: Store, id: string) =>
    (await store.read.selectFrom('jobs').select('state').where('id', '=', id).executeTakeFirstOrThrow())
      .state;
  const events = async (store: Store) =>
    (await store.read.selectFrom('events').select('type').orderBy('sequence').execute()).map(
      ({ type }) => type,
    );

  it('run in the order in which they were added, each once, and tell how they went', async () => {
    const { store } = await freshStore();
    const ran: unknown[] = [];
    const { jobs } = jobsOn(store, async ({ payload, actor, progress }) => {
      await progress(0.5);
      ran.push([payload, actor]);
    });
    const ids = [await add(store, jobs, { n: 1 }), await add(store, jobs, { n: 2 })];
    jobs.wake();
    await expect.poll(() => stateOf(store, ids[1])).toBe('done');
    expect(ran).toEqual([
      [{ n: 1 }, 'ada'],
      [{ n: 2 }, 'ada'],
    ]);
    const each = ['job.started', 'job.progress', 'job.done'];
    expect(await events(store)).toEqual(['job.added', 'job.added', ...each, ...each]);
  });

  it('fail with a reason that a person may read, and say of faults of ours only that there was one', async () => {
    const { store } = await freshStore();
    const { jobs, ends, faults } = jobsOn(store, async ({ payload }) => {
      if (payload === 'bad') throw new InputError('the file has no rows');
      throw new Error('secret');
    });
    const ids = [await add(store, jobs, 'bad'), await add(store, jobs, 'worse')];
    jobs.wake();
    await expect.poll(() => stateOf(store, ids[1])).toBe('failed');
    const rows = await store.read.selectFrom('jobs').select('failure').orderBy('id').execute();
    expect(rows[0].failure).toBe('the file has no rows');
    expect(rows[1].failure).not.toContain('secret');
    expect(ends.map(({ state }) => state)).toEqual(['failed', 'failed']);
    expect(faults).toEqual([new Error('secret')]);
  });

  it('are cancelled, running or waiting', async () => {
    const { store } = await freshStore();
    const { jobs, ends } = jobsOn(
      store,
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const ids = [await add(store, jobs), await add(store, jobs)];
    jobs.wake();
    await expect.poll(() => stateOf(store, ids[0])).toBe('running');
    expect(await jobs.cancel('ada', ids[1])).toBe(true);
    expect(await jobs.cancel('ada', ids[0])).toBe(true);
    await expect.poll(() => stateOf(store, ids[1])).toBe('cancelled');
    expect(await stateOf(store, ids[0])).toBe('cancelled');
    expect(ends).toEqual([
      { state: 'cancelled', failure: null },
      { state: 'cancelled', failure: null },
    ]);
    expect(await jobs.cancel('ada', ids[0])).toBe(false);
  });

  it('that were in hand when the server stopped are begun again by the next', async () => {
    const { store } = await freshStore();
    const first = jobsOn(
      store,
      ({ signal }) =>
        new Promise((_, reject) => signal.addEventListener('abort', () => reject(signal.reason))),
    );
    const id = await add(store, first.jobs);
    first.jobs.wake();
    await expect.poll(() => stateOf(store, id)).toBe('running');
    await first.jobs.close();
    expect(await stateOf(store, id)).toBe('waiting');
    jobsOn(store, async () => {});
    await expect.poll(() => stateOf(store, id)).toBe('done');
    expect(first.ends).toEqual([]);
  });

  it('that took their server down three times are given up', async () => {
    const { store } = await freshStore();
    const died = await store.change('ada', async (change) => {
      const jobs = new Jobs(store, [], 1, () => {});
      const id = await jobs.add(change, { kind: 'count', subject: 'things/1', payload: {} });
      const state = {
        state: 'running',
        runner: 'another',
        attempts: 3,
        heartbeat_at: '2024-01-01T00:00:00.000Z',
      };
      await change.db.updateTable('jobs').set(state).where('id', '=', id).execute();
      return id;
    });
    const { ends } = jobsOn(store, async () => {});
    await expect.poll(() => stateOf(store, died)).toBe('failed');
    expect(ends[0].failure).toContain('3 times');
  });
});
