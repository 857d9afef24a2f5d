/** `npm test`: installs, builds, type-checks, lints and runs all tests. Further arguments go to the test runner. */
import './require-node.js';
import { build, install, root, step } from './checkout.js';

process.chdir(root);
install();
build();
step('Checking types', process.execPath, ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.check.json']);
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
