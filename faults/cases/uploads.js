import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { writeTaskLog } from '../../bench/task-log.js';
import { below, must, none, quantile, told } from '../case.js';
import { bodyOf, Client } from '../client.js';
import { settled } from '../company.js';
import { watchHealth } from '../health-watch.js';
import { startServer } from '../server.js';
import { sqlitePlace } from '../stores.js';

export const title = 'uploads: 20 files of 20 MB are sent at once';

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, times, say }) {
  const count = times ?? (short ? 8 : 20);
  const rows = 600_000;
  const place = sqlitePlace(scratch);
  const folder = join(scratch, 'uploads');
  mkdirSync(folder);
  const path = join(folder, 'tasks.csv');
  writeTaskLog(path, rows, 20_000, 'short', 3);
  const file = readFileSync(path);
  const server = await startServer(place);
  const client = new Client(server.url);
  const { id: period } = bodyOf(
    await client.call('POST', '/periods', { name: '2024', starts_on: '2024-01-01', ends_on: '2024-12-31' }),
  );
  const watching = watchHealth(server);
  say(`sending ${count} files of ${(file.length / 1e6).toFixed(1)} MB`);
  const sent = performance.now();
  const answers = await Promise.all(
    Array.from({ length: count }, (_, i) =>
      // Each is another file, by its last line.
      client.upload(`tasks-${i}.csv`, [file, Buffer.from(`E1,X-${i},Done,1,2024-01-01\n`)], { period }),
    ),
  );
  const arrived = (performance.now() - sent) / 1000;
  say(`all have arrived after ${arrived.toFixed(1)} s; waiting until they are read`);
  const seen = [];
  for (const answer of answers)
    seen.push(await settled(client, `/imports/${bodyOf(answer).id}`, ['reading']));
  const read = (performance.now() - sent) / 1000;
  const { waited, server: memory, reader } = await watching.stop();
  client.close();
  await server.end('SIGTERM');
  return {
    did: `${count} files of ${(file.length / 1e6).toFixed(1)} MB (${rows} tasks each) sent at once and read one after another, /healthz asked 50 times a second`,
    figures: [
      below('memory of the server process, most', memory / 2 ** 20, 512, 'MiB'),
      told('memory of a process that reads, most', `${Math.round(reader / 2 ** 20)} MiB`),
      below('/healthz p99, from when each was due', quantile(waited, 0.99), 200, 'ms'),
      told(
        '/healthz median and longest',
        `${quantile(waited, 0.5).toFixed(1)} and ${Math.max(...waited).toFixed(0)} ms, of ${waited.length}`,
      ),
      must(
        'all are ready to be committed',
        seen.every(({ state }) => state === 'ready'),
        seen.map(({ state }) => state).join(', '),
      ),
      told('until all had arrived, and were read', `${arrived.toFixed(1)} s, ${read.toFixed(1)} s`),
      none('faults in the log', server.errors()),
    ],
  };
}
