export { addColumns, toColumns } from './columns';
export { scoreRows } from './forest';
export { neighbourDistances, splitNodes } from './kd-tree';
export { enterRows, packRows, shellDistances } from './lattice';
export { assignRows, distancesToCenters, toSingles } from './nearest-center';
export { writeNumber } from './number-text';
export { rowNorms, tryRow } from './seeds';
export { countTasks } from './task-counts';
export { readTaskRows, surveyBlocks } from './task-rows';
