import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where tests may make databases; empty where there is no PostgreSQL. */
    postgresql: string;
  }
}

/** A PostgreSQL server of the tests' own, where one is installed: Debian's, or the one that EVENHAND_TEST_POSTGRESQL names. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const given = process.env.EVENHAND_TEST_POSTGRESQL;
  const programs = newestPrograms();
  if (given || programs === null) {
    project.provide('postgresql', given ?? '');
    return async () => {};
  }
  // These tests take no power away: what is written need not reach the disk.
  const server = await startPostgresql(programs, ['fsync=off', 'full_page_writes=off']);
  project.provide('postgresql', server.url);
  return server.stop;
}

/** The folder of the newest installed server programs, or null. */
export function newestPrograms(): string | null {
  const home = '/usr/lib/postgresql';
  if (!existsSync(home)) return null;
  const versions = readdirSync(home).filter((name) => existsSync(join(home, name, 'bin', 'initdb')));
  const newest = versions.toSorted((a, b) => Number(b) - Number(a))[0];
  return newest === undefined ? null : join(home, newest, 'bin');
}

/** A running server that holds nothing yet; `stop` ends it and removes its data. */
export interface Postgresql {
  readonly url: string;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Starts a server on a free port of this machine. PostgreSQL refuses to run as root, who becomes its user instead. */
export async function startPostgresql(
  programs: string,
  settings: readonly string[] = [],
): Promise<Postgresql> {
  const folder = mkdtempSync(join(tmpdir(), 'evenhand-postgresql-'));
  chmodSync(folder, 0o755);
  const isRoot = process.getuid?.() === 0;
  const user = isRoot ? { uid: idOf('-u'), gid: idOf('-g') } : {};
  if (isRoot) execFileSync('chown', ['postgres', folder]);
  const data = join(folder, 'data');
  const run = (program: string, args: readonly string[]) =>
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

function idOf(which: string): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }));
}

async function freePort(): Promise<number> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  await new Promise((resolve) => server.close(resolve));
  return typeof address === 'object' && address !== null ? address.port : 0;
}
