import { request } from 'node:http';
import { setTimeout as wait } from 'node:timers/promises';
import { generator } from '../../examples/random.js';
import { below, none, quantile, told } from '../case.js';
import { Client } from '../client.js';
import { companyIn } from '../company.js';
import { memoryOf } from '../server.js';
import { bothPlaces } from '../stores.js';

export const title = 'load: 300 mixed requests a second, with 50,000 people and eight periods';

const PEOPLE = 50_000;
const RATE = 300;

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, say }) {
  const seconds = short ? 20 : 120;
  const figures = [];
  for (const place of await bothPlaces(scratch)) {
    if (short && place.store === 'PostgreSQL') continue;
    const { server } = await companyIn(place, PEOPLE, (line) => say(`${place.store}: ${line}`));
    const found = await load(server, seconds, say);
    await server.end('SIGTERM');
    const of = (/** @type {string} */ name) => `${place.store}: ${name}`;
    const all = found.waited.flatMap(([, ms]) => ms);
    const p95 = (/** @type {readonly number[]} */ ms) => quantile(ms, 0.95).toFixed(0);
    figures.push(
      told(of('requests'), `${all.length} in ${seconds} s, of ${found.kinds.join(', ')}`),
      told(of('median'), `${quantile(all, 0.5).toFixed(1)} ms`),
      below(of('p95, from when each was due'), quantile(all, 0.95), 100, 'ms'),
      told(of('p99'), `${quantile(all, 0.99).toFixed(1)} ms`),
      none(of('answers other than 2xx'), found.wrong),
      told(of('p95 by kind'), found.waited.map(([kind, ms]) => `${kind} ${p95(ms)}`).join(', ')),
      told(of('p95 of each tenth of the time'), found.tenths.map(p95).join(', ')),
      told(of('p95 of how late they were sent'), `${quantile(found.late, 0.95).toFixed(1)} ms`),
      told(of('events received meanwhile'), String(found.events)),
      told(
        of('memory of the server'),
        `${Math.round(memoryOf(server.pid)[0]?.bytes / 2 ** 20 || found.memory)} MiB`,
      ),
      none(of('faults in the log'), server.errors()),
    );
  }
  return {
    did: `${RATE} requests a second by the clock (not by the answers) for ${seconds} s over up to 256 connections for what is read and as many for what is written, with a stream of events open`,
    figures,
  };
}

/**
 * @param {import('../server.js').Server} server
 * @param {number} seconds
 * @param {(line: string) => void} say
 */
