/** `npm run bench`: measures Evenhand alone, beside its peers, or beside another commit of itself. */
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { build } from '../scripts/checkout.js';
import { compareWith } from './against.js';
import { compare } from './compare.js';
import { measureDashboard } from './dashboard.js';
import { grow, SIZES } from './growth.js';
import { limitsTable } from './growth-report.js';
import { keepGrowth } from './kept-growth.js';
import { checkOut } from './other-checkout.js';
import { circumstances, resultsTable } from './report.js';
import { isSlower, TOLERANCE, verdictTable } from './verdict.js';

const help = `npm run bench                      measures Evenhand, prints a table
npm run bench -- --peers           also every peer that is found; installs nothing; writes bench/RESULTS.md
npm run bench -- --against COMMIT  beside that commit, by turns; fails where anything became more than 15 % slower
npm run bench -- --growth          beside the peers that are found, from 1,000 to 10 million rows; writes bench/GROWTH.md and
                                   docs/growth/; --largest ROWS ends earlier, --out FOLDER writes there instead
npm run bench -- --dashboard       frames a second of the pages with 100,000 people, in Chromium; writes bench/DASHBOARD.md
npm run bench -- --case NAME       only bench/cases/NAME.js
npm run bench -- --repeat N        medians of N runs (default 5)

A run of more than a minute is not repeated. BENCH_PYTHON names the Python to look for peers in.`;

const { values } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    against: { type: 'string' },
    growth: { type: 'boolean', default: false },
    dashboard: { type: 'boolean', default: false },
    largest: { type: 'string' },
    out: { type: 'string' },
    case: { type: 'string' },
    repeat: { type: 'string', default: '5' },
    help: { type: 'boolean', short: 'h' },
  },
});
const say = (/** @type {string} */ line) => console.log(`  ${line} ...`);

if (values.help) console.log(help);
else await bench();

async function bench() {
  const times = Number(values.repeat);
  if (!Number.isInteger(times) || times < 1)
    throw new Error(`--repeat is a whole number above 0, not ${values.repeat}`);
  const cases = await loadCases(values.case);
  build();
  const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'));
  for (const signal of ['SIGINT', 'SIGTERM']) process.once(signal, () => process.exit(130));
  process.once('exit', () => rmSync(scratch, { recursive: true, force: true }));
  if (values.dashboard) await measureDashboard(scratch, say);
  else if (values.against !== undefined) await measureAgainst(values.against, cases, times, scratch);
  else if (values.growth) await measureGrowth(cases, times, scratch);
  else await measureCases(cases, { peers: values.peers, times, scratch, say }, values.case === undefined);
}

/**
 * @param {string | undefined} only
 * @returns {Promise<Map<string, import('./work.js').Case>>} by name
 */
async function loadCases(only) {
  const folder = join(import.meta.dirname, 'cases');
  const all = readdirSync(folder).map((file) => basename(file, '.js'));
  const names = all.filter((name) => only === undefined || name === only);
  if (names.length === 0) throw new Error(`there is no case ${only}: ${all.join(', ')}`);
  /** @type {Map<string, import('./work.js').Case>} */
  const cases = new Map();
  for (const name of names) cases.set(name, await import(join(folder, `${name}.js`)));
  return cases;
}

/**
 * @param {string} commit
 * @param {ReadonlyMap<string, import('./work.js').Case>} cases
 * @param {number} rounds
 * @param {string} scratch
 */
async function measureAgainst(commit, cases, rounds, scratch) {
  const about = circumstances();
  console.log(`\nChecking out and building ${commit} ...`);
  const { dist, remove } = checkOut(commit, join(scratch, 'other'));
  process.prependOnceListener('exit', remove);
  const pairs = [];
  for (const [name, measured] of cases) {
    pairs.push(...(await compareWith(name, measured, { other: dist, rounds, scratch, say })));
  }
  const slower = pairs.filter(isSlower);
  const percent = Math.round(100 * TOLERANCE);
  console.log(`\n${verdictTable(pairs, commit)}\n\n${about}\n`);
  console.log(
    slower.length === 0
      ? `Nothing takes more than ${percent} % longer than at ${commit}.`
      : `${slower.length} of ${pairs.length} take more than ${percent} % longer than at ${commit}.`,
  );
  if (slower.length > 0) process.exitCode = 1;
}

/**
 * Measures growth and keeps what was measured of each case as soon as it is, so that cases can be measured one by one.
 * @param {ReadonlyMap<string, import('./work.js').Case>} cases
 * @param {number} times
 * @param {string} scratch
 */
async function measureGrowth(cases, times, scratch) {
  const sizes = values.largest === undefined ? SIZES : SIZES.filter((rows) => rows <= Number(values.largest));
  if (sizes.length === 0)
    throw new Error(`--largest is a number of rows from ${SIZES[0]}, not ${values.largest}`);
  if (sizes.length < SIZES.length && values.out === undefined) {
    throw new Error('--largest needs --out FOLDER, so that the plots that are kept stay whole');
  }
  for (const { growth = [] } of cases.values()) {
    for (const growing of growth) {
      console.log(`\n${growing.title}`);
      const grown = await grow(growing, { sizes, times, scratch, about: circumstances(), say });
      console.log(`\n${limitsTable(keepGrowth(grown, values.out).filter(({ id }) => id === growing.id))}`);
    }
  }
}

/**
 * @param {ReadonlyMap<string, import('./work.js').Case>} cases
 * @param {Parameters<typeof compare>[1]} setting
 * @param {boolean} all
 */
async function measureCases(cases, setting, all) {
  const about = `${circumstances()}\n- medians of ${setting.times} (of fewer where a run takes more than a minute), all sides in one run, data made from a seed`;
  const sections = [];
  for (const measured of cases.values()) {
    console.log(`\n${measured.title}`);
    const { results, notFound, failed } = await compare(measured, setting);
    const footnotes = [];
    if (notFound.length > 0) footnotes.push(`Not found here: ${notFound.join(', ')}.`);
    if (failed.length > 0) footnotes.push(`Failed: ${failed.join(', ')}.`);
    const text = [resultsTable(results), ...footnotes].join('\n\n');
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
