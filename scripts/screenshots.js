/** `npm run screenshots -- [--out FOLDER] [--only WORDS]`: pictures of every page of the example company. */
import './require-node.js';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { build, root } from './checkout.js';

const { values } = parseArgs({
  options: { out: { type: 'string', default: 'screenshots' }, only: { type: 'string' } },
});
build();
const { runnerImport } = await import('vite');
const { module } = /** @type {{ module: typeof import('../test/support/screenshots.ts') }} */ (
  await runnerImport(resolve(root, 'test', 'support', 'screenshots.ts'), {
    configFile: false,
    logLevel: 'warn',
  })
);
const folder = resolve(values.out);
const taken = await module.takeScreenshots(folder, values.only ? new RegExp(values.only) : undefined);
console.log(`${taken} pictures in ${folder}`);
