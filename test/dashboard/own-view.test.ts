import type { APIRequestContext, Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
import { type Served, serve } from '../support/serve.ts';

const WRONG = 'I was on leave in May. <script>alert(1)</script>';

describe('what an employee sees', () => {
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

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    company = await knownCompany(server.url);
    admin = await firstAdminOf(server, browser);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const employee = (number: string, options: Parameters<typeof pageOf>[4] = {}) =>
    pageOf(server, browser, admin, { role: 'employee', employee_id: company.people[number] }, options);
  const menuOf = (page: Page) =>
    page
      .getByRole('navigation', { name: /Menu|Menü/ })
      .getByRole('link')
      .allInnerTexts();

  it('is a friendly word while nothing is released, and what to do where the account is nobody’s', async () => {
    const { page, faults } = await employee('P07');
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1, name: 'No result yet' }).waitFor();
    expect(new URL(page.url()).pathname).toBe('/me');
    const nobody = await pageOf(server, browser, admin, { role: 'employee' });
    await nobody.page.goto(server.url);
    await nobody.page.getByRole('heading', { level: 1, name: 'This account is nobody’s' }).waitFor();
    expect([...faults, ...nobody.faults]).toEqual([]);
  });

  it('says so where no page has the address, with a way back', async () => {
    const { page } = await employee('P07');
    await page.goto(`${server.url}/nowhere`);
    await page.getByRole('heading', { level: 1, name: 'There is no such page' }).waitFor();
    await page.getByRole('main').getByRole('link').click();
    await page.waitForURL('**/me');
  });

  it('is the own result in plain language, and nothing of others', async () => {
    const url = server.url;
    await posted(admin, url, `/evaluations/${company.evaluations.last}/release`, {
      review: 'Looked <b>at</b>.',
    });
    const { page, faults } = await employee('P05');
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1, name: HOSTILE_NAME }).waitFor();
    await page.getByText(/^This is your result for 2024-Q2\./).waitFor();
    await page.getByText(/^Your score is [\d.]+ of 100: /).waitFor();
    await page.getByText(/^You are in \w+, because your three numbers/).waitFor();
    await page.getByText('Looked through and released by Ada the admin', { exact: false }).waitFor();
    await page.getByText('you are owed this', { exact: false }).waitFor();
    await page.getByText(/^24 people of the position Clerk/).waitFor();
    await shown(page);
    expect(await page.locator('body').innerText()).not.toMatch(/Cleo|Dan|Zuse/);
    expect(await menuOf(page)).toEqual(['My result', 'Settings']);
    expect(await page.getByRole('button', { name: 'Record a decision' }).count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('is in German for who reads German', async () => {
    const { page } = await employee('P06', { locale: 'de-DE' });
    await page.goto(server.url);
    await page.getByText(/^Sie haben [\d,]+ von 100 Punkten: /).waitFor();
    await page.getByRole('heading', { name: 'Ihre Rechte' }).waitFor();
  });

  it('can be contested; the answer has a day and comes from somebody with a name', async () => {
    const { page, faults } = await employee('P08');
    await page.goto(server.url);
    await page.getByRole('button', { name: 'Contest this result' }).click();
    await page.getByLabel('What is wrong, and why').fill(WRONG);
    await page.getByRole('button', { name: 'Send' }).first().click();
    await page.getByText(/^Your contest is on record\. It is to be answered by /).waitFor();
    await page.getByText(/^To be answered by /).waitFor();

    const analyst = await pageOf(server, browser, admin, { role: 'analyst', name: 'Bela Novak' });
    await analyst.page.goto(
      `${server.url}/people/${company.people.P08}?evaluation=${company.evaluations.last}`,
    );
    await analyst.page.getByText(WRONG).waitFor();
    await analyst.page.getByRole('button', { name: 'Answer' }).click();
    await analyst.page.getByLabel('Answer to the contest').fill('You are right: it is put right.');
    await analyst.page.getByRole('button', { name: 'Send' }).first().click();
    await analyst.page.getByText('You are right: it is put right.').waitFor();

    await page.reload();
    await page.getByText(/^Answered by Bela Novak, /).waitFor();
    await page.getByText('Contest: answered').waitFor();
    // A manager does not read what somebody contests.
    const manager = await pageOf(server, browser, admin, {
      role: 'manager',
      employee_id: company.people.P03,
    });
    await manager.page.goto(`${server.url}/people/${company.people.P08}`);
    await manager.page.getByText('Nobody has said anything of this result.').waitFor();
    expect([...faults, ...analyst.faults, ...manager.faults]).toEqual([]);
  });

  it('is for a manager the own result, and the team', async () => {
    const { page } = await pageOf(server, browser, admin, {
      role: 'manager',
      employee_id: company.people.P02,
    });
    await page.goto(`${server.url}/me`);
    await page.getByRole('heading', { level: 1, name: 'Ben Abel' }).waitFor();
    await page.getByText('12 people report here').waitFor();
    expect((await menuOf(page)).slice(0, 3)).toEqual(['My result', 'Overview', 'People']);
  });

  it.each(['light', 'dark'] as const)('is accessible in %s colours, also on a phone', async (colorScheme) => {
    const viewport = { width: colorScheme === 'light' ? 390 : 1280, height: 900 };
    const { page } = await employee('P08', { colorScheme, viewport, reducedMotion: 'reduce' });
    await page.goto(server.url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.getByRole('button', { name: 'Contest this result' }).click();
    await shown(page);
    expect(await inaccessible(page)).toEqual([]);
    const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(over).toBeLessThanOrEqual(0);
  });
});
