import { join } from 'node:path';
import { agreement } from '../agreement.js';
import { measureRepeatedly } from '../measure.js';
import { writeSummaries } from '../summaries.js';

export const title = 'evenhand analyze: summaries in a CSV file to results in a JSON file, the whole command';

export const works = [{ ...analyze(1000, 5), within: 0.4 }, analyze(1_000_000, 15)];

export const growth = [
  {
    id: 'analyze',
    title: 'evenhand analyze, the whole command',
    at: (/** @type {number} */ rows) => analyze(rows),
  },
];

/**
 * @param {number} people
 * @param {number} [atLeast]
 * @returns {import('../work.js').Work}
 */
function analyze(people, atLeast) {
  const script = join(import.meta.dirname, '..', 'peers', 'sklearn_pipeline.py');
  /** @type {(scratch: string) => Record<'input' | 'ours' | 'theirs', string>} */
  const filesIn = (scratch) => ({
    input: join(scratch, 'summaries.csv'),
    ours: join(scratch, 'ours.json'),
    theirs: join(scratch, 'theirs.json'),
  });
  return {
    name: `${people.toLocaleString('en')} summaries`,
    rows: people,
    bytes: people * 3 * Float64Array.BYTES_PER_ELEMENT,
    prepare: (scratch) => writeSummaries(filesIn(scratch).input, people, 20240101),
    measure: async ({ scratch, dist, times }) => {
      const { input, ours } = filesIn(scratch);
      const command = [join(dist, 'cli', 'main.js'), 'analyze', input, '--format', 'json', '--out', ours];
      return { ...(await measureRepeatedly(times, process.execPath, command)), side: 'Evenhand' };
    },
    peers: [
      {
        name: 'pandas and scikit-learn',
        python: ['pandas', 'sklearn'],
        atLeast,
        measure: async ({ scratch, command, times }) => {
          const { input, ours, theirs } = filesIn(scratch);
          const measured = await measureRepeatedly(times, command, [script, input, theirs]);
          return { ...measured, side: measured.output, answer: await agreement(ours, theirs) };
        },
      },
    ],
  };
}
