import { afterEach, beforeEach, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

onBothStores('settings', (newPlace) => {
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

  it('have defaults, are changed one by one, and stay', async () => {
    expect((await api.call('GET', '/settings')).body).toMatchObject({ min_tasks: 5, contest_days: 30 });
    expect((await api.call('PATCH', '/settings', { min_tasks: 8 })).body).toMatchObject({ min_tasks: 8 });
    expect((await api.call('PATCH', '/settings', { contest_days: 14 })).body).toMatchObject({ min_tasks: 8 });
    await api.close();
    api = await apiOn(place);
    expect((await api.call('GET', '/settings')).body).toMatchObject({ min_tasks: 8, contest_days: 14 });
  });

  it('are refused out of their range, or where there is none of that name', async () => {
    for (const wrong of [{ min_tasks: 0 }, { min_tasks: '5' }, { colour: 'red' }, {}, { anomaly_limit: 2 }]) {
      expect((await api.call('PATCH', '/settings', wrong)).status).toBe(400);
    }
    expect((await api.call('GET', '/settings')).body).toMatchObject({ min_tasks: 5 });
  });

  it('and everything else is measured by route, never by address', async () => {
    const { body } = await api.call('POST', '/departments', { name: 'Secret department' });
    await api.call('GET', `/departments/${body.id}?x=Secret`);
    const metrics = await api.app.inject('/metrics');
    expect(metrics.headers['content-type']).toContain('text/plain');
    expect(metrics.body).toContain('route="/api/v1/departments/:id",status="400"');
    expect(metrics.body).not.toContain('Secret');
    expect(metrics.body).not.toContain(body.id);
  });
});
