import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { type DashboardCompany, exampleCompanyOn } from '../support/dashboard-company.ts';
import { type Served, serve } from '../support/serve.ts';

const HOSTILE = '"><img src=x onerror=alert(1)>';

describe('trends', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard/trends: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let company: DashboardCompany;
  let periods: readonly { readonly id: string; readonly name: string }[];
  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    company = await exampleCompanyOn(server);
    const { client } = company.as.admin;
    const { items } = await client.listPeriods({ query: { limit: 100 } });
    const sorted = items.toSorted((a, b) => (a.starts_on < b.starts_on ? -1 : 1));
    await client.updatePeriod({ params: { id: sorted[1].id }, body: { name: HOSTILE } });
    periods = sorted.map(({ id, name }, i) => ({ id, name: i === 1 ? HOSTILE : name }));
  }, 120_000);
  // Pages that stay open would go on asking whenever something changes.
  afterEach(() => Promise.all(browser.contexts().map((context) => context.close())));
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function opened(role: keyof DashboardCompany['as'], path: string, options = {}) {
    const seen = await watched(browser, options);
    // Trends of everybody are computed when they are asked for: on a busy machine that takes long.
    seen.page.setDefaultTimeout(90_000);
    await company.as[role].enter(seen.page.context());
    await seen.page.goto(server.url + path);
    return seen;
  }

  it('show every period on one standard, in a table and in words', async () => {
    const { page, faults } = await opened('analyst', '/trends');
    const chart = page.locator('section', { has: page.getByRole('heading', { name: 'Scores: Everybody' }) });
    await chart.getByRole('button', { name: 'As a table' }).click();
    const rows = await page
      .getByRole('region', { name: 'Scores: Everybody' })
      .locator('tbody tr')
      .allInnerTexts();
    expect(rows.map((row) => row.split('\t')[0])).toEqual(periods.map(({ name }) => name));
    const company_trend = await company.as.analyst.client.getCompanyTrend();
    expect(rows.map((row) => row.split('\t')[2])).toEqual(
      company_trend.periods.map(({ rated }) => String(rated)),
    );
    // Six periods: enough for a slope with an interval, too few for changes and forecasts.
    await page.getByText(/The median is (rising|falling)|No trend that these periods could show/).waitFor();
    await page.getByText('A search for lasting changes needs ten periods with a score.').waitFor();
    await page.getByText('A forecast needs eight periods with a score').waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('show who moved between two chosen periods, with a link to each, and keep it in the address', async () => {
    const [from, , to] = periods;
    const { client } = company.as.analyst;
    const query = { from: from.id, to: to.id, move: 'fell' as const };
    const { items } = await client.listMovers({ query });
    const { page, faults } = await opened('analyst', `/trends?from=${from.id}&to=${to.id}&move=fell`);
    await page.getByRole('heading', { name: `From ${from.name} to ${to.name}` }).waitFor();
    await page.getByRole('link', { name: String(items[0].name) }).waitFor();
    expect(await page.locator('main li a[href^="/people/"]').allInnerTexts()).toEqual(
      items.map(({ name }) => name),
    );
    await page.getByText('Rose', { exact: true }).click();
    await page.waitForURL(/move=rose/);
    expect(faults).toEqual([]);
  });

  it('show departments beside each other, and one of them by itself', async () => {
    const { page, faults } = await opened('analyst', '/trends');
    await page.getByRole('heading', { name: 'Departments' }).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Look closer at Engineering' }).click();
    await page.waitForURL(/department=/);
    await page.getByRole('heading', { name: 'Scores: Engineering' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('say that numbers of few people are withheld', async () => {
    const { admin } = company.as;
    await admin.client.updateSettings({ body: { small_group: 1000 } });
    const { page } = await opened('analyst', '/trends');
    await page.getByText('The numbers of 6 periods are withheld').waitFor();
    await admin.client.updateSettings({ body: { small_group: 5 } });
  });

  it('are of the team for managers, and not for employees', async () => {
    const manager = await opened('manager', '/trends');
    await manager.page.getByRole('heading', { level: 1, name: 'Trends' }).waitFor();
    await manager.page.getByRole('heading', { name: /^Scores/ }).waitFor();
    const employee = await opened('employee', '/trends');
    await employee.page.getByText('This is not for your role').first().waitFor();
    expect(await employee.page.getByRole('link', { name: 'Trends' }).count()).toBe(0);
  });

  it.each(['light', 'dark'] as const)('are accessible in %s colours', async (colorScheme) => {
    const { page } = await opened('admin', '/trends', { colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('heading', { name: 'Who moved' }).waitFor();
    await page.getByRole('heading', { name: 'Departments' }).scrollIntoViewIfNeeded();
    await page.getByRole('button', { name: 'Look closer at Engineering' }).waitFor();
    expect(await inaccessible(page)).toEqual([]);
  });
});
