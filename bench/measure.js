import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

/**
 * @typedef {{ seconds: number, peak: number | null, output: string }} Measured
 */

/**
 * Runs a command to its end: wall time from start to exit, the most memory it held (bytes; null where the system has no
 * /proc), what it printed. Throws with the command's own words where it fails.
 * @param {string} command
 * @param {readonly string[]} args
 * @returns {Promise<Measured>}
 */
export function measureCommand(command, args) {
  return new Promise((resolve, reject) => {
    const began = performance.now();
    const child = spawn(command, args, { stdio: ['ignore', 'pipe', 'pipe'], env: ENVIRONMENT });
    /** @type {number | null} */
    let peak = null;
    const watch = setInterval(() => {
      peak = memoryPeak(child.pid) ?? peak;
    }, 10);
    let output = '';
    let complaint = '';
    child.stdout.on('data', (data) => {
      output += data;
    });
    child.stderr.on('data', (data) => {
      complaint += data;
    });
    child.on('error', reject);
    child.on('exit', () => clearInterval(watch));
    child.on('close', (code) => {
      const seconds = (performance.now() - began) / 1000;
      if (code === 0) resolve({ seconds, peak, output });
      else reject(new Error(`${command} ${args.join(' ')} failed with ${code}: ${complaint.slice(-2000)}`));
    });
  });
}

/** Certificates of the machine's own network, which Node 20 reads before anything else, are not what is measured. */
const ENVIRONMENT = { ...process.env, NODE_EXTRA_CA_CERTS: undefined };

/** Seconds after which a run is not repeated. */
export const LONG = 60;

/**
 * Runs a command several times, but not again after one that took more than a minute: every time, the highest peak, the
 * last output.
 * @param {number} times
 * @param {string} command
 * @param {readonly string[]} args
 */
export async function measureRepeatedly(times, command, args) {
  /** @type {Measured[]} */
  const runs = [];
  do runs.push(await measureCommand(command, args));
  while (runs.length < times && runs[runs.length - 1].seconds <= LONG);
  const peaks = runs.flatMap(({ peak }) => peak ?? []);
  return {
    seconds: runs.map(({ seconds }) => seconds),
    peak: peaks.length > 0 ? Math.max(...peaks) : null,
    output: runs[runs.length - 1].output.trim(),
  };
}

/** @param {readonly number[]} numbers */
export function median(numbers) {
  const sorted = [...numbers].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

/**
 * The high-water mark of a running process's memory, in bytes.
 * @param {number | undefined} pid
 */
function memoryPeak(pid) {
  try {
    const kilobytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return kilobytes === undefined ? null : Number(kilobytes) * 1024;
  } catch {
    return null;
  }
}
