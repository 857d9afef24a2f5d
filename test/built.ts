import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** The checkout, and what `npm run build` put into it. */
export const root = resolve(import.meta.dirname, '..');
export const dist = join(root, 'dist');

/** Throws where there is nothing built to look at: such tests must never pass for want of a build. */
export function requireBuilt(): void {
  if (!existsSync(join(dist, 'index.js')))
    throw new Error('this test looks at what was built: run npm run build');
}
