import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open, readAnswer } from '../../support/raw-http.ts';
import { type Served, serve } from '../../support/serve.ts';

const CRLF = '\r\n';
const part = (headers: string, content = '') => `--b${CRLF}${headers}${CRLF}${CRLF}${content}${CRLF}`;
const named = (name: string, more = '') => `Content-Disposition: form-data; name="${name}"${more}`;
const field = (name: string, value: string) => part(named(name), value);
const FILE = named('file', '; filename="a.csv"');

/** Forms that are wrong at their end; nothing follows, and the connection stays open. */
const BAD = [
  ['a boundary of 252 bytes', '', `boundary=${'b'.repeat(252)}`],
  ['a boundary of 255 bytes', `--${'b'.repeat(255)}`, `boundary="${'b'.repeat(255)}"`],
  ['a boundary of 10,000 bytes', '', `boundary=${'b'.repeat(10_000)}`],
  ['a boundary of 71 bytes', '', `boundary=${'b'.repeat(71)}`],
  ['no boundary', '', 'charset=utf-8'],
  ['an empty boundary', '', 'boundary='],
  ['two boundaries', '', 'boundary=a; boundary=b'],
  ['a boundary with a line break in it', '', 'boundary="a\\r\\nb"'],
  ['10,000 parts', Array.from({ length: 10_000 }, (_, i) => field(`f${i}`, 'x')).join('')],
  ['42 fields', Array.from({ length: 42 }, (_, i) => field(`f${i}`, 'x')).join('')],
  ['headers of a part without end', `--b${CRLF}${'X: y\r\n'.repeat(3000)}`],
  ['a header of a part without end', `--b${CRLF}X: ${'y'.repeat(17_000)}`],
  ['a megabyte before its first boundary', 'x'.repeat(1 << 20)],
  ['line breaks before its first boundary', CRLF.repeat(1000)],
  ['a field without end', `--b${CRLF}${named('mapping')}${CRLF}${CRLF}${'x'.repeat(300_000)}`],
  ['many large fields', Array.from({ length: 9 }, (_, i) => field(`f${i}`, 'x'.repeat(200_000))).join('')],
  ['a part without headers', `--b${CRLF}${CRLF}`],
  ['a part without a name', part('Content-Disposition: form-data', 'x')],
  ['a part without a disposition', part('Content-Type: text/plain', 'x')],
  ['a part that is an attachment', part('Content-Disposition: attachment; name="file"', 'x')],
  ['two dispositions', part(`${FILE}${CRLF}${named('kind')}`, 'x')],
  ['a header that is none', part(`${FILE}${CRLF}nonsense`, 'x')],
  ['a folded header', part(`Content-Disposition: form-data;${CRLF} name="file"`, 'x')],
  ['a header with a bare line break', part(`Content-Disposition: form-data;\n name="file"`, 'x')],
  ['a header with NUL', part(named('a\0b'), 'x')],
  ['a file without a file name', part(named('file'), 'x')],
  ['a file in base64', part(`${FILE}${CRLF}Content-Transfer-Encoding: base64`, 'eA==')],
  [
    'a form within the form',
    part(`${named('files')}${CRLF}Content-Type: multipart/mixed; boundary=c`, '--c'),
  ],
  ['a part that ends within its headers', `--b${CRLF}X: y${CRLF}--b${CRLF}${CRLF}${CRLF}`],
  ['something behind the boundary on its line', '--bc'],
  ['two files', `${part(FILE, 'x')}${part(FILE, 'y')}`],
  ['a field twice', `${field('kind', 'x')}${field('kind', 'y')}--b`],
  ['a file under another name', part(named('other', '; filename="a.csv"'), 'x')],
  ['a file larger than can be imported', part(FILE, 'x'.repeat(70_000))],
  ['bytes without end behind its end', `${part(FILE, 'x')}--b--${CRLF}${'x'.repeat(2000)}`],
].map(([what, body, type = 'boundary=b']): [string, string, string] => [what, body, type]);

