/** Compiles paper/ with what it uses of src/, and runs it. */
import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildKernels } from '../scripts/kernels.js';

const root = resolve(import.meta.dirname, '..');
const compiled = join(root, `dist.paper.${process.pid}`);
const node = (/** @type {string[]} */ ...args) =>
  spawnSync(process.execPath, args, { cwd: root, stdio: 'inherit' }).status ?? 1;

await buildKernels();
try {
  process.exitCode =
    node(join('node_modules', 'typescript', 'bin', 'tsc'), '-p', 'paper', '--outDir', compiled) ||
    node(join(compiled, 'paper', 'main.js'));
} finally {
  rmSync(compiled, { recursive: true, force: true });
}
