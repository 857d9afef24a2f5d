import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request as httpRequest, type IncomingMessage } from 'node:http';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer, text } from 'node:stream/consumers';
import { setTimeout } from 'node:timers/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { readConfig } from '../../src/config.ts';
import { invited } from '../../src/server/access/invited.ts';
import { company } from '../support/app.ts';
import { type Served, serve, spawnServer } from '../support/serve.ts';

const run = promisify(execFile);

describe('the running server', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve();
  });
  afterAll(() => server?.stop());

  it('listens to this machine only and answers curl with the article’s answer', async () => {
    expect(server.url).toMatch(/^http:\/\/127\.0\.0\.1:\d+$/);
    const { stdout } = await run('curl', [
      ...['--silent', '--show-error', '--write-out', '\n%{http_code} %{content_type}'],
      ...['--header', 'Content-Type: application/json', '--data-binary', JSON.stringify(company(12))],
      `${server.url}/analyze`,
    ]);
    const [body, line] = [
      stdout.slice(0, stdout.lastIndexOf('\n')),
      stdout.slice(stdout.lastIndexOf('\n') + 1),
    ];
    expect(line).toBe('200 application/json; charset=utf-8');
    const { status, message, data } = JSON.parse(body);
    expect([status, message, data.length]).toEqual(['success', 'Analysis completed successfully', 12]);
    expect(data[0]).toMatchObject({ employee_id: 1, name: 'Person 1', department: 'Sales' });
  });

  it('gives the same bytes whichever worker answers, however many ask at once', async () => {
    const bodies = [3, 40, 400].map((people) => JSON.stringify(company(people)));
    const first = await Promise.all(bodies.map((body) => answerTo(body)));
    const many = await Promise.all(Array.from({ length: 24 }, (_, i) => answerTo(bodies[i % bodies.length])));
    many.forEach((answer, i) => {
      expect(answer.status).toBe(200);
      expect(answer.body.equals(first[i % bodies.length].body)).toBe(true);
    });
  });

  it('answers /healthz all the while 100,000 people are evaluated', async () => {
    const body = JSON.stringify(company(100_000));
    let evaluating = true;
    const evaluations = Promise.all([answerTo(body), answerTo(body)]).finally(() => {
      evaluating = false;
    });
    let answeredBefore = 0;
    let slowest = 0;
    while (evaluating) {
      const began = performance.now();
      const health = await fetch(`${server.url}/healthz`);
      expect(await health.json()).toEqual({ status: 'ok' });
      slowest = Math.max(slowest, performance.now() - began);
      if (evaluating) answeredBefore++;
      await setTimeout(5);
    }
    const [{ status, body: answer }, other] = await evaluations;
    expect(status).toBe(200);
    expect(JSON.parse(answer.toString()).data).toHaveLength(100_000);
    expect(other.body.equals(answer)).toBe(true);
    expect(answeredBefore).toBeGreaterThan(10);
    console.info(
      `${answeredBefore} answers of /healthz while 2 x 100,000 people were evaluated; the slowest after ${slowest.toFixed(1)} ms, as this busy process saw it`,
    );
  });

  it('tells a client that sends too much so while it still sends, and goes on serving it', async () => {
    const small = await serve({ EVENHAND_BODY_LIMIT: '64KiB' });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    try {
      for (const headers of [{ 'content-length': 3_000_000 }, {}]) {
        const answer = await send(small.url, Buffer.alloc(3_000_000, 0x20), { headers, agent });
        expect(answer.status).toBe(413);
        expect(JSON.parse(answer.body.toString()).message).toContain('65536 bytes');
      }
      expect((await send(small.url, Buffer.from(JSON.stringify(company(5))), { agent })).status).toBe(200);
      const { stdout } = await run('sh', [
        '-c',
        `head -c 20000000 /dev/zero | curl -s -o /dev/null -w '%{http_code}' -H 'Content-Type: application/json' --data-binary @- ${small.url}/analyze`,
      ]);
      expect(stdout).toBe('413');
    } finally {
      agent.destroy();
      await small.stop();
    }
  });

  it('takes a body in chunks without a length, and one in single bytes', async () => {
    const body = JSON.stringify(company(30));
    const expected = await answerTo(body);
    const slow = httpRequest(`${server.url}/analyze`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
    });
    const response = once(slow, 'response');
    for (const byte of Buffer.from(body)) slow.write(Buffer.of(byte));
    slow.end();
    const [answer]: IncomingMessage[] = await response;
    expect((await buffer(answer)).equals(expected.body)).toBe(true);
  });

  it.each([
    ['no HTTP at all', 'hello\r\n\r\n', '400 Bad Request'],
    [
      'two lengths',
      'POST /analyze HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]]',
      '400 Bad Request',
    ],
    [
      'headers without end',
      `GET / HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(40_000)}`,
      '431 Request Header Fields Too Large',
    ],
  ])('answers %s in the shape of its errors', async (_, bytes, status) => {
    const { port } = new URL(server.url);
    const socket = connect(Number(port), '127.0.0.1');
    socket.write(bytes);
    const answer = await text(socket);
    expect(answer).toMatch(new RegExp(`^HTTP/1\\.1 ${status}\r\n`));
    expect(JSON.parse(answer.slice(answer.indexOf('\r\n\r\n')))).toMatchObject({
      status: 'error',
      errors: [],
    });
  });

  it('gives up a client that sends too slowly, with 408, and nobody else', async () => {
    const impatient = await serve({ EVENHAND_REQUEST_TIMEOUT: '1' });
    try {
      const socket = connect(Number(new URL(impatient.url).port), '127.0.0.1');
      socket.write(
        'POST /analyze HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n[',
      );
      const answer = text(socket);
      expect((await send(impatient.url, Buffer.from(JSON.stringify(company(5))))).status).toBe(200);
      expect(await answer).toMatch(/^HTTP\/1\.1 408 Request Timeout\r\n/);
    } finally {
      await impatient.stop();
    }
  });

  it('says with 503 when to come back once as many wait as may wait, and serves whoever waited', async () => {
    const narrow = await serve({ EVENHAND_WORKERS: '1', EVENHAND_QUEUE_LIMIT: '1000' });
    try {
      const large = Buffer.from(JSON.stringify(company(40_000)));
      const answers = await Promise.all(Array.from({ length: 6 }, () => send(narrow.url, large)));
      const served = answers.filter(({ status }) => status === 200);
      const refused = answers.filter(({ status }) => status === 503);
      expect(served.length).toBeGreaterThanOrEqual(2);
      expect(refused.length).toBeGreaterThanOrEqual(1);
      expect(served.length + refused.length).toBe(6);
      for (const { headers } of refused) expect(headers['retry-after']).toBe('5');
      expect((await send(narrow.url, Buffer.from('[]'))).status).toBe(422);
    } finally {
      await narrow.stop();
    }
  });

  it('stops an evaluation that takes too long, and says so', async () => {
    const hasty = await serve({ EVENHAND_EVALUATION_TIMEOUT: '0.1' });
    try {
      const answer = await send(hasty.url, Buffer.from(JSON.stringify(company(200_000))));
      expect(answer.status).toBe(503);
      expect(JSON.parse(answer.body.toString()).message).toContain('longer than 0.1 seconds');
      expect((await fetch(`${hasty.url}/healthz`)).status).toBe(200);
    } finally {
      await hasty.stop();
    }
  });

  it('loses no more than one worker to an evaluation that needs too much memory, and replaces it', async () => {
    const cramped = await serve({ EVENHAND_WORKERS: '1', NODE_OPTIONS: '--max-old-space-size=128' });
    try {
      const wide = Object.fromEntries(Array.from({ length: 500 }, (_, i) => [`field ${i}`, i]));
      const answer = await send(cramped.url, Buffer.from(JSON.stringify([wide, ...company(80_000)])));
      expect(answer.status).toBe(413);
      expect(JSON.parse(answer.body.toString()).message).toContain('more memory than a worker has');
      expect((await send(cramped.url, Buffer.from(JSON.stringify(company(5))))).status).toBe(200);
    } finally {
      await cramped.stop();
    }
  });

  async function answerTo(body: string) {
    return send(server.url, Buffer.from(body));
  }
});

