import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/checkout.js';

/**
 * Checks another commit out into a folder and builds it. Packages are shared with this checkout where both lock files
 * are the same, and installed otherwise. Returns where it was built, and what removes it all.
 * @param {string} commit
 * @param {string} folder that does not exist yet
 * @returns {{ dist: string, remove: () => void }}
 */
export function checkOut(commit, folder) {
  const found = spawnSync(
    'git',
    ['rev-parse', '--verify', '--quiet', '--end-of-options', `${commit}^{commit}`],
    {
      cwd: root,
      encoding: 'utf8',
    },
  );
  if (found.status !== 0) throw new Error(`there is no commit ${commit} in this checkout`);
  const run = (/** @type {string} */ command, /** @type {string[]} */ args, cwd = folder) =>
    execFileSync(command, args, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

  run('git', ['worktree', 'add', '--quiet', '--detach', folder, found.stdout.trim()], root);
  const remove = () =>
    void spawnSync('git', ['worktree', 'remove', '--force', folder], { cwd: root, stdio: 'ignore' });
  try {
    const lock = (/** @type {string} */ at) => readFileSync(join(at, 'package-lock.json'), 'utf8');
    if (lock(root) === lock(folder))
      symlinkSync(join(root, 'node_modules'), join(folder, 'node_modules'), 'junction');
    else run('npm', ['ci', '--include=dev', '--no-audit', '--no-fund']);
    run(process.execPath, [join('scripts', 'build.js')]);
  } catch (error) {
    remove();
    throw new Error(`${commit} could not be built`, { cause: error });
  }
  return { dist: join(folder, 'dist'), remove };
}
