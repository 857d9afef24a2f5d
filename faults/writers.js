import { setTimeout as wait } from 'node:timers/promises';
import { generator } from '../examples/random.js';
import { bodyOf } from './client.js';

/**
 * A write with its key: what it is, how it is sent, and what was acknowledged; null as long as nothing was.
 * @typedef {{ key: string, action: string, send: () => Promise<import('./client.js').Answer>, answered: any }} Write
 */

/** Of the writes since the last fault, the last ones, which are repeated. */
export const REPEATED = 60;

/** People whom tasks are reported of. */
const PEOPLE = 40;

/**
 * Writers that change departments, people and tasks and import files, over and over, each write with a key of its own. What
 * was not acknowledged is sent again with the same key, so that in the end each write is acknowledged once.
 */
export class Writers {
  /** Acknowledged writes since `sinceLast` was asked. @type {Write[]} */
  #fresh = [];
  /** How often each action of the audit log was acknowledged. @type {Map<string, number>} */
  acknowledged = new Map();
  /** Tasks by the number of their person. @type {Map<string, number>} */
  tasks = new Map();
  /** Imports given up since the server ended three times while it read them. */
  givenUp = 0;
  /** Writes that were answered as they should not have been. @type {string[]} */
  wrong = [];
  /** Milliseconds (performance.now) at which each writer was last acknowledged. @type {number[]} */
  last = [];
  #client;
  #random;
  #name;
  #counter = 0;
  #stopping = false;
  /** @type {Promise<void>[]} */
  #running = [];

  /**
   * @param {import('./client.js').Client} client
   * @param {{ writers: number, imports: boolean, seed: number }} options
   */
  constructor(client, { writers, imports, seed }) {
    this.#client = client;
    this.#random = generator(seed);
    this.#name = `w${seed}`;
    this.#running = Array.from({ length: writers }, (_, i) => this.#write(i, imports && i === 0));
  }

  /** The number of acknowledged writes. */
  get total() {
    return [...this.acknowledged.values()].reduce((sum, count) => sum + count, 0);
  }

  /** Acknowledged writes since this was asked last. */
  sinceLast() {
    const fresh = this.#fresh;
    this.#fresh = [];
    return fresh;
  }

  /** Lets each writer end what it has in hand. */
  async stop() {
    this.#stopping = true;
    await Promise.all(this.#running);
  }

  /**
   * @param {number} writer
   * @param {boolean} imports
   */
  async #write(writer, imports) {
    while (!this.#stopping) {
      if (imports) await this.#import(writer);
      else await this.#acknowledged(writer, this.#next());
    }
  }

  /** @returns {Write} */
  #next() {
    const key = `${this.#name}-${this.#counter++}`;
    const choice = this.#random();
    const post = (/** @type {string} */ action, /** @type {string} */ path, /** @type {unknown} */ body) => ({
      key,
      action,
      send: () => this.#client.call('POST', path, body, key),
      answered: null,
    });
    if (choice < 0.2) return post('department.created', '/departments', { name: `Department ${key}` });
    if (choice < 0.4) return post('employee.created', '/employees', { number: key, name: `Somebody ${key}` });
    const person = `T${Math.floor(this.#random() * PEOPLE)}`;
    const count = choice < 0.9 ? 1 : 200;
    const tasks = Array.from({ length: count }, (_, i) => ({
      task_key: `${key}/${i}`,
      employee_number: person,
      day: '2024-02-15',
      completed: i % 3 > 0,
      hours: 1 + (i % 7),
    }));
    this.tasks.set(person, (this.tasks.get(person) ?? 0) + count);
    return post('tasks.reported', '/tasks', tasks);
  }

  /** @param {number} writer */
  async #import(writer) {
    const key = `${this.#name}-${this.#counter++}`;
    const rows = Array.from({ length: 300 }, (_, i) => `${key}-${i},${i % 9},9,${1 + (i % 5)}`);
    const file = Buffer.from(`employee_id,completed_tasks,total_tasks,avg_task_hours\n${rows.join('\n')}\n`);
    const periods = await this.#until(() => this.#client.call('GET', '/periods'));
    const { id } = await this.#acknowledged(writer, {
      key: `${key}-file`,
      action: 'import.created',
      send: () => this.#client.upload(`${key}.csv`, file, { period: periods.items[0].id }, `${key}-file`),
      answered: null,
    });
    let state = 'reading';
    for (let failure = ''; state !== 'ready'; await wait(20)) {
      const now = await this.#until(() => this.#client.call('GET', `/imports/${id}`));
      ({ state, failure } = now);
      if (state !== 'failed') continue;
      if (/ended 3 times/.test(failure)) this.givenUp++;
      else this.wrong.push(`import ${id} failed: ${failure}`);
      return;
    }
    await this.#acknowledged(writer, {
      key: `${key}-commit`,
      action: 'import.committed',
      send: () => this.#client.call('POST', `/imports/${id}/commit`, undefined, `${key}-commit`),
      answered: null,
    });
  }

  /**
   * @param {number} writer
   * @param {Write} write
   */
  async #acknowledged(writer, write) {
    write.answered = await this.#until(write.send);
    this.last[writer] = performance.now();
    this.acknowledged.set(write.action, (this.acknowledged.get(write.action) ?? 0) + 1);
    this.#fresh.push(write);
    return write.answered;
  }

  /**
   * Sends until it is answered: a server that is gone, or says that it cannot now, is asked again.
   * @param {() => Promise<import('./client.js').Answer>} send
   */
  async #until(send) {
    for (;;) {
      const answer = await send();
      if (answer.status === 0 || answer.status === 503) await wait(20);
      else {
        if (answer.status >= 300) this.wrong.push(`${answer.status} ${JSON.stringify(answer.body)}`);
        return bodyOf(answer);
      }
    }
  }
}

