import { setTimeout as wait } from 'node:timers/promises';
import { below, must, none, told } from '../case.js';
import { bodyOf, Client } from '../client.js';
import { startServer } from '../server.js';
import { postgresqlPlace, verifyAudit } from '../stores.js';
import { forgottenJobs, lostOrDoubled, REPEATED, repeated, Writers } from '../writers.js';

export const title = 'postgresql-restart: PostgreSQL is restarted under eight writers';

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, times, say }) {
  const made = await postgresqlPlace(scratch);
  if (made === null) return { notRun: 'PostgreSQL is not installed' };
  const restarts = times ?? (short ? 2 : 10);
  const server = await startServer(made.place);
  const client = new Client(server.url);
  bodyOf(
    await client.call('POST', '/periods', { name: '2024', starts_on: '2024-01-01', ends_on: '2024-12-31' }),
  );
  const writers = new Writers(client, { writers: 8, imports: true, seed: 7 });
  /** @type {number[]} */
  const recovered = [];
  /** @type {string[]} */
  const unlike = [];
  for (let i = 1; i <= restarts; i++) {
    await wait(1500);
    const began = performance.now();
    await made.server.restart();
    const back = performance.now();
    // The one that imports waits for a reader, not for the database.
    const waiting = () => writers.last.slice(1).some((at) => at < back);
    while (waiting() && performance.now() - began < 30_000) await wait(10);
    if (waiting()) throw new Error(`not all were answered within 30 s: ${server.errors().join('; ')}`);
    recovered.push(performance.now() - began);
    unlike.push(...(await repeated(writers.sinceLast().slice(-REPEATED))));
    say(`restart ${i}: ${Math.round(recovered[recovered.length - 1])} ms until all were answered`);
  }
  await writers.stop();
  const forgotten = await forgottenJobs(client);
  const { lost, doubled } = await lostOrDoubled(client, writers);
  const faults = server.errors();
  client.close();
  await server.end('SIGTERM');
  const audit = await verifyAudit(made.place).catch((error) => `broken: ${error}`);
  return {
    did: `${restarts} restarts (pg_ctl -m fast) under eight writers with keys, who send again what was answered with 503`,
    figures: [
      told('writes acknowledged', String(writers.total)),
      none('acknowledged writes lost', lost),
      none('writes done twice', doubled),
      none('writes repeated with their key and answered otherwise', unlike),
      none('writes answered otherwise than done or 503', writers.wrong),
      none('jobs and imports forgotten', forgotten),
      none('faults in the log', faults),
      below('until every writer was answered, restart included, longest', Math.max(...recovered), 5000, 'ms'),
      must('audit log as it was written', audit.includes('all as they were written'), audit),
    ],
  };
}
