import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { IsolationForest } from '../src/estimators/isolation-forest.ts';
import { KMeans } from '../src/estimators/kmeans.ts';
import type { Matrix } from '../src/math/matrix.ts';
import { RandomState } from '../src/math/random.ts';
import { dist, requireBuilt } from './built.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

describe('evenhand/estimators in a browser', () => {
  if (executablePath === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/browser.test.ts: no Chromium here, so the estimators were not tried in a browser');
    });
    return;
  }

  let server: Server;
  let browser: Browser;

  beforeAll(async () => {
    requireBuilt();
    server = await serveFiles(dist);
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
  });

  afterAll(async () => {
    await browser?.close();
    server?.close();
  });

  // Large enough for the kernels; only an isolated page has shared memory.
  it.each([
    ['an ordinary page', 400, '/'],
    ['an ordinary page', 8000, '/'],
    ['a cross-origin isolated page', 8000, '/isolated'],
  ])(
    'fits K-means and an isolation forest in %s to %d rows with the same bits as Node',
    async (_, rows, path) => {
      const X = people(rows);
      const kmeans = await new KMeans({ clusters: 3, randomState: 42 }).fit(X);
      const forest = await new IsolationForest({ contamination: 0.05, randomState: 42 }).fit(X);

      const page = await browser.newPage();
      const failures: string[] = [];
      page.on('pageerror', (error) => failures.push(error.message));
      await page.goto(address(server) + path);
      expect(await page.evaluate('crossOriginIsolated')).toBe(path === '/isolated');
      const found = await page.evaluate<Record<string, number[]>>(`(async () => {
      const { KMeans, IsolationForest } = await import('/estimators/index.js');
      const X = { rows: ${X.rows}, columns: ${X.columns}, data: Float64Array.from(${JSON.stringify([...X.data])}) };
      const kmeans = await new KMeans({ clusters: 3, randomState: 42 }).fit(X);
      const forest = await new IsolationForest({ contamination: 0.05, randomState: 42 }).fit(X);
      return {
        labels: [...kmeans.labels],
        centers: [...kmeans.clusterCenters.data],
        inertia: [kmeans.inertia, kmeans.iterations],
        scores: [...forest.scoreSamples(X)],
        flags: [...forest.predict(X)],
      };
    })()`);

      expect(failures).toEqual([]);
      expect(found).toEqual({
        labels: [...kmeans.labels],
        centers: [...kmeans.clusterCenters.data],
        inertia: [kmeans.inertia, kmeans.iterations],
        scores: [...forest.scoreSamples(X)],
        flags: [...forest.predict(X)],
      });
    },
  );
});

function people(rows: number): Matrix {
  const random = new RandomState(7);
  return {
    rows,
    columns: 3,
    data: Float64Array.from({ length: rows * 3 }, () => random.randomSample() ** 2),
  };
}

/** A server of JavaScript files, and of an empty page to load them from. */
async function serveFiles(folder: string): Promise<Server> {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/isolated') {
      response.setHeader('cross-origin-opener-policy', 'same-origin');
      response.setHeader('cross-origin-embedder-policy', 'require-corp');
    }
    if (pathname === '/' || pathname === '/isolated') {
      response.setHeader('content-type', 'text/html').end('<!doctype html><title>empty</title>');
      return;
    }
    const content = await readFile(join(folder, pathname)).catch(() => null);
    response.writeHead(content ? 200 : 404, { 'content-type': 'text/javascript' }).end(content ?? '');
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  return server;
}

function address(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the file server has no port');
  return `http://127.0.0.1:${at.port}`;
}
