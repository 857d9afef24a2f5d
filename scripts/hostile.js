/** `npm run hostile`: 10,000 requests of every shape against each store, or as many as are given, from a seed. */
import './require-node.js';
import { build, step } from './checkout.js';

const [requests = '10000', seed = '2026'] = process.argv.slice(2);
process.env.EVENHAND_TEST_REQUESTS = requests;
process.env.EVENHAND_TEST_SEED = seed;
build();
step(`${requests} requests against each store, seed ${seed}`, process.execPath, [
  'node_modules/vitest/vitest.mjs',
  'run',
  'test/server/api/every-route.test.ts',
]);
