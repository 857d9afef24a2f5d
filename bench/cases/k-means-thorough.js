import { compare } from '../estimators.js';

export const title = "K-means with init 'thorough', against scikit-learn's ten draws";

/** @type {import('../run.js').Case['run']} */
export function run(setting) {
  return compare(
    setting,
    'thorough',
    ['sklearn'],
    [
      { kind: 'features', rows: 1_000_000, clusters: 3 },
      { kind: 'points', rows: 1_000_000, clusters: 4 },
    ],
  );
}
