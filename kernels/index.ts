export { sumPaths } from './forest';
export { assignRows, distancesToCenters } from './nearest-center';
export { rowNorms, tryRow } from './seeds';
