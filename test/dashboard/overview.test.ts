import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { type DashboardCompany, exampleCompanyOn } from '../support/dashboard-company.ts';
import { type Served, serve } from '../support/serve.ts';

const HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}';

describe('the overview', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard/overview: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let company: DashboardCompany;
  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    company = await exampleCompanyOn(server);
    const { client } = company.as.admin;
    const departments = (await client.listDepartments({ query: { limit: 100 } })).items;
    const [one] = departments.filter(({ name }) => name === 'Engineering');
    await client.updateDepartment({ params: { id: one.id }, body: { name: HOSTILE } });
    await client.updateEmployee({
      params: { id: company.people.get('E008') ?? '' },
      body: { name: HOSTILE },
    });
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
    await seen.page.getByRole('heading', { level: 1 }).waitFor();
    return seen;
  }
  const ofTasks = (i: number) => `/?evaluation=${company.evaluations.at(i)}`;

  async function tableOf(page: Page, title: string): Promise<string[][]> {
    const chart = page.locator('section', { has: page.getByRole('heading', { name: title, exact: true }) });
    await chart.getByRole('button', { name: 'As a table' }).click();
    const rows = await page.getByRole('region', { name: title }).locator('tbody tr').allInnerTexts();
    return rows.map((row) => row.split('\t'));
  }

  it('tells of everybody in numbers that agree with each other', async () => {
    const { page, faults } = await opened('analyst', ofTasks(-1));
    const tiers = await tableOf(page, 'People per tier');
    const scores = await tableOf(page, 'Scores');
    expect(tiers.map(([name]) => name)).toEqual(['High', 'Medium', 'Low']);
    for (const [rank, [, people]] of tiers.entries()) {
      const inTier = scores.map((row) => row[2 + rank]);
      if (inTier.includes('withheld')) continue;
      expect(inTier.reduce((sum, count) => sum + Number(count), 0)).toBe(Number(people));
    }
    expect(scores).toHaveLength(10);
    await page.getByRole('heading', { name: 'Data quality and coverage' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('says who moved since the period before, and leads to them', async () => {
    const { page } = await opened('analyst', ofTasks(-1));
    await page.getByRole('heading', { name: /^Since / }).waitFor();
    await page.getByRole('link', { name: 'Who moved' }).click();
    await page.getByRole('heading', { level: 1, name: 'Trends' }).waitFor();
    expect(page.url()).toMatch(/from=.*to=/);
  });

  it('leads from whom to look at to the person, hostile names shown as what they are', async () => {
    const { page, faults } = await opened('analyst', ofTasks(0));
    const departments = await tableOf(page, 'Departments');
    expect(departments.map(([name]) => name)).toContain(HOSTILE);
    const [person] = await page.locator('a[href^="/people/"]').all();
    const name = await person.innerText();
    await person.click();
    await page.getByRole('heading', { level: 1, name }).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('says where departments are withheld', async () => {
    const { admin } = company.as;
    await admin.client.updateSettings({ body: { small_group: 14 } });
    const { page } = await opened('analyst', ofTasks(-1));
    const departments = await tableOf(page, 'Departments');
    expect(departments.at(-1)).toEqual(expect.arrayContaining(['Smaller departments', 'withheld']));
    await admin.client.updateSettings({ body: { small_group: 5 } });
  });

  it('tells managers of all in groups and of their team by name, and leads employees to their own', async () => {
    const manager = await opened('manager', ofTasks(0));
    await manager.page.getByText('Results that you see').waitFor();
    await manager.page.getByRole('heading', { name: 'Unusual people' }).waitFor();
    expect(await manager.page.getByRole('heading', { name: 'Data quality and coverage' }).count()).toBe(0);
    const employee = await opened('employee', ofTasks(0));
    await employee.page.waitForURL(/\/me/);
    expect(await employee.page.getByRole('heading', { name: 'People per tier' }).count()).toBe(0);
    expect([...manager.faults, ...employee.faults]).toEqual([]);
  });

  it('lets one choose another evaluation by its period', async () => {
    const { page } = await opened('analyst', '/');
    await page.getByRole('combobox', { name: 'Evaluation' }).click();
    await page.getByRole('option').filter({ hasText: '2024-Q1' }).first().click();
    await page.waitForURL(/evaluation=/);
    await page.getByRole('heading', { level: 1, name: '2024-Q1' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('is accessible in %s colours', async (colorScheme) => {
    const { page } = await opened('admin', ofTasks(-1), { colorScheme, reducedMotion: 'reduce' });
    await page.getByRole('heading', { name: /^Since / }).waitFor();
    await page.getByRole('heading', { name: 'Departments' }).waitFor();
    expect(await inaccessible(page)).toEqual([]);
  });
});
