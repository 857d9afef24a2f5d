/** `npm test`: installs, builds, type-checks, lints and runs all tests. Further arguments go to the test runner. */
import './require-node.js';
import { build, install, root, step } from './checkout.js';

process.chdir(root);
install();
build();
for (const project of ['tsconfig.check.json', 'dashboard/tsconfig.json']) {
  step(`Checking types: ${project}`, process.execPath, ['node_modules/typescript/bin/tsc', '-p', project]);
}
step('Linting', process.execPath, [
  'node_modules/@biomejs/biome/bin/biome',
  'check',
  '--error-on-warnings',
  '.',
]);
step('Running the tests', process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  ...process.argv.slice(2),
]);
