/** `npm run client`: makes src/client/operations.ts anew from the routes of the API. */
import './require-node.js';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, root } from './checkout.js';
import { clientSource } from './client-source.js';

build();
const from = (/** @type {string[]} */ ...path) =>
  import(pathToFileURL(join(root, 'dist', 'server', ...path)).href);
const { wholeDocument } = await from('routes', 'openapi.js');
const { ROUTES } = await from('api', 'routes.js');
writeFileSync(join(root, 'src', 'client', 'operations.ts'), clientSource(wholeDocument(ROUTES)));
console.log('src/client/operations.ts is made');
