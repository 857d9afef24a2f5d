import { join } from 'node:path';
import Database from 'libsql';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { watched } from '../support/dashboard.ts';
import { dataFolder } from '../support/data-folder.ts';
import { type Served, serve } from '../support/serve.ts';
import { firstAdminAt, invitedBy, type SignedIn } from '../support/signed-in.ts';

describe('the audit log', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard/audit: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let admin: SignedIn;
  let auditor: SignedIn;
  let manager: SignedIn;

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    admin = await firstAdminAt(server);
    await admin.client.createDepartment({ body: { name: 'Design' } });
    const { id } = await admin.client.createDepartment({ body: { name: 'Sales' } });
    await admin.client.updateDepartment({ params: { id }, body: { name: 'Sales and service' } });
    auditor = await invitedBy(admin, server.url, {
      email: 'clara@example.com',
      name: 'Clara',
      role: 'auditor',
    });
    manager = await invitedBy(admin, server.url, {
      email: 'mara@example.com',
      name: 'Mara',
      role: 'manager',
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function open(
    as: SignedIn,
    path: string,
    at = server,
  ): Promise<{ page: Page; faults: readonly string[] }> {
    const { page, faults } = await watched(browser, { reducedMotion: 'reduce' });
    await as.enter(page.context());
    await page.goto(at.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, faults };
  }

  it('says who did what, and keeps the filters in the address', async () => {
    const { page, faults } = await open(auditor, '/audit');
    await page.getByRole('button', { name: 'Department changed' }).click();
    const rows = page.locator('tbody tr');
    await page.waitForURL(/action=department.updated/);
    await page.getByRole('button', { name: 'Department added' }).waitFor({ state: 'detached' });
    expect(await rows.count()).toBe(1);
    expect(await rows.innerText()).toMatch(
      /Ada Winter\s+Department changed\s+departments\/[\w-]+\s+fields: name/,
    );

    const again = await open(auditor, new URL(page.url()).pathname + new URL(page.url()).search);
    await again.page.getByRole('button', { name: 'Department changed' }).waitFor();
    expect(await again.page.locator('tbody tr').count()).toBe(1);

    await again.page.getByRole('combobox', { name: 'Who' }).fill('Clara');
    await again.page.getByRole('option', { name: 'Clara' }).click();
    await again.page.getByText('Nothing on record matches these filters.').waitFor();
    expect([...faults, ...again.faults]).toEqual([]);
  });

  it('gives the chosen days out as a file that stands for itself', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const { page } = await open(auditor, `/audit?from=${today}`);
    await page.getByRole('button', { name: 'Export' }).click();
    const download = page.waitForEvent('download');
    await page.getByRole('menuitem', { name: 'NDJSON' }).click();
    const stream = await (await download).createReadStream();
    const lines = Buffer.concat(await stream.toArray())
      .toString()
      .trim()
      .split('\n');
    const actions = lines.map((line): string => JSON.parse(line).action);
    expect(actions).toEqual(expect.arrayContaining(['department.created', 'department.updated']));

    const { page: old } = await open(auditor, '/audit?to=2020-01-01');
    await old.getByText('Nothing on record matches these filters.').waitFor();
  });

  it('finds the log intact, and with the head of an earlier check too', async () => {
    const { page, faults } = await open(admin, '/audit');
    await page.getByRole('button', { name: 'Check every entry' }).click();
    await page.getByText(/^Intact: all \d+ entries/).waitFor();
    const head = await page.locator('pre').innerText();
    await page.getByLabel('The head that you noted').fill(head);
    await page.getByRole('button', { name: 'Check every entry' }).click();
    await page.getByText(/^Intact: all \d+ entries/).waitFor();
    await page.getByLabel('The head that you noted').fill(head.replace(/^./, (c) => (c === '0' ? '1' : '0')));
    await page.getByRole('button', { name: 'Check every entry' }).click();
    await page.getByText('the end of the log was cut off or written anew').waitFor();
    await page.getByLabel('The head that you noted').fill('nonsense');
    await page.getByText('A head has 64 characters').waitFor();
    expect(faults).toEqual([]);
  });

  it('names the entry at which a log was changed behind its back', async () => {
    const folder = dataFolder();
    const changed = await serve({ EVENHAND_LOG_LEVEL: 'warn', EVENHAND_DATA: folder });
    onTestFinished(() => void changed.stop());
    const somebody = await firstAdminAt(changed);
    await somebody.client.createDepartment({ body: { name: 'Design' } });
    const database = new Database(join(folder, 'evenhand.db'), { timeout: 10_000 });
    const done = database
      .prepare("update audit set actor = 'nobody' where action = 'department.created'")
      .run();
    database.close();
    expect(done.changes).toBe(1);
    const { items } = await somebody.client.listAudit({ query: { action: 'department.created' } });
    const { page } = await open(somebody, '/audit', changed);
    await page.getByRole('button', { name: 'Check every entry' }).click();
    await page.getByText(`Broken at entry ${items[0].sequence}`).waitFor();
    await page.getByText('it has been changed since it was written').waitFor();
  });

  it('is not for managers, who do not find it in the menu either', async () => {
    const { page } = await open(manager, '/audit');
    await page.getByRole('heading', { name: 'This is not for your role' }).waitFor();
    expect(await page.getByRole('link', { name: 'Audit log' }).count()).toBe(0);
  });
});
