import type { APIRequestContext, Browser } from 'playwright-core';
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

const HOSTILE_WORDS = '<img src=x onerror=alert(1)>{{7*7}}\njavascript:alert(1) "\'`';

describe('the page of a person', () => {
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

  const addressOf = (number: string, evaluation: keyof KnownCompany['evaluations'] = 'last', list = '') =>
    `${server.url}/people/${company.people[number]}?evaluation=${company.evaluations[evaluation]}${list}`;

  it('shows the score as parts that add up as they are shown', async () => {
    const { page, faults } = await pageOf(server, browser, admin, { role: 'analyst' });
    for (const number of ['P03', 'P12', 'P20']) {
      await page.goto(addressOf(number));
      const table = page.getByRole('table').filter({ hasText: 'Completion rate' });
      await table.waitFor();
      const points = await table.locator('tbody tr td:last-child').allInnerTexts();
      const [score] = await table.locator('tfoot th:last-child').allInnerTexts();
      expect(points).toHaveLength(3);
      expect(points.reduce((sum, part) => sum + Number(part), 0)).toBeCloseTo(Number(score), 9);
    }
    expect(faults).toEqual([]);
  });

  it('says where the person stands, what would change the tier, how firm it is, and where it goes', async () => {
    const { page } = await pageOf(server, browser, admin, { role: 'analyst' });
    await page.goto(addressOf('P03'));
    await page.getByRole('heading', { level: 1, name: 'Cleo Abel' }).waitFor();
    await page.getByText('P03 · Sales · Clerk · Manager: Ada Abel').waitFor();
    await page
      .getByText(/^24 people of the position Clerk\. The middle half has \d+ to \d+ points/)
      .waitFor();
    await page
      .getByText(/would cross the border/)
      .first()
      .waitFor();
    await page
      .getByText(/Stays in this tier in \d+% of 200/)
      .first()
      .waitFor();
    await page
      .getByText(/^Rising: \+[\d.]+ points from one period to the next, with 95% certainty/)
      .waitFor();
    await page.getByText(/^Next period: about [\d.]+; in 80% of cases/).waitFor();
    await page.getByRole('heading', { name: 'By clustering' }).waitFor();
    await page
      .getByText(/of 70 points/)
      .first()
      .waitFor();
    await page.getByText('12 people report here').waitFor();
  });

  it('tells nothing of a position that few have, but of everybody', async () => {
    const { page } = await pageOf(server, browser, admin, { role: 'analyst' });
    await page.goto(addressOf('P38'));
    await page.getByText(/Too few people have this position/).waitFor();
    await page.getByText(/^All 39 people of the evaluation\./).waitFor();
  });

  it('says why somebody is unusual, what is usual, what is likely a mistake, and why somebody is unrated', async () => {
    const { page } = await pageOf(server, browser, admin, { role: 'analyst' });
    await page.goto(addressOf('P39'));
    await page.getByText(/more than the 2,184 that the period has: nobody can have worked them/).waitFor();
    await page.getByText(/Many hours a task: 60/).waitFor();
    await page.getByText(/60% of all people have [\d.]+ to [\d.]+, the middle one [\d.]+/).waitFor();
    await page.goto(addressOf('P40'));
    await page.getByText('Unrated: no tasks.').first().waitFor();
  });

  it('leads through the list that one came from, to its end and back', async () => {
    const { page } = await pageOf(server, browser, admin, { role: 'analyst' });
    await page.goto(addressOf('P03', 'last', '&sort=number&order=asc&position='));
    await page.getByRole('link', { name: 'Next: Dan Abel' }).click();
    await page.getByRole('heading', { level: 1, name: 'Dan Abel' }).waitFor();
    await page.getByRole('link', { name: 'Previous: Cleo Abel' }).waitFor();
    await page.keyboard.press('k');
    await page.getByRole('heading', { level: 1, name: 'Cleo Abel' }).waitFor();
    await page.getByRole('link', { name: 'Back to the list' }).click();
    await page.getByRole('heading', { level: 1, name: 'People' }).waitFor();
    expect(new URL(page.url()).searchParams.get('sort')).toBe('number');
  });

  it('keeps comments and decisions, with the name of who made them, as the text that they are', async () => {
    const { page, faults } = await pageOf(server, browser, admin, {
      role: 'analyst',
      name: 'Bela <b>Novak</b>',
    });
    await page.goto(addressOf('P05'));
    await page.getByRole('heading', { level: 1, name: HOSTILE_NAME }).waitFor();
    await page.getByLabel('Say something of this result').fill(HOSTILE_WORDS);
    await page.getByRole('button', { name: 'Send' }).click();
    await page.locator('blockquote').filter({ hasText: 'onerror' }).waitFor();
    expect(await page.locator('blockquote').innerText()).toBe(HOSTILE_WORDS);
    await page.getByRole('button', { name: 'Record a decision' }).click();
    await page.getByLabel(/What was decided/).fill('A course in optics.');
    await page.getByRole('button', { name: 'Record', exact: true }).click();
    await page.getByText(/^Decided by Bela <b>Novak<\/b>, /).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('shows an auditor everything and offers nothing to do', async () => {
    const { page } = await pageOf(server, browser, admin, { role: 'auditor' });
    await page.goto(addressOf('P06'));
    await page.getByText('Nobody has decided anything on this result.').waitFor();
    await page.getByText('Nobody has said anything of this result.').waitFor();
    expect(await page.getByRole('button', { name: /Record|Send|Contest/ }).count()).toBe(0);
  });

  it('shows a manager the own people once they are released, and says of others that there is nothing', async () => {
    const url = server.url;
    await posted(admin, url, `/evaluations/${company.evaluations.before}/release`, {
      review: 'Looked through.',
    });
    const { page } = await pageOf(server, browser, admin, {
      role: 'manager',
      employee_id: company.people.P02,
    });
    await page.goto(addressOf('P07', 'before'));
    await page.getByRole('heading', { level: 1, name: 'Gwen Abel' }).waitFor();
    await page.getByRole('button', { name: 'Record a decision' }).waitFor();
    await page.goto(addressOf('P03', 'before'));
    await page.getByRole('heading', { name: 'No result in this evaluation' }).waitFor();
    expect(await page.getByText('Cleo').count()).toBe(0);
  });

  it('shows an appraisal by itself: the grade by both methods, by indicator', async () => {
    const { page, faults } = await pageOf(server, browser, admin, { role: 'analyst' });
    await page.goto(addressOf('P03', 'appraisal'));
    await page.getByRole('heading', { name: 'Indicators' }).waitFor();
    await page.getByRole('button', { name: 'As a table' }).last().click();
    const rows = page.getByRole('region', { name: 'Indicators' }).locator('tbody tr');
    await rows.first().waitFor();
    expect(await rows.count()).toBe(7);
    expect(await rows.first().innerText()).toMatch(/^Team spirit\t\d+%\t\d+%/);
    expect(faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)('is accessible in %s colours, also on a phone', async (colorScheme) => {
    for (const [number, width] of [
      ['P03', 1280],
      ['P39', 390],
    ] as const) {
      const options = { colorScheme, reducedMotion: 'reduce', viewport: { width, height: 900 } } as const;
      const { page } = await pageOf(server, browser, admin, { role: 'analyst' }, options);
      await page.goto(addressOf(number, 'last', '&sort=name&order=asc'));
      await page.getByRole('heading', { level: 1 }).waitFor();
      await shown(page);
      expect(await inaccessible(page), `${number} at ${width}`).toEqual([]);
      const over = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
      expect(over).toBeLessThanOrEqual(0);
    }
  });
});
