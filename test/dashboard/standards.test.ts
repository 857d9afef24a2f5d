import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { evaluated, imported } from '../support/dashboard-company.ts';
import { settled } from '../support/every-page.ts';
import { type Served, serve } from '../support/serve.ts';
import { firstAdminAt, invitedBy, type SignedIn } from '../support/signed-in.ts';

const HOSTILE = `"><img src=x onerror=alert(1)>{{7*7}}`;

describe('the pages of standards', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let admin: SignedIn;
  let auditor: SignedIn;
  let employee: SignedIn;
  let first: string;
  let second: string;
  let moved: string;

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    admin = await firstAdminAt(server, { email: 'ada@example.com', name: HOSTILE });
    const { client } = admin;
    const account = (role: 'auditor' | 'employee') => ({ email: `${role}@example.com`, name: role, role });
    auditor = await invitedBy(admin, server.url, account('auditor'));
    employee = await invitedBy(admin, server.url, account('employee'));
    const quarter = async (name: string, starts_on: string, ends_on: string, hours: number) => {
      const { id } = await client.createPeriod({ body: { name, starts_on, ends_on } });
      const rows = Array.from(
        { length: 60 },
        (_, i) => `P${i},Person ${i},${5 + ((i * 7) % 20)},30,${hours + (i % 5)}`,
      );
      const file = `employee_id,name,completed_tasks,total_tasks,avg_task_hours\n${rows.join('\n')}\n`;
      await imported(client, file, `${name}.csv`, { period: id });
      return id;
    };
    const then = await quarter('Q1', '2024-01-01', '2024-03-31', 2);
    moved = await quarter('Q2', '2024-04-01', '2024-06-30', 9);
    const fit = { pipeline: 'tasks', period_id: then, standard_name: 'Yearly' } as const;
    first = (await evaluated(client, { ...fit, fit: {} })).standard_id ?? '';
    const weights = { completion_rate: 0.6, task_efficiency: 0.2, throughput: 0.2 };
    second = (await evaluated(client, { ...fit, name: HOSTILE, fit: { weights } })).standard_id ?? '';
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  const opened = async (
    who: SignedIn,
    path: string,
    options: Parameters<Browser['newContext']>[0] = {},
  ): Promise<{ page: Page; faults: readonly string[]; context: BrowserContext }> => {
    const { page, faults } = await watched(browser, options);
    const context = page.context();
    await who.enter(context);
    await page.goto(server.url + path);
    return { page, faults, context };
  };

  it('lists each name with its versions, how far they have come, and who did it', async () => {
    const { page, faults } = await opened(auditor, '/standards');
    const rows = page.getByRole('region', { name: 'Yearly' }).first().locator('tbody tr');
    await rows.first().waitFor();
    const texts = await rows.allInnerTexts();
    expect(texts.map((text) => text.split(/\s*\t\s*/).slice(0, 2))).toEqual([
      ['Version 2', 'Draft'],
      ['Version 1', 'Draft'],
    ]);
    expect(texts[0]).toContain(`by ${HOSTILE}`);
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('says what differs from the version before, in words and numbers', async () => {
    const { page, faults } = await opened(auditor, `/standards/${second}`);
    const row = page.getByRole('row', { name: /Settings, weight, completion rate/ });
    await row.waitFor();
    expect((await row.innerText()).split(/\s*\t\s*/)).toEqual([
      'Settings, weight, completion rate',
      '40%',
      '60%',
      '20 percentage points more',
    ]);
    const german = await opened(auditor, `/standards/${second}`, { locale: 'de-DE' });
    await german.page
      .getByRole('row', { name: /Einstellungen, Gewicht, Erledigungsquote.*20 Prozentpunkte mehr/ })
      .waitFor();
    expect([...faults, ...german.faults]).toEqual([]);
  });

  it('takes a standard from draft to active and out of use, each step on record', async () => {
    const { page, faults } = await opened(admin, `/standards/${first}`);
    await page.getByRole('button', { name: 'Approve' }).click();
    await page.getByRole('button', { name: 'Make active' }).click();
    await page.getByText('Active', { exact: true }).waitFor();
    const history = page.getByRole('region', { name: 'History' });
    await history.getByText('Made active').waitFor();
    expect(await history.getByText(`by ${HOSTILE}`).count()).toBe(3);
    await page.getByRole('button', { name: 'Retire…' }).click();
    await page.getByText('This cannot be taken back').waitFor();
    await page.keyboard.press('Escape');
    expect((await admin.client.getStandard({ params: { id: first } })).state).toBe('active');
    await page.getByRole('button', { name: 'Retire…' }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
    await page.getByText('Retired', { exact: true }).first().waitFor();
    expect((await admin.client.getStandard({ params: { id: first } })).state).toBe('retired');
    await page.goto(`${server.url}/standards`);
    await page.getByRole('link', { name: 'Version 2' }).waitFor();
    expect(await page.getByRole('link', { name: 'Version 1' }).count()).toBe(0);
    await page.getByRole('switch', { name: 'Show retired ones' }).click();
    await page.getByRole('link', { name: 'Version 1' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('says in words how far the people of a period have moved away', async () => {
    const { page, faults } = await opened(auditor, `/standards/${second}?period=${moved}`);
    await page.getByText('A new standard is due').waitFor();
    await page.getByText('Hours a task has moved far.').waitFor();
    await page.getByText('Completion rate is where it was.').waitFor();
    await page.getByText('60 people, held against 60 whom it was fitted on.').waitFor();
    const uses = page.getByRole('region', { name: 'Evaluations that used it' });
    await uses.getByRole('link', { name: HOSTILE }).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);
    expect(faults).toEqual([]);
  });

  it('lets an auditor read and not change, and has no way there for employees', async () => {
    const { page } = await opened(auditor, `/standards/${second}`);
    await page.getByRole('heading', { level: 1, name: 'Yearly' }).waitFor();
    expect(await page.getByRole('button', { name: /Approve|Retire|Make active/ }).count()).toBe(0);
    const own = await opened(employee, '/');
    await own.page.getByRole('navigation').getByRole('link', { name: 'My result' }).waitFor();
    expect(await own.page.getByRole('link', { name: 'Standards' }).count()).toBe(0);
    await own.page.goto(`${server.url}/standards/${second}`);
    await own.page.getByRole('alert').waitFor();
  });

  it.each(['light', 'dark'] as const)(
    'is accessible in %s colours, in English and German',
    async (colorScheme) => {
      for (const [locale, path] of [
        ['en-GB', '/standards'],
        ['de-DE', `/standards/${second}?period=${moved}`],
      ] as const) {
        const { page, context } = await opened(admin, path, { colorScheme, locale, reducedMotion: 'reduce' });
        await page.getByRole('heading', { level: 1 }).waitFor();
        await settled(page);
        expect(await inaccessible(page), `${path} in ${locale}`).toEqual([]);
        await context.close();
      }
    },
  );
});
