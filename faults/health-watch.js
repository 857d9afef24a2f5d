import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { memoryOf } from './server.js';

/**
 * The milliseconds that /healthz took, each from when it was due, and the most memory, in bytes, of the server and of a
 * process that reads files for it.
 * @typedef {{ waited: number[], server: number, reader: number }} Watched
 */

/**
 * Asks /healthz 50 times a second by the clock, and looks at memory meanwhile; on a thread of its own, so that what this
 * process does otherwise is not taken for a server that is late.
 * @param {import('./server.js').Server} server
 * @returns {{ stop: () => Promise<Watched> }}
 */
export function watchHealth({ url, pid }) {
  const worker = new Worker(new URL(import.meta.url), { workerData: { url, pid } });
  return {
    stop: () =>
      new Promise((resolve, reject) => {
        worker.once('message', resolve);
        worker.once('error', reject);
        worker.postMessage('stop');
      }),
  };
}

if (!isMainThread) await watch(workerData);

/** @param {{ url: string, pid: number }} server */
async function watch({ url, pid }) {
  let stopping = false;
  parentPort?.once('message', () => {
    stopping = true;
  });
  /** @type {Watched} */
  const found = { waited: [], server: 0, reader: 0 };
  const began = performance.now();
  const pending = [];
  for (let i = 0; !stopping; i++) {
    const due = began + i * 20;
    await wait(Math.max(0, due - performance.now()));
    pending.push(asked(url).then(() => found.waited.push(performance.now() - due)));
    if (i % 3 > 0) continue;
    for (const { command, bytes } of memoryOf(pid)) {
      const which = /reader\.js/.test(command) ? 'reader' : 'server';
      found[which] = Math.max(found[which], bytes);
    }
  }
  await Promise.all(pending);
  parentPort?.postMessage(found);
}

/** @param {string} url */
function asked(url) {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/healthz`, (response) => {
      response.resume();
      response.on('end', resolve);
    });
    asking.on('error', reject);
    asking.end();
  });
}
