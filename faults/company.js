import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { generator, normal } from '../examples/random.js';
import { bodyOf, Client } from './client.js';
import { startServer } from './server.js';

const PERIODS = 8;

/**
 * Makes a company of so many people in departments with managers, eight quarters of task summaries, an evaluation of each
 * on one standard, which is active, and a ninth quarter that runs; all through the API of the server, by imports. Answers
 * with the milliseconds that each step took.
 * @param {import('./server.js').Server} server
 * @param {number} people
 * @param {(line: string) => void} say
 */
export async function makeCompany(server, people, say) {
  const client = new Client(server.url);
  const random = generator(23);
  const began = performance.now();
  const rows = Array.from({ length: people }, (_, i) => {
    const manager = i < 10 ? '' : `E${Math.floor(i / 10)}`;
    return `E${i},${FIRST[i % FIRST.length]} ${LAST[Math.floor(random() * LAST.length)]}-${i},Department ${i % 60},Position ${i % 12},${manager}`;
  });
  await bring(client, 'people.csv', `number,name,department,position,manager\n${rows.join('\n')}\n`, {
    kind: 'employees',
  });
  say(`${people} people are there after ${seconds(began)}`);
  const periods = [];
  for (let i = 0; i <= PERIODS; i++) {
    const year = 2030 + Math.floor(i / 4);
    const from = (i % 4) * 3 + 1;
    const two = (/** @type {number} */ number) => String(number).padStart(2, '0');
    const ends_on = new Date(Date.UTC(year, from + 2, 0)).toISOString().slice(0, 10);
    const fields = { name: `${year} Q${(i % 4) + 1}`, starts_on: `${year}-${two(from)}-01`, ends_on };
    periods.push(bodyOf(await client.call('POST', '/periods', fields)).id);
  }
  for (const period of periods.slice(0, PERIODS)) {
    const numbers = Array.from({ length: people }, (_, i) => {
      const total = 10 + Math.floor(random() * 60);
      const share = Math.min(1, Math.max(0, 0.7 + 0.15 * normal(random)));
      const hours = Math.max(0.5, 6 + 2 * normal(random));
      return `E${i},${Math.round(total * share)},${total},${hours.toFixed(2)}`;
    });
    const header = 'employee_id,completed_tasks,total_tasks,avg_task_hours';
    await bring(client, 'numbers.csv', `${header}\n${numbers.join('\n')}\n`, { kind: 'summaries', period });
  }
  say(`${PERIODS} periods are there after ${seconds(began)}`);
  let standard = '';
  for (const period of periods.slice(0, PERIODS)) {
    const body = { pipeline: 'tasks', period_id: period, ...(standard === '' ? { fit: {} } : {}) };
    const { id } = bodyOf(await client.call('POST', '/evaluations', body));
    const done = await settled(client, `/evaluations/${id}`, ['waiting', 'running']);
    if (done.state !== 'done') throw new Error(`the evaluation ended: ${JSON.stringify(done)}`);
    if (standard !== '') continue;
    standard = done.standard_id;
    for (const step of ['approve', 'activate']) {
      bodyOf(await client.call('POST', `/standards/${standard}/${step}`));
    }
  }
  say(`${PERIODS} evaluations are done after ${seconds(began)}`);
  client.close();
}

/**
 * Imports a file and commits it; answers with the import.
 * @param {Client} client
 * @param {string} name
 * @param {string} text
 * @param {Readonly<Record<string, string>>} fields
 */
export async function bring(client, name, text, fields) {
  const { id } = bodyOf(await client.upload(name, Buffer.from(text), fields));
  const seen = await settled(client, `/imports/${id}`, ['reading']);
  if (seen.state !== 'ready') throw new Error(`the import ended: ${JSON.stringify(seen)}`);
  return bodyOf(await client.call('POST', `/imports/${id}/commit`));
}

/**
 * Something when it is in none of these states any more.
 * @param {Client} client
 * @param {string} path
 * @param {readonly string[]} states
 */
export async function settled(client, path, states) {
  for (;;) {
    const now = bodyOf(await client.call('GET', path));
    if (!states.includes(now.state)) return now;
    await wait(20);
  }
}

/**
 * A place with a company in it and its server. Where `FAULTS_COMPANY` names a folder, SQLite's is kept there and used again.
 * @param {import('./stores.js').Place} place
 * @param {number} people
 * @param {(line: string) => void} say
 */
export async function companyIn(place, people, say) {
  const kept = place.store === 'SQLite' ? process.env.FAULTS_COMPANY : undefined;
  const there = kept === undefined ? place : { ...place, folder: join(kept, String(people)) };
  const mark = join(there.folder, 'company.txt');
  mkdirSync(there.folder, { recursive: true });
  const server = await startServer(there);
  if (!existsSync(mark)) {
    await makeCompany(server, people, say);
    writeFileSync(mark, `${people}\n`);
  }
  return { server, place: there };
}

/** @param {number} began */
function seconds(began) {
  return `${((performance.now() - began) / 1000).toFixed(1)} s`;
}

const FIRST = ['Ada', 'Bea', 'Cem', 'Dora', 'Emil', 'Fatma', 'Gus', 'Hana', 'Ines', 'Jan', 'Kim', 'Lea'];
const LAST = [
  'Adler',
  'Berg',
  'Çelik',
  'Dietz',
  'Evans',
  'Fischer',
  'Gruber',
  'Huber',
  'Ito',
  'Jung',
  'Klein',
  'Lang',
];
