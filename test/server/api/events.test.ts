import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('the stream of events', (newPlace) => {
  let place: Place;
  let api: Api;
  let url: string;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    url = await api.app.listen({ host: '127.0.0.1', port: 0 });
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const addDepartment = (name: string) => api.call('POST', '/departments', { name });

  /** Listens until `count` events have come. */
  async function hear(count: number, headers: Record<string, string> = {}, meanwhile = async () => {}) {
    const gone = new AbortController();
    const { body } = await fetch(`${url}/api/v1/events`, { headers, signal: gone.signal });
    if (body === null) throw new Error('no stream');
    await meanwhile();
    let text = '';
    const decoder = new TextDecoder();
    for await (const bytes of body) {
      text += decoder.decode(bytes, { stream: true });
      if (text.split('event:').length > count) break;
    }
    gone.abort();
    return [...text.matchAll(/id: (\d+)\nevent: (\S+)\ndata: (.*)\n\n/g)].map(([, id, type, data]) => ({
      id: Number(id),
      type,
      ...JSON.parse(data),
    }));
  }

  it('tells what happens from now on', async () => {
    await addDepartment('Before');
    const heard = await hear(2, {}, async () => {
      await addDepartment('One');
      await addDepartment('Two');
    });
    expect(heard).toMatchObject([
      { id: 2, type: 'department.created', subject: expect.stringMatching(/^departments\//) },
      { id: 3, type: 'department.created' },
    ]);
  });

  it('gives what was missed to whoever comes back', async () => {
    for (const name of ['A', 'B', 'C']) await addDepartment(name);
    expect((await hear(2, { 'last-event-id': '1' })).map(({ id }) => id)).toEqual([2, 3]);
  });

  it('says so where what was missed is no longer kept', async () => {
    for (const name of ['A', 'B', 'C']) await addDepartment(name);
    await api.services.store.change('tester', ({ db }) =>
      db.deleteFrom('events').where('sequence', '<', 3).execute(),
    );
    expect(await hear(1, { 'last-event-id': '1' })).toMatchObject([{ id: 3, type: 'reset' }]);
    expect(await hear(1, { 'last-event-id': '99' })).toMatchObject([{ id: 3, type: 'reset' }]);
    expect((await hear(1, { 'last-event-id': '2' })).map(({ type }) => type)).toEqual(['department.created']);
  });

  it('refuses an event id that it never gave', async () => {
    const { status } = await fetch(`${url}/api/v1/events`, { headers: { 'last-event-id': 'x' } });
    expect(status).toBe(400);
  });

  it('ends when the server does', async () => {
    const { body } = await fetch(`${url}/api/v1/events`);
    await api.app.close();
    let text = '';
    for await (const bytes of body ?? []) text += new TextDecoder().decode(bytes);
    expect(text).toBe('retry: 2000\n\n');
  });
});
