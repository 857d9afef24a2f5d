import type { Page } from 'playwright-core';
import { PAGES } from '../../dashboard/app/pages.ts';
import { SETTINGS_TABS } from '../../dashboard/pages/settings/tabs.ts';
import type { Client, Session } from '../../src/client/index.ts';

export type Role = NonNullable<Session['role']>;
export const ROLES: readonly Role[] = ['admin', 'analyst', 'auditor', 'manager', 'employee'];

/** An address that people can go to, and for whom something is there. */
export interface Place {
  /** As it is called in file names. */
  readonly name: string;
  readonly path: string;
  readonly roles: readonly Role[];
}

const READERS: readonly Role[] = ['admin', 'analyst', 'auditor'];

/** Every page of the menu, the parts of the settings, and those of a person and of everything that a client finds. */
export async function everyPlace(client: Client, person: string): Promise<readonly Place[]> {
  const standards = (await client.listStandards()).items.map(({ id }) => `/standards/${id}`);
  const imports = (await client.listImports()).items.map(({ id }) => `/imports/${id}`);
  const names = new Set((await client.listRubrics()).items.map(({ name }) => name));
  const rubrics = Array.from(names, (name) => `/appraisals/rubrics/${encodeURIComponent(name)}`);
  return [
    ...PAGES.filter(({ name }) => name !== 'settings').map(({ name, to, roles }) => ({
      name,
      path: to,
      roles,
    })),
    ...SETTINGS_TABS.map(({ name, roles }) => ({
      name: `settings-${name}`,
      path: `/settings/${name}`,
      roles,
    })),
    { name: 'person', path: `/people/${person}`, roles: ROLES },
    { name: 'sheet', path: '/appraisals/sheet', roles: READERS },
    { name: 'rubrics', path: '/appraisals/rubrics', roles: READERS },
    { name: 'new-rubric', path: '/appraisals/new-rubric', roles: READERS },
    ...eachOf('rubric', rubrics),
    ...eachOf('standard', standards),
    ...eachOf('import', imports),
  ];
}

function eachOf(name: string, paths: readonly string[]): Place[] {
  return paths.map((path, i) => ({ name: `${name}-${i + 1}`, path, roles: READERS }));
}

/** The server's own pages, for whoever has not come in. */
export const ENTRANCES: readonly Omit<Place, 'roles'>[] = [
  { name: 'log-in', path: '/log-in' },
  { name: 'set-up', path: '/set-up#secret' },
  { name: 'invitation', path: '/invitation#secret' },
];

/** Resolves when everything of a page is there: a heading, and nothing that says it is on its way. */
export async function settled(page: Page): Promise<void> {
  await page.locator('h1, h2').first().waitFor();
  for (let looks = 0; looks < 2; looks++) {
    const began = performance.now();
    while (!(await page.evaluate(IS_SETTLED))) {
      if (performance.now() - began > 120_000) throw new Error(`${page.url()} is still on its way`);
    }
    await painted(page);
  }
}

/** Resolves when what was changed before has been painted, and what that led to as well. */
export async function painted(page: Page): Promise<void> {
  await page.evaluate(
    () =>
      new Promise<void>((resolve) => {
        requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)));
      }),
  );
}

/** Whether nothing is on its way, having scrolled through the page and back: some parts are only asked for in view. */
const IS_SETTLED = `(async () => {
  for (let y = 0; y < document.documentElement.scrollHeight; y += innerHeight) {
    scrollTo(0, y);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
  }
  scrollTo(0, 0);
  return document.querySelector('[role="status"] .mantine-Loader-root, .mantine-Skeleton-root') === null;
})()`;
