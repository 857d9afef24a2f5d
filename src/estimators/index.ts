export { InputError } from '../errors.ts';
export { type Matrix, matrixFrom, rowOf, rowsOf, takeRows } from '../math/matrix.ts';
export { useThreads } from '../math/parallel.ts';
export { type Estimator, NotFittedError, type SavedEstimator } from './contract.ts';
export { DEFAULT_MIN_PTS, type DensitySeeds, densitySeeds } from './density-seeding.ts';
export { IsolationForest, type IsolationForestOptions } from './isolation-forest.ts';
export type { Tree } from './isolation-tree.ts';
export { KMeans, type KMeansInit, type KMeansOptions } from './kmeans.ts';
export type { Stopped } from './lloyd.ts';
export { MinMaxScaler } from './min-max-scaler.ts';
export { RobustScaler } from './robust-scaler.ts';
export { StandardScaler } from './standard-scaler.ts';
export {
  adjustedRand,
  calinskiHarabaszScore,
  daviesBouldinScore,
  silhouetteSamples,
  silhouetteScore,
} from './validity.ts';
