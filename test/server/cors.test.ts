import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { appWith, company, post } from '../support/app.ts';
import { type Served, serve } from '../support/serve.ts';

const HR = 'https://hr.example.com';

describe('a page of another origin', () => {
  let app: FastifyInstance;
  beforeAll(async () => {
    app = await appWith({ EVENHAND_CORS_ORIGINS: `${HR}, http://erp.example.com:8080` });
  });
  afterAll(() => app.close());

  const preflight = (origin: string, url = '/analyze') =>
    app.inject({
      method: 'OPTIONS',
      url,
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'content-type',
      },
    });

  it.each([
    HR,
    'http://erp.example.com:8080',
    'http://localhost',
    'http://localhost:8000',
    'https://localhost:8443',
    'http://127.0.0.1:5173',
    'http://[::1]:3000',
  ])('%s may ask and read the answer, errors too', async (origin) => {
    const allowed = await preflight(origin);
    expect(allowed.statusCode).toBe(204);
    expect(allowed.headers).toMatchObject({
      'access-control-allow-origin': origin,
      'access-control-allow-methods': 'GET, HEAD, POST, PUT, PATCH, DELETE',
      'access-control-allow-headers':
        'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match, Last-Event-ID',
      vary: 'Origin',
    });
    for (const body of [company(5), 'not JSON']) {
      const answer = await post(app, body, { headers: { origin } });
      expect(answer.headers).toMatchObject({ 'access-control-allow-origin': origin, vary: 'Origin' });
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
    }
  });

  it.each([
    'https://evil.example',
    'null',
    'http://hr.example.com',
    'https://hr.example.com:444',
    'https://hr.example.com.evil.example',
    'https://evil-hr.example.com',
    'http://localhost.evil.example',
    'http://evil.example#http://localhost',
    'http://127.0.0.1.evil.example:5000',
    'http://localhost:5000:80',
    'file://',
    'HTTPS://HR.EXAMPLE.COM',
  ])('%s gets no CORS header, neither for its preflight nor for its request', async (origin) => {
    for (const answer of [await preflight(origin), await post(app, company(5), { headers: { origin } })]) {
      expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
      expect(answer.headers.vary).toBe('Origin');
    }
  });

  it('is not allowed by default unless it is of this machine', async () => {
    const closed = await appWith();
    const answer = await post(closed, company(5), { headers: { origin: HR } });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    await closed.close();
  });

  it('learns from OPTIONS what is possible, and that some addresses are nothing', async () => {
    const options = await app.inject({ method: 'OPTIONS', url: '/api/v1/analyze' });
    expect([options.statusCode, options.headers.allow]).toEqual([204, 'POST, OPTIONS']);
    expect((await app.inject({ method: 'OPTIONS', url: '/nothing' })).statusCode).toBe(404);
  });
});

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

describe('in a browser', () => {
  if (executablePath === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/server/cors.test.ts: no Chromium here, so nothing was tried from a real page');
    });
    return;
  }

  let allowed: Server;
  let stranger: Server;
  let server: Served;
  let browser: Browser;

  beforeAll(async () => {
    allowed = await pages('127.0.0.1');
    stranger = await pages('127.0.0.2');
    server = await serve();
    browser = await chromium.launch({
      executablePath,
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
    });
  });

  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    allowed?.close();
    stranger?.close();
  });

  const analyzeFrom = async (address: string) => {
    const page = await browser.newPage();
    await page.goto(address);
    const found = await page.evaluate<{
      status?: number;
      answer?: { status: string; data: unknown[] };
      failure?: string;
    }>(
      `fetch('${server.url}/analyze', {
        method: 'POST',
        headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify(${JSON.stringify(company(8))}),
      }).then(
        async (response) => ({ status: response.status, answer: await response.json() }),
        (failure) => ({ failure: String(failure) }),
      )`,
    );
    await page.close();
    return found;
  };

  it('a page of an allowed origin posts people and reads the documented answer', async () => {
    const { status, answer } = await analyzeFrom(addressOf(allowed));
    expect([status, answer?.status, answer?.data.length]).toEqual([200, 'success', 8]);
  });

  it('a page of an origin that is not allowed cannot', async () => {
    const { failure } = await analyzeFrom(addressOf(stranger));
    expect(failure).toContain('Failed to fetch');
  });
});

async function pages(host: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html').end('<!doctype html><title>another site</title>');
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return server;
}

function addressOf(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the site has no port');
  return `http://${at.address}:${at.port}/`;
}
