import { estimator, pythonPeers } from '../estimators.js';

export const title = "K-means with init 'thorough', against scikit-learn's ten draws";

const peers = [pythonPeers.scikitLearn(20)];
const features = (/** @type {number} */ rows) => estimator('thorough', 'features', rows, 3, peers);
const points = (/** @type {number} */ rows) => estimator('thorough', 'points', rows, 4, peers);

export const works = [features(1_000_000), points(1_000_000)];

export const growth = [
  { id: 'thorough-3', title: 'K-means, thorough, 3 features', at: features },
  { id: 'thorough-7', title: 'K-means, thorough, 7 indicators', at: points },
];
