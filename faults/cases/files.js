import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { constants, crc32, deflateRawSync } from 'node:zlib';
import { built } from '../../bench/work.js';
import { generator } from '../../examples/random.js';
import { below, must, none, told } from '../case.js';
import { bodyOf, Client } from '../client.js';
import { settled } from '../company.js';
import { startServer } from '../server.js';
import { sqlitePlace, verifyAudit } from '../stores.js';

export const title = 'files: 5,000 damaged files are imported';

/** @param {import('../case.js').Setting} setting */
export async function run({ scratch, short, times, say }) {
  const count = times ?? (short ? 60 : 5000);
  const files = madeFiles(join(scratch, 'files'));
  // Each server reads one file at a time.
  const servers = Math.min(4, availableParallelism());
  const lists = Array.from({ length: servers }, (_, i) =>
    Array.from({ length: count }, (_, seed) => seed).filter((seed) => seed % servers === i),
  );
  say(`${count} files, made of ${files.map(({ name }) => name).join(', ')}, on ${servers} servers`);
  const found = await Promise.all(lists.map((seeds) => importAll(sqlitePlace(scratch), files, seeds, say)));
  say('a workbook that unpacks to 5 GB');
  const bomb = await refuseBomb(sqlitePlace(scratch));
  const all = (/** @type {(one: (typeof found)[number]) => readonly string[]} */ of) => found.flatMap(of);
  const sum = (/** @type {'ready' | 'failed' | 'refused' | 'again'} */ of) =>
    found.reduce((total, one) => total + one[of], 0);
  return {
    did: `${count} files, each with 1 to 20 seeded mutations (bytes, pieces cut, doubled or moved, ends cut, words and numbers put in), sent, read, looked at, and every third one that is ready committed`,
    figures: [
      none(
        'answers of 5xx, or none',
        all(({ wrong }) => wrong),
      ),
      none(
        'imports that failed without a reason, or never ended',
        all(({ unexplained }) => unexplained),
      ),
      none(
        'faults in the log',
        all(({ errors }) => errors),
      ),
      told(
        'ready, failed with a reason, refused at once, known from an equal file that was committed',
        `${sum('ready')}, ${sum('failed')}, ${sum('refused')}, ${sum('again')}`,
      ),
      must(
        'audit logs as they were written',
        found.every(({ audit }) => audit.includes('all as they were written')),
        found[0].audit,
      ),
      told('the workbook of 5 GB', `${(bomb.size / 1e6).toFixed(1)} MB, "${bomb.failure}"`),
      below('until the workbook was refused, upload included', bomb.seconds, 1, 's'),
    ],
  };
}

/**
 * @param {import('../stores.js').Place} place
 * @param {readonly MadeFile[]} files
 * @param {readonly number[]} seeds
 * @param {(line: string) => void} say
 */
async function importAll(place, files, seeds, say) {
  const server = await startServer(place);
  const client = new Client(server.url);
  const period = bodyOf(
    await client.call('POST', '/periods', { name: '2024', starts_on: '2024-01-01', ends_on: '2024-12-31' }),
  ).id;
  /** @type {string[]} */
  const wrong = [];
  /** @type {string[]} */
  const unexplained = [];
  const ends = { ready: 0, failed: 0, refused: 0, again: 0 };
  for (const [i, seed] of seeds.entries()) {
    const { name, content } = files[seed % files.length];
    const what = `file ${seed} (${name})`;
    const file = mutated(content, seed);
    const sent = await client.upload(name, file, { period });
    if (sent.status === 0 || sent.status >= 500)
      wrong.push(`${what}: ${sent.status} ${JSON.stringify(sent.body)}`);
    if (sent.status === 0) break;
    if (sent.status > 299) {
      ends.refused++;
      continue;
    }
    const { id } = sent.body;
    const seen = await settled(client, `/imports/${id}`, ['reading']);
    if (seen.state === 'committed' && seen.file_hash === sha256(file)) {
      ends.again++;
      continue;
    }
    if (seen.state === 'ready') ends.ready++;
    else if (seen.state === 'failed' && seen.failure && !/log says more/.test(seen.failure)) ends.failed++;
    else unexplained.push(`${what}: ${seen.state} ${seen.failure}`);
    const then = [
      await client.call('GET', `/imports/${id}/rejections`),
      await client.call('GET', `/imports/${id}/changes`),
    ];
    if (seen.state === 'ready' && seed % 3 === 0)
      then.push(await client.call('POST', `/imports/${id}/commit`));
    else then.push(await client.call('DELETE', `/imports/${id}`));
    for (const { status, body } of then) {
      if (status === 0 || status >= 500) wrong.push(`${what}: ${status} ${JSON.stringify(body)}`);
    }
    if (i > 0 && i % 250 === 0) say(`${i} files: ${ends.ready} ready, ${ends.failed} failed`);
  }
  const errors = server.errors();
  client.close();
  await server.end('SIGTERM');
  const audit = await verifyAudit(place).catch((error) => `broken: ${error}`);
  return { wrong, unexplained, errors, audit, ...ends };
}

