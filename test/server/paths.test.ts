import { once } from 'node:events';
import { readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { harmless } from '../../src/server/imports/uploads.ts';
import { open } from '../support/raw-http.ts';
import { type Served, serve } from '../support/serve.ts';

/** Ways to write "one folder up". */
const UP = [
  '../',
  '..%2f',
  '..%2F',
  '%2e%2e/',
  '%2e%2e%2f',
  '.%2e/',
  '%2e./',
  '..%252f',
  '%252e%252e/',
  '%252e%252e%252f',
  '%25252e%25252e%25252f',
  '%c0%ae%c0%ae/',
  '%c0%ae%c0%ae%c0%af',
  '..%c0%af',
  '..%c1%9c',
  '..%c1%af',
  '%e0%80%ae%e0%80%ae%e0%80%af',
  '%f0%80%80%ae%f0%80%80%ae%f0%80%80%af',
  '%uff0e%uff0e%u2215',
  '..%u2216',
  '..%ef%bc%8f',
  '%ef%bc%8e%ef%bc%8e/',
  '..%e2%88%95',
  '..%e2%81%84',
  '..\\',
  '..%5c',
  '%2e%2e%5c',
  '..%255c',
  '....//',
  '....\\\\',
  '..././',
  '..;/',
  '..%00/',
  '%00../',
  '..%0a/',
  '..%0d%0a/',
  '..%09/',
  './../',
  '..//',
  '%2f../',
];
const TARGETS = [
  'etc/passwd',
  'etc%2fpasswd',
  'etc/passwd%00.csv',
  'proc/self/environ',
  'windows/win.ini',
  'package.json',
  'evenhand.db',
];
const ABSOLUTE = [
  '/etc/passwd',
  '//etc/passwd',
  '///etc/passwd',
  '%2fetc%2fpasswd',
  '%252fetc%252fpasswd',
  'file:///etc/passwd',
  'file:%2f%2f%2fetc%2fpasswd',
  'C:/windows/win.ini',
  'C:%5cwindows%5cwin.ini',
  '%5c%5c127.0.0.1%5cshare%5cx',
  '~root/.ssh/id_rsa',
  '.git/config',
  '.env',
  'con',
  'nul.csv',
];
const PATHS = [
  ...UP.flatMap((up) => TARGETS.map((target) => `${up.repeat(8)}${target}`)),
  ...UP.map((up) => `x/${up.repeat(3)}package.json`),
  ...ABSOLUTE,
];

/** Where an address has a part that somebody else chooses. */
const PLACES: Readonly<Record<string, (path: string) => string>> = {
  'the root': (path) => `/${path}`,
  'the API': (path) => `/api/v1/${path}`,
  'a person': (path) => `/api/v1/employees/${path}`,
  'an export of results': (path) => `/api/v1/evaluations/${path}/export?format=csv`,
  'rejected rows': (path) => `/api/v1/imports/${path}/rejections.csv`,
  'a standard’s document': (path) => `/api/v1/standards/${path}/document`,
  'the kind of an export': (path) =>
    `/api/v1/evaluations/0190b2c4-7a3e-7c11-9d4e-2f6b8a1c5d03/export?format=${path}`,
  'a page of a list': (path) => `/api/v1/employees?cursor=${path}`,
  'an address with a host': (path) => `http://127.0.0.1/${path}`,
};

describe(`${PATHS.length} paths that lead out of where they are`, () => {
  let folder: string;
  let server: Served;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'evenhand-paths-'));
    server = await serve({ EVENHAND_DATA: folder, EVENHAND_RATE_LIMIT: '0' });
  });
  afterAll(async () => {
    await server?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  it.each(Object.entries(PLACES))('lead to nothing: as %s', async (_, place) => {
    const wrong: string[] = [];
    const requests = PATHS.map((path) => `GET ${place(path)} HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n`);
    const answers = await pipelined(requests);
    answers.forEach(([status, body], i) => {
      const leaks = /root:|"evenhand",|SQLite format|\[fonts\]|PATH=|node_modules|\.[jt]s:\d/.test(body);
      if ((status !== 400 && status !== 404) || leaks) wrong.push(`${status} ${PATHS[i]}`);
    });
    expect(answers).toHaveLength(PATHS.length);
    expect(wrong).toEqual([]);
  });

  it('are no names of files, however a form has them', () => {
    for (const path of PATHS.flatMap((one) => [one, decoded(one), `${decoded(one)}.csv`])) {
      expect(harmless(path)).toMatch(/^(?!\.*$)[^\\/\p{C}\p{Zl}\p{Zp}]{1,200}$/u);
    }
  });

  it('lead nowhere as names of files that are sent', async () => {
    for (const up of UP) {
      const form = new FormData();
      form.set('file', new File(['a'], `${decoded(up).repeat(8)}tmp/evenhand-out.csv`));
      form.set('mode', 'none such');
      await fetch(`${server.url}/api/v1/imports`, { method: 'POST', body: form });
    }
    expect(readdirSync(join(folder, 'uploads'))).toEqual([]);
    expect(readdirSync(tmpdir())).not.toContain('evenhand-out.csv');
  });

  /** Sends one request after the other on one connection; status and body of each answer. */
  async function pipelined(requests: readonly string[]): Promise<[status: number, body: string][]> {
    const socket = open(server.url);
    await once(socket, 'connect');
    const answers: [number, string][] = [];
    let text = '';
    const all = new Promise<void>((resolve, reject) => {
      const next = () => {
        if (answers.length < requests.length) socket.write(requests[answers.length]);
        else resolve();
      };
      socket.on('data', (chunk) => {
        text += chunk.toString('latin1');
        const end = text.indexOf('\r\n\r\n');
        if (end < 0) return;
        const length = Number(/content-length: (\d+)/i.exec(text.slice(0, end))?.[1]);
        if (text.length < end + 4 + length) return;
        answers.push([Number(text.split(' ', 2)[1]), text.slice(end + 4, end + 4 + length)]);
        text = text.slice(end + 4 + length);
        next();
      });
      socket.once('close', () => reject(new Error(`closed at ${requests[answers.length]}`)));
      next();
    });
    await all;
    socket.destroy();
    return answers;
  }
});

/** Percent-encoding taken away where it can be. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path;
  }
}
