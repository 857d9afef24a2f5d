import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CHROMIUM, launched } from '../support/chromium.ts';
import { inaccessible, shown, watched } from '../support/dashboard.ts';
import { type DashboardCompany, exampleCompanyOn } from '../support/dashboard-company.ts';
import { ENTRANCES, everyPlace, painted, ROLES, settled } from '../support/every-page.ts';
import { type Served, serve } from '../support/serve.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
/** The colours that a page has: of its ground, of what is drawn in its charts, and the pictures that are painted. */
const COLOURS = `[
  getComputedStyle(document.body).getPropertyValue('--mantine-color-body'),
  ...Array.from(document.querySelectorAll('.chart svg *'), (mark) => {
    const { fill, stroke } = getComputedStyle(mark);
    return [mark.tagName, fill, stroke].join(' ');
  }),
  ...Array.from(document.querySelectorAll('canvas'), (canvas) => canvas.toDataURL()),
]`;
/** Pages looked at side by side. */
const AT_ONCE = 3;

describe('every page', () => {
  if (CHROMIUM === undefined) {
    it('NOT RUN: there is no Chromium on this machine', () => {
      console.warn('test/dashboard/every-page: no Chromium here, so no page was opened');
    });
    return;
  }

  let server: Served;
  let browser: Browser;
  let company: DashboardCompany;
  let atEntrances: string[];

  beforeAll(async () => {
    server = await serve({ EVENHAND_LOG_LEVEL: 'warn', EVENHAND_RATE_LIMIT: '0' });
    browser = await launched();
    // Before there is an account: afterwards the page of the first one leads nowhere.
    atEntrances = await mistakes(ENTRANCES, null);
    company = await exampleCompanyOn(server);
  });
  afterAll(async () => {
    await browser?.close();
    await server?.stop();
  });

  it('that people come in by can be used by everybody, in both schemes, on a phone and a desk', () => {
    expect(atEntrances).toEqual([]);
  });

  it.each(ROLES)('can be used by every %s, in both schemes, on a phone and a desk', async (role) => {
    const places = await everyPlace(company.as.admin.client, company.people.get('E008') ?? '');
    const theirs = places.filter(({ roles }) => roles.includes(role));
    expect(theirs.length).toBeGreaterThan(2);
    expect(await mistakes(theirs, role)).toEqual([]);
  });

  it('is printed dark on white, its charts too and without the menu, from a dark screen as from a light one', async () => {
    const ofTasks = `?evaluation=${company.evaluations.at(-1)}`;
    const places = ['/', `/people/${company.people.get('E017')}`, '/trends', '/map'];
    const looks = async (colorScheme: 'light' | 'dark') => {
      const { page, faults } = await watched(browser, { viewport: DESK, reducedMotion: 'reduce' });
      await company.as.admin.enter(page.context());
      const found = [];
      for (const path of places) {
        await page.emulateMedia({ media: 'screen', colorScheme });
        await page.goto(server.url + path + ofTasks);
        await settled(page);
        const screen = await page.evaluate(COLOURS);
        // What is printed is taken as soon as those who listen to this have returned.
        const paper = await page.evaluate(`dispatchEvent(new Event('beforeprint')), ${COLOURS}`);
        await page.emulateMedia({ media: 'print', colorScheme });
        expect(await page.getByRole('navigation').count(), path).toBe(0);
        expect(await inaccessible(page, ['color-contrast']), path).toEqual([]);
        await page.emulateMedia({ media: 'screen', colorScheme });
        await page.evaluate("dispatchEvent(new Event('afterprint'))");
        await page.locator(`html[data-mantine-color-scheme="${colorScheme}"]`).waitFor({ state: 'attached' });
        found.push({ path, screen, paper });
      }
      expect(faults).toEqual([]);
      await page.context().close();
      return found;
    };
    const [light, dark] = await Promise.all([looks('light'), looks('dark')]);
    for (const [i, { path, screen, paper }] of dark.entries()) {
      expect(screen, path).not.toEqual(light[i].screen);
      expect(paper, path).toEqual(light[i].paper);
    }
  });

  /** What is wrong with pages as somebody sees them. */
  async function mistakes(
    places: readonly { readonly path: string }[],
    role: (typeof ROLES)[number] | null,
  ): Promise<string[]> {
    const waiting = [...places];
    const found: string[] = [];
    const worker = async () => {
      const { page, faults } = await watched(browser, { viewport: DESK, reducedMotion: 'reduce' });
      if (role !== null) await company.as[role].enter(page.context());
      const refused: string[] = [];
      page.on('response', (answer) => {
        if (answer.status() >= 400) refused.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
      });
      for (let place = waiting.shift(); place !== undefined; place = waiting.shift()) {
        const before = faults.length;
        const here = await mistakesOf(page, server.url + place.path, role === 'admin' || role === null);
        for (const one of [...here, ...faults.slice(before), ...refused.splice(0)]) {
          found.push(`${place.path}: ${one}`);
        }
      }
      await page.context().close();
    };
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
    return found;
  }
});

/**
 * By all rules on a desk in light colours and on a phone in dark ones. The other two differ from these in colours alone, and
 * pages of other roles are the admin's with less in them, so these are looked at as an admin.
 */
async function mistakesOf(page: Page, url: string, isWhole: boolean): Promise<string[]> {
  const found: string[] = [];
  const look = async (colorScheme: 'light' | 'dark', viewport: typeof DESK, rules?: string[]) => {
    await page.emulateMedia({ colorScheme });
    await page.setViewportSize(viewport);
    // The dashboard says by which scheme it stands; the server's own pages follow the browser alone.
    const stands = `html:not([data-mantine-color-scheme]), html[data-mantine-color-scheme="${colorScheme}"]`;
    await page.locator(stands).waitFor({ state: 'attached' });
    await shown(page);
    await painted(page);
    for (const one of await inaccessible(page, rules))
      found.push(`${colorScheme}, ${viewport.width}: ${one}`);
  };
  await page.emulateMedia({ colorScheme: 'light' });
  await page.setViewportSize(DESK);
  await page.goto(url);
  await settled(page);
  await look('light', DESK);
  if (isWhole) await look('dark', DESK, ['color-contrast']);
  await look('dark', PHONE);
  const width = await page.evaluate('document.documentElement.scrollWidth');
  if (width !== PHONE.width) found.push(`it scrolls sideways on a phone: ${width}`);
  if (isWhole) await look('light', PHONE, ['color-contrast']);
  return found;
}
