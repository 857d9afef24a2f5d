import { estimator, pythonPeers } from '../estimators.js';

export const title =
  "Lloyd's algorithm from given rows to the fixed point: the first ones, unless others are named";

const peers = [pythonPeers.scikitLearn(4), pythonPeers.mlpack(2.5)];

/** A start as bad as they come, so that the way is long. */
const lowest = ', from the rows with the lowest first feature';

export const works = [
  estimator('lloyd', 'features', 1_000_000, 3, peers),
  estimator('lloyd-lowest', 'features', 1_000_000, 3, peers, lowest),
  estimator('lloyd', 'points', 1_000_000, 4, peers),
];
