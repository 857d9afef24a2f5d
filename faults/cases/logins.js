import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import { parentPort, Worker, workerData } from 'node:worker_threads';
import { built } from '../../bench/work.js';
import { below, must, none, quantile, told } from '../case.js';
import { startServer } from '../server.js';
import { bothPlaces } from '../stores.js';

export const title = 'logins: a thousand wrong ones, and what the time of one tells';

const PASSWORD = 'tango veranda kiwi';
const CROWD = 1000;
/** Wrong passwords for one account; beyond fifty in a quarter of an hour the answer is another one. */
const EACH = 40;

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, say }) {
  const figures = [];
  for (const place of await bothPlaces(scratch)) {
    if (short && place.store === 'PostgreSQL') continue;
    const of = (/** @type {string} */ name) => `${place.store}: ${name}`;
    const secret = await invitation(place);
    const server = await startServer(place);
    const visitors = new Visitors(server.url);
    const admin = await visitors.send('POST', '/api/v1/invitation', { secret, password: PASSWORD });
    const accounts = short ? 3 : 10;
    for (let i = 0; i < accounts; i++) await addAccount(visitors, admin.cookie, `known-${i}@example.com`);

    say(`${place.store}: wrong passwords for accounts that there are and that there are not, in turn`);
    const { known, unknown } = await times(visitors, accounts);
    const [one, other] = [quantile(known, 0.5), quantile(unknown, 0.5)];
    figures.push(
      told(of(`median of ${known.length} wrong passwords for an account`), `${one.toFixed(2)} ms`),
      told(of(`median of ${unknown.length} for none`), `${other.toFixed(2)} ms`),
      below(of('difference'), 100 * Math.abs(one / other - 1), 10, '%'),
    );

    for (const [within, when, goal] of /** @type {const} */ ([
      [1000, 'within a second', 100],
      [0, 'in the same instant', null],
    ])) {
      say(`${place.store}: ${CROWD} wrong logins ${when}, several times`);
      const { health, lists, answers } = await crowd(visitors, admin.cookie, short ? 3 : 10, within);
      for (const [what, waited] of /** @type {const} */ ([
        ['/healthz', health],
        ['a list for who is logged in', lists],
      ])) {
        const name = of(`p95 of ${what}, ${CROWD} wrong logins ${when}`);
        const ms = quantile(waited, 0.95);
        figures.push(goal === null ? told(name, `${ms.toFixed(0)} ms`) : below(name, ms, goal, 'ms'));
      }
      figures.push(told(of(`answers, ${when}`), answers));
    }
    const right = { email: 'ada@example.com', password: PASSWORD };
    const { status } = await visitors.send('POST', '/api/v1/session', right);
    figures.push(
      must(of('the right password lets in afterwards'), status === 200, String(status)),
      none(of('faults in the log'), server.errors()),
    );
    visitors.close();
    await server.end('SIGTERM');
  }
  return {
    did: 'Each wrong login came from an address of its own, so that none was refused for those before it',
    figures,
  };
}

/**
 * @typedef {{ status: number, ms: number, body: any, cookie: string }} Answer
 *
 * Sends each request from another address of this machine. Never throws: no answer is status 0.
 */
class Visitors {
  url;
  #agent = new Agent({ keepAlive: true, maxSockets: CROWD });
  #count = 0;

