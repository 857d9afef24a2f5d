import { spawn } from 'node:child_process';
import { mkdtempSync, openAsBlob, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { writeTaskLog } from './task-log.js';

/**
 * Measures imports on a server of its own, as it was built: one of a million rows of 50,000 people from upload to
 * commit, then uploads of 20 MB at once, with the server's memory and how fast it answers meanwhile.
 *
 *     node bench/imports.js [--uploads 20] [--rows 1000000]
 */

const { values } = parseArgs({
  options: {
    uploads: { type: 'string', default: '20' },
    rows: { type: 'string', default: '1000000' },
    dist: { type: 'string', default: join(import.meta.dirname, '..', 'dist') },
  },
});
const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'));
const server = spawn(
  process.execPath,
  [join(resolve(values.dist), 'cli', 'main.js'), 'serve', '--port', '0'],
  {
    env: {
      PATH: process.env.PATH,
      EVENHAND_DATA: join(scratch, 'data'),
      EVENHAND_LOG_LEVEL: 'error',
      EVENHAND_RATE_LIMIT: '0',
    },
    stdio: ['ignore', 'ignore', 'pipe'],
  },
);
/** @type {string} */
const url = await new Promise((found, failed) => {
  let said = '';
  server.stderr.on('data', (chunk) => {
    said += chunk;
    const address = /http:\S+/.exec(said);
    if (address) found(address[0]);
  });
  server.once('exit', () => failed(new Error(`the server ended: ${said}`)));
});

/**
 * @param {string} method
 * @param {string} path
 * @param {unknown} [body]
 * @returns {Promise<any>}
 */
async function ask(method, path, body) {
  const answer = await fetch(`${url}/api/v1${path}`, {
    method,
    ...(body !== undefined && {
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(body),
    }),
  });
  if (!answer.ok) throw new Error(`${method} ${path}: ${await answer.text()}`);
  return answer.json();
}

/** @param {string} path @param {string} period */
async function send(path, period) {
  const form = new FormData();
  form.set('period', period);
  form.set('file', await openAsBlob(path), 'tasks.csv');
  const answer = await fetch(`${url}/api/v1/imports`, { method: 'POST', body: form });
  return /** @type {Promise<any>} */ (answer.json());
}

/** @param {string} id */
async function untilRead(id) {
  for (;;) {
    const found = await ask('GET', `/imports/${id}`);
    if (found.state === 'failed') throw new Error(found.failure);
    if (found.state === 'ready') return;
    await wait(50);
  }
}

/** @param {string} name @param {number} year */
const period = async (name, year) =>
  (await ask('POST', '/periods', { name, starts_on: `${year}-01-01`, ends_on: `${year}-12-31` })).id;
const seconds = (/** @type {number} */ since) => ((performance.now() - since) / 1000).toFixed(1);

try {
  const rows = Number(values.rows);
  const large = join(scratch, 'large.csv');
  writeTaskLog(large, rows, 50_000, 'short', 20240101);
  const first = await period('first', 2024);
  let began = performance.now();
  const { id } = await send(large, first);
  await untilRead(id);
  const read = seconds(began);
  await ask('POST', `/imports/${id}/commit`);
  console.log(`${rows} rows of 50,000 people: read after ${read} s, committed after ${seconds(began)} s`);

  const count = Number(values.uploads);
  const files = Array.from({ length: count }, (_, i) => join(scratch, `${i}.csv`));
  for (const [i, file] of files.entries()) writeTaskLog(file, 620_000, 50_000, 'short', i);
  const second = await period('second', 2024);
  // Whoever looks at the server is another process, so that sending does not hold it up.
  const prober = spawn(process.execPath, [join(import.meta.dirname, 'imports-prober.js'), url], {
    stdio: 'inherit',
  });
  let most = 0;
  const watch = setInterval(() => {
    const status = readFileSync(`/proc/${server.pid}/status`, 'utf8');
    most = Math.max(most, Number(/VmRSS:\s+(\d+)/.exec(status)?.[1]) / 1024);
  }, 50);
  began = performance.now();
  const sent = await Promise.all(files.map((file) => send(file, second)));
  console.log(`${count} uploads of 20 MB at once: received after ${seconds(began)} s`);
  for (const { id: one } of sent) await untilRead(one);
  console.log(
    `all read after ${seconds(began)} s; resident memory of the server at most ${Math.round(most)} MiB`,
  );
  clearInterval(watch);
  prober.kill();
  await new Promise((ended) => prober.once('exit', ended));
} finally {
  server.removeAllListeners('exit');
  server.kill('SIGKILL');
  rmSync(scratch, { recursive: true, force: true });
}
