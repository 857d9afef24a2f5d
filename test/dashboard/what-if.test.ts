import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { root } from '../built.ts';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { evaluatedExample, inaccessible, watched } from '../support/dashboard.ts';
import { settled } from '../support/every-page.ts';
import { type Served, serve } from '../support/serve.ts';

const HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}';

describe('the page of what-if', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let evaluation: string;

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    const log = readFileSync(join(root, 'examples', 'tasks.csv'), 'utf8');
    const named = log.replaceAll('Kwame Asante', `"${HOSTILE.replaceAll('"', '""')}"`);
    evaluation = await evaluatedExample(server.url, new Blob([named]), 'tasks.csv');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('lists who would change, as the server says, and keeps nothing', async () => {
    const client = createClient({ baseUrl: server.url });
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/what-if`);
    await page.getByRole('heading', { name: 'Nobody would change.' }).waitFor();
    await page.getByRole('radiogroup', { name: 'Number of tiers' }).getByText('4', { exact: true }).click();
    const expected = await client.whatIf({ body: { evaluation_id: evaluation, clusters: 4 } });
    expect(expected.changed).toBeGreaterThan(1);
    await page.getByRole('heading', { name: `${expected.changed} people would change` }).waitFor();
    expect(new URL(page.url()).searchParams.get('k')).toBe('4');
    const rows = page.getByRole('region', { name: 'Who would change' }).locator('tbody tr');
    expect(await rows.count()).toBe(expected.changed);
    await page
      .getByRole('region', { name: 'People per tier' })
      .getByRole('button', { name: 'As a table' })
      .click();
    const counts = await page
      .getByRole('region', { name: 'People per tier' })
      .locator('tbody tr')
      .allInnerTexts();
    const after = counts.map((row) => Number(row.split('\t')[2])).filter(Number.isFinite);
    expect(after).toEqual(expected.tiers.after.map(({ people }) => people));
    expect((await client.listStandards()).items).toHaveLength(1);
    expect(faults).toEqual([]);
  });

  it('keeps weights at 100 % together, and in the address', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/what-if`);
    await page.getByText('Together 100%').waitFor();
    await page.getByRole('textbox', { name: 'Completion rate' }).fill('70');
    await page.getByText('Together 100%').waitFor();
    const values = async (on: typeof page) =>
      Promise.all(
        ['Completion rate', 'Task efficiency', 'Throughput'].map((name) =>
          on.getByRole('textbox', { name }).inputValue(),
        ),
      );
    expect(await values(page)).toEqual(['70 %', '15 %', '15 %']);
    await page.getByRole('slider', { name: 'Task efficiency' }).press('ArrowRight');
    expect((await values(page))[1]).toBe('16 %');
    const again = await watched(browser);
    await again.page.goto(page.url());
    await again.page.getByText('Together 100%').waitFor();
    expect(await values(again.page)).toEqual(await values(page));
    await page.getByRole('button', { name: 'As it was' }).click();
    await page.getByRole('heading', { name: 'Nobody would change.' }).waitFor();
    expect(await values(page)).toEqual(['40 %', '30 %', '30 %']);
    expect([...faults, ...again.faults]).toEqual([]);
  });

  it('saves the settings as a draft, which says them', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/what-if?weights=[60,20,20]`);
    await page.getByRole('button', { name: 'Save as a draft' }).click();
    await page.getByRole('textbox', { name: 'Name of the standard' }).fill(HOSTILE);
    await page.getByRole('dialog').getByRole('button', { name: 'Save' }).click();
    await page.getByRole('heading', { level: 1, name: HOSTILE }).waitFor();
    await page.getByText('Draft', { exact: true }).waitFor();
    await page.getByRole('row', { name: /^Completion rate 60%/ }).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('says of settings that cannot be why not', async () => {
    const { page } = await watched(browser);
    await page.goto(`${server.url}/what-if?k=7&weights=[1,2,3]&contamination=9&min_tasks=1000000`);
    await page.getByText('no longer rated').waitFor();
    expect(await page.getByRole('radio', { name: '3', exact: true }).isChecked()).toBe(true);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in %s colours, and shows hostile names',
    async (colorScheme) => {
      for (const locale of ['en-GB', 'de-DE']) {
        const { page, faults } = await watched(browser, { colorScheme, locale, reducedMotion: 'reduce' });
        await page.goto(`${server.url}/what-if?k=5`);
        await page.getByRole('link', { name: HOSTILE }).waitFor();
        await settled(page);
        expect(await inaccessible(page), locale).toEqual([]);
        expect(faults).toEqual([]);
        await page.context().close();
      }
    },
  );
});
