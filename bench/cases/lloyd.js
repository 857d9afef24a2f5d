import { compare } from '../estimators.js';

export const title = "Lloyd's algorithm from the first rows to the fixed point";

/** @type {import('../run.js').Case['run']} */
export function run(setting) {
  return compare(
    setting,
    'lloyd',
    ['sklearn'],
    [
      { kind: 'features', rows: 1_000_000, clusters: 3 },
      { kind: 'points', rows: 1_000_000, clusters: 4 },
    ],
  );
}
