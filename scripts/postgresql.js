import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/**
 * A running server that holds nothing yet; `stop` ends it and removes its data.
 * @typedef {{ url: string, restart: () => Promise<void>, stop: () => Promise<void> }} Postgresql
 */

/**
 * The folder of the newest installed server programs, or null.
 * @returns {string | null}
 */
export function newestPrograms() {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return null;
  const versions = readdirSync(home).filter((name) => existsSync(join(home, name, 'bin', 'initdb')));
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(home, newest, 'bin');
}

/**
 * Starts a server on a free port of this machine. PostgreSQL refuses to run as root, who becomes its user instead.
 * @param {string} programs
 * @param {readonly string[]} [settings]
 * @returns {Promise<Postgresql>}
 */
export async function startPostgresql(programs, settings = []) {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-postgresql-'));
  chmodSync(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  const run = (/** @type {string} */ program, /** @type {readonly string[]} */ args) =>
    execFileSync(join(programs, program), args, { ...user, cwd: folder, stdio: 'pipe' });
  run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--locale=C.UTF-8', '-E', 'UTF8']);
  const port = await freePort();
  const start = async () => {
    const args = ['-D', data, '-p', String(port), '-k', folder, '-c', 'listen_addresses=127.0.0.1'];
    const more = ['max_connections=200', ...settings].flatMap((setting) => ['-c', setting]);
    const server = spawn(join(programs, 'postgres'), [...args, ...more], {
      ...user,
      cwd: folder,
      stdio: 'ignore',
    });
    for (let i = 0; i < 200; i++) {
      try {
        run('pg_isready', ['-h', '127.0.0.1', '-p', String(port)]);
        return server;
      } catch {
        await wait(50);
      }
    }
    throw new Error('PostgreSQL did not start');
  };
  await start();
  const stopNow = () => run('pg_ctl', ['-D', data, '-m', 'fast', '-w', 'stop']);
  return {
    url: `postgresql://postgres@127.0.0.1:${port}/postgres`,
    async restart() {
      stopNow();
      await start();
    },
    async stop() {
      stopNow();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

/** @param {string} which */
function idOf(which) {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}

/**
 * A port of this machine that nothing listens on.
 * @returns {Promise<number>}
 */
export async function freePort() {
  const server = createServer();
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
