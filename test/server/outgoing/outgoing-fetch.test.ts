import type { LookupAddress } from 'node:dns';
import { once } from 'node:events';
import type { RequestListener } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type OutgoingOptions, outgoingFetch } from '../../../src/server/outgoing/outgoing-fetch.ts';
import { certificateFor } from '../../support/certificate.ts';

const certificate = certificateFor('idp.example', 'localhost', '127.0.0.1');
const loopback: LookupAddress = { address: '127.0.0.1', family: 4 };

let connections = 0;
let answer: RequestListener;
const server = createServer(certificate, (request, response) => answer(request, response));
server.on('connection', () => connections++);
let port = 0;

beforeEach(async () => {
  connections = 0;
  answer = (_request, response) => response.end('here');
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  // Of a server that listens on a port.
  ({ port } = server.address() as AddressInfo);
});

afterEach(async () => {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
});

describe('a request of the server to another host', () => {
  // Each of them would reach the listening server, if it were asked, on its port.
  const hosts = [
    '127.0.0.1',
    '127.1',
    '127.0.1',
    '2130706433',
    '0x7f000001',
    '0x7f.0.0.1',
    '0x7F.0x0.0x0.0x1',
    '017700000001',
    '0177.0.0.1',
    '00000177.0.0.01',
    '127.0.0.1.',
    '127.255.255.254',
    '0',
    '0.0.0.0',
    '[::]',
    '[::1]',
    '[0:0:0:0:0:0:0:1]',
    '[::ffff:127.0.0.1]',
    '[::ffff:7f00:1]',
    '[0000::ffff:7f00:0001]',
    '[::127.0.0.1]',
    '[64:ff9b::127.0.0.1]',
    '[2002:7f00:1::]',
    '①②⑦.⓪.⓪.①',
    '127。0。0。1',
    '１２７.0.0.1',
    '%31%32%37.0.0.1',
    '127.0.0.1%2e',
    '127.0.0.1\t',
    'localhost',
    'LOCALHOST',
    'ｌｏｃａｌｈｏｓｔ',
    'lo\ncalhost',
    '10.0.0.1',
    '172.16.0.1',
    '192.168.1.1',
    '100.64.0.1',
    '169.254.169.254',
    '0xa9fea9fe',
    '2852039166',
    '[fd00:ec2::254]',
    '[fe80::1]',
    '[fc00::1]',
    '224.0.0.1',
    '255.255.255.255',
  ];
  it.each(hosts)('is refused at its usual port, before a connection is made: https://%s/', async (host) => {
    await expect(outgoingFetch()(`https://${host}/`)).rejects.toMatchObject({ code: 'refused' });
    expect(connections).toBe(0);
  });

  it.each(hosts)('is refused at a port that nobody configured: https://%s:PORT/', async (host) => {
    await expect(outgoingFetch({ ca: certificate.cert })(`https://${host}:${port}/`)).rejects.toMatchObject({
      code: 'refused',
    });
    expect(connections).toBe(0);
  });

  it.each([
    'http://1.1.1.1/',
    'ftp://1.1.1.1/',
    'file:///etc/passwd',
    'data:text/plain,here',
    'gopher://127.0.0.1:70/_x',
    'unix:/run/docker.sock',
    'javascript:1',
    'https:///',
    'https://',
    '//1.1.1.1/',
    '1.1.1.1',
    '',
    'https://user@1.1.1.1/',
    'https://user:word@1.1.1.1/',
    'https://1.1.1.1@127.0.0.1/',
    'https://1.1.1.1:443@127.0.0.1/',
    'https://1.1.1.1\u0000@127.0.0.1/',
    'https://localhost./',
    'https://localhost.localdomain/',
    'https://127.0.0.1\\@1.1.1.1/',
    'https://127.0.0.1#@1.1.1.1/',
    'https://127.0.0.1?@1.1.1.1/',
    'https://[::1%25lo]/',
    'https://[fe80::1%eth0]/',
    'https://1.1.1.1:22/',
    'https://1.1.1.1:80/',
    'https://1.1.1.1:8443/',
    'https://1.1.1.1:65536/',
    'https://256.256.256.256/',
    'https://1.1.1.1.1/',
  ])('is refused for its address: %j', async (address) => {
    const resolve = async () => [loopback];
    await expect(outgoingFetch({ resolve })(address)).rejects.toMatchObject({ code: 'refused' });
    expect(connections).toBe(0);
  });

  it.each([
    [[loopback]],
    [[{ address: '93.184.215.14', family: 4 }, loopback]],
    [[loopback, { address: '93.184.215.14', family: 4 }]],
    [[{ address: '::1', family: 6 }]],
    [[{ address: '::ffff:127.0.0.1', family: 6 }]],
    [[{ address: 'fe80::1%lo', family: 6 }]],
    [[{ address: '169.254.169.254', family: 4 }]],
    [[]],
  ])('is refused where its name leads to %j', async (found: LookupAddress[]) => {
    const ask = outgoingFetch({ resolve: async () => found });
    await expect(ask('https://innocent.example/')).rejects.toMatchObject({ code: 'refused' });
    expect(connections).toBe(0);
  });

  it('is refused where its name leads to the internet at first and to this machine a moment later', async () => {
    const asker = new AbortController();
    let lookups = 0;
    const resolve = async () => {
      if (++lookups > 1) return [loopback];
      // The tests send nothing to the internet: the request ends before the connection is made.
      asker.abort();
      return [{ address: '93.184.215.14', family: 4 }];
    };
    const ask = outgoingFetch({ resolve });
    await expect(ask('https://rebinding.example/', { signal: asker.signal })).rejects.toMatchObject({
      code: 'ABORT_ERR',
    });
    expect(lookups).toBe(1);
    await expect(ask('https://rebinding.example/')).rejects.toMatchObject({ code: 'refused' });
    expect(connections).toBe(0);
  });
});

