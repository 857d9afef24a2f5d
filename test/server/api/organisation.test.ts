import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('departments, positions and periods', (newPlace) => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });
  const made = async (path: string, body: unknown) => (await api.call('POST', path, body)).body;

  it('are made, read, changed and removed', async () => {
    const created = await api.call('POST', '/departments', { name: '  Sales ' });
    expect(created).toMatchObject({
      status: 201,
      headers: { etag: '"1"', location: `/api/v1/departments/${created.body.id}` },
      body: { name: 'Sales', parent_id: null, version: 1 },
    });
    const path = `/departments/${created.body.id}`;
    expect((await api.call('GET', path)).body).toEqual(created.body);
    const changed = await api.call('PATCH', path, { name: 'Sales and service' });
    expect(changed).toMatchObject({
      status: 200,
      headers: { etag: '"2"' },
      body: { name: 'Sales and service' },
    });
    expect((await api.call('DELETE', path)).status).toBe(204);
    expect(await api.call('GET', path)).toMatchObject({ status: 404, body: { type: '/problems/not-found' } });
  });

  it('are not changed by somebody who has read an older version', async () => {
    const { id } = await made('/positions', { name: 'Engineer' });
    await api.call('PATCH', `/positions/${id}`, { rubric_name: 'fan2022' });
    const late = await api.call('PATCH', `/positions/${id}`, { name: 'Clerk' }, { 'if-match': '"1"' });
    expect(late).toMatchObject({ status: 412, body: { type: '/problems/changed' } });
    expect((await api.call('DELETE', `/positions/${id}`, undefined, { 'if-match': '"1"' })).status).toBe(412);
    expect((await api.call('GET', `/positions/${id}`)).body).toMatchObject({ name: 'Engineer', version: 2 });
  });

  it('have names of their own', async () => {
    await made('/periods', { name: '2024-Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' });
    const again = { name: '2024-Q1', starts_on: '2024-04-01', ends_on: '2024-06-30' };
    expect(await api.call('POST', '/periods', again)).toMatchObject({ status: 409 });
    expect((await api.call('GET', '/periods')).body.items).toHaveLength(1);
  });

  it('cannot be part of themselves, and stay while something belongs to them', async () => {
    const top = await made('/departments', { name: 'Top' });
    const middle = await made('/departments', { name: 'Middle', parent_id: top.id });
    const leaf = await made('/departments', { name: 'Leaf', parent_id: middle.id });
    const circle = await api.call('PATCH', `/departments/${top.id}`, { parent_id: leaf.id });
    expect(circle).toMatchObject({ status: 422, body: { errors: [{ in: 'body', pointer: '/parent_id' }] } });
    expect((await api.call('DELETE', `/departments/${middle.id}`)).status).toBe(409);
    const nowhere = { name: 'Lost', parent_id: '01890000-0000-7000-8000-000000000000' };
    expect((await api.call('POST', '/departments', nowhere)).status).toBe(422);
  });

  it('are listed a page at a time, none left out and none twice', async () => {
    const names = Array.from({ length: 7 }, (_, i) => `Department ${i}`);
    for (const name of names) await made('/departments', { name });
    const seen: string[] = [];
    for (let next: string | null = ''; next !== null; ) {
      const { body } = await api.call('GET', `/departments?limit=3${next && `&cursor=${next}`}`);
      seen.push(...body.items.map(({ name }: { name: string }) => name));
      next = body.next;
    }
    expect(seen).toEqual(names);
    expect((await api.call('GET', '/departments?cursor=made-up')).status).toBe(400);
  });

  it('refuse what they do not know, with the place', async () => {
    const unknown = await api.call('POST', '/departments', { name: 'A', colour: 'red' });
    expect(unknown.status).toBe(400);
    expect(unknown.headers['content-type']).toContain('application/problem+json');
    expect(unknown.body).toMatchObject({ status: 400, errors: [{ in: 'body', pointer: '' }] });
    expect(unknown.body.detail).toContain('colour');
    for (const name of ['', '  ', 'a\0b', '\ud800', 7, null, {}, 'x'.repeat(201)]) {
      expect((await api.call('POST', '/departments', { name })).status).toBe(400);
    }
    expect((await api.call('POST', '/departments', '{"name":')).status).toBe(400);
    expect((await api.call('GET', '/departments/1')).status).toBe(400);
    expect((await api.call('GET', '/departments?limit=5000')).status).toBe(400);
    const backwards = { name: 'P', starts_on: '2024-02-01', ends_on: '2024-01-01' };
    expect((await api.call('POST', '/periods', backwards)).status).toBe(422);
  });

  it('are made once, however often the same request is sent', async () => {
    const key = { 'idempotency-key': 'k-1' };
    const answers = await Promise.all(
      Array.from({ length: 5 }, () => api.call('POST', '/departments', { name: 'Sales' }, key)),
    );
    for (const answer of answers) expect(answer).toMatchObject({ status: 201, body: answers[0].body });
    expect((await api.call('GET', '/departments')).body.items).toHaveLength(1);
    const later = await api.call('POST', '/departments', { name: 'Sales' }, key);
    expect(later).toMatchObject({
      status: 201,
      headers: { 'idempotent-replayed': 'true' },
      body: answers[0].body,
    });
    expect((await api.call('POST', '/departments', { name: 'Other' }, key)).status).toBe(422);
  });
});
