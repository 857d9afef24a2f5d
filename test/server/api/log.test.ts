import { request as httpRequest } from 'node:http';
import { expect, it, onTestFinished } from 'vitest';
import { RandomState } from '../../../src/math/random.ts';
import { MARK, type MadeRequest, RequestMaker } from '../../support/requests.ts';
import { serve } from '../../support/serve.ts';

const COLLECTIONS = ['employees', 'departments', 'positions', 'periods', 'evaluations', 'imports', 'jobs'];

it('nothing of what requests hold reaches the log, whatever they hold', async () => {
  const server = await serve({ EVENHAND_LOG_LEVEL: 'trace', EVENHAND_BODY_LIMIT: '2MiB' });
  onTestFinished(() => void server.stop());
  const known = { ids: new Map(COLLECTIONS.map((name): [string, string[]] => [name, []])), cursors: [] };
  const maker = new RequestMaker(new RandomState(11), known);
  const statuses = new Set<number>();
  for (let i = 0; i < 300; i++) statuses.add(await sent(server.url, maker.next()));
  await server.stop();
  const lines = server.output().trim().split('\n');
  expect(lines.length).toBeGreaterThan(200);
  for (const line of lines) {
    expect(JSON.parse(line)).toBeTypeOf('object');
    expect(line).not.toContain(MARK);
    expect(line).not.toMatch(/Ada|passwd|drop table|[^\x20-\x7e]/);
  }
  expect([...statuses].filter((status) => status >= 500)).toEqual([]);
  expect(statuses).toContain(201);
});

/**
 * The answer's status, 0 where the server closed the connection before all was sent; its body is not waited for, because that
 * of events has no end.
 */
function sent(base: string, { method, url, headers, payload }: MadeRequest): Promise<number> {
  return new Promise((resolve, reject) => {
    const { host: _, ...others } = headers;
    const asked = httpRequest(`${base.replace(/\/$/, '')}/`, { method, path: url, headers: others });
    const failed = (error: NodeJS.ErrnoException) => {
      if (error.code === 'EPIPE' || error.code === 'ECONNRESET') resolve(0);
      else reject(error);
    };
    asked.once('error', failed);
    asked.once('response', (answer) => {
      const done = () => {
        asked.destroy();
        resolve(answer.statusCode ?? 0);
      };
      asked.off('error', failed).on('error', () => {});
      if (String(answer.headers['content-type']).startsWith('text/event-stream')) done();
      else answer.resume().once('close', done);
    });
    asked.end(payload);
  });
}
