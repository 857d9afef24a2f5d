import { estimator, pythonPeers } from '../estimators.js';

export const title = 'Isolation forest: 100 trees fitted, all rows scored and flagged';

const peers = (/** @type {number} */ isotree) => [pythonPeers.scikitLearn(100), pythonPeers.isotree(isotree)];
const features = (/** @type {number} */ rows) => estimator('forest', 'features', rows, 0, peers(10));
const points = (/** @type {number} */ rows) => estimator('forest', 'points', rows, 0, peers(8));

export const works = [features(1_000_000), points(1_000_000)];

export const growth = [
  { id: 'forest-3', title: 'Isolation forest, 3 features', at: features },
  { id: 'forest-7', title: 'Isolation forest, 7 indicators', at: points },
];
