import { existsSync, readFileSync } from 'node:fs';
import { get } from 'node:http';
import { join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { root } from '../built.ts';
import { evaluatedExample, inaccessible, watched } from '../support/dashboard.ts';
import { settled } from '../support/every-page.ts';
import { type Served, serve } from '../support/serve.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);
const HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}';

describe('the dashboard', () => {
  if (executablePath === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await chromium.launch({ executablePath, args: ['--no-sandbox'] });
    const log = readFileSync(join(root, 'examples', 'tasks.csv'), 'utf8');
    const named = log.replaceAll('Kwame Asante', `"${HOSTILE.replaceAll('"', '""')}"`);
    await evaluatedExample(server.url, new Blob([named]), 'tasks.csv');
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('needs less than 300 KB of JavaScript beside what draws its charts, however it is packed', async () => {
    const { page } = await watched(browser);
    const scripts = new Set<string>();
    page.on('request', (asked) => {
      if (asked.resourceType() === 'script') scripts.add(asked.url());
    });
    await page.goto(server.url);
    await page.locator('.chart svg').first().waitFor();
    await settled(page);
    const needed = [...scripts].filter((url) => !url.includes('/assets/echarts-'));
    expect([scripts.size - needed.length, needed.length > 3]).toEqual([1, true]);
    for (const encoding of ['br', 'gzip']) {
      const sizes = await Promise.all(needed.map((url) => bytesOf(url, encoding)));
      expect(
        sizes.reduce((sum, size) => sum + size, 0),
        encoding,
      ).toBeLessThan(300_000);
    }
  });

  it('shows how many people are in each tier, and whom to look at first', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(server.url);
    await page.getByRole('heading', { name: 'People per tier' }).waitFor();
    await page.getByRole('button', { name: 'As a table' }).first().click();
    const rows = await page
      .getByRole('region', { name: 'People per tier' })
      .locator('tbody tr')
      .allInnerTexts();
    expect(rows.map((row) => row.split('\t').slice(0, 2))).toEqual([
      ['High', '12'],
      ['Medium', '30'],
      ['Low', '10'],
    ]);
    await page.getByRole('link', { name: 'Victor Halloran' }).first().click();
    await page.getByRole('heading', { level: 1, name: 'Victor Halloran' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('finds people as one types, and keeps what was asked for in the address', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/people`);
    await page.getByRole('searchbox').fill('halloran');
    await page.getByText('1 person', { exact: true }).waitFor();
    expect(await page.locator('tbody tr').allInnerTexts()).toEqual([
      expect.stringContaining('Victor Halloran'),
    ]);
    const again = await watched(browser);
    await again.page.goto(page.url());
    await again.page.getByRole('link', { name: 'Victor Halloran' }).waitFor();
    expect(await again.page.locator('tbody tr').count()).toBe(1);
    expect([...faults, ...again.faults]).toEqual([]);
  });

  it('tells which colours and which language are chosen, and keeps them', async () => {
    const { page, faults } = await watched(browser, { colorScheme: 'light' });
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Menu' }).click();
    expect(await page.getByRole('menuitemradio', { checked: true }).allInnerTexts()).toEqual([
      'As the system',
      'English',
    ]);
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    await page.getByRole('menuitemradio', { name: 'Deutsch' }).click();
    await page.reload();
    await page.getByRole('heading', { name: 'Personen je Stufe' }).waitFor();
    expect(await page.locator('html').getAttribute('data-mantine-color-scheme')).toBe('dark');
    await page.getByRole('button', { name: 'Menü' }).click();
    expect(await page.getByRole('menuitemradio', { checked: true }).allInnerTexts()).toEqual([
      'Dunkel',
      'Deutsch',
    ]);
    expect(faults).toEqual([]);
  });

  it('shows a hostile name as what it is', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/people?search=E008`);
    await page.getByRole('link', { name: HOSTILE }).click();
    await page.getByRole('heading', { level: 1, name: HOSTILE }).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in %s colours, in English and German',
    async (colorScheme) => {
      for (const [locale, path] of [
        ['en-GB', '/'],
        ['de-DE', '/people'],
        ['de-DE', '/nowhere'],
      ] as const) {
        const { page } = await watched(browser, { colorScheme, locale, reducedMotion: 'reduce' });
        await page.goto(server.url + path);
        await settled(page);
        expect(await inaccessible(page), `${path} in ${locale}`).toEqual([]);
        await page.context().close();
      }
    },
  );
});

/** How many bytes of a file go over the wire in an encoding. */
function bytesOf(url: string, encoding: string): Promise<number> {
  return new Promise((resolve, reject) => {
    get(url, { headers: { 'accept-encoding': encoding } }, (answer) => {
      let bytes = 0;
      answer.on('data', (piece: Buffer) => {
        bytes += piece.length;
      });
      answer.on('end', () => resolve(answer.headers['content-encoding'] === encoding ? bytes : Number.NaN));
    }).on('error', reject);
  });
}
