import type { APIRequestContext, Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, shown } from '../support/dashboard.ts';
import {
  firstAdminOf,
  HOSTILE_NAME,
  type KnownCompany,
  knownCompany,
  pageOf,
  posted,
} from '../support/known-company.ts';
import type { Served } from '../support/serve.ts';
import { onServersOfBothStores } from '../support/stores.ts';

onServersOfBothStores('the list of people', (newServer, store) => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let company: KnownCompany;
  let admin: APIRequestContext;
  let address: string;

  beforeAll(async () => {
    server = await newServer();
    browser = await launched();
    company = await knownCompany(server.url);
    admin = await firstAdminOf(server, browser);
    address = `${server.url}/people?evaluation=${company.evaluations.last}`;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const analyst = (options: Parameters<typeof pageOf>[4] = {}) =>
    pageOf(server, browser, admin, { role: 'analyst' }, options);
  const counted = (page: Page, count: string) => page.getByText(count, { exact: true }).waitFor();

  it('filters by what people are marked with and whom they report to, as its address says', async () => {
    const { page, faults } = await analyst();
    await page.goto(address);
    await counted(page, '40 people');
    await page.getByText('Check the data', { exact: true }).first().click();
    await counted(page, '1 person');
    await page.getByRole('link', { name: 'Sven Zuse' }).waitFor();
    expect(new URL(page.url()).searchParams.get('sign')).toBe('data_error');
    await page.getByText('Unusually bad', { exact: true }).click();
    await page.getByRole('link', { name: 'Sven Zuse' }).waitFor();
    expect(new URL(page.url()).searchParams.get('sign')).toBe('worse,data_error');
    const again = await page.context().newPage();
    await again.goto(page.url());
    await counted(again, '1 person');
    await page.getByRole('button', { name: 'Clear all filters' }).click();
    await counted(page, '40 people');
    await page.getByRole('combobox', { name: 'Reports to' }).fill('ben abel');
    await page.getByRole('option', { name: 'Ben Abel (P02)' }).click();
    await counted(page, '12 people');
    expect(faults).toEqual([]);
  });

  it('goes by keys: to the search, from person to person, and into one; and back to the same list', async () => {
    const { page } = await analyst();
    await page.goto(`${address}&sort=number&order=asc`);
    await page.getByRole('link', { name: 'Ada Abel' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('zuse');
    await counted(page, '20 people');
    await page.getByRole('region', { name: 'People' }).focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('End');
    expect(await focused(page)).toBe('Tina Zuse');
    await page.keyboard.press('ArrowUp');
    expect(await focused(page)).toBe('Sven Zuse');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Sven Zuse' }).waitFor();
    await page.goBack();
    await counted(page, '20 people');
    expect(await page.getByRole('searchbox').inputValue()).toBe('zuse');
  });

  it('gives out what is shown in every format, by the same filter and order', async () => {
    const { page } = await analyst();
    await page.goto(`${address}&search=zuse&sort=number&order=desc&position=`);
    await counted(page, '20 people');
    await page.getByRole('button', { name: 'Export' }).click();
    const links = page.getByRole('menuitem');
    expect(await links.allInnerTexts()).toEqual(['CSV', 'XLSX', 'PARQUET', 'JSON']);
    const coming = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'JSON' }).click();
    const stream = await (await coming).createReadStream();
    const chunks: Buffer[] = [];
    for await (const chunk of stream) chunks.push(Buffer.from(chunk));
    const people: { number: string }[] = JSON.parse(Buffer.concat(chunks).toString());
    expect(people.map(({ number }) => number).slice(0, 3)).toEqual(['P40', 'P39', 'P38']);
    expect(people).toHaveLength(20);
  });

  it('is for a manager the people below, and nobody else', async () => {
    await posted(admin, server.url, `/evaluations/${company.evaluations.last}/release`, { review: 'Seen.' });
    const { page } = await pageOf(server, browser, admin, {
      role: 'manager',
      employee_id: company.people.P02,
    });
    await page.goto(`${server.url}/people`);
    // Twelve, and the manager.
    await counted(page, '13 people');
    await page.getByRole('searchbox').fill('cleo');
    await page.getByRole('heading', { name: 'Nobody matches' }).waitFor();
  });

  // What follows is the same on whatever store.
  if (store !== 'SQLite') return;

  it('shows hostile names as what they are, and columns as one chooses', async () => {
    const { page, faults } = await analyst();
    await page.goto(`${address}&search=P05`);
    await page.getByRole('link', { name: HOSTILE_NAME }).waitFor();
    await page.getByRole('button', { name: 'Columns' }).click();
    await page.getByRole('menuitemcheckbox', { name: 'Department' }).click();
    await page.getByRole('columnheader', { name: 'Department' }).waitFor({ state: 'detached' });
    expect(new URL(page.url()).searchParams.get('hide')).toBe('department');
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in %s colours, narrow on a phone',
    async (colorScheme) => {
      for (const width of [1280, 360]) {
        const { page } = await analyst({
          colorScheme,
          viewport: { width, height: 800 },
          reducedMotion: 'reduce',
        });
        await page.goto(address);
        await page.getByRole('link', { name: 'Nils Zuse' }).waitFor();
        await shown(page);
        expect(await inaccessible(page), `at ${width}`).toEqual([]);
        expect(await page.getByRole('columnheader').count()).toBe(width === 360 ? 3 : 11);
        const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
        expect(over).toBeLessThanOrEqual(0);
      }
    },
  );
});

/** What the link with the focus says, once one has it. */
async function focused(page: Page): Promise<string> {
  await page.locator('tr[data-active="true"] a:focus').waitFor();
  return page.locator('a:focus').innerText();
}
