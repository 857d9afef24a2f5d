import { compare } from '../estimators.js';

export const title =
  "K-means from density seeds, whole, against SciPy's tree and scikit-learn; the peer runs once";

/** @type {import('../run.js').Case['run']} */
export function run(setting) {
  return compare(
    setting,
    'density',
    ['scipy', 'sklearn'],
    [{ kind: 'features', rows: 1_000_000, clusters: 3 }],
    1,
  );
}
