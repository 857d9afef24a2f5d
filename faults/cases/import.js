import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { writeTaskLog } from '../../bench/task-log.js';
import { below, must, none, quantile, told } from '../case.js';
import { bodyOf, Client } from '../client.js';
import { bring, settled } from '../company.js';
import { startServer } from '../server.js';
import { bothPlaces } from '../stores.js';

export const title = 'import: a log of 1,000,000 tasks, and tasks reported one by one';

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, say }) {
  const rows = short ? 100_000 : 1_000_000;
  const people = rows / 20;
  const folder = join(scratch, 'import');
  mkdirSync(folder);
  const path = join(folder, 'tasks.csv');
  writeTaskLog(path, rows, people, 'short', 5);
  const file = readFileSync(path);
  const figures = [];
  for (const place of await bothPlaces(scratch)) {
    say(`${place.store}: ${rows} tasks of ${people} people`);
    const server = await startServer(place);
    const client = new Client(server.url);
    const found = await measure(client, file);
    client.close();
    await server.end('SIGTERM');
    const of = (/** @type {string} */ name) => `${place.store}: ${name}`;
    figures.push(
      below(of(`${rows} tasks from upload to committed summaries`), found.committed, 10, 's'),
      told(of('of which sent, read and looked at, committed'), found.parts),
      must(of('summaries there'), found.summaries === people, `${found.summaries} of ${people} people`),
      below(
        of('a reported task in the numbers with where the person stands, longest of 20'),
        Math.max(...found.live),
        2,
        's',
      ),
      told(of('the same, median'), `${quantile(found.live, 0.5).toFixed(2)} s`),
      none(of('faults in the log'), server.errors()),
    );
  }
  return {
    did: `a file of ${(file.length / 1e6).toFixed(0)} MB; then 20 tasks, each looked for every 20 ms`,
    figures,
  };
}

/**
 * @param {Client} client
 * @param {Buffer} file
 */
async function measure(client, file) {
  const { id: period } = bodyOf(
    await client.call('POST', '/periods', { name: '2024', starts_on: '2024-01-01', ends_on: '2039-12-31' }),
  );
  const began = performance.now();
  const at = () => (performance.now() - began) / 1000;
  const { id } = bodyOf(await client.upload('tasks.csv', file, { period }));
  const sent = at();
  const seen = await settled(client, `/imports/${id}`, ['reading']);
  const ready = at();
  const done = bodyOf(await client.call('POST', `/imports/${id}/commit`));
  const committed = at();
  if (done.state !== 'committed') throw new Error(`the import is ${JSON.stringify(seen)}`);
  const parts = `${sent.toFixed(2)}, ${(ready - sent).toFixed(2)}, ${(committed - ready).toFixed(2)} s`;

  // A standard of a few people, in a period of its own.
  const { id: other } = bodyOf(
    await client.call('POST', '/periods', { name: '2023', starts_on: '2023-01-01', ends_on: '2023-12-31' }),
  );
  const few = Array.from(
    { length: 200 },
    (_, i) => `E${i + 1},${5 + (i % 40)},${45 + (i % 3)},${1 + (i % 9)}`,
  );
  const header = 'employee_id,completed_tasks,total_tasks,avg_task_hours';
  await bring(client, 'few.csv', `${header}\n${few.join('\n')}\n`, { kind: 'summaries', period: other });
  const asked = bodyOf(
    await client.call('POST', '/evaluations', { pipeline: 'tasks', period_id: other, fit: {} }),
  );
  const { standard_id } = await settled(client, `/evaluations/${asked.id}`, ['waiting', 'running']);
  for (const step of ['approve', 'activate']) {
    bodyOf(await client.call('POST', `/standards/${standard_id}/${step}`));
  }
  await wait(1000);
  const people = bodyOf(await client.call('GET', '/employees?limit=1000')).items;
  /** @type {number[]} */
  const live = [];
  for (let i = 0; i < 20; i++) live.push(await untilItStands(client, period, people[i * 7], i));
  const { counts } = seen;
  return { committed, parts, summaries: counts.summaries, live };
}

/**
 * Reports a task, and waits until the person's numbers hold it and say where the person stands with it.
 * @param {Client} client
 * @param {string} period
 * @param {any} person
 * @param {number} i
 */
async function untilItStands(client, period, { id, number }, i) {
  const path = `/periods/${period}/numbers?employee=${id}`;
  const [before] = bodyOf(await client.call('GET', path)).items;
  let last = 0;
  const began = performance.now();
  const task = {
    task_key: `LIVE-${i}`,
    employee_number: number,
    day: '2024-05-01',
    completed: true,
    hours: 3,
  };
  bodyOf(await client.call('POST', '/tasks', task));
  for (; last < 30; await wait(20)) {
    last = (performance.now() - began) / 1000;
    const [now] = bodyOf(await client.call('GET', path)).items;
    const isThere = now.total_tasks === before.total_tasks + 1;
    if (isThere && now.live !== null && now.live.score !== before.live?.score) return last;
  }
  return last;
}
