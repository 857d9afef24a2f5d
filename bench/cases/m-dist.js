import { estimator, pythonPeers } from '../estimators.js';

export const title = 'm-dist: mean distance to the ten nearest other rows, with the density seeds';

const peersOf = (/** @type {number} */ atLeast) => [pythonPeers.nanoflann(atLeast), pythonPeers.scipy()];
const features = (/** @type {number} */ rows) => estimator('m-dist', 'features', rows, 3, peersOf(4));
const points = (/** @type {number} */ rows) => estimator('m-dist', 'points', rows, 4, peersOf(15));

export const works = [features(1_000_000), points(1_000_000)];

export const growth = [
  { id: 'm-dist-3', title: 'm-dist, 3 features', at: features },
  { id: 'm-dist-7', title: 'm-dist, 7 indicators', at: points },
];
