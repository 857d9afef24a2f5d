import { compare } from '../estimators.js';

export const title =
  'm-dist: mean distance to the ten nearest other rows, with the density seeds; the peer runs once';

/** @type {import('../run.js').Case['run']} */
export function run(setting) {
  const works = /** @type {const} */ ([
    { kind: 'features', rows: 1_000_000, clusters: 3 },
    { kind: 'points', rows: 1_000_000, clusters: 4 },
  ]);
  return compare(setting, 'm-dist', ['scipy'], works, 1);
}
