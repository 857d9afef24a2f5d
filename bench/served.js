import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';

/**
 * A server in a process of its own: where it answers, the most memory that it and what it started have held (bytes; null
 * where the system has no /proc), and how to stop it.
 * @typedef {{ url: string, peak: () => number | null, stop: () => Promise<void> }} Served
 */

/**
 * Starts a server that says its address on standard error. Throws with its own words where it does not come up.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Served>}
 */
export async function serve(command, args) {
  const child = spawn(command, args, {
    // What is measured is how fast it answers, not when it has enough of one client.
    env: { ...process.env, EVENHAND_RATE_LIMIT: '0' },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  const ended = once(child, 'exit');
  let said = '';
  const url = await new Promise((resolve, reject) => {
    child.stderr.on('data', (data) => {
      said += data;
      const found = /https?:\/\/[\w.]+:\d+/.exec(said);
      if (found) resolve(found[0]);
    });
    child.on('error', reject);
    ended.then(() => reject(new Error(`${command} ${args.join(' ')} ended: ${said.slice(-2000)}`)));
  });
  const stop = async () => {
    child.kill('SIGTERM');
    await ended;
  };
  return { url, peak: () => memoryPeak(child.pid), stop };
}

/**
 * @param {number | string | undefined} pid
 * @returns {number | null}
 */
function memoryPeak(pid) {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim().split(' ');
    const others = children.map((child) => (child === '' ? 0 : (memoryPeak(child) ?? 0)));
    return others.reduce((sum, peak) => sum + peak, Number(kilobytes) * 1024);
  } catch {
    return null;
  }
}