describe('a request to a host that the configuration names', () => {
  const asking = (options: OutgoingOptions = {}) =>
    outgoingFetch({
      privateHosts: [`idp.example:${port}`],
      ca: certificate.cert,
      resolve: async () => [loopback],
      ...options,
    });
  const address = (path = '/') => `https://idp.example:${port}${path}`;

  it('reaches it in a private network, with what is sent, and answers what it says', async () => {
    answer = async (request, response) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      const { method, url, headers } = request;
      response.writeHead(201, { 'x-a': ['1', '2'], 'content-type': 'application/json' });
      response.end(
        JSON.stringify({ method, url, host: headers.host, length: headers['content-length'], body }),
      );
    };
    const answered = await asking()(address('/token?a=b'), { method: 'POST', body: 'grüß' });
    expect(answered.status).toBe(201);
    expect(answered.headers.get('x-a')).toBe('1, 2');
    expect(await answered.json()).toEqual({
      method: 'POST',
      url: '/token?a=b',
      host: `idp.example:${port}`,
      length: '6',
      body: 'grüß',
    });
  });

  it('is refused at another port, and where another name or the bare address leads there', async () => {
    const ask = asking();
    for (const other of [
      `https://idp.example:${port + 1}/`,
      'https://idp.example/',
      `https://idp.example.:${port}/`,
    ]) {
      await expect(ask(other)).rejects.toMatchObject({ code: 'refused' });
    }
    await expect(ask(`https://x.idp.example:${port}/`)).rejects.toMatchObject({ code: 'refused' });
    await expect(ask(`https://127.0.0.1:${port}/`)).rejects.toMatchObject({ code: 'refused' });
    expect(connections).toBe(0);
  });

  it('goes to the very address that was checked, and is refused when the name leads to the metadata of a cloud', async () => {
    let lookups = 0;
    const resolve = async () => (++lookups > 1 ? [{ address: '169.254.169.254', family: 4 }] : [loopback]);
    const ask = asking({ resolve });
    expect(await (await ask(address())).text()).toBe('here');
    expect(lookups).toBe(1);
    await expect(ask(address())).rejects.toMatchObject({ code: 'refused' });
    expect(connections).toBe(1);
  });

  it.each([301, 302, 303, 307, 308])('does not follow where it is sent on to with %d', async (status) => {
    const paths: unknown[] = [];
    answer = (request, response) => {
      paths.push(request.url);
      response.writeHead(status, { location: `https://idp.example:${port}/secret` }).end();
    };
    const answered = await asking()(address('/first'));
    expect(answered.status).toBe(status);
    expect(paths).toEqual(['/first']);
  });

  it('fails where nobody vouches for the host, or only for another one', async () => {
    const untrusted = outgoingFetch({
      privateHosts: [`idp.example:${port}`],
      resolve: async () => [loopback],
    });
    await expect(untrusted(address())).rejects.toMatchObject({ code: 'DEPTH_ZERO_SELF_SIGNED_CERT' });
    const other = asking({ privateHosts: [`other.example:${port}`] });
    await expect(other(`https://other.example:${port}/`)).rejects.toMatchObject({
      code: 'ERR_TLS_CERT_ALTNAME_INVALID',
    });
  });

  it('fails where the answer does not come, or only a byte at a time', async () => {
    answer = () => {};
    await expect(asking({ timeLimit: 200 })(address())).rejects.toMatchObject({
      code: 'timeout',
      message: `idp.example:${port} gave no answer that can be used: timeout`,
    });
    answer = (_request, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    };
    await expect(asking({ timeLimit: 200 })(address())).rejects.toMatchObject({ code: 'timeout' });
  });

  it('fails where the answer is larger than it may be, and reads no more of it', async () => {
    let isClosed: Promise<unknown> | undefined;
    answer = (_request, response) => {
      isClosed = once(response, 'close');
      const pour = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536)));
        response.once('drain', pour);
      };
      pour();
    };
    await expect(asking({ sizeLimit: 100_000 })(address())).rejects.toMatchObject({
      code: 'too_large',
      message: 'an answer of more than 100000 bytes',
    });
    await isClosed;
    answer = (_request, response) => response.end(Buffer.alloc(100_000));
    expect((await (await asking({ sizeLimit: 100_000 })(address())).arrayBuffer()).byteLength).toBe(100_000);
  });

  it('fails where the connection breaks in the middle, or nobody listens', async () => {
    answer = (_request, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('x', () => response.destroy());
    };
    await expect(asking()(address())).rejects.toMatchObject({ code: 'ECONNRESET' });
    const nobody = asking({ privateHosts: ['idp.example:1'] });
    await expect(nobody('https://idp.example:1/')).rejects.toMatchObject({
      code: 'ECONNREFUSED',
    });
  });

  it('ends when its asker does not want it any more', async () => {
    const asker = new AbortController();
    answer = () => asker.abort();
    await expect(asking()(address(), { signal: asker.signal })).rejects.toMatchObject({ code: 'ABORT_ERR' });
  });
});
