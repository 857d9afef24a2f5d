import { once } from 'node:events';
import type { Socket } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { open, readAnswer, sendRaw } from '../support/raw-http.ts';
import { type Served, serve } from '../support/serve.ts';

const START = 'GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\n';

describe('a client that keeps the server busy', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve({ EVENHAND_REQUEST_TIMEOUT: '1' });
  });
  afterAll(() => server?.stop());

  it('with a thousand connections on which headers never end keeps nobody from an answer, and is given up', async () => {
    const sockets = await connections(1000);
    const closed = Promise.all(sockets.map((socket) => text(socket).catch(() => '')));
    for (const socket of sockets) socket.write(`${START}X: `);
    for (let i = 0; i < 10; i++) expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    const answers = await closed;
    expect(answers.every((answer) => answer === '' || answer.startsWith('HTTP/1.1 408 '))).toBe(true);
    expect(answers.filter((answer) => answer !== '').length).toBeGreaterThan(900);
  });

  it('with a thousand connections on which nothing is said, too', async () => {
    const sockets = await connections(1000);
    const closed = Promise.all(sockets.map((socket) => text(socket).catch(() => '')));
    expect((await fetch(`${server.url}/healthz`)).status).toBe(200);
    await closed;
    expect(sockets.every(({ destroyed }) => destroyed)).toBe(true);
  });

  it('with headers byte by byte is told that it takes too long', async () => {
    const socket = open(server.url);
    await once(socket, 'connect');
    const answer = readAnswer(socket);
    let isAnswered = false;
    answer.then(() => {
      isAnswered = true;
    });
    for (const byte of `${START}X: ${'x'.repeat(500)}`) {
      if (isAnswered) break;
      socket.write(byte);
      await setTimeout(20);
    }
    expect((await answer).status).toBe(408);
    socket.destroy();
  });

  it.each([
    ['a header without end', `${START}X: ${'x'.repeat(1 << 20)}`, 431],
    ['a hundred thousand headers', `${START}${'X: y\r\n'.repeat(100_000)}\r\n`, 431],
    ['an address of a megabyte', `GET /${'x'.repeat(1 << 20)} HTTP/1.1\r\nHost: a\r\n\r\n`, 431],
    ['an address that is just short enough', `GET /${'x'.repeat(15_000)} HTTP/1.1\r\nHost: a\r\n\r\n`, 404],
    [
      'chunks with endless extensions',
      `POST /analyze HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n1;${'x'.repeat(1 << 20)}`,
      400,
    ],
    ['a header name with a blank', `${START}X Y: z\r\n\r\n`, 400],
    ['a header that holds a line', 'GET /healthz HTTP/1.1\r\nHost: a\rX: y\r\n\r\n', 400],
    ['a length that is none', 'POST /analyze HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n', 400],
    [
      'a coding of chunks that is none',
      'POST /analyze HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n',
      400,
    ],
    ['the version of a protocol to come', 'GET /healthz HTTP/9.9\r\nHost: a\r\n\r\n', 400],
  ])('with %s is answered at once', async (_, bytes, status) => {
    expect((await sendRaw(server.url, bytes)).status).toBe(status);
  });

  it('with a thousand requests on one connection gets a thousand answers', async () => {
    const socket = open(server.url);
    socket.write(`${START}\r\n`.repeat(999));
    socket.write(`${START}Connection: close\r\n\r\n`);
    const answers = await text(socket);
    expect(answers.match(/HTTP\/1\.1 200 OK\r\n/g)).toHaveLength(1000);
  });

  it('by not taking what it asked for is given up, and what it was read from is let go', async () => {
    const form = new FormData();
    const rows = Array.from({ length: 60_000 }, (_, i) => `${i},${'no number '.repeat(12)},9,1\n`).join('');
    form.set('file', new File([`employee_id,completed_tasks,total_tasks,avg_task_hours\n${rows}`], 'a.csv'));
    const { id } = await (await fetch(`${server.url}/api/v1/imports`, { method: 'POST', body: form })).json();
    const size = async () => {
      const answer = await fetch(`${server.url}/api/v1/imports/${id}/rejections.csv`);
      return (await answer.text()).length;
    };
    await expect.poll(size, { timeout: 60_000, interval: 500 }).toBeGreaterThan(8_000_000);

    const socket = open(server.url).pause();
    const closed = once(socket, 'close');
    socket.write(`GET /api/v1/imports/${id}/rejections.csv HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    await setTimeout(3000);
    socket.resume();
    await closed;
    expect(socket.bytesRead).toBeLessThan(8_000_000);
  });

  async function connections(count: number): Promise<Socket[]> {
    const sockets = Array.from({ length: count }, () => open(server.url));
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    return sockets;
  }
});
