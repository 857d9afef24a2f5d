import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agreement } from '../agreement.js';
import { loadRepeatedly } from '../http-load.js';
import { serve } from '../served.js';
import { writeSummaries } from '../summaries.js';

const PEOPLE = 1000;

export const title = `POST /analyze with ${PEOPLE.toLocaleString('en')} people: seconds for each request, over open connections`;

export const works = [analyze(1), analyze(16)];

/**
 * @param {number} connections that are open, each with a request in hand
 * @returns {import('../work.js').Work}
 */
function analyze(connections) {
  const peers = join(import.meta.dirname, '..', 'peers');
  const modules = ['flask', 'pandas', 'sklearn'];
  return {
    name: connections === 1 ? 'one connection' : `${connections} connections`,
    rows: PEOPLE,
    bytes: PEOPLE * 3 * Float64Array.BYTES_PER_ELEMENT,
    prepare: (scratch) => {
      writeSummaries(join(scratch, 'summaries.csv'), PEOPLE, 20240101);
      writeFileSync(join(scratch, 'body.json'), JSON.stringify(peopleOf(join(scratch, 'summaries.csv'))));
    },
    measure: async ({ scratch, dist, times }) => {
      const command = [join(dist, 'cli', 'main.js'), 'serve', '--port', '0'];
      const { answer, told, ...measured } = await measure(process.execPath, command, scratch, times);
      writeFileSync(join(scratch, 'ours.ndjson'), linesOf(answer));
      return { ...measured, side: 'Evenhand', answer: told };
    },
    peers: [
      {
        name: 'Flask and scikit-learn on gunicorn',
        python: [...modules, 'gunicorn'],
        atLeast: 20,
        measure: async ({ scratch, command, times }) => {
          const args = [
            '-m',
            'gunicorn',
            '--chdir',
            peers,
            '-w',
            '2',
            '-b',
            '127.0.0.1:0',
            'flask_service:app',
          ];
          const { answer, told, version, ...measured } = await measure(command, args, scratch, times);
          writeFileSync(join(scratch, 'theirs.ndjson'), linesOf(answer));
          const same = await agreement(join(scratch, 'ours.ndjson'), join(scratch, 'theirs.ndjson'));
          return { ...measured, side: `${version}, gunicorn with two workers`, answer: `${told}; ${same}` };
        },
      },
    ],
  };

  /** @type {(command: string, args: readonly string[], scratch: string, times: number) => Promise<any>} */
  async function measure(command, args, scratch, times) {
    const server = await serve(command, args);
    try {
      const version = await (await fetch(`${server.url}/version`)).text();
      const body = readFileSync(join(scratch, 'body.json'));
      const load = await loadRepeatedly(`${server.url}/analyze`, body, connections, times);
      return { ...load, version, peak: server.peak() };
    } finally {
      await server.stop();
    }
  }
}

/**
 * Summaries in CSV as records.
 * @param {string} path
 */
function peopleOf(path) {
  const [, ...lines] = readFileSync(path, 'utf8').trim().split('\n');
  return lines.map((line) => {
    const [employee_id, name, department, completed, total, hours] = line.split(',');
    const numbers = {
      completed_tasks: Number(completed),
      total_tasks: Number(total),
      avg_task_hours: Number(hours),
    };
    return { employee_id, name, department, ...numbers };
  });
}

/**
 * The people of an answer, one on each line.
 * @param {string} answer
 */
function linesOf(answer) {
  const { data } = JSON.parse(answer);
  const lines = data.map((/** @type {Record<string, unknown>} */ { employee_id, ...person }) =>
    JSON.stringify({ employee_id, ...person }),
  );
  return lines.join('\n');
}
