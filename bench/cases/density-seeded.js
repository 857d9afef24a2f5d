import { estimator, pythonPeers } from '../estimators.js';

export const title = "K-means from density seeds, whole, against SciPy's tree and scikit-learn";

const peers = [pythonPeers.scipyAndScikitLearn(10), pythonPeers.scipyAndScikitLearnAsItComes()];
const features = (/** @type {number} */ rows) => estimator('density', 'features', rows, 3, peers);

export const works = [features(1_000_000)];

export const growth = [
  { id: 'density-seeded-3', title: 'K-means from density seeds, 3 features', at: features },
];
