import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Api, apiOn } from '../../support/api.ts';
import { type Place, sqlitePlace } from '../../support/stores.ts';

describe('while nobody has an account', () => {
  let place: Place;
  let api: Api;
  beforeEach(async () => {
    place = await sqlitePlace();
    api = await apiOn(place, {
      EVENHAND_PUBLIC_URL: 'https://evenhand.example.com',
      EVENHAND_PROXIES: '127.0.0.1',
    });
  });
  afterEach(async () => {
    await api.close();
    await place.remove();
  });

  const asked = async (headers: Record<string, string>, remoteAddress = '127.0.0.1') =>
    (await api.app.inject({ url: '/api/v1/employees', headers, remoteAddress })).statusCode;

  it('whoever sits at the machine may do everything', async () => {
    expect(await asked({ host: '127.0.0.1:5000' })).toBe(200);
    expect(await asked({ host: 'localhost' }, '::1')).toBe(200);
  });

  it.each([
    ['by the name that others know', { host: 'evenhand.example.com' }],
    ['for an address of the network', { host: 'localhost', 'x-forwarded-for': '203.0.113.9' }],
    ['for whoever says to be this machine', { host: 'localhost', 'x-forwarded-for': '127.0.0.1' }],
    ['and says so', { host: 'localhost', via: '1.1 proxy' }],
    ['and says so in the standard way', { host: 'localhost', forwarded: 'for=203.0.113.9' }],
    ['and says for whom', { host: 'localhost', 'x-real-ip': '203.0.113.9' }],
  ])('a proxy that asks %s is told to log in', async (_, headers) => {
    expect(await asked(headers)).toBe(401);
  });

  it('what keeps nothing is for this machine too, and asks whom a proxy brings who they are', async () => {
    const analyzed = async (headers: Record<string, string>) => {
      const payload = JSON.stringify([
        { employee_id: 1, completed_tasks: 5, total_tasks: 6, avg_task_hours: 2 },
      ]);
      const type = { 'content-type': 'application/json' };
      const answer = await api.app.inject({
        method: 'POST',
        url: '/analyze',
        headers: { ...type, ...headers },
        payload,
      });
      return answer.statusCode;
    };
    const proxied = { host: 'evenhand.example.com', 'x-forwarded-for': '203.0.113.9' };
    expect(await analyzed({ host: 'localhost:5000' })).toBe(200);
    expect(await analyzed({ host: 'erp.local:5000' })).toBe(200);
    expect(await analyzed(proxied)).toBe(401);
    expect((await api.app.inject({ url: '/metrics', headers: proxied })).statusCode).toBe(401);
  });

  it('another machine is told to log in', async () => {
    expect(await asked({ host: 'localhost' }, '10.0.0.5')).toBe(401);
  });
});
