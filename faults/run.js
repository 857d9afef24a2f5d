/** `npm run faults`: takes the built server through what may go wrong, and measures how it bears it. */
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { parseArgs } from 'node:util';
import { circumstances, table } from '../bench/report.js';
import { build } from '../scripts/checkout.js';
import { keepResult } from './results.js';
import { stopStores } from './stores.js';

const help = `npm run faults                     every case in full; what came out stands in faults/RESULTS.md
npm run faults -- --case NAME      only faults/cases/NAME.js, whose section there is renewed
npm run faults -- --short          a short form of each, not kept
npm run faults -- --times N        so many kills or files instead of all, not kept
npm run faults -- --built          does not build first

PostgreSQL is Debian's, started on a free port; without it only SQLite is tried. disk-full needs root, for a file system
of its own in memory.`;

const { values } = parseArgs({
  options: {
    case: { type: 'string' },
    short: { type: 'boolean', default: false },
    times: { type: 'string' },
    built: { type: 'boolean', default: false },
    help: { type: 'boolean', short: 'h' },
  },
});

if (values.help) console.log(help);
else await faults();

async function faults() {
  const times = values.times === undefined ? undefined : Number(values.times);
  if (times !== undefined && !(Number.isInteger(times) && times > 0))
    throw new Error(`--times is a whole number above 0, not ${values.times}`);
  const folder = join(import.meta.dirname, 'cases');
  const all = readdirSync(folder).map((file) => basename(file, '.js'));
  const names = all.filter((name) => values.case === undefined || name === values.case);
  if (names.length === 0) throw new Error(`there is no case ${values.case}: ${all.join(', ')}`);
  if (!values.built) build();
  const scratch = mkdtempSync(join(tmpdir(), 'evenhand-faults-'));
  let missed = 0;
  try {
    for (const name of names) {
      /** @type {import('./case.js').Case} */
      const tried = await import(join(folder, `${name}.js`));
      console.log(`\n${tried.title}`);
      const about = circumstances();
      const began = performance.now();
      const outcome = await tried.run({
        scratch,
        short: values.short,
        times,
        say: (line) => console.log(`  ${line} ...`),
      });
      const took = `${Math.round((performance.now() - began) / 1000)} s`;
      const text = `${inWords(outcome, took)}\n\n${about}`;
      console.log(`\n${text}`);
      if (!values.short && times === undefined) keepResult(tried.title, text);
      if ('figures' in outcome) missed += outcome.figures.filter(({ passed }) => passed === false).length;
    }
  } finally {
    await stopStores();
    rmSync(scratch, { recursive: true, force: true });
  }
  console.log(missed === 0 ? '\nEverything passed.' : `\n${missed} missed.`);
  if (missed > 0) process.exitCode = 1;
}

/**
 * @param {import('./case.js').Outcome} outcome
 * @param {string} took
 */
function inWords(outcome, took) {
  if ('notRun' in outcome) return `Not run: ${outcome.notRun}.`;
  const rows = outcome.figures.map(({ name, value, goal, passed }) => [
    name,
    value,
    goal,
    passed === null ? '' : passed ? 'passed' : 'missed',
  ]);
  return `${outcome.did} (${took})\n\n${table(['figure', 'measured', 'goal', ''], rows)}`;
}
