import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { createClient } from '../../src/client/index.ts';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, watched } from '../support/dashboard.ts';
import { settled } from '../support/every-page.ts';
import type { Served } from '../support/serve.ts';
import { firstAdminAt, invitedBy } from '../support/signed-in.ts';
import { onServersOfBothStores } from '../support/stores.ts';

const HOSTILE = '"><img src=x onerror=alert(1)>{{7*7}}';
/** As it goes over the wire: browsers send a quotation mark in the name of a file as %22. */
const FILE = '<img src=x onerror=alert(1)>{{7*7}}.csv';
const NAMES = ['Ada', 'Ben', 'Cy', 'Dee', 'Eve', 'Fay', 'Gil', 'Hal', HOSTILE];

onServersOfBothStores('files', (newServer, store) => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  beforeAll(async () => {
    server = await newServer();
    browser = await launched();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('come from upload to result: what was recognised, what is rejected, what counts, evaluated', async () => {
    const { page, faults } = await watched(browser);
    const rows = NAMES.map((name, i) => `${i + 1},${quoted(name)},${10 + i * 3},${40 + i},${1 + i / 2}`);
    const text = `no,name,completed_tasks,total_tasks,avg_task_hours\n${rows.join('\n')}\n10,${quoted(HOSTILE)},7,many${HOSTILE.replaceAll('"', '')},2\n`;
    await upload(page, FILE, text.replace('no,', 'employee no,'));

    // One question, with a likely answer.
    await page.getByRole('heading', { name: 'One question: which period is this of?' }).waitFor();
    await page.getByRole('textbox', { name: 'Name' }).fill('2024-Q1');
    await page.getByLabel(/^First day/).fill('2024-01-01');
    await page.getByLabel(/^Last day/).fill('2024-03-31');
    await page.getByRole('button', { name: 'Go on' }).click();

    await page.getByText('To be looked at').waitFor();
    const rejected = page.getByRole('region', { name: 'Rejected rows' }).locator('tbody tr');
    expect(await rejected.allInnerTexts()).toEqual([
      expect.stringMatching(/^11\s+total_tasks\s+many.*\s+is not a number$/s),
    ]);
    const link = await page.getByRole('link', { name: 'As CSV' }).getAttribute('href');
    const csv = await (await fetch(server.url + link)).text();
    expect(csv).toMatch(/\n11,total_tasks,/);
    await page.getByRole('tab', { name: 'People (9)' }).click();
    await page.getByRole('region', { name: 'People added' }).getByText(HOSTILE).waitFor();
    expect(await page.locator('img[src="x"]').count()).toBe(0);

    await page.getByRole('button', { name: 'Make it count' }).click();
    await page.getByRole('button', { name: 'Evaluate now' }).click();
    await page.getByRole('heading', { name: 'People per tier' }).waitFor();
    await page.getByText(/^9 of 9 people/).waitFor();
    expect(faults).toEqual([]);
  }, 60_000);

  it('are undone, with the evaluations of their periods where that is wanted', async () => {
    const { page } = await watched(browser);
    await page.goto(`${server.url}/imports`);
    await page.getByRole('link', { name: FILE }).click();
    await page.getByRole('button', { name: 'Undo the import' }).click();
    await page.getByRole('button', { name: 'Undo and remove them' }).click();
    await page.getByText('People removed: 9. People who stay: 0.').waitFor();
    const client = createClient({ baseUrl: server.url });
    expect((await client.listEvaluations()).items).toEqual([]);
    expect((await client.listEmployees()).items).toEqual([]);
  }, 60_000);

  // What follows is the same on whatever store.
  if (store !== 'SQLite') return;

  it('that nobody can read say why, and never count', async () => {
    const png = Buffer.from('89504e470d0a1a0a0000000d4948445200000001000000010806000000', 'hex');
    const wrong: readonly (readonly [string, string | Buffer, RegExp])[] = [
      ['picture.png', png, /picture\.png/],
      ['picture.csv', png, /picture\.csv/],
      ['empty.csv', '', /empty/],
      [
        'head.csv',
        'employee_id,completed_tasks,total_tasks,avg_task_hours\n',
        /the file has no rows below its header/,
      ],
    ];
    for (const [name, content, says] of wrong) {
      const { page, faults } = await watched(browser);
      await upload(page, name, content);
      const alert = page.getByRole('alert').filter({ hasText: 'This file could not be read' });
      expect(await alert.innerText(), name).toMatch(says);
      expect(await page.getByRole('button', { name: 'Make it count' }).count(), name).toBe(0);
      expect(faults, name).toEqual([]);
      await page.context().close();
    }
  }, 60_000);

  it('with columns that are not clear are told which is which, once, by a template', async () => {
    const { page } = await watched(browser);
    const text = (hours: number) =>
      `AssignedToID,DeveloperID,Ticket,State,Spent\nx,1,T1,Done,${hours}\ny,2,T2,Done,2\n`;
    await upload(page, 'unclear.csv', text(1));
    await page.getByText('It is not clear which column says what').waitFor();
    await choose(page, 'Column: Number of the person', 'DeveloperID');
    await choose(page, 'Column: Hours', 'Spent');
    await page.getByRole('radio', { name: 'A new one' }).check();
    await page.getByRole('textbox', { name: 'Name' }).fill('2024-Q2');
    await page.getByRole('button', { name: 'Keep as a template' }).click();
    await page.getByRole('textbox', { name: 'Name of the template' }).fill('Tickets');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The template Tickets is kept.').waitFor();
    await page.getByRole('button', { name: 'Read again like this' }).click();
    await page.getByRole('button', { name: 'Make it count' }).waitFor();
    await page.getByRole('tab', { name: 'People (2)' }).waitFor();

    await upload(page, 'unclear again.csv', text(3));
    await choose(page, 'Take a template', 'Tickets');
    await page.getByRole('radio', { name: 'One that is there' }).check();
    await page.getByRole('button', { name: 'Read again like this' }).click();
    await page.getByRole('button', { name: 'Make it count' }).waitFor();
  }, 60_000);

  it('that count already are not taken twice', async () => {
    const { page } = await watched(browser);
    await page.goto(`${server.url}/imports`);
    await page.getByRole('link', { name: 'unclear again.csv' }).click();
    await page.getByRole('button', { name: 'Make it count' }).click();
    await page.getByRole('button', { name: 'Evaluate now' }).waitFor();
    await page.goto(`${server.url}/imports`);
    const same = 'AssignedToID,DeveloperID,Ticket,State,Spent\nx,1,T1,Done,3\ny,2,T2,Done,2\n';
    await page.locator('input[type=file]').setInputFiles(fileOf('another name.csv', same));
    await page.getByText('This very file counts already').waitFor();
  });

  it('can be evaluated by choice: for whom, and by which standard', async () => {
    const { page, faults } = await watched(browser);
    await page.goto(`${server.url}/imports`);
    await page.getByRole('link', { name: 'unclear again.csv' }).click();
    await page.getByRole('button', { name: 'New evaluation' }).click();
    const dialog = page.getByRole('dialog', { name: 'New evaluation' });
    await dialog.getByRole('textbox', { name: 'Name' }).fill('By choice');
    await dialog.getByRole('textbox', { name: 'Fewest tasks to be rated' }).fill('1');
    expect(await inaccessible(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Evaluate' }).click();
    // Two people are too few for three tiers, which is said where it was asked for.
    await dialog
      .getByRole('alert')
      .or(page.getByRole('heading', { level: 1, name: 'By choice' }))
      .waitFor();
    const client = createClient({ baseUrl: server.url });
    const { items } = await client.listEvaluations();
    expect(items.map(({ name }) => name)).toEqual(['By choice']);
    expect(faults).toEqual([]);
  });

  it.each(['light', 'dark'] as const)(
    'are shown to everybody in %s colours',
    async (colorScheme) => {
      for (const locale of ['en-GB', 'de-DE']) {
        const { page } = await watched(browser, { colorScheme, locale, reducedMotion: 'reduce' });
        await page.goto(`${server.url}/imports`);
        await settled(page);
        expect(await inaccessible(page), `list, ${locale}`).toEqual([]);
        await page.getByRole('link', { name: 'unclear.csv' }).click();
        await page.getByRole('heading', { level: 1, name: 'unclear.csv' }).waitFor();
        await settled(page);
        expect(await inaccessible(page), `one, ${locale}`).toEqual([]);
        await page.context().close();
      }
    },
    60_000,
  );

  it('fit on a phone', async () => {
    const { page } = await watched(browser, { viewport: { width: 360, height: 740 } });
    for (const open of ['/imports', '/jobs', '/']) {
      await page.goto(server.url + open);
      await settled(page);
      expect(await page.evaluate('document.documentElement.scrollWidth'), open).toBeLessThanOrEqual(360);
    }
    await page.goto(`${server.url}/imports`);
    await page.getByRole('link', { name: 'unclear.csv' }).click();
    await page.getByRole('heading', { level: 1, name: 'unclear.csv' }).waitFor();
    await settled(page);
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
  });

  it('say to readers of German in German what is wrong with them', async () => {
    const { page, faults } = await watched(browser, { locale: 'de-DE' });
    const rows = ['1,3,4,2', '2,9,4,2', '3,3,4,viele', '4,-1,4,2', ',3,4,2'];
    await upload(
      page,
      'deutsch.csv',
      `employee_id,completed_tasks,total_tasks,avg_task_hours\n${rows.join('\n')}\n`,
    );
    await page.getByRole('heading', { name: 'Eine Frage: Aus welchem Zeitraum ist das?' }).waitFor();
    const client = createClient({ baseUrl: server.url });
    const [{ id }] = (await client.listImports()).items;
    const period = { name: 'Ein Jahr', starts_on: '2030-01-01', ends_on: '2030-12-31' };
    const { id: period_id } = await client.createPeriod({ body: period });
    await client.updateImport({ params: { id }, body: { period: period_id } });
    const reasons = page.getByRole('region', { name: 'Abgelehnte Zeilen' }).locator('tbody td:last-child');
    await reasons.first().waitFor();
    expect(await reasons.allInnerTexts()).toEqual([
      'mehr Aufgaben sind erledigt (9), als es gibt (4)',
      'ist keine Zahl',
      'eine Zahl von Aufgaben kann nicht negativ sein',
      'die Personalnummer fehlt',
    ]);
    await upload(page, 'leer.csv', '');
    await page.getByRole('alert').getByText('leer.csv ist leer.').waitFor();
    expect(faults).toEqual([]);
  });

  it('can be looked at by auditors, and not be changed', async () => {
    const admin = await firstAdminAt(server);
    const account = { email: 'una@example.com', name: 'Una Audit', role: 'auditor' } as const;
    const auditor = await invitedBy(admin, server.url, account);
    const { page } = await watched(browser);
    await auditor.enter(page.context());
    await page.goto(`${server.url}/imports`);
    await page.getByRole('link', { name: 'unclear.csv' }).click();
    await page.getByRole('heading', { level: 1, name: 'unclear.csv' }).waitFor();
    await page.getByRole('tab', { name: 'People (2)' }).waitFor();
    expect(await page.getByRole('main').getByRole('button').count()).toBe(0);
  });

  async function upload(page: Page, name: string, content: string | Buffer): Promise<void> {
    await page.goto(`${server.url}/imports`);
    await page.locator('input[type=file]').setInputFiles(fileOf(name, content));
    await page.getByRole('heading', { level: 1, name }).waitFor();
  }
});

function fileOf(name: string, content: string | Buffer) {
  return { name, mimeType: 'application/octet-stream', buffer: Buffer.from(content) };
}

async function choose(page: Page, label: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).click();
  await page.getByRole('option', { name: option }).click();
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
