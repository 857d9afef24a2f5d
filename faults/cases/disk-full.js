import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import SqliteDatabase from 'libsql';
import { must, none, told } from '../case.js';
import { bodyOf, Client } from '../client.js';
import { startServer } from '../server.js';
import { verifyAudit } from '../stores.js';

export const title = 'disk-full: the data folder is on a disk of 24 MB that runs full';

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, say }) {
  if (process.getuid?.() !== 0 || process.platform !== 'linux') {
    return { notRun: 'a file system of its own in memory needs root on Linux' };
  }
  const folder = join(scratch, 'small');
  mkdirSync(folder);
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'tmpfs', folder]);
  try {
    return await fillUp({ store: 'SQLite', folder, env: {} }, say);
  } finally {
    execFileSync('umount', ['-l', folder]);
  }
}

/**
 * @param {import('../stores.js').Place} place
 * @param {(line: string) => void} say
 */
async function fillUp(place, say) {
  const ballast = join(place.folder, 'ballast');
  writeFileSync(ballast, Buffer.alloc(6 << 20, 1));
  let server = await startServer(place);
  const client = new Client(server.url);
  const { id: period } = bodyOf(
    await client.call('POST', '/periods', { name: '2024', starts_on: '2024-01-01', ends_on: '2024-12-31' }),
  );
  let counter = 0;
  let acknowledged = 0;
  const report = async () => {
    const tasks = Array.from({ length: 500 }, (_, i) => ({
      task_key: `TASK-${counter}-${i}`,
      employee_number: `E${i}`,
      day: '2024-03-01',
      completed: true,
      hours: 2,
    }));
    const { status } = await client.call('POST', '/tasks', tasks, `key-${counter++}`);
    if (status === 200) acknowledged += tasks.length;
    return status;
  };
  /** @type {string[]} */
  const wrong = [];
  const expecting = (
    /** @type {string} */ what,
    /** @type {number} */ status,
    /** @type {number[]} */ allowed,
  ) => {
    if (!allowed.includes(status)) wrong.push(`${what}: ${status}`);
  };

  say('writing until the disk is full');
  let refusals = 0;
  for (let i = 0; i < 3000 && refusals < 20; i++) {
    const status = await report();
    expecting('tasks', status, [200, 507]);
    if (status !== 200) refusals++;
  }
  const filled = acknowledged;
  const small = await client.call('POST', '/departments', { name: 'Sales' });
  expecting('a small write', small.status, [201, 507]);
  const upload = await client.upload('a.csv', Buffer.alloc(8 << 20, 'a'), { period });
  expecting('an upload', upload.status, [507]);
  const uploads = join(place.folder, 'uploads');
  const left = existsSync(uploads) ? readdirSync(uploads) : [];
  const reads = [
    '/employees?limit=1000',
    `/periods/${period}/numbers?limit=1000`,
    '/jobs',
    '/audit',
    '/imports',
  ];
  for (const path of reads) expecting(path, (await client.call('GET', path)).status, [200]);

  say('killing the server on the full disk, and starting it again');
  const told1 = server.errors();
  await server.end('SIGKILL');
  /** @type {string | null} */
  let notStarted = null;
  try {
    server = await startServer(place);
    client.url = server.url;
    for (const path of reads)
      expecting(`${path} after the start`, (await client.call('GET', path)).status, [200]);
  } catch (error) {
    notStarted = String(error);
  }

  say('making room');
  rmSync(ballast);
  if (notStarted !== null) {
    server = await startServer(place);
    client.url = server.url;
  }
  /** @type {number[]} */
  const after = [];
  for (let i = 0; i < 5; i++) after.push(await report());
  const again = await client.upload(
    'a.csv',
    Buffer.from('employee_id,completed_tasks,total_tasks,avg_task_hours\n1,1,2,3\n'),
    { period },
  );
  expecting('an upload after room was made', again.status, [201]);
  const numbers = await client.all(`/periods/${period}/numbers`);
  const there = numbers.reduce((sum, { total_tasks }) => sum + total_tasks, 0);
  const free = statfsSync(place.folder);
  client.close();
  await server.end('SIGTERM');
  const database = new SqliteDatabase(join(place.folder, 'evenhand.db'));
  const [{ integrity_check: integrity }] = /** @type {any} */ (database.pragma('integrity_check'));
  const references = /** @type {unknown[]} */ (database.pragma('foreign_key_check'));
  database.close();
  const audit = await verifyAudit(place).catch((error) => `broken: ${error}`);
  return {
    did: 'tasks by 500 until the disk is full, an upload of 8 MB, reading, a kill and a start on the full disk, then room again',
    figures: [
      must('writes on the full disk answer 507', refusals === 20, `${refusals} of 20`),
      none('other answers than expected', wrong),
      none('left of the upload', left),
      must('the server starts on the full disk', notStarted === null, notStarted ?? 'yes'),
      must(
        'writes work again once there is room',
        after.every((status) => status === 200),
        after.join(', '),
      ),
      must('tasks there as acknowledged', there === acknowledged, `${there} of ${acknowledged}`),
      must('pragma integrity_check', integrity === 'ok', String(integrity)),
      none(
        'pragma foreign_key_check',
        references.map((row) => JSON.stringify(row)),
      ),
      must('audit log as it was written', audit.includes('all as they were written'), audit),
      none('faults in the log', [...told1, ...server.errors()]),
      told('tasks that fitted', String(filled)),
      told('free in the end', `${Math.round((free.bavail * free.bsize) / 2 ** 20)} MiB`),
    ],
  };
}
