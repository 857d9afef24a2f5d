import { join } from 'node:path';
import { writeMatrix } from './matrices.js';
import { measureCommand } from './measure.js';
import { findPython } from './peers.js';

/**
 * One estimator on matrices of made-up people, each side in a process of its own that runs it several times and times
 * the call alone. The peer runs once where it takes minutes.
 * @typedef {{ kind: import('./matrices.js').Kind, rows: number, clusters: number }} Work
 */

/**
 * @param {import('./run.js').Setting} setting
 * @param {string} task as bench/ours/estimator.js and bench/peers/estimator.py know it
 * @param {readonly string[]} modules what the Python peer needs
 * @param {readonly Work[]} works
 * @param {number} [peerTimes]
 */
export async function compare({ peers, repeat, scratch, say }, task, modules, works, peerTimes = repeat) {
  const python = peers ? findPython(['numpy', ...modules]) : null;
  if (peers && !python) say(`no Python with ${modules.join(' and ')} is here: that peer does not run`);
  const results = [];
  for (const { kind, rows, clusters } of works) {
    const { path, columns } = writeMatrix(join(scratch, `${kind}-${rows}`), kind, rows, 20240101);
    const work = `${rows.toLocaleString('en')} x ${columns} (${kind})`;
    const args = (/** @type {number} */ times) => [task, path, rows, columns, clusters, times].map(String);
    say(`${work}: Evenhand`);
    const ours = [join(import.meta.dirname, 'ours', 'estimator.js'), ...args(repeat)];
    results.push(resultOf(work, await measureCommand(process.execPath, ours)));
    if (python) {
      say(`${work}: ${modules.join(' and ')}`);
      const theirs = [join(import.meta.dirname, 'peers', 'estimator.py'), ...args(peerTimes)];
      results.push(resultOf(work, await measureCommand(python, theirs)));
    }
  }
  return results;
}

/**
 * @param {string} work
 * @param {import('./measure.js').Measured} measured
 * @returns {import('./report.js').Result}
 */
function resultOf(work, { output, peak }) {
  const { seconds, answer, side } = JSON.parse(output);
  return { work, side, seconds, peak, note: answer };
}
