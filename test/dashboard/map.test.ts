import { readFileSync } from 'node:fs';
import type { Browser, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { type DashboardCompany, exampleCompanyOn } from '../support/dashboard-company.ts';
import { type Served, serve } from '../support/serve.ts';

const HOSTILE = '=HYPERLINK("//x","<img src=x onerror=alert(1)>")';

describe('the map', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard/map: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let company: DashboardCompany;
  let first: string;
  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    company = await exampleCompanyOn(server);
    first = company.evaluations[0];
    await company.as.admin.client.updateEmployee({
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

  async function opened(role: keyof DashboardCompany['as'], search = '', options = {}) {
    const seen = await watched(browser, options);
    // Trends of everybody are computed when they are asked for: on a busy machine that takes long.
    seen.page.setDefaultTimeout(90_000);
    await company.as[role].enter(seen.page.context());
    await seen.page.goto(`${server.url}/map?evaluation=${first}${search}`);
    return seen;
  }
  const points = (role: keyof DashboardCompany['as']) =>
    company.as[role].client.getEvaluationMap({ params: { id: first } });
  const rowsOf = (page: Page) => page.getByRole('region', { name: 'People of the map' }).locator('tbody tr');

  it('has everybody in the plane, chosen by a line around them', async () => {
    const { people } = await points('analyst');
    const { page, faults } = await opened('analyst');
    const plane = page.getByRole('region', { name: /First component/ });
    await plane.waitFor();
    await page.getByRole('button', { name: 'Draw a line around people' }).click();
    const box = await plane.boundingBox();
    if (box === null) throw new Error('the plane is not seen');
    const corners = [
      [70, 16],
      [box.width - 16, 200],
      [box.width - 16, box.height - 40],
      [70, box.height - 40],
    ];
    await page.mouse.move(box.x + 70, box.y + 16);
    await page.mouse.down();
    for (const [x, y] of corners) await page.mouse.move(box.x + x, box.y + y, { steps: 4 });
    await page.mouse.up();
    const chosen = page.getByRole('heading', { name: /people chosen/ });
    await chosen.waitFor();
    const count = Number.parseInt(await chosen.innerText(), 10);
    expect(count).toBeGreaterThan(0);
    expect(count).toBeLessThanOrEqual(people.score.length);
    await rowsOf(page).first().getByRole('link').waitFor();
    expect(faults).toEqual([]);
  });

  it('chooses by numbers, which needs no pointer, and keeps them in the address', async () => {
    const { people } = await points('analyst');
    const { page } = await opened('analyst', '&x=completion_rate&y=completed_tasks');
    await page.getByLabel('Completion rate, from').fill('80');
    await page.getByLabel('Completion rate, from').press('Enter');
    const expected = people.values[0].filter((rate) => rate >= 0.8).length;
    await page.getByRole('heading', { name: `${expected} people chosen` }).waitFor();
    const again = await opened('analyst');
    await again.page.goto(page.url());
    await again.page.getByRole('heading', { name: `${expected} people chosen` }).waitFor();
  });

  it('finds somebody by name, leads to them, and exports what no spreadsheet runs', async () => {
    const { page, faults } = await opened('analyst');
    await page.getByRole('searchbox').fill('hyperlink');
    await page.getByRole('heading', { name: '1 person chosen' }).waitFor();
    const waiting = page.waitForEvent('download');
    await page.getByRole('button', { name: 'Export as CSV' }).click();
    const file = readFileSync(await (await waiting).path(), 'utf8');
    expect(file.split('\r\n')).toHaveLength(3);
    expect(file).toContain(`E008,"'${HOSTILE.replaceAll('"', '""')}",`);
    await rowsOf(page).getByRole('link').click();
    await page.getByRole('heading', { level: 1, name: HOSTILE }).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('tells whom the pointer is at, by text and not by markup', async () => {
    const { people } = await points('analyst');
    const one = people.number.indexOf('E008');
    const [x, y] = [people.values[0][one], people.values[2][one]];
    const ends = (column: readonly number[]) => {
      const [low, high] = [Math.min(...column), Math.max(...column)];
      return [low - (high - low) * 0.05, high + (high - low) * 0.05];
    };
    const [x0, x1] = ends(people.values[0]);
    const [y0, y1] = ends(people.values[2]);
    const { page, faults } = await opened('analyst', '&x=completion_rate&y=completed_tasks');
    const plane = page.getByRole('region', { name: /Completion rate \(across\)/ });
    await plane.waitFor();
    const box = await plane.boundingBox();
    if (box === null) throw new Error('the plane is not seen');
    await page.mouse.move(
      box.x + 64 + ((x - x0) / (x1 - x0)) * (box.width - 76),
      box.y + 12 + ((y1 - y) / (y1 - y0)) * (box.height - 46),
    );
    await plane.getByRole('link', { name: HOSTILE }).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('moves and zooms by keys', async () => {
    const { page } = await opened('analyst');
    const plane = page.getByRole('region', { name: /First component/ });
    await plane.focus();
    const seen = () =>
      plane
        .locator('canvas')
        .nth(1)
        .screenshot()
        .then((shot) => shot.toString('base64'));
    const before = await seen();
    await page.keyboard.press('+');
    await page.keyboard.press('ArrowLeft');
    await expect.poll(seen).not.toBe(before);
    await page.keyboard.press('0');
    await expect.poll(seen).toBe(before);
  });

  it('has the team for managers, without what tells of others, and nothing for employees', async () => {
    const mine = await points('manager');
    const { page, faults } = await opened('manager');
    await page.getByText('Centres and borders of the tiers are shown to those who see everybody.').waitFor();
    expect(mine.people.score.length).toBeLessThan((await points('analyst')).people.score.length);
    await expect
      .poll(() => rowsOf(page).count())
      .toBe(Math.min(mine.people.score.length, await rowsOf(page).count()));
    expect(faults).toEqual([]);
    const employee = await opened('employee');
    await employee.page.getByText('This is not for your role').first().waitFor();
  });

  it('says of appraisals that they have none', async () => {
    const { page } = await watched(browser);
    await company.as.analyst.enter(page.context());
    await page.goto(`${server.url}/map?evaluation=${company.appraisal}`);
    await page.getByRole('heading', { level: 1, name: 'This evaluation has no map' }).waitFor();
  });

  it.each(['light', 'dark'] as const)('is accessible in %s colours', async (colorScheme) => {
    const { page } = await opened('admin', '', { colorScheme, reducedMotion: 'reduce' });
    await rowsOf(page).first().waitFor();
    expect(await inaccessible(page)).toEqual([]);
  });
});
