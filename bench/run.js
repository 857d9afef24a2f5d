/** `npm run bench`: measures Evenhand, and with --peers whatever it is compared with that is installed here. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/checkout.js';
import { compare } from './compare.js';
import { circumstances, resultsTable } from './report.js';

const help = `npm run bench                      measures Evenhand, prints a table
npm run bench -- --peers           also every peer that is found; installs nothing; writes bench/RESULTS.md
npm run bench -- --case NAME       only bench/cases/NAME.js
npm run bench -- --repeat N        medians of N runs (default 5)

A run of more than a minute is not repeated. BENCH_PYTHON names the Python to look for peers in.`;

const { values } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    case: { type: 'string' },
    repeat: { type: 'string', default: '5' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) {
  console.log(help);
} else {
  const times = Number(values.repeat);
  if (!Number.isInteger(times) || times < 1)
    throw new Error(`--repeat is a whole number above 0, not ${values.repeat}`);
  build();
  const cases = await loadCases(values.case);
  const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'));
  process.once('SIGINT', () => process.exit(130));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  const say = (/** @type {string} */ line) => console.log(`  ${line} ...`);
  await measureCases(cases, { peers: values.peers, times, scratch, say }, values.case === undefined);
}

/**
 * @param {string | undefined} only
 * @returns {Promise<import('./work.js').Case[]>}
 */
async function loadCases(only) {
  const folder = join(import.meta.dirname, 'cases');
  const names = readdirSync(folder).filter((name) => only === undefined || name === `${only}.js`);
  if (names.length === 0) throw new Error(`there is no case ${only}: ${readdirSync(folder).join(', ')}`);
  return Promise.all(names.map((name) => import(join(folder, name))));
}

/**
 * @param {readonly import('./work.js').Case[]} cases
 * @param {Parameters<typeof compare>[1]} setting
 * @param {boolean} all
 */
async function measureCases(cases, setting, all) {
  const about = `${circumstances()}\n- medians of ${setting.times} (of fewer where a run takes more than a minute), all sides in one run, data made from a seed`;
  const sections = [];
  for (const measured of cases) {
    console.log(`\n${measured.title}`);
    const { results, notFound } = await compare(measured, setting);
    const footnote = notFound.length > 0 ? `\n\nNot found here: ${notFound.join(', ')}.` : '';
    const text = `${resultsTable(results)}${footnote}`;
    console.log(`\n${text}`);
    sections.push(`## ${measured.title}\n\n${text}\n`);
  }
  console.log(`\n${about}`);
  if (!setting.peers || !all) return;
  writeFileSync(
    join(import.meta.dirname, 'RESULTS.md'),
    `# Measured\n\nThe last full run of \`npm run bench -- --peers\`. A goal is how many times as long as we a peer should take at
least, or how long we should take at most.\n\n${about}\n\n${sections.join('\n')}`,
  );
  console.log('wrote bench/RESULTS.md');
}
