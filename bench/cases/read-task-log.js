import { join } from 'node:path';
import { measureCommand, repeatedly } from '../measure.js';
import { findPython } from '../peers.js';
import { writeTaskLog } from '../task-log.js';

export const title =
  'readTasks: a task log in a CSV file to one summary per person, start of the process included';

/** @type {import('../run.js').Case['run']} */
export async function run({ peers, repeat, scratch, say }) {
  const python = peers ? findPython(['pandas']) : null;
  if (peers && !python) say('no Python with pandas is here: that peer does not run');
  const folder = join(import.meta.dirname, '..');

  /** @type {import('../report.js').Result[]} */
  const results = [];
  for (const { rows, people, ids } of sizes) {
    const work = `${rows.toLocaleString('en')} rows of ${people.toLocaleString('en')} people, ${ids} ids`;
    const input = join(scratch, 'tasks.csv');
    writeTaskLog(input, rows, people, ids, 20240101);

    /** @type {(side: string, command: string, script: string) => Promise<void>} */
    const measure = async (side, command, script) => {
      say(`${work}: ${side}`);
      const measured = await repeatedly(repeat, () => measureCommand(command, [join(folder, script), input]));
      results.push({ work, side: measured.output.trim() || side, ...measured });
    };
    await measure('Evenhand', process.execPath, 'read-task-log.js');
    if (peers) await measure('DuckDB', process.execPath, join('peers', 'duckdb_task_log.js'));
    if (python) await measure('pandas', python, join('peers', 'pandas_task_log.py'));
  }
  return results;
}

const sizes = /** @type {const} */ ([
  { rows: 1_000_000, people: 50_000, ids: 'short' },
  { rows: 10_000_000, people: 500_000, ids: 'short' },
  { rows: 10_000_000, people: 500_000, ids: 'long' },
]);