describe('stopping', () => {
  it.each(['SIGTERM', 'SIGINT'] as const)(
    'by %s finishes the request in hand, takes no more, and exits with 0',
    async (signal) => {
      const server = await serve();
      const answer = send(server.url, Buffer.from(JSON.stringify(company(60_000))));
      await evaluationHasBegun(server);
      const stopped = server.stop(signal);
      const { status, body } = await answer;
      expect(status).toBe(200);
      expect(JSON.parse(body.toString()).data).toHaveLength(60_000);
      expect(await stopped).toBe(0);
      await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    },
  );

  it('does not wait for clients that only keep a connection open', async () => {
    const server = await serve();
    const agent = new Agent({ keepAlive: true });
    await send(server.url, Buffer.from('[]'), { agent });
    const idle = connect(Number(new URL(server.url).port), '127.0.0.1');
    idle.on('error', () => {});
    await once(idle, 'connect');
    expect(await server.stop()).toBe(0);
    agent.destroy();
    idle.destroy();
  });

  it('does not wait for ever for a client that does not take its answer', async () => {
    const server = await serve({ EVENHAND_REQUEST_TIMEOUT: '1' });
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1').pause();
    socket.on('error', () => {});
    const body = JSON.stringify(company(30_000));
    socket.write(
      `POST /analyze HTTP/1.1\r\nHost: a\r\nContent-Type: application/json\r\nContent-Length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
    );
    await evaluationHasBegun(server);
    expect(await server.stop()).toBe(0);
    socket.destroy();
  });

  /** The health of a server says nothing of its work; its being asked after a large body has gone out does. */
  async function evaluationHasBegun(server: Served): Promise<void> {
    for (let i = 0; i < 5; i++) await (await fetch(`${server.url}/healthz`)).text();
  }
});

describe('starting', () => {
  it('on a port in use is refused, naming the port and how to take another', async () => {
    const occupant = createServer().listen(0, '127.0.0.1');
    await once(occupant, 'listening');
    const address = occupant.address();
    const port = typeof address === 'object' && address !== null ? String(address.port) : '';
    const { status, errors } = await failing(['--port', port]);
    occupant.close();
    expect(status).toBe(1);
    expect(errors).toContain(`port ${port} of 127.0.0.1 is in use`);
    expect(errors).toMatch(/--port \d+ or PORT=\d+/);
    expect(errors).not.toMatch(/\bat \w+.*:\d+:\d+/);
  });

  it('on an address that others reach is refused while nobody has an account', async () => {
    const { status, errors } = await failing(['--host', '0.0.0.0', '--port', '0']);
    expect(status).toBe(1);
    expect(errors).toContain('evenhand accounts add you@example.com --role admin');
  });

  it('on an address of another machine is refused', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'evenhand-accounts-'));
    onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
    const env = { EVENHAND_DATA: folder };
    await invited(readConfig(env), { email: 'ada@example.com', name: 'Ada', role: 'admin' });
    const { status, errors } = await failing(['--host', '203.0.113.7', '--port', '0'], env);
    expect(status).toBe(1);
    expect(errors).toContain('203.0.113.7 is not an address of this machine');
  });

  it('with a setting that cannot be is refused as wrong usage', async () => {
    const { status, errors } = await failing([], { EVENHAND_BODY_LIMIT: 'much' });
    expect(status).toBe(2);
    expect(errors).toContain('EVENHAND_BODY_LIMIT is "much": it must be a size');
  });

  async function failing(args: readonly string[], env = {}): Promise<{ status: number; errors: string }> {
    const child = spawnServer(args, env);
    const [errors, [status]] = await Promise.all([
      child.stderr ? text(child.stderr) : '',
      once(child, 'exit'),
    ]);
    return { status, errors };
  }
});

describe('the log', () => {
  it('tells each request by id, method, route, status and time, and nothing of people', async () => {
    const server = await serve();
    const secret = 'Jane-Secret-Roe';
    const people = company(5).map((person) => ({
      ...person,
      employee_id: `${secret}-${person.employee_id}`,
      name: secret,
    }));
    await send(server.url, Buffer.from(JSON.stringify(people)));
    await send(server.url, Buffer.from(`[{"name": "${secret}", ]`));
    await send(server.url, Buffer.from('[]'), { path: `/analyze?tier_names=${secret}` });
    await send(server.url, Buffer.from('[]'), {
      path: `/employees/${secret}?name=${secret}`,
      headers: { 'user-agent': secret, cookie: secret },
    });
    expect(await server.stop()).toBe(0);

    expect(server.output()).not.toContain(secret);
    const lines = server
      .output()
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const requests = lines.filter((line) => line.msg === 'request');
    expect(requests.map(({ method, route, status }) => [method, route, status])).toEqual([
      ['POST', '/analyze', 200],
      ['POST', '/analyze', 400],
      ['POST', '/analyze', 400],
      ['POST', null, 404],
    ]);
    for (const line of requests) {
      expect(Object.keys(line).sort()).toEqual([
        'level',
        'method',
        'ms',
        'msg',
        'reqId',
        'route',
        'status',
        'time',
      ]);
    }
  });
});

interface Answer {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Sends bytes to /analyze; the answer may come before all of them have gone. */
async function send(
  url: string,
  body: Buffer,
  {
    path = '/analyze',
    headers = {},
    agent,
  }: { path?: string; headers?: Record<string, string | number>; agent?: Agent } = {},
): Promise<Answer> {
  const request = httpRequest(url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    ...(agent && { agent }),
  });
  request.end(body);
  const [response]: IncomingMessage[] = await once(request, 'response');
  return { status: response.statusCode, headers: response.headers, body: await buffer(response) };
}
