import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { settled } from '../support/every-page.ts';
import { type Served, serve } from '../support/serve.ts';

describe('jobs', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  const data = mkdtempSync(join(tmpdir(), 'evenhand-jobs-'));
  let server: Served;
  let browser: Browser;
  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'silent', EVENHAND_DATA: data });
    browser = await launched();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
    rmSync(data, { recursive: true, force: true });
  });

  it('are shown as they go on, and can be cancelled', async () => {
    const client = createClient({ baseUrl: server.url });
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/jobs`);
    await page.getByText('There are no jobs').waitFor();
    // What is read first keeps the second waiting.
    const tasks = Array.from({ length: 800_000 }, (_, i) => `T${i},P${i % 5000},Done,1.5,2024-01-02`);
    const long = new File(
      [`task_id,employee_id,status,hours,completed_at\n${tasks.join('\n')}\n`],
      'long.csv',
    );
    await client.createImport({ body: { file: long, split: 'year' } });
    await client.createImport({ body: { file: new File(['a,b\n1,2\n'], 'short.csv') } });
    const [first, second] = ['short.csv', 'long.csv'].map((name) =>
      page.getByRole('row').filter({ hasText: name }),
    );
    await first.getByText('Waiting').waitFor();
    await second.getByText('Running').waitFor();
    await first.getByRole('button', { name: 'Cancel' }).click();
    await second.getByRole('button', { name: 'Cancel' }).click();
    await second.getByText('Cancelled').waitFor();
    await first.getByText('Cancelled').waitFor();
    await page.getByRole('link', { name: 'short.csv' }).click();
    await page.getByText('the reading was cancelled').waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('lead to their results, and are looked for by their state', async () => {
    const client = createClient({ baseUrl: server.url });
    const period = await client.createPeriod({
      body: { name: 'Nobody', starts_on: '2024-01-01', ends_on: '2024-03-31' },
    });
    const { page } = await watched(browser);
    await page.goto(`${server.url}/jobs`);
    await client.createEvaluation({ body: { pipeline: 'tasks', period_id: period.id, fit: {} } });
    const row = page.getByRole('row').filter({ hasText: 'Evaluation' });
    await row.getByText('Done').waitFor();
    await page.getByRole('combobox', { name: 'State' }).click();
    await page.getByRole('option', { name: 'Cancelled' }).click();
    await row.waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('state')).toBe('cancelled');
    await page.goto(`${server.url}/jobs?state=done`);
    await row.getByRole('link', { name: 'Nobody' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nobody' }).waitFor();
  });

  it('that fail say why, in the language of the reader', async () => {
    const client = createClient({ baseUrl: server.url });
    const rows = 'employee_id,completed_tasks,total_tasks,avg_task_hours\n1,2,3,4\n';
    const { id } = await client.createImport({ body: { file: new File([rows], 'stuck.csv') } });
    await vi.waitUntil(async () => (await client.getImport({ params: { id } })).state !== 'reading', {
      timeout: 30_000,
    });
    // Where it would write what it reads there is something else, once what it has read is gone from there.
    const work = join(data, 'uploads', `${id}.work`);
    await vi.waitUntil(() => !existsSync(work), { timeout: 30_000 });
    writeFileSync(work, '');
    await client.updateImport({ params: { id }, body: { mode: 'add' } });
    for (const [locale, state, reason] of [
      ['en-GB', 'Failed', 'something went wrong in the server; its log says more'],
      ['de-DE', 'Fehlgeschlagen', 'Im Server ist etwas schiefgegangen; mehr steht in seinem Protokoll.'],
    ]) {
      const { page, faults } = await watched(browser, { locale });
      await page.goto(`${server.url}/jobs?state=failed`);
      const row = page.getByRole('row').filter({ hasText: 'stuck.csv' });
      await row.getByText(reason, { exact: true }).waitFor();
      await row.getByText(state, { exact: true }).waitFor();
      expect(faults).toEqual([]);
    }
  });

  it.each(['light', 'dark'] as const)('are shown to everybody in %s colours', async (colorScheme) => {
    for (const locale of ['en-GB', 'de-DE']) {
      const { page } = await watched(browser, { colorScheme, locale, reducedMotion: 'reduce' });
      await page.goto(`${server.url}/jobs`);
      await page.getByRole('row').nth(1).waitFor();
      await settled(page);
      expect(await inaccessible(page), locale).toEqual([]);
      await page.context().close();
    }
  });
});
