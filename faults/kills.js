import { setTimeout as wait } from 'node:timers/promises';
import { generator } from '../examples/random.js';
import { bodyOf, Client } from './client.js';
import { startServer } from './server.js';
import { verifyAudit } from './stores.js';
import { forgottenJobs, lostOrDoubled, REPEATED, repeated, Writers } from './writers.js';

/**
 * Kills the server (SIGKILL) so many times while writers commit, each time somewhere in the first half second after it
 * came up, or the first three seconds so that files are read and committed, too; starts it again, and holds what it has
 * against what was acknowledged. `reopened` are the milliseconds until each start answered.
 * @param {import('./stores.js').Place} place
 * @param {{ kills: number, writers?: number, seed: number, say?: (line: string) => void }} options
 */
export async function killWhileWriting(place, { kills, writers: count = 6, seed, say = () => {} }) {
  const random = generator(seed + 1);
  let server = await startServer(place);
  const client = new Client(server.url);
  bodyOf(
    await client.call('POST', '/periods', { name: '2024', starts_on: '2024-01-01', ends_on: '2024-12-31' }),
  );
  const writers = new Writers(client, { writers: count, imports: true, seed });
  /** @type {number[]} */
  const reopened = [];
  /** @type {string[]} */
  const unlike = [];
  /** @type {string[]} */
  const errors = [];
  for (let i = 1; i <= kills; i++) {
    await wait(20 + random() * (i % 4 === 0 ? 3000 : 500));
    await server.end('SIGKILL');
    errors.push(...server.errors());
    const before = writers.sinceLast();
    server = await startServer(place);
    client.url = server.url;
    reopened.push(server.ready);
    unlike.push(...(await repeated(before.slice(-REPEATED))));
    if (i % 10 === 0) say(`${i} kills, ${writers.total} writes acknowledged`);
  }
  await writers.stop();
  const forgotten = await forgottenJobs(client);
  const { lost, doubled } = await lostOrDoubled(client, writers);
  errors.push(...server.errors());
  client.close();
  await server.end('SIGTERM');
  const audit = await verifyAudit(place).catch((error) => `broken: ${error}`);
  const { total, givenUp, wrong, acknowledged } = writers;
  return { total, acknowledged, givenUp, wrong, reopened, unlike, lost, doubled, forgotten, errors, audit };
}
