import { spawnSync } from 'node:child_process';

/** Python commands to look through, the one named by BENCH_PYTHON first. */
const pythons = [process.env.BENCH_PYTHON ?? [], 'python3', '/usr/bin/python3', 'python'].flat();

/**
 * The first Python that has the modules, or null. Nothing is installed.
 * @param {readonly string[]} modules
 * @returns {string | null}
 */
export function findPython(modules) {
  const has = (/** @type {string} */ python) =>
    spawnSync(python, ['-c', `import ${modules.join(', ')}`], { stdio: 'ignore' }).status === 0;
  return pythons.find(has) ?? null;
}
