import { existsSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { dist, requireBuilt } from '../../built.ts';
import { type Api, apiOn } from '../../support/api.ts';
import { type Place, sqlitePlace } from '../../support/stores.ts';
import { firstAdmin, PASSWORD, type Visitor } from '../../support/visitor.ts';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

describe('in a browser', () => {
  if (executablePath === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/server/pages/pages.test.ts: no Chromium here, so the pages were not opened');
    });
    return;
  }

  let browser: Browser;
  let place: Place;
  let api: Api;
  let url: string;
  let context: BrowserContext;
  let page: Page;
  /** What the browser complained of, and every address that it asked for. */
  let complaints: string[];
  let asked: string[];

  beforeAll(async () => {
    requireBuilt();
    const args = ['--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking'];
    browser = await chromium.launch({ executablePath, args });
  });
  afterAll(() => browser?.close());
  beforeEach(async () => {
    place = await sqlitePlace();
    api = await apiOn(place, {}, undefined, undefined, join(dist, 'dashboard'));
    url = await api.app.listen({ port: 0, host: '127.0.0.1' });
    context = await browser.newContext();
    page = await context.newPage();
    complaints = [];
    asked = [];
    page.on('pageerror', (error) => complaints.push(error.message));
    page.on('console', (message) => {
      // A refused login is told by the page; that Chromium tells it, too, is no fault.
      const isAnswer = message.text().startsWith('Failed to load resource: the server responded');
      if (message.type() === 'error' && !isAnswer) complaints.push(message.text());
    });
    page.on('request', (request) => asked.push(request.url()));
  });
  afterEach(async () => {
    await context.close();
    await api.close();
    await place.remove();
    expect(complaints).toEqual([]);
  });
  /** The menu of whoever is logged in, in the dashboard. */
  const menuOf = (name: string) => page.getByRole('button', { name, exact: true });
  const told = () => page.getByRole('alert');

  it('the printed link makes the first account, and from then on whoever comes logs in', async () => {
    await page.goto(url);
    await page.getByText('Nobody has an account yet').waitFor();
    const secret = await api.services.access.setUpSecret();
    await page.goto(`${url}/set-up#${secret}`);
    await page.getByLabel('Your name').fill('Ada <b>Lovelace</b>');
    await page.getByLabel('Your e-mail address').fill('ada@example.com');
    await page.getByLabel('Your password').fill('ada@example.com1');
    await page.getByRole('button', { name: 'Make the account' }).click();
    await expect.poll(() => told().innerText()).toMatch(/^Choose another password: .*\.$/);
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await page.waitForURL(`${url}/`);
    await menuOf('Ada <b>Lovelace</b>').click();
    await page.getByRole('menuitem', { name: 'Log out' }).click();
    await page.waitForURL(`${url}/log-in`);
    await page.getByLabel('Your e-mail address').fill('ada@example.com');
    await page.getByLabel('Password', { exact: true }).fill('wrong');
    await page.getByRole('button', { name: 'Log in' }).click();
    await expect.poll(() => told().innerText()).toBe('No account has this address and this password.');
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.waitForURL(`${url}/`);
    await menuOf('Ada <b>Lovelace</b>').waitFor();

    await page.goto(`${url}/set-up#${secret}`);
    await page.getByLabel('Your name').fill('Eve');
    await page.getByLabel('Your e-mail address').fill('eve@example.com');
    await page.getByLabel('Your password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Make the account' }).click();
    await expect.poll(() => told().innerText()).toContain('it was used already');
    // What stands behind the # is sent to nobody as an address.
    const addresses = asked
      .map((address) => new URL(address))
      .map(({ pathname, search }) => pathname + search);
    expect(addresses.join()).not.toContain(secret);
  });

  it('an invitation is taken up by choosing a password, which may be looked at', async () => {
    const admin = await firstAdmin(api);
    const account = { email: 'bob@example.com', name: 'Bob', role: 'analyst' };
    const { id } = (await admin.call('POST', '/accounts', account)).body;
    const { secret } = (await admin.call('POST', `/accounts/${id}/invitation`)).body;
    await page.goto(`${url}/invitation`);
    expect(await told().innerText()).toContain('Open the link as it was given to you');
    await page.goto(`${url}/invitation#${secret}`);
    const password = page.getByLabel('Your password');
    await expect.poll(() => password.evaluate('document.activeElement.id')).toBe('password');
    await password.fill('short');
    await page.getByRole('button', { name: 'Choose this password' }).click();
    expect(new URL(page.url()).pathname).toBe('/invitation');
    await password.fill(PASSWORD);
    expect(await password.getAttribute('type')).toBe('password');
    await page.getByLabel('Show the password').check();
    expect(await password.getAttribute('type')).toBe('text');
    await page.getByRole('button', { name: 'Choose this password' }).click();
    await page.waitForURL(`${url}/`);
    await menuOf('Bob').waitFor();
  });

  it('everything has a label, contrast and a place in the order of the keyboard, by day and by night', async () => {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of ['/log-in', '/invitation', '/set-up']) {
        await page.goto(url + path);
        const names = await page
          .locator('input')
          .evaluateAll((all) =>
            all.map(
              (one) => (one as unknown as { labels: { innerText: string }[] }).labels[0]?.innerText ?? '',
            ),
          );
        expect(names.every((name) => name.trim() !== '')).toBe(true);
        expect(await page.locator('h1').count()).toBe(1);
        expect(await page.evaluate('document.documentElement.lang')).toBe('en');
        const colours = await page.evaluate<string[]>(`(() => {
          const { color, backgroundColor } = getComputedStyle(document.querySelector('form button'));
          return [color, backgroundColor];
        })()`);
        expect(contrast(colours[0], colours[1]), `${path} ${colours}`).toBeGreaterThan(4.5);
        await page.setViewportSize({ width: 320, height: 600 });
        expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(320);
      }
    }
  });

  describe('with somebody logged in', () => {
    let admin: Visitor;
    let strangers: Server[];
    beforeEach(async () => {
      admin = await firstAdmin(api);
      const [name, value] = admin.cookie.split('=');
      await context.addCookies([{ name, value, url, httpOnly: true, sameSite: 'Strict' }]);
      strangers = [await site('127.0.0.1'), await site('127.0.0.2')];
    });
    afterEach(() => {
      for (const stranger of strangers) stranger.close();
    });

    it('a page of another port or address changes nothing and reads nothing, by form or by script', async () => {
      await page.goto(url);
      await menuOf('Ada').waitFor();
      const department = JSON.stringify({ name: 'Forged' });
      for (const stranger of strangers) {
        await page.goto(addressOf(stranger));
        for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
          for (const path of ['departments', 'session', 'keys', 'accounts']) {
            await page.evaluate(`{
              const form = Object.assign(document.createElement('form'), {
                action: '${url}/api/v1/${path}', method: 'post', enctype: '${enctype}', target: 'hidden' });
              form.append(Object.assign(document.createElement('input'), { name: '{"name":"Forged","x":"', value: '"}' }));
              document.body.append(form);
              form.submit();
            }`);
          }
        }
        const outcomes = await page.evaluate<string[]>(`(async () => {
          const outcomes = [];
          for (const mode of ['cors', 'no-cors']) {
            for (const [method, path, body] of [
              ['POST', 'departments', ${JSON.stringify(department)}],
              ['DELETE', 'session'],
              ['GET', 'employees'],
              ['GET', 'session'],
            ]) {
              const type = mode === 'cors' ? 'application/json' : 'text/plain';
              const request = { method, mode, body, credentials: 'include', headers: { 'content-type': type } };
              outcomes.push(await fetch('${url}/api/v1/' + path, request).then(
                (answer) => answer.type === 'opaque' ? 'opaque' : 'read ' + answer.status,
                () => 'refused',
              ));
            }
          }
          return outcomes;
        })()`);
        // Without CORS for credentials nothing can be read, and only simple requests are even sent.
        expect(outcomes.slice(0, 4)).toEqual(['refused', 'refused', 'refused', 'refused']);
        expect(outcomes.filter((outcome) => outcome.startsWith('read'))).toEqual([]);
      }
      complaints = [];
      const { read } = api.services.store;
      for (const table of ['departments', 'api_keys'] as const) {
        expect(await read.selectFrom(table).selectAll().execute(), table).toEqual([]);
      }
      expect(await read.selectFrom('accounts').select('id').execute()).toHaveLength(1);
      expect(await admin.isIn()).toBe(true);
    });

    it('no script reads the cookie, and no page shows ours in a frame', async () => {
      await page.goto(url);
      expect(await page.evaluate('document.cookie')).toBe('');
      await page.goto(addressOf(strangers[0]));
      await page.evaluate(
        `document.body.append(Object.assign(document.createElement('iframe'), { src: '${url}/log-in', name: 'framed' }))`,
      );
      await expect
        .poll(() => complaints.join())
        .toMatch(/frame-ancestors|X-Frame-Options|refused to connect/i);
      complaints = [];
      const inside = page.frames().find((frame) => frame !== page.mainFrame());
      expect(
        await inside
          ?.locator('form')
          .count()
          .catch(() => 0),
      ).toBe(0);
    });
  });
});

/** Another site, with a frame that takes what forms are answered. */
async function site(host: string): Promise<Server> {
  const server = createServer((_request, response) => {
    response
      .setHeader('content-type', 'text/html')
      .end(
        '<!doctype html><title>another site</title><link rel=icon href=data:,><body><iframe name=hidden></iframe>',
      );
  });
  await new Promise<void>((listening) => server.listen(0, host, listening));
  return server;
}

function addressOf(server: Server): string {
  const at = server.address();
  if (at === null || typeof at === 'string') throw new Error('the site has no port');
  return `http://${at.address}:${at.port}/`;
}

/** Contrast of two colours such as rgb(1, 2, 3) (WCAG 2.2, "contrast ratio"). */
function contrast(one: string, other: string): number {
  const [brighter, darker] = [one, other].map(luminance).toSorted((a, b) => b - a);
  return (brighter + 0.05) / (darker + 0.05);
}

function luminance(colour: string): number {
  const [r, g, b] = (colour.match(/\d+/g) ?? []).map((value) => {
    const share = Number(value) / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
