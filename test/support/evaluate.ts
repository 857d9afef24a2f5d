import { setTimeout as wait } from 'node:timers/promises';
import { expect } from 'vitest';
import type { Api } from './api.ts';

/** Starts an evaluation and waits until it has ended; what the API then says of it. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
export async function evaluated(api: Api, body: unknown): Promise<any> {
  const { status, body: started } = await api.call('POST', '/evaluations', body);
  expect(status, JSON.stringify(started)).toBe(202);
  return ended(api, started.id);
}

/** What the API says of an evaluation when it has ended. */
// biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape.
export async function ended(api: Api, id: string): Promise<any> {
  for (;;) {
    const { body } = await api.call('GET', `/evaluations/${id}`);
    if (!['waiting', 'running'].includes(body.state)) return body;
    await wait(20);
  }
}
