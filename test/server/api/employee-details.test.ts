import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { organise } from '../../support/organisation.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('what is known of a person', (newPlace) => {
  let place: Place;
  let api: Api;
  let id: string;
  let period: string;
  beforeEach(async () => {
    place = await newPlace();
    api = await apiOn(place);
    const made = await organise(api.services.store, [{ number: '101', tasks: [5, 6, 1] }]);
    period = made.period;
    id = (await api.call('POST', '/employees', { number: '102' })).body.id;
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  it('is what they cost in a period: set, changed, listed and taken away', async () => {
    const path = `/employees/${id}/costs`;
    expect(await api.call('PUT', `${path}/${period}`, { cost: 1200.5 })).toMatchObject({
      status: 200,
      body: { period_id: period, cost: 1200.5, currency: 'EUR' },
    });
    await api.call('PUT', `${path}/${period}`, { cost: 9, currency: 'CHF' });
    expect((await api.call('GET', path)).body).toEqual({
      items: [{ period_id: period, cost: 9, currency: 'CHF' }],
      next: null,
    });
    expect((await api.call('PUT', `${path}/${id}`, { cost: 1 })).status).toBe(404);
    expect((await api.call('PUT', `${path}/${period}`, { cost: -1 })).status).toBe(400);
    expect((await api.call('DELETE', `${path}/${period}`)).status).toBe(204);
    expect((await api.call('DELETE', `${path}/${period}`)).status).toBe(404);
  });

  it('is, apart, what nobody is to be judged by, which no answer and no log gives back', async () => {
    const path = `/employees/${id}/protected-attributes`;
    expect((await api.call('PATCH', path, { sex: 'marker-f', age_band: '50-59' })).status).toBe(204);
    expect((await api.call('PATCH', path, { sex: 'marker-m', age_band: null })).status).toBe(204);
    const rows = await api.services.store.read.selectFrom('protected_attributes').selectAll().execute();
    expect(rows).toEqual([{ employee_id: id, name: 'sex', value: 'marker-m' }]);
    expect((await api.call('GET', path)).status).toBe(405);
    for (const seen of [`/employees/${id}`, '/employees', '/audit']) {
      expect(JSON.stringify(await api.call('GET', seen))).not.toContain('marker');
    }
    expect((await api.call('PATCH', path, {})).status).toBe(400);
    expect((await api.call('PATCH', path, { sex: 5 })).status).toBe(400);
  });

  it('is nothing where they were added by mistake: only then are they removed, not erased', async () => {
    await api.call('PUT', `/employees/${id}/costs/${period}`, { cost: 1 });
    const { body } = await api.call('GET', '/employees');
    const [worker] = body.items;
    expect((await api.call('DELETE', `/employees/${worker.id}`)).status).toBe(409);
    await api.call('PATCH', `/employees/${worker.id}`, { manager_id: id });
    expect((await api.call('DELETE', `/employees/${id}`)).status).toBe(409);
    await api.call('PATCH', `/employees/${worker.id}`, { manager_id: null });
    expect((await api.call('DELETE', `/employees/${id}`, undefined, { 'if-match': '"7"' })).status).toBe(412);
    expect((await api.call('DELETE', `/employees/${id}`)).status).toBe(204);
    expect((await api.call('GET', `/employees/${id}`)).status).toBe(404);
  });
});