export async function load(server, seconds, say) {
  const client = new Client(server.url);
  // Other programs than those that read: who waits for the disk does not hold up who reads.
  const reporting = new Client(server.url);
  const random = generator(99);
  const any = (/** @type {readonly any[]} */ list) => list[Math.floor(random() * list.length)];
  const periods = (await client.all('/periods')).map(({ id }) => id);
  const people = (await client.all('/employees?search=a')).slice(0, 5000).map(({ id }) => id);
  const evaluations = (await client.all('/evaluations'))
    .filter(({ state }) => state === 'done')
    .map(({ id }) => id);
  const departments = (await client.all('/departments')).map(({ id }) => id);
  let counter = Date.now();

  /** @type {readonly (readonly [share: number, kind: string, send: () => Promise<import('../client.js').Answer>])[]} */
  const mix = [
    [10, 'people', () => client.call('GET', `/employees?limit=50&department=${any(departments)}`)],
    [10, 'search', () => client.call('GET', `/employees?limit=20&search=${any(WORDS)}`)],
    [12, 'person', () => client.call('GET', `/employees/${any(people)}`)],
    [
      15,
      'results',
      () => client.call('GET', `/evaluations/${any(evaluations)}/results?limit=50&sort=${any(SORTS)}`),
    ],
    [
      5,
      'results of a tier',
      () =>
        client.call(
          'GET',
          `/evaluations/${any(evaluations)}/results?limit=50&tier=High&department=${any(departments)}`,
        ),
    ],
    [
      3,
      'results searched',
      () => client.call('GET', `/evaluations/${any(evaluations)}/results?limit=20&search=${any(WORDS)}`),
    ],
    [15, 'result', () => client.call('GET', `/evaluations/${any(evaluations)}/results/${any(people)}`)],
    [5, 'history', () => client.call('GET', `/employees/${any(people)}/results`)],
    [5, 'numbers', () => client.call('GET', `/periods/${any(periods)}/numbers?limit=50`)],
    [
      4,
      'lists',
      () =>
        client.call(
          'GET',
          any(['/departments', '/periods', '/evaluations', '/imports', '/jobs', '/standards']),
        ),
    ],
    [
      12,
      'tasks',
      () =>
        reporting.call(
          'POST',
          '/tasks',
          {
            task_key: `T${counter++}`,
            employee_number: `E${Math.floor(random() * 50_000)}`,
            day: '2032-02-01',
            completed: true,
            hours: 2,
          },
          `task-${counter}`,
        ),
    ],
    [
      4,
      'comments',
      () =>
        reporting.call(
          'POST',
          `/evaluations/${any(evaluations)}/results/${any(people)}/comments`,
          { text: 'Well done' },
          `load-${counter++}`,
        ),
    ],
  ];
  const wheel = mix.flatMap((one) => Array.from({ length: one[0] }, () => one));

  const stream = await listen(server.url);
  /** @type {Map<string, number[]>} */
  const waited = new Map(mix.map(([, kind]) => [kind, []]));
  /** @type {number[][]} */
  const tenths = Array.from({ length: 10 }, () => []);
  /** @type {string[]} */
  const wrong = [];
  /** @type {number[]} */
  const late = [];
  const fire = async (/** @type {number} */ due, /** @type {number} */ tenth) => {
    late.push(performance.now() - due);
    const [, kind, send] = any(wheel);
    const { status, body } = await send();
    const ms = performance.now() - due;
    waited.get(kind)?.push(ms);
    tenths[tenth]?.push(ms);
    if (status < 200 || status > 299) wrong.push(`${kind}: ${status} ${JSON.stringify(body)?.slice(0, 200)}`);
  };
  say(`${RATE} requests a second for ${seconds} s`);
  // What is read for the first time comes from the disk.
  for (const [, , send] of mix) await send();
  const began = performance.now();
  const pending = [];
  const count = seconds * RATE;
  for (let i = 0; i < count; i++) {
    const due = began + (i * 1000) / RATE;
    const early = due - performance.now();
    if (early > 1) await wait(early);
    pending.push(fire(due, Math.floor((i * 10) / count)));
  }
  await Promise.all(pending);
  const memory = (memoryOf(server.pid)[0]?.bytes ?? 0) / 2 ** 20;
  stream.close();
  client.close();
  reporting.close();
  const kinds = mix.map(([share, kind]) => `${kind} ${share} %`);
  return { waited: [...waited], tenths, late, wrong, events: stream.events(), memory, kinds };
}

const WORDS = ['ada', 'e4711', 'gruber', 'huber%20bea', 'klein', 'e99', 'ito-12', 'nobody'];
const SORTS = ['score', 'name', 'number', 'stability', 'anomaly_score'];

/**
 * An open stream of events, and how many came.
 * @param {string} url
 * @returns {Promise<{ events: () => number, close: () => void }>}
 */
function listen(url) {
  return new Promise((resolve, reject) => {
    const asking = request(`${url}/api/v1/events`, (response) => {
      let events = 0;
      response.on('data', (data) => {
        events += String(data).split('\nevent: ').length - 1;
      });
      response.on('error', () => {});
      resolve({ events: () => events, close: () => asking.destroy() });
    });
    asking.on('error', reject);
    asking.end();
  });
}
