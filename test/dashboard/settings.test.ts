import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { watched } from '../support/dashboard.ts';
import { evaluated, imported } from '../support/dashboard-company.ts';
import { type Served, serve } from '../support/serve.ts';
import { firstAdminAt, invitedBy, type SignedIn } from '../support/signed-in.ts';

describe('the settings', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard/settings: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let admin: SignedIn;
  let analyst: SignedIn;
  let employee: SignedIn;
  const people = new Map<string, string>();

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
    browser = await launched();
    admin = await firstAdminAt(server);
    const { client } = admin;
    const period = await client.createPeriod({
      body: { name: '2026-Q1', starts_on: '2026-01-01', ends_on: '2026-03-31' },
    });
    await imported(client, SUMMARIES, 'summaries.csv', { period: period.id });
    for await (const { id, number } of client.each('listEmployees')) people.set(number, id);
    await evaluated(client, { pipeline: 'tasks', period_id: period.id, fit: {} });
    analyst = await invitedBy(admin, server.url, {
      email: 'bela@example.com',
      name: 'Bela',
      role: 'analyst',
    });
    employee = await invitedBy(admin, server.url, {
      email: 'edda@example.com',
      name: 'Edda Brandt',
      role: 'employee',
      employee_id: people.get('1') ?? '',
    });
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  /** A page of somebody, who is told apart by the session alone. */
  async function open(as: SignedIn, path: string): Promise<{ page: Page; faults: readonly string[] }> {
    const { page, faults } = await watched(browser, { reducedMotion: 'reduce' });
    await as.enter(page.context());
    await page.goto(server.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    return { page, faults };
  }

  it('adds a department, renames it, and takes its removal back', async () => {
    const { page, faults } = await open(analyst, '/settings/departments');
    await page.getByRole('button', { name: 'Add a department' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Reserch');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Added: Reserch').waitFor();

    await page.getByRole('button', { name: 'Actions: Reserch' }).click();
    await page.getByRole('menuitem', { name: 'Change' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Research');
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByRole('button', { name: 'Actions: Research' }).click();
    await page.getByRole('menuitem', { name: 'Add one below' }).click();
    await page.getByRole('dialog').getByLabel('Name').fill('Laboratory');
    await page.getByRole('button', { name: 'Save' }).click();
    const below = page.getByRole('listitem').filter({ hasText: 'Research' }).getByRole('listitem');
    expect(await below.innerText()).toBe('Laboratory');

    await page.getByRole('button', { name: 'Actions: Laboratory' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await below.waitFor({ state: 'detached' });
    const told = page.getByRole('alert').filter({ hasText: 'Removed: Laboratory' });
    await told.getByRole('button', { name: 'Undo' }).click();
    await below.waitFor();
    expect(faults).toEqual([]);
  });

  it('says why a department that people belong to is not removed', async () => {
    const { page } = await open(analyst, '/settings/departments');
    await page.getByRole('button', { name: 'Actions: Design' }).click();
    await page.getByRole('menuitem', { name: 'Remove' }).click();
    await page.getByText('the department is in use: people, numbers').waitFor();
    await page.getByRole('button', { name: 'Actions: Design' }).waitFor();
  });

  it('changes where somebody is, whom they report to and what they cost, at an address of their own', async () => {
    const id = people.get('2') ?? '';
    const { page, faults } = await open(analyst, '/settings/people?search=jun');
    await page.getByRole('button', { name: 'June Park' }).click();
    expect(page.url()).toContain(`open=${id}`);
    const drawer = page.getByRole('dialog');
    await drawer.getByRole('combobox', { name: 'Department' }).click();
    await page.getByRole('option', { name: 'Sales' }).click();
    await drawer.getByRole('combobox', { name: 'Reports to' }).fill('edda');
    await page.getByRole('option', { name: 'Edda Brandt · 1' }).click();
    await drawer.getByLabel('Last day').fill('2026-06-30');
    await drawer.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Saved.').waitFor();
    const { version, department_id, ...kept } = await admin.client.getEmployee({ params: { id } });
    expect(kept).toMatchObject({ manager_id: people.get('1'), active_to: '2026-06-30', name: 'June Park' });

    await drawer.getByRole('combobox', { name: 'Period' }).click();
    await page.getByRole('option', { name: '2026-Q1' }).click();
    await drawer.getByRole('textbox', { name: 'Cost' }).fill('14500');
    await drawer.getByRole('button', { name: 'Set' }).click();
    await drawer.getByText('14,500 EUR').waitFor();
    expect(await drawer.getByText(/protected|sex/i).count()).toBe(0);

    const again = await open(analyst, new URL(page.url()).pathname + new URL(page.url()).search);
    await again.page.getByRole('dialog').getByText('14,500 EUR').waitFor();
    expect(faults).toEqual([]);
  });

  it('lets admins change settings and undo it, and others look', async () => {
    const { page } = await open(admin, '/settings/organisation');
    await page.getByLabel('Least number of tasks').fill('12');
    await page.getByRole('button', { name: 'Save' }).click();
    const told = page.getByRole('alert').filter({ hasText: 'Saved.' });
    await told.waitFor();
    expect((await admin.client.getSettings()).min_tasks).toBe(12);
    await told.getByRole('button', { name: 'Undo' }).click();
    await page.getByText('Taken back.').waitFor();
    expect((await admin.client.getSettings()).min_tasks).toBe(5);

    const { page: read } = await open(analyst, '/settings/organisation');
    await read.getByText('Admins can change this.').waitFor();
    expect(await read.getByRole('button', { name: 'Save' }).count()).toBe(0);
    await read.getByLabel('Least number of tasks').press('1');
    expect(await read.getByLabel('Least number of tasks').inputValue()).toBe('5');
  });

  it('releases results after saying who will see them, and takes them back', async () => {
    const own = await open(employee, '/settings/account');
    const seen = async () => (await employee.client.listEvaluations()).items.length;
    expect(await seen()).toBe(0);

    const { page, faults } = await open(analyst, '/settings/periods');
    await page.getByRole('button', { name: 'Release…' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('Employees: their own result').waitFor();
    expect(await dialog.getByRole('button', { name: 'Release' }).isDisabled()).toBe(true);
    await dialog.getByLabel('What was looked at before').fill('Both anomalies.');
    await dialog.getByRole('button', { name: 'Release' }).click();
    await page.getByText(/^Released .* by Bela$/).waitFor();
    expect(await seen()).toBe(1);

    const download = own.page.waitForEvent('download');
    await own.page.getByRole('button', { name: 'Take it along (JSON)' }).click();
    const [stream] = [await (await download).createReadStream()];
    const text = Buffer.concat(await stream.toArray()).toString();
    expect(JSON.parse(text)).toMatchObject({
      person: { number: '1' },
      results: [{ result: { number: '1', completed_tasks: 9 }, comments: [], decisions: [] }],
    });

    await page.getByRole('button', { name: 'Take back' }).click();
    await page.getByRole('button', { name: 'Release…' }).waitFor();
    expect(await seen()).toBe(0);
    expect([...faults, ...own.faults]).toEqual([]);
  });

  it('invites somebody by a link that is shown once, and shuts them out again', async () => {
    const { page, faults } = await open(admin, '/settings/accounts');
    await page.getByRole('button', { name: 'Invite somebody' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Name', { exact: false }).first().fill('Noor');
    await dialog.getByLabel('E-mail address').fill('noor@example.com');
    await dialog.getByRole('combobox', { name: 'Role' }).click();
    await page.getByRole('option', { name: 'Manager' }).click();
    await dialog.getByText('Without a person, this account sees nobody.').waitFor();
    await dialog.getByRole('combobox', { name: 'Person' }).fill('june');
    await page.getByRole('option', { name: 'June Park · 2' }).click();
    await dialog.getByRole('button', { name: 'Make the link' }).click();
    const link = await page.getByLabel('To be copied now').inputValue();
    await page.getByRole('button', { name: 'I have it' }).click();
    const row = page.getByRole('row').filter({ hasText: 'noor@example.com' });
    await row.getByText('Invited, no password yet').waitFor();
    expect(await page.content()).not.toContain(link.split('#')[1]);

    const guest = await watched(browser);
    await guest.page.goto(link);
    await guest.page.getByLabel('Your password').fill('velvet cactus meadow');
    await guest.page.getByRole('button', { name: 'Choose this password' }).click();
    await guest.page.getByRole('button', { name: 'Noor' }).waitFor();

    await row.getByRole('button', { name: 'Actions: Noor' }).click();
    await page.getByRole('menuitem', { name: 'Deactivate' }).click();
    await row.getByText('Deactivated').waitFor();
    await guest.page.goto(`${server.url}/settings`);
    await guest.page.getByRole('heading', { name: 'Log in' }).waitFor();
    await page.getByRole('alert').getByRole('button', { name: 'Undo' }).click();
    await row.getByText('Active', { exact: true }).waitFor();
    expect(faults).toEqual([]);
  });

  it('makes a key for some operations, shows it once, and revokes it at the second press', async () => {
    const { page, faults } = await open(admin, '/settings/keys');
    await page.getByRole('button', { name: 'Make a key' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('For which system').fill('Ticket system');
    await dialog.getByRole('combobox', { name: 'Only for these operations' }).fill('listPeriods');
    await page.getByRole('option', { name: 'listPeriods', exact: true }).click();
    await page.keyboard.press('Tab');
    await dialog.getByRole('button', { name: 'Make a key' }).click();
    const key = await page.getByLabel('To be copied now').inputValue();
    const ask = (path: string) =>
      fetch(`${server.url}/api/v1/${path}`, { headers: { authorization: `Bearer ${key}` } });
    expect((await ask('periods')).status).toBe(200);
    expect((await ask('employees')).status).toBe(403);
    await page.getByRole('button', { name: 'I have it' }).click();
    const revoke = page.getByRole('button', { name: /: Ticket system$/ });
    await revoke.click();
    expect((await ask('periods')).status).toBe(200);
    await revoke.click();
    await page.getByText('Revoked', { exact: true }).waitFor();
    expect((await ask('periods')).status).toBe(401);
    expect(faults).toEqual([]);
  });

  it('erases a person only when the number is typed again, and says what goes', async () => {
    const id = people.get('3') ?? '';
    const { page, faults } = await open(analyst, `/settings/retention?open=${id}`);
    await page.getByText('Every result, with its comments, contests and decisions').waitFor();
    const erase = page.getByRole('button', { name: 'Erase for good' });
    const number = page.getByLabel('Type the number 3 again');
    await number.fill('4');
    expect(await erase.isDisabled()).toBe(true);
    await number.fill('3');
    await erase.click();
    await page.getByText('The person is erased.').waitFor();
    await expect(admin.client.getEmployee({ params: { id } })).rejects.toMatchObject({ status: 404 });
    expect(faults).toEqual([]);
  });

  it('changes the own password, which ends the other sessions', async () => {
    const twin = await invitedBy(admin, server.url, {
      email: 'tess@example.com',
      name: 'Tess',
      role: 'analyst',
    });
    const { page, faults } = await open(twin, '/settings/account');
    const other = await watched(browser);
    await other.page.goto(`${server.url}/log-in`);
    await other.page.getByLabel('Your e-mail address').fill('tess@example.com');
    await other.page.getByLabel('Password', { exact: true }).fill('tango veranda kiwi');
    await other.page.getByRole('button', { name: 'Log in' }).click();
    await other.page.getByRole('button', { name: 'Tess' }).waitFor();

    await page.reload();
    await page.getByRole('button', { name: 'End', exact: true }).waitFor();
    await page.getByLabel('The one you have').fill('tango veranda kiwi');
    await page.getByLabel('The new one').fill('orbit lantern cedar');
    await page.getByRole('button', { name: 'Change the password' }).click();
    await page.getByText('The new password holds.').waitFor();
    await page.getByRole('button', { name: 'End', exact: true }).waitFor({ state: 'detached' });
    await other.page.reload();
    await other.page.getByRole('heading', { name: 'Log in' }).waitFor();
    expect(faults).toEqual([]);
  });

  it('shows employees their own account and nothing of the rest', async () => {
    const { page } = await open(employee, '/settings');
    await page.getByText('edda@example.com').waitFor();
    expect(await page.getByRole('navigation', { name: 'Settings' }).count()).toBe(0);
    for (const tab of ['accounts', 'people', 'organisation', 'keys']) {
      await page.goto(`${server.url}/settings/${tab}`);
      await page.getByRole('heading', { name: 'This is not for your role' }).waitFor();
    }
    await page.goto(`${server.url}/settings/nowhere`);
    await page.getByRole('heading', { name: 'There is no such page' }).waitFor();
  });
});

const SUMMARIES = [
  'employee_id,name,department,completed_tasks,total_tasks,avg_task_hours',
  '1,Edda Brandt,Design,9,12,3.5',
  '2,June Park,Design,30,31,2.1',
  '3,Tom Reed,Sales,14,25,4.4',
  '4,Ana Luz,Sales,22,25,3.1',
  '5,Ola Berg,Sales,8,20,6.0',
  '6,Kim Sato,Design,27,28,2.4',
].join('\n');
