import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { SECURITY_HEADERS } from '../../src/server/security-headers.ts';
import { sendRaw } from '../support/raw-http.ts';
import { type Served, serve } from '../support/serve.ts';

const ask = (line: string, ...headers: string[]) =>
  `${line} HTTP/1.1\r\n${['Host: 127.0.0.1', ...headers].join('\r\n')}\r\n\r\n`;
const json = (line: string, body: string, ...headers: string[]) =>
  `${ask(line, 'Content-Type: application/json', `Content-Length: ${Buffer.byteLength(body)}`, ...headers)}${body}`;
const form = (body: string) =>
  `${ask('POST /api/v1/imports', 'Content-Type: multipart/form-data; boundary=b', `Content-Length: ${body.length}`)}${body}`;
const FILE = '--b\r\ncontent-disposition: form-data; name="file"; filename="a.csv"\r\n\r\nx\r\n--b--\r\n';
const NOBODY = '0190b2c4-7a3e-7c11-9d4e-2f6b8a1c5d03';

/** One request for each kind of answer. */
const ANSWERS: readonly (readonly [what: string, status: number, request: string])[] = [
  ['health', 200, ask('GET /healthz')],
  ['an answer without a body', 200, ask('HEAD /healthz')],
  ['the document', 200, ask('GET /openapi.json')],
  ['metrics', 200, ask('GET /metrics')],
  ['records', 200, ask('GET /api/v1/employees')],
  ['something made', 201, form(FILE)],
  ['a stream of events', 200, ask('GET /api/v1/events')],
  ['what may be asked', 204, ask('OPTIONS /analyze')],
  [
    'a preflight',
    204,
    ask('OPTIONS /analyze', 'Origin: http://localhost', 'Access-Control-Request-Method: POST'),
  ],
  ['a problem of the body', 400, json('POST /analyze', '{')],
  ['a problem of a record', 400, json('POST /api/v1/periods', '{"name": 5}')],
  ['a key that is none', 401, ask('GET /api/v1/employees', 'Authorization: Bearer nonsense')],
  ['an origin that is not ours', 403, ask('GET /api/v1/employees', 'Origin: https://evil.example')],
  ['a name that is not ours', 403, 'GET /api/v1/employees HTTP/1.1\r\nHost: evil.example\r\n\r\n'],
  ['nothing', 404, ask('GET /nothing')],
  ['no record', 404, ask(`GET /api/v1/employees/${NOBODY}`)],
  ['no address of records', 404, ask('GET /api/v1/nothing')],
  ['another method', 405, ask('DELETE /analyze')],
  ['another method of a page', 405, ask('POST /')],
  ['a method that is not asked for', 405, ask('TRACE /analyze')],
  ['a body too large', 413, json('POST /analyze', `[${' '.repeat(2000)}]`)],
  ['a body of another type', 415, ask('POST /analyze', 'Content-Type: text/plain', 'Content-Length: 0')],
  ['an empty form', 400, form('')],
  ['records of nobody', 422, json('POST /analyze', '[]')],
  ['an address that cannot be read', 400, ask('GET /%')],
  ['a record’s address that cannot be read', 400, ask('GET /api/v1/%ff')],
  ['no HTTP', 400, 'hello\r\n\r\n'],
  [
    'two lengths',
    400,
    'POST /analyze HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\n[]]',
  ],
  [
    'a length and chunks',
    400,
    'POST /analyze HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  ],
  ['no host', 400, 'GET /healthz HTTP/1.1\r\n\r\n'],
  ['two hosts', 400, 'GET /healthz HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n'],
  ['an expectation that nobody has', 417, ask('GET /healthz', 'Expect: a-miracle')],
  ['headers too large', 431, ask('GET /healthz', `X: ${'x'.repeat(20_000)}`)],
];

describe('every answer', () => {
  let server: Served;
  beforeAll(async () => {
    server = await serve({ EVENHAND_BODY_LIMIT: '1KiB' });
  });
  afterAll(() => server?.stop());

  it.each(ANSWERS)('has all security headers: %s, %i', async (_, status, request) => {
    const answer = await sendRaw(server.url, request);
    const found = Object.keys(SECURITY_HEADERS).map((name) => [name, answer.headers.get(name)]);
    expect(answer.status).toBe(status);
    const caches = request.startsWith('GET /openapi.json') ? { 'cache-control': 'no-cache' } : {};
    expect(Object.fromEntries(found)).toEqual({ ...SECURITY_HEADERS, ...caches });
    expect(answer.headers.has('server') || answer.headers.has('x-powered-by')).toBe(false);
  });

  it('that is a page loads nothing but what it names', async () => {
    const { headers } = await sendRaw(server.url, ask('GET /'));
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(
      /^default-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'; script-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; style-src 'self' 'nonce-[\w+/=]+'$/,
    );
    const others = Object.entries(SECURITY_HEADERS).filter(
      ([name]) => !['content-security-policy', 'cache-control'].includes(name),
    );
    for (const [name, value] of others) expect(headers.get(name)).toBe(value);
  });

  it('that is a failure of the server says nothing of its inside', async () => {
    const { body, headers } = await sendRaw(server.url, ask('GET /api/v1/nothing'));
    expect(headers.get('content-type')).toMatch(/^application\/problem\+json/);
    expect(body).not.toMatch(/node_modules|\.[jt]s:\d/);
  });
});
