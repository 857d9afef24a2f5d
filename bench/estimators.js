import { join } from 'node:path';
import { columnsOf, writeMatrix } from './matrices.js';
import { measureCommand } from './measure.js';

/** @typedef {Omit<import('./work.js').Peer, 'measure'>} PythonPeer */

/**
 * One estimator on a matrix of made-up people, each side in a process of its own that runs it several times and times
 * the call alone; its memory is that of the whole process, the matrix as it was read included.
 * @param {string} task as ours/estimator.js and peers/estimator.py know it
 * @param {import('./matrices.js').Kind} kind
 * @param {number} rows
 * @param {number} clusters
 * @param {readonly PythonPeer[]} peers
 * @param {string} [remark] what tells the work from others on the same matrix
 * @returns {import('./work.js').Work}
 */
export function estimator(task, kind, rows, clusters, peers, remark = '') {
  const columns = columnsOf(kind);
  const input = (/** @type {string} */ scratch) => join(scratch, 'matrix');
  /** @type {(command: string, script: readonly string[], run: import('./work.js').Run) => Promise<import('./work.js').Measured>} */
  const measure = async (command, script, { scratch, times }) => {
    const args = [task, input(scratch), rows, columns, clusters, times].map(String);
    const { output, peak } = await measureCommand(command, [...script, ...args]);
    return { ...JSON.parse(output), peak };
  };
  return {
    name: `${rows.toLocaleString('en')} x ${columns} (${kind})${remark}`,
    rows,
    bytes: rows * columns * Float64Array.BYTES_PER_ELEMENT,
    prepare: (scratch) => writeMatrix(input(scratch), kind, rows, 20240101),
    measure: (run) =>
      measure(process.execPath, [join(import.meta.dirname, 'ours', 'estimator.js'), run.dist], run),
    peers: peers.map((peer) => ({
      ...peer,
      measure: (run) =>
        measure(run.command, [join(import.meta.dirname, 'peers', 'estimator.py'), peer.name], run),
    })),
  };
}

/**
 * The peers that peers/estimator.py knows by these names, and how many times as long as we each should take at least.
 * @type {Record<'scikitLearn' | 'mlpack' | 'isotree' | 'scipy' | 'nanoflann' | 'scipyAndScikitLearn' | 'scipyAndScikitLearnAsItComes', (atLeast?: number) => PythonPeer>}
 */
export const pythonPeers = {
  scikitLearn: (atLeast) => ({ name: 'scikit-learn', python: ['numpy', 'sklearn'], atLeast }),
  mlpack: (atLeast) => ({ name: 'mlpack', python: ['numpy', 'mlpack'], atLeast }),
  isotree: (atLeast) => ({ name: 'isotree', python: ['numpy', 'isotree'], atLeast }),
  scipy: (atLeast) => ({ name: 'SciPy', python: ['numpy', 'scipy'], atLeast }),
  nanoflann: (atLeast) => ({ name: 'nanoflann', python: ['numpy', 'pynanoflann'], atLeast }),
  scipyAndScikitLearn: (atLeast) => ({
    name: 'SciPy and scikit-learn',
    python: ['numpy', 'scipy', 'sklearn'],
    atLeast,
  }),
  scipyAndScikitLearnAsItComes: (atLeast) => ({
    name: 'SciPy and scikit-learn, as it comes',
    python: ['numpy', 'scipy', 'sklearn'],
    atLeast,
  }),
};
