import { compare } from '../estimators.js';

export const title = 'Isolation forest: 100 trees fitted, all rows scored and flagged; the peer runs once';

/** @type {import('../run.js').Case['run']} */
export function run(setting) {
  const works = /** @type {const} */ ([
    { kind: 'features', rows: 1_000_000, clusters: 0 },
    { kind: 'points', rows: 1_000_000, clusters: 0 },
  ]);
  return compare(setting, 'forest', ['sklearn'], works, 1);
}