/**
 * What a server does not hold as it was acknowledged: writes that are not answered from their key, or otherwise than before.
 * @param {readonly Write[]} writes
 */
export async function repeated(writes) {
  /** @type {string[]} */
  const wrong = [];
  const repeat = async (/** @type {Write} */ { key, action, send, answered }) => {
    const { status, body, headers } = await send();
    const same = JSON.stringify(body) === JSON.stringify(answered);
    if (headers['idempotent-replayed'] !== 'true' || !same) {
      wrong.push(`${action} ${key} repeated: ${status} ${JSON.stringify(body)?.slice(0, 300)}`);
    }
  };
  await Promise.all(writes.map(repeat));
  return wrong;
}

/**
 * Compares what a server holds with what writers were told: each acknowledged write once in the audit log, each
 * department, person and task there, no import or job forgotten.
 * @param {import('./client.js').Client} client
 * @param {Writers} writers
 */
export async function lostOrDoubled(client, writers) {
  /** @type {string[]} */
  const lost = [];
  /** @type {string[]} */
  const doubled = [];
  const compare = (/** @type {string} */ what, /** @type {number} */ there, /** @type {number} */ told) => {
    if (there < told) lost.push(`${what}: ${there} of ${told}`);
    if (there > told) doubled.push(`${what}: ${there} instead of ${told}`);
  };
  for (const [action, count] of writers.acknowledged) {
    compare(action, (await client.all(`/audit?action=${action}`)).length, count);
  }
  const made = (await client.all('/departments')).length;
  compare('departments', made, writers.acknowledged.get('department.created') ?? 0);
  const [period] = await client.all('/periods');
  const people = (await client.all('/employees')).filter(({ number }) => writers.tasks.has(number));
  const ids = people.map(({ id }) => id).join(',');
  const numbers = ids === '' ? [] : await client.all(`/periods/${period.id}/numbers?employee=${ids}`);
  for (const [person, told] of writers.tasks) {
    const found = numbers.find(({ number }) => number === person);
    compare(`tasks of ${person}`, found?.total_tasks ?? 0, told);
  }
  return { lost, doubled };
}

/**
 * Jobs that are still not done after a while, or ended otherwise than given up after three kills.
 * @param {import('./client.js').Client} client
 */
export async function forgottenJobs(client) {
  for (let i = 0; ; i++) {
    const jobs = await client.all('/jobs');
    const open = jobs.filter(({ state }) => state === 'waiting' || state === 'running');
    if (open.length === 0 || i === 300) {
      const failed = jobs.filter(
        ({ state, failure }) => state === 'failed' && !/ended 3 times/.test(failure),
      );
      return [...open, ...failed].map(({ id, state, failure }) => `${id} ${state} ${failure ?? ''}`);
    }
    await wait(100);
  }
}
