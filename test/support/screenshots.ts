import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launched } from './chromium.ts';
import { exampleCompanyOn } from './dashboard-company.ts';
import { ENTRANCES, everyPlace, type Place, settled } from './every-page.ts';
import { serve } from './serve.ts';
import type { SignedIn } from './signed-in.ts';

const SCHEMES = ['light', 'dark'] as const;
const WIDTHS = { phone: { width: 390, height: 844 }, desktop: { width: 1440, height: 900 } };

/** Pictures of every page of the example company in both schemes, on a phone and a desk, into a folder. */
export async function takeScreenshots(folder: string, only?: RegExp): Promise<number> {
  mkdirSync(folder, { recursive: true });
  const server = await serve({ EVENHAND_LOG_LEVEL: 'warn' });
  const browser = await launched();
  let taken = 0;
  try {
    const fresh = [...ENTRANCES, { name: 'welcome', path: '/' }].map((place) => ({ ...place, by: null }));
    taken += await pictures(browser, server.url, folder, fresh, only);
    const { as, people, evaluations } = await exampleCompanyOn(server);
    const person = people.get('E017') ?? '';
    const own = people.get('E008') ?? '';
    // The newest evaluation is of appraisals.
    const ofTasks = `?evaluation=${evaluations.at(-1)}`;
    const places = [
      ...(await everyPlace(as.admin.client, person)).map((place) => ({
        ...place,
        path: place.path + ofTasks,
        by: as.admin,
      })),
      { name: 'overview-appraisals', path: '/', by: as.admin },
      { name: 'person-appraisals', path: `/people/${person}`, by: as.admin },
      { name: 'person-own-view', path: `/people/${own}`, by: as.employee },
      { name: 'overview-manager', path: '/', by: as.manager },
      { name: 'overview-employee', path: '/', by: as.employee },
      { name: 'not-allowed', path: '/settings/accounts', by: as.employee },
      { name: 'not-found', path: '/nowhere', by: as.admin },
    ];
    taken += await pictures(browser, server.url, folder, places, only);
  } finally {
    await browser.close();
    await server.stop();
  }
  return taken;
}

async function pictures(
  browser: Browser,
  url: string,
  folder: string,
  places: readonly (Omit<Place, 'roles'> & { readonly by: SignedIn | null })[],
  only: RegExp | undefined,
): Promise<number> {
  let taken = 0;
  for (const { name, path, by } of places) {
    if (only && !only.test(name)) continue;
    for (const [width, viewport] of Object.entries(WIDTHS)) {
      const context = await browser.newContext({ locale: 'en-GB', viewport, reducedMotion: 'reduce' });
      await by?.enter(context);
      const page = await context.newPage();
      page.setDefaultTimeout(120_000);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        if (colorScheme === SCHEMES[0]) await page.goto(url + path);
        await settled(page);
        await page.screenshot({ path: join(folder, `${name}-${width}-${colorScheme}.png`), fullPage: true });
        taken++;
      }
      await context.close();
    }
  }
  return taken;
}
