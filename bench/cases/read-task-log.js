import { join } from 'node:path';
import { measureRepeatedly } from '../measure.js';
import { writeTaskLog } from '../task-log.js';

export const title =
  'readTasks: a task log in a CSV file to one summary per person, start of the process included';

export const works = [
  taskLog(1_000_000, 'short'),
  taskLog(10_000_000, 'short', 1.4),
  taskLog(10_000_000, 'long', 1.4),
];

export const growth = [
  {
    id: 'task-log',
    title: 'A task log to one summary per person',
    at: (/** @type {number} */ rows) => taskLog(rows, 'short'),
  },
];

/**
 * @param {number} rows
 * @param {'short' | 'long'} ids
 * @param {number} [atLeast] as slow as DuckDB's own reader
 * @returns {import('../work.js').Work}
 */
function taskLog(rows, ids, atLeast) {
  const people = rows / 20;
  const input = (/** @type {string} */ scratch) => join(scratch, 'tasks.csv');
  const peer = (/** @type {string} */ script) => join(import.meta.dirname, '..', 'peers', script);
  /** @type {(script: string) => import('../work.js').Peer['measure']} */
  const by =
    (script) =>
    async ({ scratch, command, times }) => {
      const measured = await measureRepeatedly(times, command, [peer(script), input(scratch)]);
      return { ...measured, side: measured.output };
    };
  return {
    name: `${rows.toLocaleString('en')} rows of ${people.toLocaleString('en')} people, ${ids} ids`,
    rows,
    bytes: people * 3 * Float64Array.BYTES_PER_ELEMENT,
    prepare: (scratch) => writeTaskLog(input(scratch), rows, people, ids, 20240101),
    measure: async ({ scratch, dist, times }) => {
      const script = join(import.meta.dirname, '..', 'ours', 'read-task-log.js');
      const measured = await measureRepeatedly(times, process.execPath, [script, dist, input(scratch)]);
      return { ...measured, side: 'Evenhand' };
    },
    peers: [
      { name: 'DuckDB', atLeast, measure: by('duckdb_task_log.js') },
      { name: 'Polars', python: ['polars'], measure: by('polars_task_log.py') },
      { name: 'pandas', python: ['pandas'], measure: by('pandas_task_log.py') },
      { name: 'data.table', r: ['data.table'], measure: by('data_table_task_log.R') },
    ],
  };
}
