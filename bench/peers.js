import { spawnSync } from 'node:child_process';

/**
 * What a peer needs on this machine: a Python with modules, or an R with packages. One that needs neither comes with
 * our own packages and runs in Node.
 * @typedef {{ python?: readonly string[], r?: readonly string[] }} Needs
 */

/** Python commands to look through, the one named by BENCH_PYTHON first. */
const pythons = [process.env.BENCH_PYTHON ?? [], 'python3', '/usr/bin/python3', 'python'].flat();

/** @type {Map<string, string | null>} */
const known = new Map();

/**
 * The command that has what a peer needs, or null. Nothing is installed.
 * @param {Needs} needs
 */
export function findCommand(needs) {
  const key = JSON.stringify([needs.python, needs.r]);
  const found = known.get(key) ?? look(needs);
  known.set(key, found);
  return found;
}

/**
 * What is missing where a peer is not found, in words.
 * @param {Needs} needs
 */
export function needsInWords({ python, r }) {
  if (python) return `a Python with ${python.join(' and ')}`;
  return r ? `an R with ${r.join(' and ')}` : 'nothing';
}

/**
 * @param {Needs} needs
 * @returns {string | null}
 */
function look({ python, r }) {
  const runs = (/** @type {string} */ command, /** @type {string[]} */ args) =>
    spawnSync(command, args, { stdio: 'ignore' }).status === 0;
  if (python) return pythons.find((name) => runs(name, ['-c', `import ${python.join(', ')}`])) ?? null;
  if (!r) return process.execPath;
  return runs('Rscript', ['-e', r.map((name) => `library(${name})`).join(';')]) ? 'Rscript' : null;
}