  /** @param {string} url */
  constructor(url) {
    this.url = url;
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {unknown} [body]
   * @param {string} [cookie]
   * @returns {Promise<Answer>}
   */
  send(method, path, body, cookie = '') {
    const number = this.#count++;
    // Whoever reads has a connection already, as browsers and monitors do.
    const localAddress =
      method === 'GET'
        ? '127.0.0.1'
        : `127.${1 + (number >> 14)}.${(number >> 7) & 127}.${1 + (number & 127)}`;
    const text = body === undefined ? undefined : JSON.stringify(body);
    const headers = {
      origin: this.url,
      ...(text && { 'content-type': 'application/json' }),
      ...(cookie && { cookie }),
    };
    const began = performance.now();
    return new Promise((resolve) => {
      const done = (/** @type {Partial<Answer>} */ answer) =>
        resolve({ status: 0, body: null, cookie: '', ...answer, ms: performance.now() - began });
      const options = { method, agent: this.#agent, localAddress, headers };
      const sending = request(this.url + path, options, (response) => {
        const cookie = response.headers['set-cookie']?.[0]?.split(';', 1)[0] ?? '';
        let received = '';
        response.on('data', (data) => {
          received += data;
        });
        response.on('error', () => done({}));
        response.on('end', () =>
          done({ status: response.statusCode ?? 0, body: received && JSON.parse(received), cookie }),
        );
      });
      sending.on('error', () => done({}));
      sending.end(text);
    });
  }

  close() {
    this.#agent.destroy();
  }
}

/**
 * The secret of an invitation to the first account of a place.
 * @param {import('../stores.js').Place} place
 */
async function invitation({ folder, env }) {
  const { stdout } = await promisify(execFile)(
    process.execPath,
    [join(built, 'cli', 'main.js'), 'accounts', 'add', 'ada@example.com', '--role', 'admin'],
    { env: { PATH: process.env.PATH, EVENHAND_DATA: folder, ...env } },
  );
  return /#(\S+)/.exec(stdout)?.[1];
}

/**
 * @param {Visitors} visitors
 * @param {string} admin
 * @param {string} email
 */
async function addAccount(visitors, admin, email) {
  const account = { email, name: 'Known', role: 'analyst' };
  const made = await visitors.send('POST', '/api/v1/accounts', account, admin);
  const path = `/api/v1/accounts/${made.body.id}/invitation`;
  const { secret } = (await visitors.send('POST', path, undefined, admin)).body;
  const { status } = await visitors.send('POST', '/api/v1/invitation', { secret, password: PASSWORD });
  if (status !== 200) throw new Error(`an invitation was answered with ${status}`);
}

const KINDS = /** @type {const} */ (['known', 'unknown']);

/**
 * Milliseconds of wrong passwords for accounts and for none, in turn, so that whatever else happens meets both.
 * @param {Visitors} visitors
 * @param {number} accounts
 */
async function times(visitors, accounts) {
  /** @type {Record<'known' | 'unknown', number[]>} */
  const found = { known: [], unknown: [] };
  for (let i = 0; i < accounts * EACH; i++) {
    for (const kind of i % 2 === 0 ? KINDS : KINDS.toReversed()) {
      const login = { email: `${kind}-${i % accounts}@example.com`, password: `wrong ${i}` };
      const { status, ms } = await visitors.send('POST', '/api/v1/session', login);
      if (status !== 401) throw new Error(`a wrong password was answered with ${status}`);
      found[kind].push(ms);
    }
  }
  return found;
}

/**
 * What others meet while a crowd logs in wrongly within so many milliseconds; from the first of them until the last has its answer. The crowd
 * is a thread of its own, so that the clock here tells of the server alone.
 * @param {Visitors} visitors
 * @param {string} admin
 * @param {number} times
 * @param {number} within
 */
async function crowd(visitors, admin, times, within) {
  /** @type {Map<number, number>} */
  const statuses = new Map();
  /** @type {number[]} */
  const health = [];
  /** @type {number[]} */
  const lists = [];
  const ask = async (
    /** @type {string} */ path,
    /** @type {string} */ cookie,
    /** @type {number[]} */ waited,
  ) => {
    const { status, ms } = await visitors.send('GET', path, undefined, cookie);
    if (status !== 200) throw new Error(`${path} was answered with ${status}`);
    waited.push(ms);
  };
  for (let time = 0; time < times; time++) {
    const worker = new Worker(new URL(import.meta.url), { workerData: { url: visitors.url, time, within } });
    await once(worker, 'online');
    let isOver = false;
    const answered = once(worker, 'message').finally(() => {
      isOver = true;
    });
    const asked = [];
    for (; !isOver; await wait(10))
      asked.push(ask('/healthz', '', health), ask('/api/v1/employees', admin, lists));
    await Promise.all(asked);
    for (const status of (await answered)[0]) statuses.set(status, (statuses.get(status) ?? 0) + 1);
  }
  const answers = [...statuses].map(([one, count]) => `${count} x ${one}`).join(', ');
  return { health, lists, answers };
}

if (workerData?.url !== undefined) {
  const { url, time, within } = workerData;
  const visitors = new Visitors(url);
  const answers = await Promise.all(
    Array.from({ length: CROWD }, async (_, i) => {
      await wait((within * i) / CROWD);
      const login = { email: `nobody-${within}-${time}-${i}@example.com`, password: 'wrong' };
      return visitors.send('POST', '/api/v1/session', login);
    }),
  );
  parentPort?.postMessage(answers.map(({ status }) => status));
}
