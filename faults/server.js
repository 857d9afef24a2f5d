import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { built } from '../bench/work.js';
import { freePort } from '../scripts/postgresql.js';

/**
 * The built server in a process of its own. `ready` says after how many milliseconds from its start it answered
 * /healthz, `log` what it wrote, `errors` how it died unasked and the
 * faults in its log, but those of a store that is full or away, `end` sends a signal and waits until the process is gone.
 * @typedef {{ url: string, pid: number, ready: number, log: () => string, errors: () => string[],
 *   end: (signal: NodeJS.Signals) => Promise<void> }} Server
 */

/**
 * Starts `evenhand serve` on the data of a place. Throws with its own words where it does not come up within 30 s.
 * @param {import('./stores.js').Place} place
 * @param {Readonly<Record<string, string>>} [more] further variables of its environment
 * @returns {Promise<Server>}
 */
export async function startServer({ folder, env }, more = {}) {
  const began = performance.now();
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const logFile = `${folder}.log`;
  const child = spawnServer({ folder, env }, { ...more, PORT: String(port) });
  let output = '';
  let said = '';
  child.stdout?.on('data', (data) => {
    output += data;
    appendFileSync(logFile, data);
  });
  const ended = once(child, 'exit');
  child.stderr?.on('data', (data) => {
    said += data;
  });
  let isGone = false;
  let asked = false;
  let died = '';
  ended.then(([code, signal]) => {
    isGone = true;
    if (!asked) died = `${code ?? signal} ${said}`;
  });
  while (!(await answers(url))) {
    await wait(10);
    if (isGone) throw new Error(`the server ended: ${said}${output.slice(-2000)}`);
    if (performance.now() - began > 30_000) throw new Error(`the server does not answer: ${said}`);
  }
  return {
    url,
    pid: child.pid ?? 0,
    ready: performance.now() - began,
    log: () => output,
    errors: () => [
      ...(died === '' ? [] : [`the server died: ${died}`]),
      ...output
        .split('\n')
        .filter((line) => line.includes('"level":50') && !line.includes('"type":"StoreError"')),
    ],
    async end(signal) {
      asked = true;
      child.kill(signal);
      await ended;
    },
  };
}

/**
 * @param {Pick<import('./stores.js').Place, 'folder' | 'env'>} place
 * @param {Readonly<Record<string, string>>} [more]
 */
export function spawnServer({ folder, env }, more = {}) {
  return spawn(process.execPath, [join(built, 'cli', 'main.js'), 'serve'], {
    env: { PATH: process.env.PATH, EVENHAND_DATA: folder, EVENHAND_RATE_LIMIT: '0', ...env, ...more },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}

/** @param {string} url */
async function answers(url) {
  return fetch(`${url}/healthz`).then(
    (response) => response.ok,
    () => false,
  );
}

/**
 * Resident memory in bytes of a process and of all that it started, each with its own; empty where there is no /proc.
 * @param {number | string} pid
 * @returns {{ pid: string, command: string, bytes: number }[]}
 */
export function memoryOf(pid) {
  try {
    const bytes = 4096 * Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').join(' ');
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    return [
      { pid: String(pid), command, bytes },
      ...children.flatMap((child) => (child ? memoryOf(child) : [])),
    ];
  } catch {
    return [];
  }
}
