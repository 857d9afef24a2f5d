import { join } from 'node:path';
import { agreement } from '../agreement.js';
import { measureCommand, repeatedly } from '../measure.js';
import { findPython } from '../peers.js';
import { writeSummaries } from '../summaries.js';

export const title = 'evenhand analyze: summaries in a CSV file to results in a JSON file, the whole command';

/** @type {import('../run.js').Case['run']} */
export async function run({ evenhand, peers, repeat, scratch, say }) {
  const python = peers ? findPython(['pandas', 'sklearn']) : null;
  if (peers && !python) say('no Python with pandas and scikit-learn is here: that peer does not run');

  const results = [];
  for (const people of [1000, 1_000_000]) {
    const work = `${people.toLocaleString('en')} summaries`;
    const input = join(scratch, `summaries-${people}.csv`);
    writeSummaries(input, people, 20240101);

    say(`${work}: Evenhand`);
    const output = join(scratch, 'ours.json');
    const analyze = [evenhand, 'analyze', input, '--format', 'json', '--out', output];
    const ours = await repeatedly(repeat, () => measureCommand(process.execPath, analyze));
    results.push({ work, side: 'Evenhand', ...ours });

    if (python) {
      say(`${work}: pandas and scikit-learn`);
      const script = join(import.meta.dirname, '..', 'peers', 'sklearn_pipeline.py');
      const answer = join(scratch, 'theirs.json');
      const theirs = await repeatedly(repeat, () => measureCommand(python, [script, input, answer]));
      results.push({ work, side: theirs.output.trim(), ...theirs, note: await agreement(output, answer) });
    }
  }
  return results;
}
