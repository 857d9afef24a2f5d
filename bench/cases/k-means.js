import { compare } from '../estimators.js';

export const title = 'K-means: k-means++, ten draws, the same draws and stopping as scikit-learn';

/** @type {import('../run.js').Case['run']} */
export function run(setting) {
  return compare(
    setting,
    'k-means',
    ['sklearn'],
    [
      { kind: 'features', rows: 1_000_000, clusters: 3 },
      { kind: 'points', rows: 1_000_000, clusters: 4 },
    ],
  );
}
