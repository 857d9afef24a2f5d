import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const FILE = join(import.meta.dirname, 'RESULTS.md');
const HEAD = '# What the server bore\n\nThe last full run of each case of `npm run faults`.\n';

/**
 * Writes the section of a case into faults/RESULTS.md, in place of the one of an earlier run.
 * @param {string} title
 * @param {string} text
 */
export function keepResult(title, text) {
  const kept = existsSync(FILE) ? readFileSync(FILE, 'utf8').split(/^## /m).slice(1) : [];
  const others = kept.filter((section) => !section.startsWith(`${title}\n`)).map((section) => section.trim());
  const sections = [...others, `${title}\n\n${text}`].sort();
  writeFileSync(FILE, [HEAD, ...sections.map((section) => `## ${section}\n`)].join('\n'));
}
