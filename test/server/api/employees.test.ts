import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('the people', (newPlace) => {
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
  const listed = async (query: string) => {
    const { status, body } = await api.call('GET', `/employees?${query}`);
    expect(status).toBe(200);
    expect(body.total).toBe(body.items.length);
    return body.items.map(({ number }: { number: string }) => number);
  };

  it('are found by every part of name and number, in any case, taken literally', async () => {
    await made('/employees', { number: '101', name: 'Ada Lovelace' });
    await made('/employees', { number: '102', name: 'Émile 100%_\\ ☃' });
    await made('/employees', { number: 'X-7' });
    expect(await listed('search=LOVE%20ada')).toEqual(['101']);
    expect(await listed('search=10')).toEqual(['101', '102']);
    expect(await listed('search=émile')).toEqual(['102']);
    expect(await listed('search=%25')).toEqual(['102']);
    expect(await listed('search=_')).toEqual(['102']);
    expect(await listed(`search=${encodeURIComponent('\\')}`)).toEqual(['102']);
    expect(await listed(`search=${encodeURIComponent("' or 1=1 --")}`)).toEqual([]);
  });

  it('are those of departments with all below, of positions, below a manager, and here on a day', async () => {
    const top = await made('/departments', { name: 'Top' });
    const leaf = await made('/departments', { name: 'Leaf', parent_id: top.id });
    const clerk = await made('/positions', { name: 'Clerk' });
    const boss = await made('/employees', { number: 'boss', department_id: top.id });
    const lead = await made('/employees', { number: 'lead', department_id: leaf.id, manager_id: boss.id });
    await made('/employees', {
      number: 'clerk',
      position_id: clerk.id,
      manager_id: lead.id,
      active_to: '2024-03-01',
    });
    expect(await listed(`department=${top.id}`)).toEqual(['boss', 'lead']);
    expect(await listed(`department=${leaf.id}`)).toEqual(['lead']);
    expect(await listed(`position=${clerk.id}`)).toEqual(['clerk']);
    expect(await listed(`manager=${boss.id}`)).toEqual(['lead', 'clerk']);
    expect(await listed('active_on=2024-03-01')).toEqual(['boss', 'lead', 'clerk']);
    expect(await listed('active_on=2024-03-02')).toEqual(['boss', 'lead']);
    const circle = await api.call('PATCH', `/employees/${boss.id}`, { manager_id: lead.id });
    expect(circle.status).toBe(422);
  });

  it('have numbers of their own, and leave after they came', async () => {
    await made('/employees', { number: '101' });
    expect((await api.call('POST', '/employees', { number: '101' })).status).toBe(409);
    const { id } = (await api.call('GET', '/employees')).body.items[0];
    expect((await api.call('GET', `/employees/${id.toUpperCase()}`)).body).toMatchObject({
      id,
      number: '101',
    });
    const days = { number: '102', active_from: '2024-02-01', active_to: '2024-01-01' };
    expect((await api.call('POST', '/employees', days)).status).toBe(422);
  });
});
