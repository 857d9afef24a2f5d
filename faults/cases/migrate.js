import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import SqliteDatabase from 'libsql';
import { generator } from '../../examples/random.js';
import { none, told } from '../case.js';
import { Client } from '../client.js';
import { spawnServer, startServer } from '../server.js';
import { postgresqlPlace, sqlitePlace, verifyAudit } from '../stores.js';

export const title = 'migrate: the server is killed (SIGKILL) while it makes its tables';

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, times, say }) {
  const kills = times ?? (short ? 10 : 60);
  const random = generator(11);
  /** @type {string[]} */
  const wrong = [];
  /** @type {Map<string, number>} */
  const found = new Map();
  let withoutCopy = 0;
  let copies = 0;
  say(`SQLite: ${kills} kills within 60 ms of the database's first byte`);
  for (let i = 0; i < kills; i++) {
    const place = sqlitePlace(scratch);
    await killed(place, () => existsSync(join(place.folder, 'evenhand.db')), random() * 60);
    const steps = stepsDone(place.folder);
    found.set(steps, (found.get(steps) ?? 0) + 1);
    await completes(place, wrong);
    const isBetween = /^[1-9]/.test(steps) && steps !== stepsDone(place.folder);
    const backups = join(place.folder, 'backups');
    if (isBetween && existsSync(backups) && readdirSync(backups).length > 0) copies++;
    else if (isBetween) withoutCopy++;
    rmSync(place.folder, { recursive: true, force: true });
  }
  const whole = await postgresqlPlace(scratch);
  if (whole !== null) {
    const time = (await startAndEnd(whole.place)) + 50;
    say(`PostgreSQL: ${kills} kills within ${Math.round(time)} ms of the start`);
    for (let i = 0; i < kills; i++) {
      const made = await postgresqlPlace(scratch);
      if (made === null) break;
      await killed(made.place, () => true, time * (0.3 + 0.7 * random()));
      await completes(made.place, wrong);
    }
  }
  const steps = [...found].sort().map(([done, count]) => `${done} (${count} times)`);
  return {
    did: `${kills} kills of a server that makes its tables, on each store; then a start that must come to the end`,
    figures: [
      none('starts that did not complete the tables', wrong),
      told('SQLite: steps that a kill left done', steps.join(', ')),
      none(
        'SQLite: steps on existing data without a copy before',
        withoutCopy > 0 ? [String(withoutCopy)] : [],
      ),
      told('SQLite: copies made', String(copies)),
    ],
  };
}

/**
 * Starts a server and kills it so many milliseconds after something has happened.
 * @param {import('../stores.js').Place} place
 * @param {() => boolean} happened
 * @param {number} after
 */
async function killed(place, happened, after) {
  const child = spawnServer(place, { PORT: '0' });
  const ended = once(child, 'exit');
  while (!happened() && child.exitCode === null) await wait(1);
  await wait(after);
  child.kill('SIGKILL');
  await ended;
}

/**
 * @param {import('../stores.js').Place} place
 * @param {string[]} wrong
 */
async function completes(place, wrong) {
  try {
    const server = await startServer(place);
    const client = new Client(server.url);
    for (const path of [
      '/employees',
      '/periods',
      '/imports',
      '/evaluations',
      '/jobs',
      '/standards',
      '/rubrics',
    ]) {
      const { status } = await client.call('GET', path);
      if (status !== 200) wrong.push(`${place.store}: GET ${path} answered ${status}`);
    }
    const { status } = await client.call('POST', '/departments', { name: 'Sales' });
    if (status !== 201) wrong.push(`${place.store}: a write was answered with ${status}`);
    client.close();
    await server.end('SIGKILL');
    await verifyAudit(place);
  } catch (error) {
    wrong.push(`${place.store}: ${error}`);
  }
}

/** @param {import('../stores.js').Place} place */
async function startAndEnd(place) {
  const server = await startServer(place);
  await server.end('SIGKILL');
  return server.ready;
}

/**
 * How many steps are noted in a database, looked up in a copy; in words where there is no such note yet.
 * @param {string} folder
 */
function stepsDone(folder) {
  const copy = `${folder}-copy`;
  cpSync(folder, copy, { recursive: true });
  const database = new SqliteDatabase(join(copy, 'evenhand.db'));
  try {
    const row = /** @type {any} */ (database.prepare('select max(number) as last from migrations').get());
    return `${row.last ?? 0}`;
  } catch {
    return 'none';
  } finally {
    database.close();
    rmSync(copy, { recursive: true, force: true });
  }
}
