/** Compiles kernels/ and src/ to dist/. What was built before stays in place until everything new is there. */
import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, utimesSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { joinCommand } from './command.js';
import { buildDashboard } from './dashboard.js';
import { buildKernels } from './kernels.js';

const root = resolve(import.meta.dirname, '..');
const at = (/** @type {string[]} */ ...path) => join(root, ...path);
const fresh = at(`dist.${process.pid}`);

await buildKernels();
const began = new Date();

try {
  const { status } = spawnSync(
    process.execPath,
    [at('node_modules', 'typescript', 'bin', 'tsc'), '-p', at('tsconfig.json'), '--outDir', fresh],
    { stdio: 'inherit' },
  );
  if (status === 0) {
    await joinCommand(fresh);
    await buildDashboard(join(fresh, 'dashboard'));
    chmodSync(join(fresh, 'cli', 'main.js'), 0o755);
    // Whatever was edited while the compiler ran is newer than the build.
    utimesSync(join(fresh, 'index.js'), began, began);
    rmSync(at('dist'), { recursive: true, force: true });
    renameSync(fresh, at('dist'));
    linkCommand();
  } else {
    process.exitCode = status ?? 1;
  }
} finally {
  rmSync(fresh, { recursive: true, force: true });
}

/** npm links the commands of dependencies, never the package's own: with this, `npx evenhand` in the checkout runs what was built. */
function linkCommand() {
  const link = at('node_modules', '.bin', 'evenhand');
  if (process.platform === 'win32' || existsSync(link)) return;
  mkdirSync(at('node_modules', '.bin'), { recursive: true });
  rmSync(link, { force: true });
  symlinkSync(join('..', '..', 'dist', 'cli', 'main.js'), link);
}