/** @param {Buffer} content */
function sha256(content) {
  return createHash('sha256').update(content).digest('hex');
}

/** @typedef {{ name: string, content: Buffer }} MadeFile */

/**
 * Files of every format: those of examples/, and what the command makes of them.
 * @param {string} folder
 * @returns {MadeFile[]}
 */
function madeFiles(folder) {
  mkdirSync(folder);
  const examples = join(import.meta.dirname, '..', '..', 'examples');
  const summaries = readFileSync(join(examples, 'summaries.csv'));
  const given = ['summaries.csv', 'tasks.csv', 'technical.csv', 'summaries.json'].map((name) => ({
    name,
    content: readFileSync(join(examples, name)),
  }));
  const lines = JSON.parse(readFileSync(join(examples, 'summaries.json'), 'utf8')).map(
    (/** @type {unknown} */ row) => JSON.stringify(row),
  );
  const converted = ['summaries.xlsx', 'summaries.parquet'].map((name) => {
    const path = join(folder, name);
    const input = join(folder, 'in.csv');
    writeFileSync(input, summaries);
    execFileSync(process.execPath, [
      join(built, 'cli', 'main.js'),
      'analyze',
      input,
      '--out',
      path,
      '--quiet',
    ]);
    return { name, content: readFileSync(path) };
  });
  return [
    ...given,
    { name: 'summaries.tsv', content: Buffer.from(summaries.toString().replaceAll(',', '\t')) },
    { name: 'summaries.ndjson', content: Buffer.from(`${lines.join('\n')}\n`) },
    ...converted,
  ];
}

/** Pieces that are put in. */
const PIECES = [
  '\0',
  '"',
  '""',
  ',',
  ';',
  '\t',
  '\r',
  '\n',
  '\ud800',
  '\ufeff',
  '\u202e',
  '=1+1',
  '@SUM(A1)',
  '../../etc/passwd',
  "'; drop table employees; --",
  '<script>',
  '1e999',
  '-1',
  'NaN',
  'Infinity',
  '99999999999999999999',
  '0x10',
  '1,5',
  '٣',
  '9999-99-99',
  '0000-00-00',
  'true',
  'null',
  '{',
  '}',
  '[',
  ']',
  '\\',
  '\\u0000',
  'x'.repeat(70_000),
  '%00',
  '💥',
].map((text) => Buffer.from(text));

/**
 * A file with 1 to 20 mutations, the same ones for the same seed.
 * @param {Buffer} content
 * @param {number} seed
 */
function mutated(content, seed) {
  const random = generator(seed + 1000);
  const whole = (/** @type {number} */ limit) => Math.floor(random() * limit);
  let bytes = Buffer.from(content);
  for (let left = 1 + whole(20); left > 0; left--) {
    const at = whole(bytes.length + 1);
    const length = 1 + whole(Math.min(200, bytes.length + 1));
    const head = bytes.subarray(0, at);
    const piece = bytes.subarray(at, at + length);
    const tail = bytes.subarray(at + length);
    switch (whole(8)) {
      case 0:
        if (at < bytes.length) bytes[at] ^= 1 << whole(8);
        break;
      case 1:
        if (at < bytes.length) bytes[at] = whole(256);
        break;
      case 2:
        bytes = Buffer.concat([head, tail]);
        break;
      case 3:
        bytes = Buffer.concat([head, piece, piece, tail]);
        break;
      case 4:
        bytes = Buffer.concat([tail, piece, head]);
        break;
      case 5:
        if (random() < 0.2) bytes = Buffer.from(head);
        break;
      default:
        bytes = Buffer.concat([head, PIECES[whole(PIECES.length)], bytes.subarray(at)]);
    }
  }
  return bytes;
}

