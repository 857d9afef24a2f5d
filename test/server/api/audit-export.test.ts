import { createHash } from 'node:crypto';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { readCsv } from '../../support/read-csv.ts';
import { onBothStores, type Place } from '../../support/stores.ts';
import { firstAdmin, invitee, type Visitor } from '../../support/visitor.ts';

onBothStores('the audit log as a file', (newPlace) => {
  let place: Place;
  let api: Api;
  let admin: Visitor;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    admin = await firstAdmin(api);
    await api.services.store.change('tester "Ada", ☃', ({ audit }) =>
      audit({
        action: 'thing.done',
        subject: 'things/1',
        detail: { fields: ['a"b', 'ü\n\u0007', '<&>'], at: 0.1 },
      }),
    );
  });
  afterEach(async () => {
    vi.useRealTimers();
    await api.close();
    await place.remove();
  });
  const exported = async (query = '') => (await admin.call('GET', `/audit/export${query}`)).body as string;
  const ndjson = (text: string) =>
    text
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
  /** What somebody does who has nothing but the file. */
  const broken = (entries: readonly Record<string, unknown>[]) =>
    entries.findIndex(({ sequence, at, actor, action, subject, detail, previous_hash, hash }, i) => {
      const text = JSON.stringify([sequence, at, actor, action, subject, detail, previous_hash]);
      const isRight = createHash('sha256').update(text).digest('hex') === hash;
      return !isRight || (i > 0 && previous_hash !== entries[i - 1].hash);
    });

  it('can be checked by whoever has nothing else, entry by entry', async () => {
    const { head, entries: count } = (await admin.call('GET', '/audit/verification')).body;
    const entries = ndjson(await exported());
    expect(entries).toHaveLength(count);
    expect(entries[0]).toMatchObject({ sequence: 1, previous_hash: '0'.repeat(64) });
    expect(entries.at(-1)?.hash).toBe(head);
    expect(entries.at(-1)?.detail).toBe('{"fields":["a\\"b","ü\\n\\u0007","<&>"],"at":0.1}');
    expect(broken(entries)).toBe(-1);
    expect(broken(entries.with(1, { ...entries[1], actor: 'somebody' }))).toBe(1);
    expect(broken(entries.toSpliced(2, 1))).toBe(2);
  });

  it('is the same as CSV', async () => {
    const rows = readCsv(await exported('?format=csv'));
    const entries = ndjson(await exported());
    const [names, ...cells] = rows;
    expect(names.join()).toBe('sequence,at,actor,action,subject,detail,previous_hash,hash');
    const read = cells.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
    const back = read.map((entry) => ({ ...entry, sequence: Number(entry.sequence) }));
    // What is seen goes on record a second later.
    expect(back).toEqual(entries.slice(0, back.length));
    expect(back.length).toBeGreaterThan(3);
  });

  it('is of a stretch of time, to the moment', async () => {
    const now = Date.now();
    for (const hours of [1, 2, 3]) {
      vi.useFakeTimers({ toFake: ['Date'], now: Math.floor(now / 1000) * 1000 + hours * 3_600_000 });
      await api.services.store.change('tester', ({ audit }) =>
        audit({ action: `hour.${hours}`, subject: 'things/1' }),
      );
    }
    await admin.logIn('ada@example.com', 'tango veranda kiwi');
    const at = (hours: number) => new Date(Math.floor(now / 1000) * 1000 + hours * 3_600_000);
    const actions = async (query: string) =>
      ndjson(await exported(query))
        .map(({ action }) => action)
        .filter((action) => action.startsWith('hour'));
    // A moment may be written without its milliseconds.
    const from = at(2).toISOString().replace('.000', '');
    expect(await actions(`?from=${from}`)).toEqual(['hour.2', 'hour.3']);
    expect(await actions(`?from=${from}&to=${from}`)).toEqual(['hour.2']);
    expect(await actions(`?to=${at(2).toISOString()}`)).toEqual(['hour.1', 'hour.2']);
    expect(await exported(`?from=${at(9).toISOString()}`)).toBe('');
    expect(readCsv(await exported(`?format=csv&from=${at(9).toISOString()}`))).toHaveLength(1);
    expect(broken(ndjson(await exported(`?from=${from}`)))).toBe(-1);
  });

  it('is whole, however long it is', async () => {
    await api.services.store.change('tester', async ({ audit }) => {
      for (let i = 0; i < 2500; i++) await audit({ action: 'thing.done', subject: `things/${i}` });
    });
    const entries = ndjson(await exported());
    expect(entries.length).toBeGreaterThan(2500);
    expect(entries.map(({ sequence }) => sequence)).toEqual(entries.map((_, i) => i + 1));
    expect(broken(entries)).toBe(-1);
  });

  it('is for admins and auditors, and that they took it is on record', async () => {
    const analyst = await invitee(api, admin, { email: 'bob@example.com', role: 'analyst' });
    const auditor = await invitee(api, admin, { email: 'eve@example.com', role: 'auditor' });
    expect((await analyst.visitor.call('GET', '/audit/export')).status).toBe(403);
    const { status, headers } = await auditor.visitor.call('GET', '/audit/export?format=csv');
    expect([status, headers['content-type'], headers['content-disposition']]).toEqual([
      200,
      'text/csv; charset=utf-8',
      'attachment; filename="audit.csv"',
    ]);
    await api.services.access.close();
    const [seen] = (await admin.call('GET', `/audit?action=records.seen`)).body.items;
    expect(seen).toMatchObject({ actor: auditor.id, detail: { seen: ['exportAudit /api/v1/audit/export'] } });
  });
});
