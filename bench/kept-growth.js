import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { growthPlot } from './growth-plot.js';
import { growthReport } from './growth-report.js';

/**
 * Keeps what was measured beside what was measured before of other things, as numbers (growth.json), as tables
 * (GROWTH.md) and as plots. Answers everything that is kept, by title.
 * @param {import('./growth.js').Grown} grown
 * @param {string} [folder] for all files, in place of bench/ and docs/growth/
 */
export function keepGrowth(grown, folder) {
  const reports = folder ?? import.meta.dirname;
  const plots = folder ?? join(import.meta.dirname, '..', 'docs', 'growth');
  for (const needed of [reports, plots]) mkdirSync(needed, { recursive: true });

  const numbers = join(reports, 'growth.json');
  /** @type {import('./growth.js').Grown[]} */
  const before = existsSync(numbers) ? JSON.parse(readFileSync(numbers, 'utf8')) : [];
  const all = [...before.filter(({ id }) => id !== grown.id), grown].sort((a, b) =>
    a.title < b.title ? -1 : 1,
  );
  writeFileSync(numbers, `${JSON.stringify(all, null, 2)}\n`);

  const plotOf = (/** @type {string} */ id) =>
    relative(reports, join(plots, `${id}.svg`)).replaceAll('\\', '/');
  writeFileSync(join(reports, 'GROWTH.md'), growthReport(all, plotOf));
  for (const each of all) writeFileSync(join(plots, `${each.id}.svg`), growthPlot(each));
  return all;
}
