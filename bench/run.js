/** `npm run bench`: measures Evenhand, and with --peers whatever it is compared with that is installed here. */
import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { circumstances, tableOf } from './report.js';

/**
 * What a case is given: the built command, whether peers run, how often to measure, a folder to write to, a way to tell.
 * @typedef {{ evenhand: string, peers: boolean, repeat: number, scratch: string, say: (line: string) => void }} Setting
 * @typedef {{ title: string, run: (setting: Setting) => Promise<import('./report.js').Result[]> }} Case
 */

const help = `npm run bench                      measures Evenhand, prints a table
npm run bench -- --peers           also every peer that is found; installs nothing; writes bench/RESULTS.md
npm run bench -- --case NAME       only bench/cases/NAME.js
npm run bench -- --repeat N        medians of N runs (default 5)

BENCH_PYTHON names the Python to look for peers in.`;

const { values } = parseArgs({
  options: {
    peers: { type: 'boolean', default: false },
    case: { type: 'string' },
    repeat: { type: 'string', default: '5' },
    help: { type: 'boolean', short: 'h' },
  },
});
if (values.help) console.log(help);
else await bench(values.peers, values.case, Math.max(1, Number.parseInt(values.repeat, 10) || 5));

/**
 * @param {boolean} peers
 * @param {string | undefined} only
 * @param {number} repeat
 */
async function bench(peers, only, repeat) {
  const evenhand = resolve(import.meta.dirname, '..', 'dist', 'cli', 'main.js');
  if (!existsSync(evenhand)) throw new Error('there is no dist: npm run build makes it');
  const folder = join(import.meta.dirname, 'cases');
  const names = readdirSync(folder).filter((name) => only === undefined || name === `${only}.js`);
  if (names.length === 0) throw new Error(`there is no case ${only}: ${readdirSync(folder).join(', ')}`);

  const load = loadavg()[0].toFixed(1);
  const sections = [];
  for (const name of names) {
    /** @type {Case} */
    const { title, run } = await import(join(folder, name));
    console.log(`\n${title}`);
    const scratch = mkdtempSync(join(tmpdir(), 'evenhand-bench-'));
    try {
      const say = (/** @type {string} */ line) => console.log(`  ${line} ...`);
      const table = tableOf(await run({ evenhand, peers, repeat, scratch, say }));
      console.log(`\n${table}`);
      sections.push(`## ${title}\n\n${table}\n`);
    } finally {
      rmSync(scratch, { recursive: true, force: true });
    }
  }
  const about = `${circumstances()}\n- load of the machine before: ${load}\n- medians of ${repeat}, both sides in one run, data made from a seed`;
  console.log(`\n${about}`);
  if (peers && only === undefined) {
    writeFileSync(
      join(import.meta.dirname, 'RESULTS.md'),
      `# Measured\n\nThe last full run of \`npm run bench -- --peers\`.\n\n${about}\n\n${sections.join('\n')}`,
    );
    console.log('wrote bench/RESULTS.md');
  }
}
