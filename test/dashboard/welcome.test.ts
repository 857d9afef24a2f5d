import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { settled } from '../support/every-page.ts';
import { type Served, serve } from '../support/serve.ts';
import { firstAdminAt, invitedBy } from '../support/signed-in.ts';

describe('a fresh installation', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it.each(['light', 'dark'] as const)('welcomes everybody in %s colours', async (colorScheme) => {
    for (const locale of ['en-GB', 'de-DE']) {
      const { page, faults } = await watched(browser, { colorScheme, locale, reducedMotion: 'reduce' });
      await page.goto(server.url);
      await page.getByRole('button', { name: /Try the example|Beispielfirma/ }).waitFor();
      await settled(page);
      expect(await inaccessible(page), locale).toEqual([]);
      expect(faults).toEqual([]);
      await page.context().close();
    }
  });

  it('lets a file be chosen by keys, and be dropped', async () => {
    const { page } = await watched(browser);
    await page.goto(server.url);
    const button = page.getByRole('button', { name: 'Choose a file' });
    const [chooser] = await Promise.all([page.waitForEvent('filechooser'), button.press('Enter')]);
    expect(chooser.isMultiple()).toBe(false);
    const dropped = await page.evaluateHandle(
      `(() => {
        const carried = new DataTransfer();
        carried.items.add(new File(['employee_id,completed_tasks,total_tasks\\n1,2,3\\n'], 'dropped.csv'));
        return carried;
      })()`,
    );
    await page.getByText('Drop a file here').dispatchEvent('drop', { dataTransfer: dropped });
    await page.getByRole('heading', { level: 1, name: 'dropped.csv' }).waitFor();
    await page.getByRole('button', { name: 'Let go of it' }).click();
    await page.getByText('No file has been sent yet').waitFor();
  });

  it('shows the example company with one click, and takes all of it back', async () => {
    const client = createClient({ baseUrl: server.url });
    const { page } = await watched(browser);
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Try the example company' }).click();
    await page.getByRole('heading', { level: 1, name: '2025-Q2' }).waitFor();
    await page.getByRole('heading', { name: 'People per tier' }).waitFor();
    const { items } = await client.listEvaluations();
    expect(items.map(({ name, state, fitted }) => [name, state, fitted])).toEqual([
      ['2025-Q2', 'done', false],
      ['2025-Q1', 'done', false],
      ['2024-Q4', 'done', false],
      ['2024-Q3', 'done', false],
      ['2024-Q2', 'done', false],
      ['2024-Q1', 'done', true],
    ]);
    expect(new Set(items.map(({ standard_id }) => standard_id)).size).toBe(1);

    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('heading', { level: 1, name: 'Welcome to Evenhand' }).waitFor();
    await page.getByText('Taken back.').waitFor();
    expect((await client.listEmployees()).items).toEqual([]);
    expect((await client.listImports()).items.map(({ state }) => state)).toEqual(['undone']);
    const { listStandards, listPeriods, listDepartments, listPositions } = client;
    for (const list of [listStandards, listPeriods, listDepartments, listPositions]) {
      expect((await list()).items).toEqual([]);
    }
  }, 60_000);

  it('offers nothing to those who may not bring anything in', async () => {
    const admin = await firstAdminAt(server);
    const auditor = await invitedBy(admin, server.url, {
      email: 'una@example.com',
      name: 'Una Audit',
      role: 'auditor',
    });
    const { page } = await watched(browser);
    await auditor.enter(page.context());
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1, name: 'There is no evaluation yet' }).waitFor();
    expect(await page.getByRole('button', { name: /example|file/i }).count()).toBe(0);
    expect((await fetch(`${server.url}/api/v1/example`, { headers: auditor.headers })).status).toBe(403);
    expect((await fetch(`${server.url}/api/v1/example`)).status).toBe(401);
  });
});
