import { type SpawnSyncReturns, spawn, spawnSync } from 'node:child_process';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { root } from '../built.ts';
import { dataFolder } from '../support/data-folder.ts';

/** An ordinary Node whose version says that it is an old one. */
const pretendOld =
  "data:text/javascript,Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } })";

/** Where nothing is built yet, a start builds first. */
const patience = { timeout: 110_000, interval: 100 };

describe('npm start', () => {
  it('explains itself', () => {
    const { status, stdout } = run('start.js', ['--help']);
    expect(status).toBe(0);
    expect(stdout).toContain('npm start -- --port 8080');
  });

  it.each([
    ['--port', (port: string) => ({ args: ['--port', port], env: {} })],
    ['--port=', (port: string) => ({ args: [`--port=${port}`], env: {} })],
    ['PORT', (port: string) => ({ args: [], env: { PORT: port } })],
  ])('names a port in use, before any long work, when told by %s', async (_, how) => {
    const occupant = createServer();
    await new Promise<void>((listening) => occupant.listen(0, '127.0.0.1', listening));
    const at = occupant.address();
    const port = at !== null && typeof at === 'object' ? String(at.port) : '';
    try {
      const { args, env } = how(port);
      const { status, stdout, stderr } = run('start.js', args, env);
      expect(status).toBe(1);
      expect(stderr).toContain(`Port ${port} of 127.0.0.1 is in use`);
      expect(stderr).toContain('npm start -- --port');
      expect(stdout).toBe('');
    } finally {
      occupant.close();
    }
  });

  it.each(['65536', 'five thousand', '-1', ''])('refuses %j as a port', (port) => {
    const { status, stderr } = run('start.js', [`--port=${port}`]);
    expect(status).toBe(2);
    expect(stderr).toContain('whole number up to 65535');
  });

  it('shows the example company, serves, and stops when the shell that npm put around it is stopped', async () => {
    const shell = spawn('sh', ['-c', `"$0" scripts/start.js --port 0; exit`, process.execPath], {
      cwd: root,
      env: { ...process.env, EVENHAND_DATA: dataFolder() },
    });
    onTestFinished(() => void shell.kill('SIGTERM'));
    let output = '';
    for (const stream of [shell.stdout, shell.stderr]) stream.on('data', (data) => (output += data));
    const url = await vi.waitFor(
      () => /serves on (http:\S+)/.exec(output)?.[1] ?? Promise.reject(output),
      patience,
    );
    expect(output).toContain('Victor Halloran');
    expect(output).toContain('60 people');
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    await vi.waitFor(() => expect(output).toContain('the example company is in the records'), patience);
    const kept = await (await fetch(`${url}/api/v1/evaluations?state=done`)).json();
    expect(kept.items).toHaveLength(6);

    shell.kill('SIGTERM');
    await vi.waitFor(() => expect(fetch(`${url}/healthz`)).rejects.toThrow('fetch failed'), patience);
  });
});

describe('an old Node', () => {
  it.each(['start.js', 'test.js'])('is told the version that %s needs, and nothing else', (script) => {
    const { status, stdout, stderr } = run(script, [], { NODE_OPTIONS: `--import "${pretendOld}"` });
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Evenhand needs Node 20\.19 or newer; this is Node 18\.20\.8\..*\n$/);
  });
});

function run(
  script: string,
  args: readonly string[],
  env: Record<string, string> = {},
): SpawnSyncReturns<string> {
  const { PORT: _port, HOST: _host, ...own } = process.env;
  return spawnSync(process.execPath, [join(root, 'scripts', script), ...args], {
    encoding: 'utf8',
    env: { ...own, ...env },
  });
}
