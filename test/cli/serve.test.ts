import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { requireBuilt } from '../built.ts';
import { evenhand, main, plainEnvironment } from '../support/command.ts';
import { dataFolder } from '../support/data-folder.ts';

const started: ChildProcess[] = [];
beforeAll(requireBuilt);
afterEach(() => {
  for (const server of started.splice(0)) server.kill('SIGKILL');
});

describe('evenhand serve', () => {
  it('says where it answers, answers, and ends with status 0 when it is asked to', async () => {
    const { url, server } = await serve('--port', '0');
    const records = [{ employee_id: 101, completed_tasks: 4, total_tasks: 5, avg_task_hours: 3 }];
    const response = await fetch(`${url}/analyze`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(records),
    });
    expect(await response.json()).toMatchObject({ status: 'success', data: [{ employee_id: 101 }] });
    server.kill('SIGTERM');
    expect(await once(server, 'close')).toEqual([0, null]);
  });

  it('says which port is in use, and what to do', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    await once(other, 'listening');
    const address = other.address();
    const port = typeof address === 'object' && address !== null ? address.port : 0;
    try {
      const { status, stderr } = evenhand(['serve', '--port', String(port)], {
        env: { EVENHAND_DATA: dataFolder() },
      });
      expect(status).toBe(1);
      expect(stderr).toContain(`evenhand: port ${port} of 127.0.0.1 is in use by another program`);
    } finally {
      other.close();
    }
  });

  it('is refused a folder that another server has, with the number of its process', async () => {
    const env = { EVENHAND_DATA: dataFolder() };
    const { server } = await serveWith(env, '--port', '0');
    const { status, stderr } = evenhand(['serve', '--port', '0'], { env });
    expect(status).toBe(1);
    expect(stderr).toContain(`${env.EVENHAND_DATA} (process ${server.pid})`);
    server.kill('SIGKILL');
    await once(server, 'close');
    await serveWith(env, '--port', '0');
  });
});

/** Starts the server and waits until it says where it answers. */
function serve(...options: string[]): Promise<{ url: string; server: ChildProcess }> {
  return serveWith({ EVENHAND_DATA: dataFolder() }, ...options);
}

async function serveWith(
  env: Readonly<Record<string, string>>,
  ...options: string[]
): Promise<{ url: string; server: ChildProcess }> {
  const server = spawn(process.execPath, [main, 'serve', ...options], {
    env: plainEnvironment(env),
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  started.push(server);
  let said = '';
  for await (const data of server.stderr) {
    said += data;
    const url = said.match(/serves on (\S+)/)?.[1];
    if (url !== undefined) return { url, server };
  }
  throw new Error(`the server ended: ${said}`);
}