describe('a form that is none', () => {
  let folder: string;
  let server: Served;
  let slowest = 0;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenhand-form-'));
    server = await serve({ EVENHAND_DATA: folder, EVENHAND_UPLOAD_LIMIT: '64KiB' });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
    console.info(
      `forms refused: the slowest ${slowest.toFixed(1)} ms after its bytes, as this process saw it`,
    );
  });

  /** Sends what there is of a form without an end, in pieces, and waits for the answer on the open connection. */
  async function refusal(body: string, type = 'boundary=b', piece = 1 << 16) {
    const socket = open(server.url);
    await once(socket, 'connect');
    const head = `POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; ${type}\r\nTransfer-Encoding: chunked\r\n\r\n`;
    socket.write(head);
    const answer = readAnswer(socket);
    const bytes = Buffer.from(body, 'latin1');
    for (let at = 0; at < bytes.length; at += piece) {
      const some = bytes.subarray(at, at + piece);
      socket.write(Buffer.concat([Buffer.from(`${some.length.toString(16)}\r\n`), some, Buffer.from(CRLF)]));
    }
    const { status, headers, body: text, ms } = await answer;
    socket.destroy();
    return { status, headers, ms, problem: JSON.parse(text) };
  }

  it.each(BAD)('is refused at the byte that is wrong: %s', async (_, body, type) => {
    const { status, headers, problem, ms } = await refusal(body, type);
    slowest = Math.max(slowest, ms);
    expect([400, 413]).toContain(status);
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(problem.detail.length).toBeGreaterThan(10);
    expect(problem.detail).not.toMatch(/bbbb|xxxx/);
    await expect.poll(() => readdirSync(join(folder, 'uploads'))).toEqual([]);
  });

  it('is refused for the same, however its bytes are cut', async () => {
    for (const [, body, type] of BAD.filter((entry) => entry[1].length > 0 && entry[1].length < 3000)) {
      const whole = await refusal(body, type);
      for (const piece of [1, 3, 7]) {
        expect((await refusal(body, type, piece)).problem.detail).toBe(whole.problem.detail);
      }
    }
  });

  it('and that ends too early is refused, and its connection is of further use', async () => {
    const socket = open(server.url);
    await once(socket, 'connect');
    const body = part(FILE, 'x');
    const request = `POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: ${body.length}\r\n\r\n${body}`;
    for (let i = 0; i < 5; i++) {
      socket.write(request);
      const { status, body: text } = await readAnswer(socket);
      expect([status, JSON.parse(text).detail]).toEqual([400, 'the form ended before it was whole']);
      socket.removeAllListeners('data').removeAllListeners('close');
    }
    socket.destroy();
  });

  it('and whose sender goes away leaves nothing behind', async () => {
    for (let i = 0; i < 20; i++) {
      const socket = open(server.url);
      await once(socket, 'connect');
      socket.write(
        `POST /api/v1/imports HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Type: multipart/form-data; boundary=b\r\nContent-Length: 50000\r\n\r\n${part(FILE, 'x'.repeat(20_000))}`,
      );
      if (i % 2 === 0)
        await expect.poll(() => readdirSync(join(folder, 'uploads')).length).toBeGreaterThan(0);
      socket.destroy();
      await expect.poll(() => readdirSync(join(folder, 'uploads'))).toEqual([]);
    }
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
  });

  it('sent two hundred times keeps no memory', async () => {
    const many = async (times: number) => {
      for (let i = 0; i < times; i++) {
        const [, body, type] = BAD[i % BAD.length];
        await refusal(body, type);
      }
    };
    await many(100);
    const before = residentBytes(server.process.pid);
    await many(200);
    const grown = residentBytes(server.process.pid) - before;
    expect(grown).toBeLessThan(64 << 20);
  });

  it('is no form of browsers: one with quotes, Unicode and a line break in its names is taken', async () => {
    const form = new FormData();
    form.set('file', new File(['a,b\n1,2\n'], 'Übersicht "Q1"\n2024.csv'));
    form.set('mode', 'add');
    const answer = await fetch(`${server.url}/api/v1/imports`, { method: 'POST', body: form });
    expect(answer.status).toBe(201);
    const { file_name, mode } = await answer.json();
    expect([file_name, mode]).toEqual([expect.stringContaining('Übersicht'), 'add']);
  });
});

/** Memory of a process; 0 where the system does not tell. */
function residentBytes(pid: number | undefined): number {
  try {
    return 4096 * Number(readFileSync(`/proc/${pid}/statm`, 'utf8').split(' ')[1]);
  } catch {
    return 0;
  }
}
