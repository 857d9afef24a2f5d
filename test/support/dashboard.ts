import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Browser, Page } from 'playwright-core';
import { vi } from 'vitest';
import { createClient } from '../../src/client/index.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** A page that notes what goes wrong in it: errors, and what its policy forbids. */
export interface Watched {
  readonly page: Page;
  readonly faults: readonly string[];
}

export async function watched(
  browser: Browser,
  options: Parameters<Browser['newContext']>[0] = {},
): Promise<Watched> {
  const context = await browser.newContext({ locale: 'en-GB', ...options });
  const page = await context.newPage();
  const faults: string[] = [];
  page.on('pageerror', (error) => faults.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') faults.push(message.text());
  });
  return { page, faults };
}

/** Waits until nothing on a page is on its way any more. */
export async function shown(page: Page): Promise<void> {
  const coming = page.locator('.mantine-Loader-root, .mantine-Skeleton-root');
  await vi.waitUntil(async () => (await coming.count()) === 0, { timeout: 30_000, interval: 50 });
}

/** What axe finds wrong with a page (WCAG 2.2 A and AA), as its rules and where; by all rules, or those that are named. */
export async function inaccessible(page: Page, rules?: string[]): Promise<string[]> {
  if ((await page.evaluate('typeof axe')) === 'undefined') await page.evaluate(axe);
  return page.evaluate(async (named) => {
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    // @ts-expect-error axe has just been put into the page.
    const { violations } = await globalThis.axe.run({ runOnly: named ?? tags });
    return violations.map(
      ({ id, nodes }: { id: string; nodes: { target: string[]; failureSummary: string }[] }) =>
        `${id}: ${nodes.map(({ target }) => target.join(' ')).join(', ')}`,
    );
  }, rules);
}

/** Has the example company evaluated for its first quarter; answers with the evaluation. */
export async function evaluatedExample(url: string, file: Blob, name: string): Promise<string> {
  const client = createClient({ baseUrl: url });
  const period = await client.createPeriod({
    body: { name: '2024-Q1', starts_on: '2024-01-01', ends_on: '2024-03-31' },
  });
  const form = new FormData();
  form.set('period', period.id);
  form.set('file', new File([file], name));
  const sent = await fetch(`${url}/api/v1/imports`, { method: 'POST', body: form });
  const { id }: { id: string } = await sent.json();
  await until(async () => (await client.getImport({ params: { id } })).state === 'ready');
  await client.commitImport({ params: { id } });
  const evaluation = await client.createEvaluation({
    body: { pipeline: 'tasks', period_id: period.id, fit: {} },
  });
  await until(async () => (await client.getEvaluation({ params: { id: evaluation.id } })).state === 'done');
  return evaluation.id;
}

function until(isSo: () => Promise<boolean>): Promise<unknown> {
  return vi.waitUntil(isSo, { timeout: 60_000, interval: 100 });
}
