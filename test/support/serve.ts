import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { dist, requireBuilt } from '../built.ts';

/** The real server, in a process of its own. */
export interface Served {
  readonly url: string;
  readonly process: ChildProcess;
  /** What it has written to standard output so far. */
  output(): string;
  /** What it has written to standard error so far. */
  errors(): string;
  /** Asks it to stop and waits until it has; answers with its exit status, or the signal that ended it. */
  stop(signal?: NodeJS.Signals): Promise<number | string>;
}

/** Starts `evenhand serve` as it was built, on a port of this machine; default a free one. */
export async function serve(env: Readonly<Record<string, string>> = {}, port = '0'): Promise<Served> {
  requireBuilt();
  const child = spawnServer(['--port', port], env);
  let output = '';
  let errors = '';
  child.stdout?.on('data', (chunk) => {
    output += chunk;
  });
  const ended = once(child, 'exit').then(([code, signal]): number | string => code ?? signal);
  const url = await new Promise<string>((resolve, reject) => {
    child.stderr?.on('data', (chunk) => {
      errors += chunk;
      const found = /https?:\/\/\S+/.exec(errors);
      if (found) resolve(found[0]);
    });
    ended.then((status) => reject(new Error(`the server ended with ${status}: ${errors}`)));
  });
  return {
    url,
    process: child,
    output: () => output,
    errors: () => errors,
    stop: (signal = 'SIGTERM') => {
      child.kill(signal);
      return ended;
    },
  };
}

/**
 * `evenhand serve` with these arguments, its output piped, and of the environment only what is given. Its data are new, and
 * removed when it ends.
 */
export function spawnServer(
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): ChildProcess {
  const data = mkdtempSync(join(tmpdir(), 'evenhand-data-'));
  const child = spawn(process.execPath, [join(dist, 'cli', 'main.js'), 'serve', ...args], {
    env: { PATH: process.env.PATH, EVENHAND_DATA: data, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  child.once('exit', () => rmSync(data, { recursive: true, force: true }));
  return child;
}
