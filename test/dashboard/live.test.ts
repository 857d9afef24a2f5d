import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { watched } from '../support/dashboard.ts';
import { type Served, serve } from '../support/serve.ts';
import { firstAdminAt } from '../support/signed-in.ts';

const AWAY = 'The server cannot be reached';

describe('a page that stays open', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  // It outlives the server that fills it.
  const data = mkdtempSync(join(tmpdir(), 'evenhand-data-'));
  const env = { EVENHAND_DATA: data, EVENHAND_LOG_LEVEL: 'warn' };
  let server: Served;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    server = await serve(env);
    browser = await launched();
    ({ page } = await watched(browser));
    await page.goto(`${server.url}/imports`);
    await page.getByText('No file has been sent yet').waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it('shows what somebody else does', async () => {
    await send('first.csv');
    await page.getByRole('link', { name: 'first.csv' }).waitFor();
    expect(await page.getByText(AWAY).count()).toBe(0);
  });

  it('says that it cannot reach a server that has stopped, and goes on with the next one', async () => {
    await server.stop();
    await page.getByText(AWAY).waitFor();
    server = await serve(env, new URL(server.url).port);
    await page.getByText(AWAY).waitFor({ state: 'detached' });
    await send('second.csv');
    await page.getByRole('link', { name: 'second.csv' }).waitFor();
    expect(await page.getByRole('link', { name: 'first.csv' }).count()).toBe(1);
  }, 60_000);

  it('says that it is cut off, and shows what happened meanwhile when it is not any more', async () => {
    await page.context().setOffline(true);
    await page.getByText(AWAY).waitFor();
    await send('third.csv');
    expect(await page.getByRole('link', { name: 'third.csv' }).count()).toBe(0);
    await page.context().setOffline(false);
    await page.getByText(AWAY).waitFor({ state: 'detached' });
    await page.getByRole('link', { name: 'third.csv' }).waitFor();
  });

  it('leads to where people log in when its session has ended', async () => {
    const admin = await firstAdminAt(server);
    const { page: own } = await watched(browser);
    await admin.enter(own.context());
    await own.goto(`${server.url}/jobs`);
    await own.getByRole('heading', { level: 1, name: 'Jobs' }).waitFor();
    await admin.client.logOut();
    await own.waitForURL(`${server.url}/log-in`);
    // Whoever had no account until there was one is asked who they are, too.
    await page.waitForURL(`${server.url}/log-in`);
  }, 60_000);

  async function send(name: string): Promise<void> {
    const client = createClient({ baseUrl: server.url });
    await client.createImport({ body: { file: new File([`employee_id\n${name}`], name) } });
  }
});