/**
 * Sends a workbook whose sheets unpack to 5 GB, and waits until it is refused.
 * @param {import('../stores.js').Place} place
 */
async function refuseBomb(place) {
  const bomb = workbookBomb();
  const server = await startServer(place);
  const client = new Client(server.url);
  const period = bodyOf(
    await client.call('POST', '/periods', { name: '2024', starts_on: '2024-01-01', ends_on: '2024-12-31' }),
  ).id;
  const began = performance.now();
  const { id } = bodyOf(await client.upload('bomb.xlsx', bomb, { period }));
  const { state, failure } = await settled(client, `/imports/${id}`, ['reading']);
  const seconds = (performance.now() - began) / 1000;
  client.close();
  await server.end('SIGTERM');
  return { size: bomb.length, failure: state === 'failed' ? failure : `it is ${state}`, seconds };
}

/** A workbook of five sheets of 1 GB each, and 5 MB that do not compress. */
function workbookBomb() {
  const head = '<worksheet><sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>';
  // Blocks of a deflated stream can stand one after another as often as one likes.
  const block = deflateRawSync(Buffer.alloc(16 << 20, 'x'), { finishFlush: constants.Z_FULL_FLUSH });
  const first = deflateRawSync(Buffer.from(head), { finishFlush: constants.Z_FULL_FLUSH });
  const sheet = Buffer.concat([first, ...Array.from({ length: 64 }, () => block), Buffer.from([3, 0])]);
  const size = head.length + 64 * (16 << 20);
  const names = Array.from({ length: 5 }, (_, i) => i + 1);
  const list = names.map((i) => `<sheet name="S${i}" sheetId="${i}" r:id="rId${i}"/>`).join('');
  const relations = names
    .map((i) => `<Relationship Id="rId${i}" Type="http://x/worksheet" Target="worksheets/sheet${i}.xml"/>`)
    .join('');
  const random = generator(1);
  const noise = Buffer.alloc(5_000_000, 0).map(() => Math.floor(random() * 256));
  return zip([
    ...['xl/workbook.xml', 'xl/_rels/workbook.xml.rels'].map((name, i) => {
      const text =
        i === 0
          ? `<workbook><sheets>${list}</sheets></workbook>`
          : `<Relationships>${relations}</Relationships>`;
      return { name, packed: deflateRawSync(text), size: text.length, sum: crc32(text) };
    }),
    ...names.map((i) => ({ name: `xl/worksheets/sheet${i}.xml`, packed: sheet, size, sum: 0 })),
    {
      name: 'docProps/thumbnail.bin',
      packed: deflateRawSync(noise, { level: 0 }),
      size: noise.length,
      sum: crc32(noise),
    },
  ]);
}

/**
 * An archive of deflated parts.
 * @param {readonly { name: string, packed: Buffer, size: number, sum: number }[]} parts
 */
function zip(parts) {
  /** @type {Buffer[]} */
  const local = [];
  /** @type {Buffer[]} */
  const central = [];
  let offset = 0;
  for (const { name, packed, size, sum } of parts) {
    const fields = Buffer.alloc(26);
    fields.writeUInt16LE(20, 0);
    fields.writeUInt16LE(8, 4);
    fields.writeUInt32LE(sum, 10);
    fields.writeUInt32LE(packed.length, 14);
    fields.writeUInt32LE(size, 18);
    fields.writeUInt16LE(name.length, 22);
    const header = Buffer.concat([Buffer.from('PK\x03\x04'), fields, Buffer.from(name)]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(offset, 10);
    central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), fields, place, Buffer.from(name)]));
    local.push(header, packed);
    offset += header.length + packed.length;
  }
  const directory = Buffer.concat(central);
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(parts.length, 8);
  end.writeUInt16LE(parts.length, 10);
  end.writeUInt32LE(directory.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...local, directory, end]);
}
