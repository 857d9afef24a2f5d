import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { FIFTEEN, TECHNICAL } from '../evaluation/appraisal/fixtures.ts';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { evaluated, imported } from '../support/dashboard-company.ts';
import { settled } from '../support/every-page.ts';
import { type Served, serve } from '../support/serve.ts';

const HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}';
const INDICATORS = Object.keys(TECHNICAL);

/** The 15 technical employees of Fan 2022, Table 5, as two appraisers see them, one stricter by a point each time. */
function sheets(): string {
  const lines = FIFTEEN.flatMap((points, i) => {
    const person = [i + 1, i === 0 ? `"${HOSTILE.replaceAll('"', '""')}"` : `Employee ${i + 1}`];
    const of = (appraiser: string, less: number) =>
      [...person, 'technical', appraiser, ...points.map((value) => Math.max(0, value - less))].join(',');
    return [of('mild', 0), of('strict', 1)];
  });
  return `employee_id,name,position,appraiser,${INDICATORS.join(',')}\n${lines.join('\n')}\n`;
}

describe('the pages of appraisals', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let period: string;
  let evaluation: string;

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    const client = createClient({ baseUrl: server.url });
    const days = { starts_on: '2024-01-01', ends_on: '2024-12-31' };
    period = (await client.createPeriod({ body: { name: '2024', ...days } })).id;
    await imported(client, sheets(), 'sheets.csv', { kind: 'sheets', period, rubric: 'fan2022-floors' });
    const asked = { pipeline: 'appraisal', period_id: period, fit: { rubric: 'fan2022-floors' } } as const;
    evaluation = (await evaluated(client, asked)).id;
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('show both methods side by side, and who is in each cell', async () => {
    const client = createClient({ baseUrl: server.url });
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/appraisals`);
    const table = page.getByRole('region', { name: 'Both methods side by side' }).first();
    const cells = table.getByRole('button', { name: /people: .* by clustering/ });
    await cells.first().waitFor();
    const counts = (await cells.allInnerTexts()).map(Number);
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(15);
    const label = (await cells.last().getAttribute('aria-label')) ?? '';
    const [, count, grade, scoring] =
      /^(\d+) people: (\w+) by clustering, (\w+) by points$/.exec(label) ?? [];
    await cells.last().click();
    const list = page.getByRole('region', { name: `${grade} by clustering, ${scoring} by points` }).first();
    await list.locator('tbody tr').first().waitFor();
    const { items } = await client.listResults({
      params: { id: evaluation },
      query: { tier: [grade], scoring_grade: [scoring] },
    });
    expect(items).toHaveLength(Number(count));
    expect(await list.locator('tbody tr').count()).toBe(items.length);
    const again = await watched(browser);
    await again.page.goto(page.url());
    await again.page.getByRole('link', { name: items[0].name ?? '' }).waitFor();
    expect([...faults, ...again.faults]).toEqual([]);
  });

  it('say who is strict and who is lenient, by how much', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/appraisals`);
    await page.getByRole('row', { name: /^strict 15 strict: \d/ }).waitFor();
    await page.getByRole('row', { name: /^mild 15 lenient: \d/ }).waitFor();
    expect(faults).toEqual([]);
  });

  it('try other floors, with who would get another grade', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/appraisals`);
    await page.getByRole('link', { name: 'Try other floors' }).click();
    await page.getByRole('heading', { name: 'Nobody would change.' }).waitFor();
    await page.getByRole('button', { name: 'Remove floor 2' }).click();
    await page.getByRole('button', { name: 'Remove floor 1' }).click();
    const client = createClient({ baseUrl: server.url });
    const { changed } = await client.whatIf({ body: { evaluation_id: evaluation, floors: [] } });
    expect(changed).toBeGreaterThan(1);
    await page.getByRole('heading', { name: `${changed} people would change` }).waitFor();
    expect(faults).toEqual([]);
  });

  it('take a sheet by hand within the bounds of the rubric, and take it back', async () => {
    const { page, faults } = await watched(browser);
    const client = createClient({ baseUrl: server.url });
    const { id } = (await client.listEmployees({ query: { search: 'Employee 15' } })).items[0];
    const there = async () =>
      (await client.listSheets({ params: { id }, query: { period } })).items.map(
        ({ appraiser }) => appraiser,
      );
    await page.goto(`${server.url}/appraisals/sheet?rubric=fan2022-floors`);
    await page.getByRole('combobox', { name: 'Person' }).fill('Employee 15');
    await page.getByRole('option', { name: /Employee 15/ }).click();
    await page.getByText('mild', { exact: true }).waitFor();
    const most = Object.values(TECHNICAL);
    const fields = page.getByRole('textbox', { name: /spirit|awareness|ability|skills|quality/i });
    expect(await fields.count()).toBe(7);
    for (let i = 0; i < 7; i++) await fields.nth(i).fill(String(most[i] + 50));
    await page.getByRole('textbox', { name: 'Appraiser' }).click();
    await page.getByText('70 of 70 points').waitFor();
    await page.getByRole('textbox', { name: 'Appraiser' }).fill(HOSTILE);
    await page.getByRole('button', { name: 'Save the sheet' }).click();
    const sheets = page.getByRole('region', { name: 'What counts so far' });
    await sheets.getByText(HOSTILE).waitFor();
    expect(await there()).toEqual([HOSTILE]);
    await page.getByRole('button', { name: 'Undo' }).click();
    await sheets.getByText('mild', { exact: true }).waitFor();
    expect(await there()).toEqual(['mild', 'strict']);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('edit a rubric with every mistake beside its field, and save the next version', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/appraisals/rubrics`);
    await page.getByRole('link', { name: 'fan2022', exact: true }).click();
    await page.getByText('Nothing is wrong with it.').waitFor();
    const save = page.getByRole('button', { name: 'Save as the next version' });
    const points = page.getByRole('textbox', { name: 'Points for excellent' });
    await points.fill('99');
    await page
      .getByText(/99 is more than the 70 points/)
      .first()
      .waitFor();
    expect(await points.getAttribute('aria-invalid')).toBe('true');
    expect(await save.isDisabled()).toBe(true);
    await points.fill('46');
    await page.getByText('Nothing is wrong with it.').waitFor();
    await save.click();
    await page.getByText('fan2022, version 2, is kept.').waitFor();
    const client = createClient({ baseUrl: server.url });
    const { items } = await client.listRubrics({ query: { name: 'fan2022' } });
    expect(items[0].document.thresholds).toEqual({ excellent: 46, good: 40, qualified: { above: 35 } });
    const { thresholds: _, version: _first, ...first } = items[1].document;
    expect(items[0].document).toMatchObject(first);
    expect(faults).toEqual([]);
  });

  it('make a new rubric, and grade by it', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/appraisals/new-rubric`);
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill(HOSTILE);
    await page.getByText('Nothing is wrong with it.').waitFor();
    await page.getByRole('button', { name: 'Save as the next version' }).click();
    await page.getByRole('heading', { level: 1, name: `Rubric ${HOSTILE}` }).waitFor();
    await page.goto(`${server.url}/appraisals`);
    const form = page.getByRole('region', { name: 'Grade the sheets of a period' });
    await form.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: '2024' }).click();
    await form.getByRole('combobox', { name: 'Rubric' }).click();
    await page.getByRole('option', { name: 'fan2022-floors' }).click();
    await form.getByRole('button', { name: 'Grade them' }).click();
    await page.waitForURL((url) => (url.searchParams.get('evaluation') ?? evaluation) !== evaluation);
    await page.getByText('15 of 15 people are graded.').waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'are accessible in %s colours, in English and German',
    async (colorScheme) => {
      const client = createClient({ baseUrl: server.url });
      const person = (await client.listEmployees()).items[0].id;
      for (const [locale, path] of [
        ['en-GB', '/appraisals?grade=poor&scoring=poor'],
        ['de-DE', `/appraisals/sheet?person=${person}`],
        ['de-DE', '/appraisals/rubrics'],
        ['en-GB', '/appraisals/rubrics/fan2022-floors'],
        ['de-DE', `/what-if?evaluation=${evaluation}&floors=[]`],
      ] as const) {
        const { page } = await watched(browser, { colorScheme, locale, reducedMotion: 'reduce' });
        await page.goto(server.url + path);
        await page.getByRole('heading', { level: 1 }).waitFor();
        await settled(page);
        expect(await inaccessible(page), `${path} in ${locale}`).toEqual([]);
        await page.context().close();
      }
    },
  );
});
