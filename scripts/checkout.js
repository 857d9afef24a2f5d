/** What `npm start` and `npm test` share: bringing a checkout to the point where it runs, and saying so. */
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';

export const root = resolve(import.meta.dirname, '..');

/**
 * Runs one command in the checkout, its output going to the terminal, and says what runs and how long it took. Where the
 * command fails, so does this process, with the same exit code.
 * @param {string} what
 * @param {string} command
 * @param {readonly string[]} args
 */
export function step(what, command, args) {
  const began = performance.now();
  console.log(`\n> ${what}`);
  const { status, signal, error } = spawnSync(command, args, { cwd: root, stdio: 'inherit' });
  if (signal) process.exit(130);
  if (error || status !== 0) {
    console.error(`\n${what}: failed${error ? ` (${error.message})` : ''}`);
    process.exit(status || 1);
  }
  console.log(`  done in ${((performance.now() - began) / 1000).toFixed(1)} s`);
}

/** Installs exactly what package-lock.json names, unless that is what node_modules holds. */
export function install() {
  if (isInstalled()) return;
  const args = ['ci', '--include=dev', '--no-audit', '--no-fund'];
  const npm = process.env.npm_execpath;
  const what = 'Installing packages with npm ci (about a minute the first time)';
  if (npm) step(what, process.execPath, [npm, ...args]);
  else step(what, 'npm', args);
}

/** Builds dist/ unless it is newer than everything it is made of. */
export function build() {
  if (!isBuilt()) step('Building', process.execPath, ['scripts/build.js']);
}

/** Every package of the lock file stands in node_modules in the version it names; optional ones (other platforms) may be missing. */
function isInstalled() {
  const record = join(root, 'node_modules', '.package-lock.json');
  if (!existsSync(record)) return false;
  const installed = packagesOf(record);
  const locked = packagesOf(join(root, 'package-lock.json'));
  const isThere = (/** @type {string} */ path) =>
    installed[path] ? installed[path].integrity === locked[path].integrity : locked[path].optional;
  return Object.keys(locked).every((path) => path === '' || isThere(path));
}

/**
 * @param {string} file
 * @returns {Record<string, { integrity?: string, optional?: boolean }>}
 */
function packagesOf(file) {
  return JSON.parse(readFileSync(file, 'utf8')).packages;
}

function isBuilt() {
  const built = join(root, 'dist', 'index.js');
  if (!existsSync(built)) return false;
  const sources = [
    'src',
    'kernels',
    'dashboard',
    'scripts/build.js',
    'scripts/dashboard.js',
    'scripts/kernels.js',
    'tsconfig.json',
    'package.json',
    'package-lock.json',
  ];
  return Math.max(...sources.map((source) => newest(join(root, source)))) < statSync(built).mtimeMs;
}

/**
 * When anything in a folder, or the file itself, last changed. Folders count too: they change when a file goes.
 * @param {string} path
 * @returns {number}
 */
function newest(path) {
  const { mtimeMs } = statSync(path);
  const inside = statSync(path).isDirectory()
    ? readdirSync(path).map((name) => newest(join(path, name)))
    : [];
  return Math.max(mtimeMs, ...inside);
}
