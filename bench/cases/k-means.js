import { estimator, pythonPeers } from '../estimators.js';

export const title = 'K-means: k-means++, ten draws, the same draws and stopping as scikit-learn';

const peers = [pythonPeers.scikitLearn(5)];
const features = (/** @type {number} */ rows) => estimator('k-means', 'features', rows, 3, peers);
const points = (/** @type {number} */ rows) => estimator('k-means', 'points', rows, 4, peers);

export const works = [features(1_000_000), points(1_000_000)];

export const growth = [
  { id: 'k-means-3', title: 'K-means, ten draws, 3 features', at: features },
  { id: 'k-means-7', title: 'K-means, ten draws, 7 indicators', at: points },
];
