import { estimator, pythonPeers } from '../estimators.js';

export const title = "Lloyd's algorithm from the first rows to the fixed point";

const peers = [pythonPeers.scikitLearn(4)];

export const works = [
  estimator('lloyd', 'features', 1_000_000, 3, peers),
  estimator('lloyd', 'points', 1_000_000, 4, peers),
];
