import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { monthsBefore, sweep } from '../../../src/server/retention/sweep.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { onBothStores, type Place } from '../../support/stores.ts';

describe('months before a day', () => {
  it.each([
    ['2024-03-31', 1, '2024-02-29'],
    ['2023-03-31', 1, '2023-02-28'],
    ['2024-05-15', 12, '2023-05-15'],
    ['2024-01-31', 2, '2023-11-30'],
  ])('of %s, %d of them, are %s', (day, months, expected) => {
    expect(
      monthsBefore(new Date(`${day}T12:00:00Z`), months)
        .toISOString()
        .slice(0, 10),
    ).toBe(expected);
  });
});

onBothStores('what the settings say is not to be kept', (newPlace) => {
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
  const inDays = (days: number) => new Date(Date.now() + days * 86_400_000);
  const events = async () =>
    (await api.services.store.read.selectFrom('events').selectAll().execute()).length;
  const numbers = async () =>
    (await api.call('GET', '/employees')).body.items.map(({ number }: { number: string }) => number);

  it('is kept until its time has come', async () => {
    await api.call('POST', '/departments', { name: 'A' }, { 'idempotency-key': 'a' });
    await sweep(api.services, inDays(6.9));
    expect(await events()).toBe(1);
    await sweep(api.services, inDays(7.1));
    expect(await events()).toBe(0);
    const again = await api.call('POST', '/departments', { name: 'A' }, { 'idempotency-key': 'a' });
    expect(again.status).toBe(409);
  });

  it('is people who left long ago only where somebody has said so', async () => {
    await api.call('POST', '/employees', { number: 'gone', active_to: '2020-01-31' });
    await api.call('POST', '/employees', { number: 'left', active_to: '2024-05-31' });
    await api.call('POST', '/employees', { number: 'here' });
    await sweep(api.services, new Date('2024-06-15T00:00:00Z'));
    expect(await numbers()).toEqual(['gone', 'left', 'here']);
    await api.call('PATCH', '/settings', { keep_leavers_months: 12 });
    await sweep(api.services, new Date('2024-06-15T00:00:00Z'));
    expect(await numbers()).toEqual(['left', 'here']);
  });
});
