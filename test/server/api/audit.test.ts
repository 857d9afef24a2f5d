import { sql } from 'kysely';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { evenhandOnTerminal } from '../../support/command.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('the audit log', (newPlace) => {
  let place: Place;
  let api: Api;
  /** Entries that an empty store begins with. */
  let begun: number;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    begun = (await verified()).entries;
    for (const name of ['A', 'B', 'C', 'D']) await api.call('POST', '/departments', { name });
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const verified = async (query = '') => (await api.call('GET', `/audit/verification${query}`)).body;
  const tampered = (statement: string) =>
    api.services.store.change('tester', ({ db }) => sql.raw(statement).execute(db));

  it('lists what was done, newest first, a page at a time', async () => {
    const first = (await api.call('GET', '/audit?limit=3&action=department.created')).body;
    expect(first.items.map(({ sequence }: { sequence: number }) => sequence)).toEqual([
      begun + 4,
      begun + 3,
      begun + 2,
    ]);
    expect(first.items[0]).toMatchObject({ actor: 'local', action: 'department.created', detail: {} });
    const rest = (await api.call('GET', `/audit?limit=3&action=department.created&cursor=${first.next}`))
      .body;
    expect(rest).toMatchObject({ items: [{ sequence: begun + 1 }], next: null });
    const { subject } = rest.items[0];
    expect((await api.call('GET', `/audit?subject=${subject}`)).body.items).toHaveLength(1);
    expect((await api.call('GET', '/audit?action=department.deleted')).body.items).toEqual([]);
  });

  it('is as it was written', async () => {
    const { head } = await verified();
    expect(await verified()).toEqual({
      entries: begun + 4,
      head: expect.stringMatching(/^[0-9a-f]{64}$/),
      broken: null,
    });
    await api.call('POST', '/departments', { name: 'E' });
    expect(await verified(`?head=${head}`)).toMatchObject({ entries: begun + 5, broken: null });
  });

  it.each([
    ['a changed action', "update audit set action = 'x' where sequence = 2", 2],
    ['a changed moment', "update audit set at = '2020-01-01T00:00:00.000Z' where sequence = 4", 4],
    ['a changed detail', `update audit set detail = '{"a":1}' where sequence = 1`, 1],
    ['another actor', "update audit set actor = 'somebody' where sequence = 3", 3],
    ['an entry taken out', 'delete from audit where sequence = 2', 3],
    ['the first entry taken out', 'delete from audit where sequence = 1', 2],
    ['a hash of its own', `update audit set hash = '${'a'.repeat(64)}' where sequence = 4`, 4],
  ])('shows %s', async (_what, statement, sequence) => {
    await tampered(statement);
    expect((await verified()).broken).toMatchObject({ sequence });
  });

  it('shows that its end was cut off to whoever noted the head', async () => {
    const { head } = await verified();
    await tampered(`delete from audit where sequence = ${begun + 4}`);
    expect((await verified()).broken).toBeNull();
    expect((await verified(`?head=${head}`)).broken.reason).toContain('cut off');
  });

  it('is checked by the command, while the server runs', async () => {
    const env = {
      EVENHAND_DATA: place.dataFolder,
      ...(place.databaseUrl && { EVENHAND_DATABASE_URL: place.databaseUrl }),
    };
    const { head } = await verified();
    const good = await evenhandOnTerminal(['audit', 'verify'], { env });
    expect(good).toMatchObject({
      status: 0,
      stdout: `${begun + 4} entries, all as they were written\nhead ${head}\n`,
    });
    await tampered("update audit set action = 'x' where sequence = 2");
    const bad = await evenhandOnTerminal(['audit', 'verify'], { env });
    expect(bad.status).toBe(1);
    expect(bad.stderr).toContain('entry 2: it has been changed since it was written');
    expect((await evenhandOnTerminal(['audit'], { env })).status).toBe(2);
  });
});
